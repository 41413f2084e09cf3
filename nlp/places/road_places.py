"""Places on roads that no level word tells: the street of a house, a road by its code, a place by its kilometre."""

from __future__ import annotations

import re

from nlp.people.names import capital_run
from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.reading import Reading

MILESTONE = re.compile(r"[Kk]m ?\d{1,4}(?:\+\d{1,3})?(?![\w/]|[,.]\d)")
"""A place on a road by its kilometre: `Km 98`, `Km12+500`."""
HOUSE = re.compile(r"\d{1,4}[a-z]?")
HOUSE_AHEAD = frozenset({"tại", "ở", "nhà", ":", "("})
"""Before the number of a house without `số`."""
ITEM_ENDS = frozenset({",", ")", ";", "."})
ROADS = ("ql", "đt", "tl", "hl", "đh", "ct")
ROAD_CODE = re.compile(r"(?:QL|ĐT|TL|HL|ĐH|CT)\.? ?\d{1,3}[A-Z]?(?![\w/.])")
"""Roads by their codes: `ĐT975`, `QL1A`."""
LONGEST_WARD = 4
"""Words of the name between a street's and a known place's."""


def road_place(reading: Reading, at: int, *, led: bool) -> tuple[int, str] | None:
    """The end and name of a road's code, or of a kilometre where a word of place stands before it (`led`)."""
    key = reading.keys[at]
    found = ROAD_CODE.match(reading.text, reading.starts[at]) if key.startswith(ROADS) else None
    if found is None and led and key.startswith("km") and not reading.breaks[at]:
        found = MILESTONE.match(reading.text, reading.starts[at])
    if found is None or reading.glued(at):
        return None
    return reading.syllables_of(found.start(), found.end())[1], found[0]


def street_of_house(reading: Reading, at: int) -> tuple[int, str] | None:
    """The street behind a house's number: `số 15 Nguyễn Hữu Thọ, phường 9`, `tại 12 Trần Phú, phường Lộc Thọ`."""
    if at < 2 or reading.breaks[at] or reading.upper[at - 2] or not HOUSE.fullmatch(reading.keys[at - 1]):
        return None
    end = capital_run(reading, at, limit=4)
    before, after = reading.keys[at - 2], reading.keys[end]
    if end - at < 2 or (before != "số" and before not in HOUSE_AHEAD):
        return None
    dashed = after in {"-", "–"} and not reading.glued(end)
    level = read_level(reading, end + 1) if after == "," or dashed else None
    told = (level is not None and level.kind in (*ADMINISTRATION, "village")) or (
        after == "," and reading.upper[end + 1] and _known_in_row(reading, end + 1)
    )
    return (end, f"đường {reading.surface(at, end)}") if told or (before == "số" and after in ITEM_ENDS) else None


def _known_in_row(reading: Reading, at: int) -> bool:
    """Whether a place that the gazetteer knows stands at `at`, or behind one more name: `Láng Hạ, Hà Nội`."""
    if known_name(reading, at) is not None:
        return True
    end = capital_run(reading, at, limit=LONGEST_WARD)
    return reading.keys[end] == "," and reading.upper[end + 1] and known_name(reading, end + 1) is not None
