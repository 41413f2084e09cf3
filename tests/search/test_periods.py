"""Spans of months and the bars that they touch."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from search.periods import FIRST_MONTH, LAST_MONTH, Step, count_bars, counted_months, make_bar, month_of

months = st.integers(FIRST_MONTH, LAST_MONTH)
spans = st.tuples(months, st.integers(0, 40)).map(lambda pair: (pair[0], min(LAST_MONTH, sum(pair))))


@given(st.dictionaries(spans, st.integers(1, 9), max_size=12), st.sampled_from(Step))
def test_bars_count_what_touches_each(counted: dict[tuple[int, int], int], step: Step) -> None:
    plain: Counter[int] = Counter()
    for (first, last), count in counted.items():
        for number in range(first // step.months, last // step.months + 1):
            plain[number] += count
    assert count_bars(counted, step) == tuple(make_bar(n * step.months, step, plain[n]) for n in sorted(plain))


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)), st.sampled_from(Step))
def test_bar_of_a_day_holds_it_and_ends_with_a_month(day: date, step: Step) -> None:
    number = day.year * 10_000 + day.month * 100 + day.day
    bar = make_bar(month_of(number) // step.months * step.months, step, 1)
    assert bar.first_day <= number <= bar.last_day
    assert bar.last_day % 100 == calendar.monthrange(bar.last_day // 10_000, bar.last_day // 100 % 100)[1]


def test_days_beyond_what_can_be_shown_are_not_counted() -> None:
    assert counted_months(9390101, 9391231) is None
    assert counted_months(9990101, 10001231) == (12000, 12011)
