"""Whose a party committee is by the post of its members: `Bí thư Đảng ủy, Chính ủy Vùng 2 Hải quân`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.reading import Reading
from nlp.unit_forms import stops
from nlp.unit_kinds import holds
from nlp.unit_parse import UnitParse

JOINTS = frozenset({",", "-", "–"})
LONGEST_POST = 4
"""Syllables of the post between a party committee and the body that its bearer leads."""


def find_chiefs(reading: Reading, parses: Sequence[UnitParse]) -> Iterator[tuple[UnitParse, UnitParse]]:
    """Yield each bare `Đảng ủy` whose next post is that of a chief, with the formation, firm or school he leads."""
    for party, led in pairwise(parses):
        if party.bare and party.head.value == "Đảng ủy" and _of_chief(reading, party.end, led):
            yield party, led


def _of_chief(reading: Reading, at: int, led: UnitParse) -> bool:
    post = led.first - at - 1
    if not 1 < post <= LONGEST_POST or reading.keys[at] not in JOINTS or any(reading.breaks[at : led.first + 1]):
        return False
    if not holds(led.head.value, "led") or (led.last_place is not None and led.last_place.kind == "ward"):
        return False  # the committee beside a commune's police is the commune's
    words = reading.keys[at + 1 : led.first]
    return any(" ".join(words[first:]) in stops("chief") for first in (0, 1, 2))
