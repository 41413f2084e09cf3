"""How many lines are read, and how many of them empty: each costs time, though it holds no letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from ingest.errors import TooLong

MOST_LINES = 400_000
"""A body of the longest kind has 80,000 lines as papers set them; ten times that took longer than a parser may."""

MOST_EMPTY = 100
"""Empty lines in a row that are kept: two pages hold as many, and more part nothing from anything."""


def check_lines(count: int) -> None:
    """Refuse more lines than are read. Raises: TooLong."""
    if count > MOST_LINES:
        raise TooLong(limit=MOST_LINES, what="lines")


def with_short_gaps(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the empty ones beyond MOST_EMPTY in a row."""
    for filled, run in groupby(lines, key=lambda line: bool(line.strip())):
        yield from islice(run, None if filled else MOST_EMPTY)
