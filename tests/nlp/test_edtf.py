"""Dates as values, and lunar days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import edtf
from nlp.dates.lunar import to_solar


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017-07-21", date(2017, 7, 21), date(2017, 7, 21)),
        ("2017-07-21T02:11", date(2017, 7, 21), date(2017, 7, 21)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-34", date(2019, 4, 1), date(2019, 6, 30)),
        ("2020/2025", date(2020, 1, 1), date(2025, 12, 31)),
        ("2017-07-21/..", date(2017, 7, 21), None),
        ("../2016-10", None, date(2016, 10, 31)),
    ],
)
def test_bounds(value: str, first: date | None, last: date | None) -> None:
    assert edtf.bounds(value) == (first, last)


@pytest.mark.parametrize("value", ["", "../..", "2019-13", "2019-02-30", "2021/2019", "19", "2019-1-1", "xxxx"])
def test_what_is_no_value(value: str) -> None:
    assert not edtf.is_edtf(value)


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_interval_of_days_round_trips(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert edtf.bounds(edtf.interval(first.isoformat(), last.isoformat())) == (first, last)


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 12))
def test_months_of_year_begin_and_end_with_their_months(year: int, one: int, other: int) -> None:
    first, last = edtf.bounds(edtf.months_of_year(year, min(one, other), max(one, other)))
    assert first == date(year, min(one, other), 1)
    assert last is not None and last.month == max(one, other)


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2020, 1, 1), date(2020, 1, 25)),
        ((1985, 1, 1), date(1985, 1, 21)),  # a day and a month apart from the Chinese calendar
        ((2023, 3, 10), date(2023, 4, 29)),  # after the leap second month
        ((2024, 3, 10), date(2024, 4, 18)),
        ((2033, 12, 1), date(2034, 1, 20)),
        ((1950, 3, 10), date(1950, 4, 26)),
    ],
)
def test_lunar_day_is_solar_day(lunar: tuple[int, int, int], solar: date) -> None:
    assert to_solar(*lunar) == solar


def test_lunar_day_that_is_none() -> None:
    assert to_solar(2020, 13, 1) is None
    assert sum(to_solar(2020, month, 30) is None for month in range(1, 13)) == 5
