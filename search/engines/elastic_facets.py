"""The facets, the histogram and the number of the undated of a query, as aggregations of one request.

What limits by a facet that is counted, and the period, is kept out of the query and lets hits through afterwards
(`post_filter`), so that each count can leave out its own limit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from search.buckets import choose_buckets
from search.engines.elastic_mapping import PERIOD
from search.engines.elastic_query import Compiled, all_of, compile_need
from search.fields import months_of
from search.limits import UNDATED, excluded_needs, filter_needs, period_needs, whole_need
from search.periods import Bar, count_bars
from search.query import Query
from search.results import Bucket

MOST_PERIODS = 65_536
"""Pairs of first and last month that are told apart; a cluster counts no more buckets, and 30 years make 12,000."""

SHARD_SIZE = 5_000
"""Values of a facet that each shard counts, so that the counts of an index of several shards are right."""


@dataclass(frozen=True, slots=True)
class Split:
    """A query in two: `main` is matched and scored, `bound` are the limits of facets that are counted."""

    main: Query
    bound: Query

    @classmethod
    def of(cls, query: Query) -> Split:
        """The split of `query`."""
        counted = () if query.narrow_own else query.facets
        return cls(
            main=replace(query, filters=_but(query.filters, counted), excluded=_but(query.excluded, counted)),
            bound=replace(query, filters=_only(query.filters, counted), excluded=_only(query.excluded, counted)),
        )

    @property
    def query(self) -> Compiled:
        """What is matched and scored."""
        return compile_need(whole_need(self.main, period=False))

    def limits(self, *, but: str | None = None, period: bool = True) -> Compiled:
        """What counts and hits are limited to beside; `but` leaves out one facet's own limit."""
        periods = period_needs(self.bound) if period else ()
        return all_of(*filter_needs(self.bound, but=but), *periods, never=excluded_needs(self.bound, but=but))


def _but(values: dict[str, tuple[str, ...]], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: some for name, some in values.items() if name not in names}


def _only(values: dict[str, tuple[str, ...]], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: some for name, some in values.items() if name in names}


def ask_counts(split: Split) -> dict[str, Any]:
    """The aggregations that count what `read_counts` reads."""
    query = split.bound
    asked: dict[str, Any] = {
        f"facet_{name}": {"filter": split.limits(but=name), "aggs": {"values": _values(name, query)}}
        for name in query.facets
    }
    open_limits = split.limits(period=False)
    asked["undated"] = {"filter": {"bool": {"filter": [open_limits, compile_need(UNDATED)]}}}
    if query.step is not None:
        asked["histogram"] = {"filter": open_limits, "aggs": {"values": _terms(PERIOD, MOST_PERIODS)}}
    return asked


def _values(name: str, query: Query) -> dict[str, Any]:
    if name == "year":
        return _terms(PERIOD, MOST_PERIODS)
    among = query.among.get(name)
    if among is None:
        return _terms(name, query.facet_size)
    made = _terms(name, max(1, len(among)))
    made["terms"]["include"] = list(among)
    return made


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, "shard_size": max(size, SHARD_SIZE)}}


def read_counts(told: dict[str, Any], query: Query) -> tuple[dict[str, tuple[Bucket, ...]], tuple[Bar, ...], int]:
    """The facets of `query`, its histogram and the number of undated documents."""
    facets = {name: choose_buckets(name, _counts(told[f"facet_{name}"]), query) for name in query.facets}
    bars: tuple[Bar, ...] = ()
    if query.step is not None:
        spans = {months_of(int(value)): count for value, count in _counts(told["histogram"]).items()}
        bars = count_bars(spans, query.step)
    return facets, bars, told["undated"]["doc_count"]


def _counts(told: dict[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): bucket["doc_count"] for bucket in told["values"]["buckets"]}
