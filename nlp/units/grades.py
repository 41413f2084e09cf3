"""Bodies named as kinds: as what they are to become, `xây dựng Đảng bộ vững mạnh`, and by how many there are."""

from __future__ import annotations

from nlp.people.titles import titles
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.reading import Reading
from nlp.units.forms import heads, pair_at

LONGEST_POST = 3
"""Syllables of a post before a body's name."""
MOST_LISTED = 6
"""Further bodies of one list before the word that tells what all of them are to be."""


def is_graded(reading: Reading, end: int) -> bool:
    """`Công đoàn cơ sở xuất sắc`, `Đảng bộ, Chi bộ trong sạch`: what a bare body before `end` is to be."""
    for _ in range(MOST_LISTED):
        if reading.keys[end] not in {",", "và"} or reading.breaks[end + 1]:
            break
        found = heads().longest(reading, end + 1) if reading.upper[end + 1] else None
        if found is None:
            return False
        end = found.end
    return not reading.breaks[end] and not reading.upper[end] and pair_at(reading, end, "graded")


def chiefs_counted(reading: Reading, first: int) -> bool:
    """`13 Chủ tịch UBND xã`: whether a count of posts stands before the body at `first`."""
    for at in range(max(first - LONGEST_POST, 1), first):
        post = titles().longest(reading, at) if not any(reading.breaks[at : first + 1]) else None
        if post is not None and post.end == first:
            before = reading.keys[at - 1]
            return before.isdigit() and 1 < int(before) < 1000 and not reading.breaks[at]
    return False


def several_behind(reading: Reading, end: int) -> bool:
    """`Thường trực Hội Nông dân 09 huyện`, `Thường trực Hội đồng của 05 đơn vị`: one of each of them."""
    end += reading.keys[end] == "của"
    if not reading.keys[end].isdigit() or reading.breaks[end] or reading.breaks[end + 1] or reading.upper[end + 1]:
        return False
    level = read_level(reading, end + 1)
    return reading.keys[end + 1 : end + 3] == ("đơn", "vị") or (level is not None and level.kind in ADMINISTRATION)
