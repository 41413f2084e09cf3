"""The embedded engine: tantivy indexes in a folder, one generation live at a time."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import orjson
import tantivy

from search.engines.embedded_cursor import read_cursor, write_cursor
from search.engines.embedded_facets import FacetCounter, count_hits
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import open_index
from search.engines.embedded_writer import Writer
from search.engines.generations import (
    begun_generation,
    commit_stamp,
    live_generation,
    mapping_version,
    new_generation,
    point_to,
    remove_others,
)
from search.errors import EngineUnavailable, IndexDamaged, IndexOutdated
from search.hits import make_hit, read_sought
from search.limits import allowed_needs, whole_need
from search.mapping import MAPPING_VERSION, IndexDocument
from search.matching import Join, Need, OneOf, unscored
from search.query import ORDERS, Query, Sort
from search.results import ResultPage
from search.suggest import suggest_words

COUNTING_THREADS = max(2, os.cpu_count() or 2)

OF_DAMAGE = ("FileDoesNotExist", "InvalidData", "Data corrupted")
"""In what tantivy says when files of an index are gone or broken, and not merely out of reach."""


@dataclass(frozen=True, slots=True)
class _State:
    """One commit of the index, and what reads it."""

    searcher: tantivy.Searcher
    compiler: Compiler
    counter: FacetCounter


class EmbeddedEngine:
    """A search engine in this process. Any number of processes may read; tantivy's lock lets one write."""

    def __init__(self, location: Path, *, generation: str | None = None) -> None:
        self._location = location
        self._pinned = generation
        self._lock = threading.RLock()
        self._writer: Writer | None = None
        self._executor = ThreadPoolExecutor(COUNTING_THREADS, thread_name_prefix="facets")
        self._open()

    # opening

    def _open(self) -> None:
        """Open the live generation; one of another version or damaged is left closed, and can only be rebuilt."""
        name = self._pinned or live_generation(self._location)
        self._damage = ""
        if mapping_version(name) != MAPPING_VERSION:
            self.generation, self._writer = name, None
            return
        folder = self._location / name
        try:
            index = open_index(folder)
        except ValueError as error:
            if self._pinned is not None or not any(sign in str(error) for sign in OF_DAMAGE):
                raise EngineUnavailable(location=str(self._location), detail=str(error)) from error
            self.generation, self._writer, self._damage = name, None, str(error)
            return
        self.generation, self._writer, self._seen = name, Writer(index, self._location), commit_stamp(folder)
        self._state = self._read_state(index)

    def _read_state(self, index: tantivy.Index) -> _State:
        searcher = index.searcher()
        compiler = Compiler(index.schema, searcher)
        return _State(searcher, compiler, FacetCounter(searcher, compiler, self._executor))

    def _live(self) -> Writer:
        """What holds the opened index, and writes to it. Raises: IndexOutdated, IndexDamaged."""
        if self._damage:
            raise IndexDamaged(location=str(self._location), detail=self._damage)
        if self._writer is None:
            raise IndexOutdated(location=str(self._location))
        return self._writer

    def _refresh(self) -> _State:
        """What searches the last commit of the live generation, whoever made it. Raises: EngineUnavailable."""
        with self._lock:
            if self._pinned is None and live_generation(self._location) != self.generation:
                self._give_writer_back()
                self._open()
            writer = self._live()
            if writer.uncommitted:
                writer.commit()
                self._reload(writer.index)
            stamp = commit_stamp(self._location / self.generation)
            if stamp != self._seen:
                self._reload(writer.index)
                self._seen = stamp
            return self._state

    def _reload(self, index: tantivy.Index) -> None:
        index.reload()
        self._state = self._read_state(index)

    # writing

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str] = ()) -> None:
        """See Engine.apply; the writer stays open until `close`. What lies beside the live index is committed later."""
        with self._lock:
            if self._pinned is not None:
                self._live().put(list(upserts), list(deletes))
                return
            self._refresh()
            self._live().apply(upserts, deletes)
            self._reload(self._live().index)

    def _give_writer_back(self) -> None:
        if self._writer is not None:
            self._writer.close()

    @contextmanager
    def rebuild(self, *, resume: bool = False) -> Iterator[EmbeddedEngine]:
        """See Engine.rebuild. The live index takes no writes meanwhile."""
        with self._lock:
            if self._writer is not None:
                self._refresh()
                self._live().lock()
        begun = begun_generation(self._location) if resume else None
        fresh = self._open_generation(begun or new_generation(self._location))
        name = fresh.generation
        try:
            yield fresh
            fresh._refresh()
            fresh.close()
        except BaseException:
            if resume:
                fresh._refresh()
            fresh.close()
            if not resume:
                shutil.rmtree(self._location / name, ignore_errors=True)
            raise
        with self._lock:
            point_to(self._location, name)
            self._give_writer_back()
            self._open()
        remove_others(self._location, keep=name)

    def _open_generation(self, name: str) -> EmbeddedEngine:
        """An engine on a generation that is not live; one that a broken-off rebuild has damaged is begun anew."""
        try:
            return EmbeddedEngine(self._location, generation=name)
        except EngineUnavailable:
            shutil.rmtree(self._location / name, ignore_errors=True)
            return EmbeddedEngine(self._location, generation=new_generation(self._location))

    # reading

    def search(self, query: Query) -> ResultPage:
        """See Engine.search."""
        began = time.perf_counter()
        state = self._refresh()
        counting = state.counter.start(query)
        offset = read_cursor(query.cursor) if query.cursor else (query.page - 1) * query.size
        need = whole_need(query)
        scored = query.size and query.sort is Sort.RELEVANCE
        whole = state.compiler.need(need if scored else unscored(need))
        found = _ordered(state.searcher, whole, query.sort, max(query.size, 1), offset)
        total = count_hits(found)
        sought = read_sought(query)
        hits = tuple(
            make_hit(_stored(state.searcher, address), sought, score if query.sort is Sort.RELEVANCE else 0.0)
            for score, address in found.hits[: query.size]
        )
        end = offset + len(hits)
        counted = counting.wait()
        return ResultPage(
            total=total,
            hits=hits,
            facets=counted.facets,
            undated=counted.undated,
            histogram=counted.histogram,
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            cursor=write_cursor(end) if hits and end < total else None,
        )

    def suggest(self, query: Query) -> str | None:
        """See Engine.suggest."""
        state = self._refresh()

        def count(need: Need) -> int:
            return count_hits(state.searcher.search(state.compiler.need(need), 1))

        def near(word: str) -> dict[str, int]:
            allowed = state.compiler.need(Join(allowed_needs(query)))
            found = (
                state.searcher.terms_with_prefix("text_folded", first, filter_query=allowed) for first in set(word[:2])
            )
            return {term: count for terms in found for term, count in terms}

        return suggest_words(query, count=count, near=near)

    def count(self) -> int:
        """See Engine.count."""
        return int(self._refresh().searcher.num_docs)

    def ids(self) -> Iterator[str]:
        """See Engine.ids."""
        found = self._refresh().searcher.terms_with_prefix("id", "", filter_query=tantivy.Query.all_query())
        return (id_ for id_, held in found if held)

    def stamps(self, ids: Collection[str]) -> dict[str, str]:
        """See Engine.stamps; of a generation beside the live one, as it was at the last commit."""
        state = self._refresh() if self._pinned is None else self._state
        found = state.searcher.search(state.compiler.need(OneOf("id", tuple(ids))), max(1, len(ids)))
        kept = (_stored(state.searcher, address) for _, address in found.hits)
        return {stored["id"]: stored.get("stamp", "") for stored in kept}

    def ping(self) -> None:
        """See Engine.ping."""
        try:
            self._refresh()
        except (OSError, ValueError) as error:
            raise EngineUnavailable(location=str(self._location), detail=str(error)) from error

    def close(self) -> None:
        """See Engine.close."""
        with self._lock:
            self._give_writer_back()
        self._executor.shutdown()


def _ordered(
    searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort, limit: int, offset: int
) -> tantivy.SearchResult:
    if sort not in ORDERS:
        return searcher.search(query, limit, offset=offset)
    field, falling = ORDERS[sort]
    order = tantivy.Order.Desc if falling else tantivy.Order.Asc
    return searcher.search(query, limit, offset=offset, order_by_field=field, order=order)


def _stored(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    return cast(dict[str, Any], orjson.loads(bytes(searcher.doc(address)["stored"][0])))
