"""The grades of a school, which are called like blocs and clusters: `Khối 10: 347 học sinh`."""

from __future__ import annotations

from itertools import pairwise

from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

HIGHEST = 12
NEAR = 16
"""Syllables and marks beside a grade in which its pupils or classes are told."""
PUPILS = frozenset({"hs", "lớp"})


def is_grade(reading: Reading, parse: UnitParse) -> bool:
    """Whether `Khối` and a bare number are a grade: pupils or classes are told of beside it."""
    if parse.head.value != "Khối" or parse.end != parse.first + 2:
        return False
    number = reading.keys[parse.end - 1]
    if not number.isdigit() or int(number) > HIGHEST:
        return False
    near = reading.keys[max(parse.first - NEAR, 0) : parse.end + NEAR]
    return not PUPILS.isdisjoint(near) or ("học", "sinh") in pairwise(near)
