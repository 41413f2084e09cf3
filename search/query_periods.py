"""Periods of a query as days: `2017`, `2017..2020`, `2017..`, `..5/2020`, `28/2/2019`."""

from __future__ import annotations

import calendar
import re
from datetime import date

Days = tuple[int | None, int | None]

WRITTEN = re.compile(
    r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})(?:-(?P<iso_day>\d{1,2}))?"
)
"""A year, month or day, as people write them or year first."""

RANGE = re.compile(r"(?P<first>[\d/.-]*?)\.\.\.?(?P<last>[\d/-][\d/.-]*|)|(?P<from>\d{4})[-–](?P<to>\d{4})")
"""Two ends, either of which may be open; years may be joined by a dash."""


def read_period(text: str) -> Days | None:
    """The first and last day (`YYYYMMDD`, None for an open end) that `text` names; None where it names no period.

    >>> read_period("2017..2020"), read_period("..2/2020"), read_period("2021-2025"), read_period("hôm qua")
    ((20170101, 20201231), (None, 20200229), (20210101, 20251231), None)
    """
    text = text.replace(" ", "")
    match = RANGE.fullmatch(text)
    if match is None:
        return _days(text)
    first, last = match["first"] or match["from"], match["last"] or match["to"]
    ends = (_days(first) if first else (None, None)), (_days(last) if last else (None, None))
    if ends[0] is None or ends[1] is None or not (first or last):
        return None
    begin, end = ends[0][0], ends[1][1]
    if begin is not None and end is not None and begin > end:
        return None
    return begin, end


def _days(text: str) -> Days | None:
    match = WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (match[name] or match[f"iso_{name}"] for name in ("year", "month", "day"))
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last_month = int(month or 12)
    last = first if day else date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    return _number(first), _number(last)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
