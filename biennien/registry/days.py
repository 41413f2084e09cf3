"""Days as `YYYYMMDD` integers, which every database and index can compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nlp.edtf import bounds

FIRST_DAY = 1_01_01
"""The open beginning of a period."""

LAST_DAY = 9999_12_31
"""The open end of a period."""

Days = tuple[int, int] | tuple[None, None]
"""First and last day, both included; no days at all."""


def days_of(value: str | None) -> Days:
    """The first and last day of an EDTF value; open ends are FIRST_DAY and LAST_DAY, no value has no days.

    >>> days_of("2019-02"), days_of("../2016-10-31"), days_of(None)
    ((20190201, 20190228), (10101, 20161031), (None, None))
    """
    if not value:
        return None, None
    try:
        first, last = bounds(value)
    except ValueError:
        return None, None
    return FIRST_DAY if first is None else as_number(first), LAST_DAY if last is None else as_number(last)


def document_days(metadata: Mapping[str, Any]) -> Days:
    """The days of a document: when it was published, else when what it tells of happened, else none."""
    for name in ("published", "event_date"):
        days = days_of(metadata.get(name))
        if days[0] is not None:
            return days
    return None, None


def as_number(day: date) -> int:
    """A day as a number.

    >>> as_number(date(2019, 2, 28))
    20190228
    """
    return day.year * 10_000 + day.month * 100 + day.day


def as_text(number: int) -> str:
    """A day given as a number as ISO 8601 writes it.

    >>> as_text(20190228)
    '2019-02-28'
    """
    return f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"
