"""Months as numbers, and the steps of a histogram over time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

MONTHS_A_YEAR = 12

FIRST_MONTH = 1000 * MONTHS_A_YEAR
LAST_MONTH = 2200 * MONTHS_A_YEAR - 1
"""Months that a histogram may show; the ends of open periods lie beyond them."""

MOST_YEARS = 30
"""A document that claims a longer period says little of each year: only the known end of the period is counted."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The documents that touch a stretch of time, from the first to the last `YYYYMMDD` day, both included."""

    first_day: int
    last_day: int
    count: int


class Step(StrEnum):
    """How much time one bar of a histogram covers."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"

    @property
    def months(self) -> int:
        """How many months a bar covers; bars begin at multiples of it."""
        return _MONTHS[self.value]


_MONTHS = {"month": 1, "quarter": 3, "year": MONTHS_A_YEAR, "decade": 10 * MONTHS_A_YEAR}


def month_of(day: int) -> int:
    """The number of the month of a `YYYYMMDD` day, counted from the year 0.

    >>> month_of(20200531)
    24244
    """
    return day // 10_000 * MONTHS_A_YEAR + day // 100 % 100 - 1


def counted_months(from_day: int, to_day: int) -> tuple[int, int] | None:
    """The first and last month under which a document of these days is counted, None for none that can be shown.

    >>> counted_months(20200101, 20200630), counted_months(10101, 20161031), counted_months(19480611, 99991231)
    ((24240, 24245), (24201, 24201), (23381, 23381))
    """
    first, last = month_of(from_day), month_of(to_day)
    if last - first >= MOST_YEARS * MONTHS_A_YEAR:
        first = last = last if first < FIRST_MONTH else first
    first, last = max(first, FIRST_MONTH), min(last, LAST_MONTH)
    return (first, last) if first <= last else None


def count_bars(spans: Mapping[tuple[int, int], int], step: Step) -> tuple[Bar, ...]:
    """The bars of documents counted by their first and last month, in order, empty ones left out.

    A document is counted in every bar that it touches.
    """
    changes: dict[int, int] = {}
    months = step.months
    for (first, last), count in spans.items():
        start, after = first // months, last // months + 1
        changes[start] = changes.get(start, 0) + count
        changes[after] = changes.get(after, 0) - count
    bars: list[Bar] = []
    running = 0
    places = sorted(changes)
    for place, following in pairwise(places):
        running += changes[place]
        if running:
            bars += [make_bar(number * months, step, running) for number in range(place, following)]
    return tuple(bars)


def make_bar(month: int, step: Step, count: int) -> Bar:
    """The bar that begins with the month of this number.

    >>> make_bar(24240, Step.QUARTER, 7)
    Bar(first_day=20200101, last_day=20200331, count=7)
    """
    last_year, last_month = divmod(month + step.months - 1, MONTHS_A_YEAR)
    year, first_month = divmod(month, MONTHS_A_YEAR)
    last_day = monthrange(last_year, last_month + 1)[1]
    return Bar(
        first_day=year * 10_000 + (first_month + 1) * 100 + 1,
        last_day=last_year * 10_000 + (last_month + 1) * 100 + last_day,
        count=count,
    )
