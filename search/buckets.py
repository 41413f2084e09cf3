"""The buckets of a facet chosen from the counts of all its values, the same for every engine."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest

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
    return tuple(Bucket(value, count) for value, count in _most_frequent(counts, query.facet_size))


def _most_frequent(counts: Counts, size: int) -> list[tuple[str, int]]:
    """The values with the highest counts, equal ones in their order; most are left aside before any are ordered."""
    least = nlargest(size, counts.values())[-1] if size and counts else 0
    some = [(value, count) for value, count in counts.items() if count >= least]
    return sorted(some, key=lambda item: (-item[1], item[0]))[:size]


def _years(periods: Counts) -> Counts:
    spans: Counter[tuple[int, int]] = Counter()
    for value, count in periods.items():
        spans[months_of(int(value))] += count
    return {str(bar.first_day // 10_000): bar.count for bar in count_bars(spans, Step.YEAR)}
