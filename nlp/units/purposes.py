"""What a board or a steering committee is for: `Ban Chỉ đạo phong trào thi đua “Dân vận khéo”`."""

from __future__ import annotations

from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.places.levels import ADMINISTRATION
from nlp.units.cursor import Cursor
from nlp.units.forms import causes, has_trait, not_units, purposes, stops

LONGEST_PURPOSE = 14
"""Syllables of what a steering committee is for."""
LONGEST_CAUSE, LONGEST_QUOTED = 8, 24
"""Syllables before the quotation, and of it."""
OPENED, CLOSED = frozenset({"“", '"'}), frozenset({"”", '"'})


def take_purpose(cursor: Cursor) -> bool:
    if not cursor.open(newline=True) or not has_trait(cursor.head.value, "board"):
        return False
    found = purposes().longest(cursor.reading, cursor.at)
    end = found.end if found is not None else _quoted_purpose(cursor)
    return end > cursor.at and cursor.add("text", end)


def _quoted_purpose(cursor: Cursor) -> int:
    """Where `phong trào thi đua “Dân vận khéo”` ends behind `Ban Chỉ đạo`, its mark included; else 0."""
    keys, breaks, at = cursor.reading.keys, cursor.reading.breaks, cursor.at
    if causes().longest(cursor.reading, at) is None:
        return 0
    opened = next((to for to in range(at, at + LONGEST_CAUSE) if keys[to] in OPENED or breaks[to]), None)
    if opened is None or breaks[opened] or keys[opened] not in OPENED:
        return 0
    ahead = range(opened + 1, min(opened + LONGEST_QUOTED, len(cursor.reading)))
    closed = next((to for to in ahead if keys[to] in CLOSED or breaks[to]), None)
    if closed is None or breaks[closed] or keys[closed] not in CLOSED:
        return 0
    level = read_level(cursor.reading, closed + 2) if keys[closed + 1] == "cấp" else None
    return level.end if level is not None else closed + 1  # `… “Dân vận khéo” cấp tỉnh`


def take_long_purpose(cursor: Cursor) -> bool:
    """`Ban Chỉ đạo xây dựng xã hội học tập huyện`: small words, taken only when a place follows them."""
    if cursor.head.value != "Ban Chỉ đạo" or not cursor.open(newline=True) or cursor.reading.shouting[cursor.at]:
        return False
    at = cursor.at
    while at < len(cursor.reading) and at - cursor.at < LONGEST_PURPOSE and not cursor.reading.breaks[at]:
        word = not_units().longest(cursor.reading, at)
        if word is not None:
            at = word.end
            continue
        level = read_level(cursor.reading, at)
        if level is not None and level.kind in ADMINISTRATION:
            return at > cursor.at and cursor.add("text", at)
        if cursor.reading.upper[at] and known_name(cursor.reading, at) is not None:
            return at > cursor.at and cursor.add("text", at)
        key = cursor.reading.keys[at]
        if key in stops("purpose") or not (cursor.reading.word(at) or key == ","):
            return False
        at += 1
    return False
