"""The facets and the histogram of a query over a tantivy index."""

from __future__ import annotations

from typing import Any

import tantivy

from search.buckets import Counts, choose_buckets
from search.engines.embedded_query import Compiler
from search.fields import months_of
from search.periods import Bar, count_bars
from search.query import Query
from search.results import Bucket

MOST_VALUES = 1_000_000
"""Values of one facet that are told apart; a cut in the segments would make the counts of an index wrong."""


class FacetCounter:
    """Counts over one state of an index."""

    def __init__(self, searcher: tantivy.Searcher, compiler: Compiler) -> None:
        self._searcher, self._compiler = searcher, compiler

    def facets(self, query: Query) -> dict[str, tuple[Bucket, ...]]:
        """The buckets of each facet asked for; one that is filtered counts as if it were not."""
        bound = [name for name in query.facets if query.filters.get(name) or query.excluded.get(name)]
        free = [name for name in query.facets if name not in bound]
        found: dict[str, tuple[Bucket, ...]] = {}
        for names, but in [(free, None), *(([name], name) for name in bound)]:
            if names:
                counted = self._count(self._compiler.whole(query, but=but), tuple(names))
                found |= {name: choose_buckets(name, counted[name], query) for name in names}
        return {name: found[name] for name in query.facets}

    def histogram(self, query: Query) -> tuple[Bar, ...]:
        """The bars asked for, as if no period were."""
        if query.step is None:
            return ()
        counted = self._count(self._compiler.whole(query, period=False), ("period",))["period"]
        return count_bars({months_of(int(value)): count for value, count in counted.items()}, query.step)

    def _count(self, query: tantivy.Query, names: tuple[str, ...]) -> dict[str, Counts]:
        """The documents with each value of some facets among those that `query` matches."""
        fields = {name: "period" if name == "year" else name for name in names}
        asked = {
            name: {"terms": {"field": field, "size": MOST_VALUES, "segment_size": MOST_VALUES}}
            for name, field in fields.items()
        }
        told = self._searcher.aggregate(query, asked)
        return {name: _read(told[name]["buckets"]) for name in names}


def _read(buckets: list[dict[str, Any]]) -> Counts:
    return {_key(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def _key(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
