"""Teams and workshops told by their trade in small words: `Đội xe 3`, `Tổ chống giữ số 2`, `Tổ thêu vi tính`."""

from __future__ import annotations

from nlp.places.level_names import read_named
from nlp.places.level_words import read_level
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import counts, followers, has_trait, heads, stops, team_trades

QUARTERS = frozenset({"village", "site"})
"""Kinds of places in which a team may be at home."""
LONGEST_TRADE = 5
"""Small words between a team's head and its number."""
TEAM_ENDS = frozenset({",", ".", ";", ":", "(", ")", "”", '"', "cũng", "luôn", "vẫn"})
"""What follows a team's trade that is told whole, beside words that begin a clause."""


def take_team(cursor: Cursor) -> bool:
    """`Đội xe 3`, `tổ máy xúc số 2`, `Đội cơ giới Xí nghiệp X`: its trade in small words before its number or firm."""
    reading = cursor.reading
    if not cursor.open() or reading.upper[cursor.at] or not has_trait(cursor.head.value, "team"):
        return False
    end = _trades_end(reading, cursor.at)
    if end == cursor.at or not _ends_team(cursor, end):
        end = _numbered_end(cursor)
    if end == cursor.at:
        return False
    cursor.small = True
    return cursor.add("text", end)


def take_quarter(cursor: Cursor) -> bool:
    """`Tổ hùn vốn số 5 ấp Nhứt`, `Tổ phụ nữ chợ Mỹ Long`: the village or the market where a team lives."""
    reading, at = cursor.reading, cursor.at
    if not cursor.open() or reading.upper[at] or not has_trait(cursor.head.value, "team"):
        return False
    if reading.keys[at] == "khối" and reading.keys[at + 1].isdigit() and not reading.breaks[at + 1]:
        return not counts(reading, at + 1) and cursor.add("text", at + 2)  # `Tổ công nghệ số cộng đồng khối 4`
    level = read_level(reading, at)
    if level is None or level.kind not in QUARTERS:
        return False
    named = read_named(reading, level)
    return named is not None and reading.upper[level.end] and cursor.add("text", named[0])


def _trades_end(reading: Reading, at: int) -> int:
    """The end of the trades in small words that begin at `at`."""
    while not reading.breaks[at] and not reading.upper[at]:
        found = team_trades().longest(reading, at)
        if found is None or (found.end > at + 1 and any(reading.breaks[at + 1 : found.end])):
            break
        at = found.end
    return at


def _ends_team(cursor: Cursor, end: int) -> bool:
    """Whether a number, the firm or, within a sentence, a mark stands behind the trade: `Tổ thêu vi tính,`."""
    reading = cursor.reading
    if not reading.breaks[end] and reading.upper[end] and heads().longest(reading, end) is not None:
        return True
    if not reading.breaks[end] and _numbered(cursor, end):
        return True
    closed = reading.breaks[end] > 0 or reading.keys[end] in TEAM_ENDS or reading.keys[end] in stops("clause")
    inside = cursor.capital and not reading.sentence_start(cursor.first) and not reading.breaks[cursor.first]
    return closed and inside and end - cursor.at > 1


def _numbered_end(cursor: Cursor) -> int:
    """The end of up to five small words before `số` and a figure, `Tổ chống giữ số 2`; where it is without them."""
    reading, at = cursor.reading, cursor.at
    if not cursor.capital or at >= len(reading):
        return at
    for end in range(at, min(at + LONGEST_TRADE, len(reading)) + 1):
        if reading.keys[end] == "số" and end > at and reading.keys[end + 1].isdigit():
            return end
        if reading.breaks[end] or reading.upper[end] or not reading.word(end) or reading.keys[end] in followers():
            break
    return at


def _numbered(cursor: Cursor, at: int) -> bool:
    """Whether a number stands at `at` that counts nothing: `tổ lò 6`, not `đội xe 6 chiếc`."""
    at += cursor.reading.keys[at] == "số"
    return cursor.reading.keys[at].isdigit() and not counts(cursor.reading, at)
