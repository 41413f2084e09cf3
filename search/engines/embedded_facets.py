"""The facets, the histogram and the number of the undated of a query, counted over a tantivy index.

Counting costs far more than matching: some 50 ns for each value of each document. So all that is limited alike is
counted in one pass; of a query that most documents match, those that it does not match are counted and taken off the
counts of the whole archive, which are kept as long as the index stays as it is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import tantivy

from search.buckets import Counts, choose_buckets
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import UNDATED_PERIOD
from search.fields import months_of
from search.limits import UNDATED, allowed_needs, whole_need
from search.matching import Join, Need, unscored
from search.periods import Bar, count_bars
from search.query import Query, Undated
from search.results import Bucket

MOST_VALUES = 1_000_000
"""Values of one facet that are told apart; a cut in the segments would make the counts of an index wrong."""

MOST_KEPT = 500_000
"""Counts that are kept, of the whole archive for each reader and of the last searches: some 60 MB."""

NEARLY_ALL = 0.9
"""Share of documents from which those that a query leaves out are counted: to find them costs more than to find it."""

PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a search tells beside its hits."""

    facets: dict[str, tuple[Bucket, ...]]
    histogram: tuple[Bar, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class _Pass:
    """What limits one count: all of the query but one facet's own limit, with or without its period."""

    but: str | None
    period: bool


class FacetCounter:
    """Counts over one state of an index."""

    def __init__(self, searcher: tantivy.Searcher, compiler: Compiler, executor: Executor) -> None:
        self._searcher, self._compiler, self._executor = searcher, compiler, executor
        self._kept: OrderedDict[tuple[Need, str], Counts] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def start(self, query: Query) -> Counting:
        """Begin to count in other threads: the library lets the interpreter go on meanwhile."""
        wanted = _plan(query)
        needs = {one: unscored(whole_need(query, but=one.but, period=one.period)) for one in wanted}
        allowed = unscored(Join(allowed_needs(query)))
        passes = {
            one: self._executor.submit(self._count_all, needs[one], allowed, fields)
            for one, fields in wanted.items()
            if fields
        }
        without_date = _Pass(None, period=not _has_period(query))
        undated = None
        if without_date not in passes:
            undated = self._executor.submit(self._count_hits, Join((needs[without_date], UNDATED)))
        return Counting(query, passes, without_date, undated)

    def _count_hits(self, need: Need) -> int:
        return count_hits(self._searcher.search(self._compiler.need(unscored(need)), 1))

    def _count_all(self, need: Need, allowed: Need, fields: Collection[str]) -> dict[str, Counts]:
        """The documents with each value of some fields among those that `need` matches."""
        kept = self._recall(need, fields)
        missing = [field for field in fields if field not in kept]
        if not missing:
            return kept
        if need != allowed and self._compiler.least(need) > self._compiler.size * NEARLY_ALL:
            whole = self._count_all(allowed, allowed, missing)
            others = self._aggregate(Join((allowed,), never=(need,)), missing)
            counted = {field: _less(whole[field], others[field]) for field in missing}
        else:
            counted = self._aggregate(need, missing)
        self._keep(need, counted)
        return kept | counted

    def _aggregate(self, need: Need, fields: Collection[str]) -> dict[str, Counts]:
        asked = {
            field: {"terms": {"field": field, "size": MOST_VALUES, "segment_size": MOST_VALUES}} for field in fields
        }
        told = self._searcher.aggregate(self._compiler.need(need), asked)
        return {field: _read(field, told[field]["buckets"]) for field in fields}

    def _recall(self, need: Need, fields: Collection[str]) -> dict[str, Counts]:
        with self._lock:
            found = {field: self._kept[need, field] for field in fields if (need, field) in self._kept}
            for field in found:
                self._kept.move_to_end((need, field))
        return found

    def _keep(self, need: Need, counted: dict[str, Counts]) -> None:
        with self._lock:
            for field, counts in counted.items():
                self._size += len(counts) - len(self._kept.get((need, field), ()))
                self._kept[need, field] = counts
            while self._size > MOST_KEPT and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts under way."""

    query: Query
    passes: dict[_Pass, Future[dict[str, Counts]]]
    without_date: _Pass
    undated: Future[int] | None

    def wait(self) -> Counted:
        """The counts, once they are there."""
        query = self.query
        facets = {
            name: choose_buckets(name, self._counts(_Pass(_own_limit(name, query), period=True), name), query)
            for name in query.facets
        }
        bars: tuple[Bar, ...] = ()
        if query.step is not None:
            bars = count_bars(
                {months_of(int(value)): count for value, count in self._counts(self.without_date, PERIOD).items()},
                query.step,
            )
        return Counted(facets, bars, self._count_undated())

    def _counts(self, one: _Pass, name: str) -> Counts:
        counts = self.passes[one].result()[_field(name)]
        return counts if _field(name) != PERIOD else {key: n for key, n in counts.items() if key != _UNDATED}

    def _count_undated(self) -> int:
        if self.undated is not None:
            return self.undated.result()
        return self.passes[self.without_date].result()[PERIOD].get(_UNDATED, 0)


_UNDATED = str(UNDATED_PERIOD)


def _plan(query: Query) -> dict[_Pass, list[str]]:
    """The fields that each pass counts; a pass without any is only asked how many documents are undated."""
    wanted: dict[_Pass, list[str]] = {}
    for name in query.facets:
        wanted.setdefault(_Pass(_own_limit(name, query), period=True), []).append(_field(name))
    without_date = _Pass(None, period=not _has_period(query))
    fields = wanted.setdefault(without_date, [])
    if (fields or query.step is not None) and PERIOD not in fields:
        fields.append(PERIOD)
    return wanted


def _has_period(query: Query) -> bool:
    return query.has_period or query.undated is Undated.ONLY


def _own_limit(name: str, query: Query) -> str | None:
    """The facet itself where the query limits it, for its own limit does not narrow its counts."""
    is_limited = query.filters.get(name) or query.excluded.get(name)
    return name if is_limited and not query.narrow_own else None


def _field(name: str) -> str:
    return PERIOD if name == "year" else name


def _read(field: str, buckets: list[dict[str, Any]]) -> Counts:
    if field == PERIOD:
        return {str(int(bucket["key"])): bucket["doc_count"] for bucket in buckets}
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _less(whole: Counts, others: Counts) -> Counts:
    """The counts of what is in `whole` and not among the `others`."""
    counts = whole.copy()
    for value, count in others.items():
        counts[value] -= count
        if not counts[value]:
            del counts[value]
    return counts


def count_hits(found: tantivy.SearchResult) -> int:
    """All matches of a search; the attribute is missing in the library's type stubs."""
    count: int = found.count  # type: ignore[attr-defined]
    return count
