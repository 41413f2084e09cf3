"""Houses in which something is held: places behind `tại` and `ở`, elsewhere bodies (`Nhà hát Chèo Hải Dương`)."""

from __future__ import annotations

from nlp.text.reading import Reading
from nlp.units.forms import has_trait
from nlp.units.grammar import parse_unit
from nlp.units.parse import UnitParse

WHERE = frozenset({"tại", "ở"})


def is_venue(reading: Reading, parse: UnitParse) -> bool:
    """Whether what was read as a body stands there as the place where something is."""
    named = not parse.bare or parse.head.kind == "whole"
    return named and stands_where(reading, parse.first) and has_trait(parse.head.value, "venue")


def stands_where(reading: Reading, first: int) -> bool:
    """Whether a word for `where` stands right before syllable `first`."""
    return first > 0 and reading.keys[first - 1] in WHERE and not reading.breaks[first]


def read_venue(reading: Reading, first: int) -> tuple[int, str] | None:
    """The end and name of the venue whose head begins at syllable `first`, None where none is."""
    parse = parse_unit(reading, first)
    if parse is None or not is_venue(reading, parse):
        return None
    return parse.end, " ".join(reading.surface(first, parse.end).split())
