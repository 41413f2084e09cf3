"""Dates as values: the part of EDTF (ISO 8601-2) that the annotation scheme uses.

`2017-07-21`, `2017-07-21T02:11`, `2017-08`, `2019`, `2019-33` (quarters 33 to 36), `2020/2025`, `2017-07-21/..`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

OPEN = ".."
QUARTERS = (33, 34, 35, 36)
POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<clock>T\d\d(?::\d\d(?::\d\d)?)?)?)?)?")


def day(year: int, month: int, day_of_month: int, clock: str = "") -> str | None:
    """The value of a day, `clock` being `HH`, `HH:MM` or `HH:MM:SS`; None for a day no calendar has."""
    try:
        value = date(year, month, day_of_month).isoformat()
    except ValueError:
        return None
    return f"{value}T{clock}" if clock else value


def month(year: int, number: int) -> str:
    """The value of a month."""
    return f"{year:04d}-{number:02d}"


def quarter(year: int, number: int) -> str:
    """The value of a quarter, `number` from 1 to 4."""
    return f"{year:04d}-{QUARTERS[number - 1]}"


def months_of_year(year: int, first: int, last: int) -> str:
    """The days from the first month to the end of the last, both counted from 1."""
    return interval(f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{monthrange(year, last)[1]:02d}")


def interval(start: str, end: str) -> str:
    """The range between two points; `..` stands for an open end."""
    return f"{start}/{end}"


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and the last day of a value, both inclusive; None for an open end.

    Raises: ValueError for what is no value of the scheme.
    """
    start, slash, end = value.partition("/")
    if not slash:
        return _point_bounds(value)
    first = None if start == OPEN else _point_bounds(start)[0]
    last = None if end == OPEN else _point_bounds(end)[1]
    if first is None and last is None:
        raise ValueError(f"no date in {value!r}")
    if first is not None and last is not None and first > last:
        raise ValueError(f"{value!r} ends before it begins")
    return first, last


def day_of(value: str) -> date | None:
    """The day that a point names, with or without its clock; None for a longer span."""
    found = POINT.fullmatch(value)
    return _point_bounds(value)[0] if found and found["day"] is not None else None


def is_edtf(value: str) -> bool:
    """Whether `value` is one of the scheme's forms and its days exist."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def last_day(value: str) -> str:
    """The last day of a point as a value: `2016-10` gives `2016-10-31`.

    Raises: ValueError for what is no point.
    """
    return _point_bounds(value)[1].isoformat()


def without_clock(value: str) -> str:
    """The value with the time of day left out."""
    return re.sub(r"T[\d:]+", "", value)


def _point_bounds(value: str) -> tuple[date, date]:
    found = POINT.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is no date of the scheme")
    year = int(found["year"])
    if found["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    number = int(found["month"])
    if found["day"] is not None:
        the_day = date(year, number, int(found["day"]))
        return the_day, the_day
    if number in QUARTERS:
        last = 3 * (QUARTERS.index(number) + 1)
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])
