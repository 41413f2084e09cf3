"""Given names alone: behind a form of address (`ông Mão`), or behind a rank where the text has the full name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from nlp.people.titles import Ground

ADDRESSES = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "cụ", "thầy", "em", "bác"})
"""Behind these a lone capital is a name even if no full one stands in the text."""
TOGETHER = frozenset({"anh", "chị", "con", "trẻ", "các"})
"""Before `em` these make it no form of address."""
NUMBER_NAMES = frozenset({"hồ", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "út", "cả", "em"})
"""How families call their children by order: no name of their own."""
NAMED_BY = frozenset({",", "(", ":"})
"""What follows a given name of whom the text names nowhere in full: `Bà Nhàn (phụ nữ)`, not `cô Tấm`."""


def find_given_names(ground: Ground) -> Iterator[int]:
    """Yield the syllables that may be a given name alone: a capital behind a title, none beside it."""
    reading = ground.reading
    for at in compress(range(len(reading)), reading.upper):
        if at and not ground.taken[at] and _stands_alone(ground, at):
            yield at


def needs_full_name(ground: Ground, at: int) -> bool:
    """Whether a given name counts only where the text has the full one: behind a rank, or with nothing told of it."""
    reading = ground.reading
    return reading.keys[at - 1] not in ADDRESSES or reading.keys[at + 1] not in NAMED_BY


def _stands_alone(ground: Ground, at: int) -> bool:
    reading = ground.reading
    key = reading.keys[at]
    if not key.isalpha() or key in NUMBER_NAMES or reading.shouting[at] or reading.breaks[at]:
        return False
    if at + 1 < len(reading) and not reading.breaks[at + 1] and reading.upper[at + 1]:
        return False
    text = reading.surface(at, at + 1)
    if len(text) < 2 or not text.istitle():
        return False
    if reading.keys[at - 1] == "em" and at > 1 and reading.keys[at - 2] in TOGETHER:
        return False
    title = ground.title_before(at)
    return title is not None and title.entry.kind in ("address", "rank") and reading.keys[at - 1] != ":"
