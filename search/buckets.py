"""The buckets of a facet chosen from the counts of all its values, the same for every engine."""

from __future__ import annotations

from collections import Counter

from search.fields import months_of
from search.periods import Step, count_bars
from search.query import Query
from search.results import Bucket

Counts = dict[str, int]


def choose_buckets(name: str, counts: Counts, query: Query) -> tuple[Bucket, ...]:
    """The buckets that a page shows of all counts: every year in its order, of others those with the most documents."""
    if name == "year":
        counts = _years(counts)
    among = query.among.get(name)
    if among is not None:
        counts = {value: counts[value] for value in among if value in counts}
    if name == "year":
        return tuple(Bucket(value, counts[value]) for value in sorted(counts, key=int))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Bucket(value, count) for value, count in ranked[: query.facet_size])


def _years(periods: Counts) -> Counts:
    spans: Counter[tuple[int, int]] = Counter()
    for value, count in periods.items():
        spans[months_of(int(value))] += count
    return {str(bar.first_day // 10_000): bar.count for bar in count_bars(spans, Step.YEAR)}
