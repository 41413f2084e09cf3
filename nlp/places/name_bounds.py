"""Where a run of capitals behind a level word is more than the place's name, or no place."""

from __future__ import annotations

from nlp.people.titles import titles
from nlp.text.reading import Reading

LEVELS = frozenset({("thành", "phố"), ("thị", "trấn"), ("thị", "xã")})
"""Levels of two syllables, often with a capital at the first alone: `các xã Thị trấn Hữu Lũng, Minh Sơn`."""


def within_bounds(reading: Reading, first: int, end: int) -> int:
    """The end of a name cut where its letters change from shouted ones, or where the next level word or a post begins.

    `HUYỆN HẢI LĂNG Hải Lăng, ngày 20`, `xã Kim Long Trưởng khối thi đua`; the result is `first` where nothing is left.
    """
    end = next((at for at in range(first + 1, end) if reading.shouting[at] != reading.shouting[first]), end)
    if end == first or reading.upper[end] or reading.breaks[end]:
        return end
    post = titles().longest(reading, end - 1) if end - first > 1 else None
    return end - 1 if reading.keys[end - 1 : end + 1] in LEVELS or (post is not None and post.end > end) else end


def begins_byline(reading: Reading, end: int) -> bool:
    """Whether two words that end at `end` open a line of names: a mark stands behind them, or nothing else."""
    return end >= len(reading) or reading.breaks[end] > 0 or reading.keys[end] in {"-", "–", "|", "/"}
