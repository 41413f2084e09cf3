"""The place of a unit that bears none: that of the units it is listed with, or of those one person heads with it."""

from __future__ import annotations

from itertools import pairwise

from nlp.places.gazetteer import Place
from nlp.places.level_names import read_named
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

AND = frozenset({",", "và"})
AHEAD = frozenset({"-", ",", "và", "/"})
BEHIND = frozenset({",", "và", "cùng", ";", "với", "-"})
"""Marks and words between units of one place, the place with the last or with the first."""
HOLDERS = frozenset({"tịch", "thư", "trưởng"})
"""How the posts end of which one person holds several in one place."""
LONGEST_POST = 5
"""Syllables and marks between two bodies in which one person holds posts."""


def find_neighbours(reading: Reading, parses: list[UnitParse]) -> dict[int, Place]:
    """First syllable of a unit without a place -> the place of the unit that it is listed with.

    That of the later one where the earlier is bare (`Đảng ủy - HĐND - UBND phường X`), else that of the earlier
    (`MTTQ huyện, Hội LHPN`).
    """
    found = {parse.first: place for parse in parses if parse.bare and (place := _governed(reading, parse.end))}
    for before, after in reversed(list(pairwise(parses))):
        place = after.last_place or found.get(after.first)
        if place is None or not place.level:
            continue
        if before.bare and _one_holder(reading, before, after):
            found[before.first] = place
        unplaced = before.bare or (before.head.kind == "field" and before.last_place is None)
        if unplaced and _joined(reading, before, after, AHEAD):
            found[before.first] = place
    for before, after in pairwise(parses):
        place = before.last_place or found.get(before.first)
        if place is None or not place.level or after.last_place is not None or after.first in found:
            continue
        if _joined(reading, before, after, BEHIND):
            found[after.first] = place
    return found


def _one_holder(reading: Reading, before: UnitParse, after: UnitParse) -> bool:
    """`Bí thư Đảng ủy, Chủ tịch HĐND xã Phú Lộc`: one person holds a post in each, so both are of one place."""
    between = reading.keys[before.end : after.first]
    joined = 2 < len(between) <= LONGEST_POST and between[0] in AHEAD and between[-1] in HOLDERS
    return joined and not any(reading.breaks[before.end : after.first + 1])


def _governed(reading: Reading, at: int) -> Place | None:
    """The place of a party organisation named with its government: `Đảng bộ, chính quyền và nhân dân tỉnh Hà Nam`."""
    at += reading.keys[at] in AND
    if reading.keys[at] != "chính" or reading.keys[at + 1] != "quyền":
        return None
    at += 2
    if reading.keys[at] in AND and reading.keys[at + 1 : at + 3] == ("nhân", "dân"):
        at += 3
    level = read_level(reading, at)
    named = read_named(reading, level) if level is not None and level.kind in ADMINISTRATION else None
    if level is None or named is None:
        return None
    end, name, entry = named
    return Place(at, end, level.word, level.kind, name, entry)


def _joined(reading: Reading, before: UnitParse, after: UnitParse, marks: frozenset[str]) -> bool:
    return after.first - before.end == 1 and reading.keys[before.end] in marks and not reading.breaks[after.first]
