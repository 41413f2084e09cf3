"""Level words in the plural, which stand outside the names that they govern: `các huyện A, B`, `6 tỉnh A, B`."""

from __future__ import annotations

from nlp.places.level_words import level_keys, read_level
from nlp.text.reading import Reading

PLURALS = frozenset({"các", "những", "hai", "ba", "bốn", "năm"})
ALWAYS_PLURAL = frozenset({"các", "những"})
ORDERED = frozenset({"tầng", "thứ", "lần", "trong", "suốt", "cả", "hàng", "nhiều", "mấy"})
"""What makes a number word an ordinal, or `năm` a year: `trên tầng hai chợ Khua Đin`."""
MOST_LISTED, LONGEST_COUNT = 30, 2
"""Places that a figure counts, and the digits of such a figure."""
NUMBERED = frozenset({"tổ", "phố", "thôn", "đội", "khu", "số", "bản", "xóm", "ấp", "khóm", "quận", "phường", "bộ"})
"""What bears a number as its name: `tổ 6`, `khu phố 3`, `chi bộ 2`."""
LINE = "tuyến"
"""The word for a line between a plural and the word for a road: `các tuyến đường: …`."""


def is_plural(reading: Reading, at: int) -> bool:
    """Whether the level word at syllable `at` is one of several places': `các thôn A, B`, `các quận, huyện A, B`."""
    before = reading.keys[max(at - 3, 0) : at]
    if before and before[-1] in PLURALS:
        return before[-1] in ALWAYS_PLURAL or ORDERED.isdisjoint(before[-2:-1])
    kinds = len(before) == 3 and before[0] in PLURALS and before[1] in level_keys() and before[2] == ","
    return kinds and not reading.upper[at] and not reading.upper[at - 2]  # `các huyện, TP. Long Khánh`: one of its own


def opens_list(reading: Reading, at: int) -> bool:
    """Whether the level word at `at` is one of several places' that a colon lists: `các tuyến đường: A, B`."""
    return is_plural(reading, at - 1 if behind_line(reading, at) else at)


def behind_line(reading: Reading, at: int) -> bool:
    """Whether the word for a line stands before the level word at `at`: `tuyến đường A, B`."""
    return at > 0 and reading.keys[at - 1] == LINE


def has_own_level(reading: Reading, at: int) -> bool:
    """Whether the first place of a list has a level of its own: `các xã Thị trấn Hữu Lũng, Minh Sơn, Nhật Tiến`."""
    return reading.upper[at] and not reading.breaks[at] and read_level(reading, at) is not None


def is_counted(reading: Reading, at: int, end: int) -> bool:
    """Whether a figure counts the places of a list: `6 tỉnh Kon Tum, Gia Lai`; in `tổ 6 phường A, B` it is a name."""
    figure = reading.keys[at - 1] if at else ""
    if not figure.isdecimal() or len(figure) > LONGEST_COUNT or (at > 1 and reading.keys[at - 2] in NUMBERED):
        return False
    if not 1 < int(figure) <= MOST_LISTED:
        return False
    return reading.keys[end] in {",", "và"} and reading.upper[end + 1] and not reading.breaks[end + 1]
