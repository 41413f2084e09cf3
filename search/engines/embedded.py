"""The embedded engine: tantivy indexes in a folder, one generation live at a time."""

from __future__ import annotations

import base64
import json
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import tantivy

from search.engines.embedded_facets import FacetCounter, count_hits
from search.engines.embedded_feed import Feed
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import Fields, build_schema, make_fields, to_tantivy
from search.engines.generations import (
    begun_generation,
    commit_stamp,
    live_generation,
    mapping_version,
    new_generation,
    point_to,
    remove_others,
)
from search.errors import EngineUnavailable, IndexOutdated, QueryError, WriterBusy
from search.fields import ORDERS
from search.hits import make_hit, read_sought
from search.limits import allowed_needs, whole_need
from search.mapping import MAPPING_VERSION, IndexDocument
from search.matching import Join, unscored
from search.query import Query, Sort
from search.results import ResultPage
from search.suggest import suggest_words

WRITER_MEMORY = 128_000_000
WRITER_THREADS = 1
"""One thread keeps a batch in one segment and leaves the other cores to reading and searching."""

FURTHEST = 2**31
"""Hits to which a cursor may lead; what lies beyond was not written by us."""

OWN_PROCESS_FROM = 2_000
"""Documents of a rebuild from which their terms are made in another process, which takes a second to start."""

COMMIT_AFTER = 20_000
"""Changes of a rebuild that are made again when its process is killed; a commit for each batch would cost more."""

COUNTING_THREADS = max(2, os.cpu_count() or 2)


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
        self._writer: tantivy.IndexWriter | None = None
        self._index: tantivy.Index | None = None
        self._feed: Feed | None = None
        self._written = self._uncommitted = 0
        self._executor = ThreadPoolExecutor(COUNTING_THREADS, thread_name_prefix="facets")
        self._open()

    # opening

    def _open(self) -> None:
        """Open the live generation; one of another version is left closed, and can only be rebuilt."""
        name = self._pinned or live_generation(self._location)
        folder = self._location / name
        self.generation = name
        if mapping_version(name) != MAPPING_VERSION:
            self._index = None
            return
        try:
            index = tantivy.Index(build_schema(), str(folder))
        except ValueError as error:
            raise EngineUnavailable(location=str(self._location), detail=str(error)) from error
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("whitespace", whitespace)
        self._index, self._seen = index, commit_stamp(folder)
        self._state = self._read_state(index)

    def _read_state(self, index: tantivy.Index) -> _State:
        searcher = index.searcher()
        compiler = Compiler(index.schema, searcher)
        return _State(searcher, compiler, FacetCounter(searcher, compiler, self._executor))

    def _live(self) -> tantivy.Index:
        """The opened index. Raises: IndexOutdated."""
        if self._index is None:
            raise IndexOutdated(location=str(self._location))
        return self._index

    def _refresh(self) -> _State:
        """What searches the last commit of the live generation, whoever made it. Raises: EngineUnavailable."""
        with self._lock:
            if self._pinned is None and live_generation(self._location) != self.generation:
                self._give_writer_back()
                self._open()
            if self._uncommitted:
                self._commit_later()
            index = self._live()
            stamp = commit_stamp(self._location / self.generation)
            if stamp != self._seen:
                self._reload(index)
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
                self._apply_later(list(upserts), list(deletes))
                return
            self._refresh()
            try:
                self._write(map(make_fields, upserts), deletes)
                self._take_writer().commit()
            except BaseException:
                self._drop_writer()
                raise
            self._reload(self._live())

    def _apply_later(self, upserts: list[IndexDocument], deletes: list[str]) -> None:
        """Write the batch before while another process makes the terms of this one, where there are many."""
        self._written += len(upserts)
        if self._feed is None and self._written > OWN_PROCESS_FROM:
            self._feed = Feed()
        self._uncommitted += len(upserts) + len(deletes)
        try:
            self._write(*(self._feed.swap(upserts, deletes) if self._feed else (map(make_fields, upserts), deletes)))
        except (EOFError, OSError) as error:
            raise EngineUnavailable(
                location=str(self._location), detail="the process that makes terms ended"
            ) from error

    def _commit_later(self) -> None:
        """Make visible what `_apply_later` has taken."""
        self._uncommitted = 0
        if self._feed is not None:
            self._write(*self._feed.finish())
        self._take_writer().commit()
        self._reload(self._live())

    def _write(self, batch: Iterable[Fields], deletes: Iterable[str]) -> None:
        writer, schema = self._take_writer(), self._live().schema
        for fields in batch:
            writer.delete_documents_by_term("id", fields["id"][0])
            writer.add_document(to_tantivy(fields, schema))
        for id_ in deletes:
            writer.delete_documents_by_term("id", id_)

    def _take_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._live().writer(WRITER_MEMORY, WRITER_THREADS)
            except ValueError as error:
                if "LockBusy" in str(error):
                    raise WriterBusy(location=str(self._location)) from error
                raise EngineUnavailable(location=str(self._location), detail=str(error)) from error
        return self._writer

    def _drop_writer(self) -> None:
        """Forget what was not committed; the next batch takes a new writer."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError):
                writer.rollback()
            del writer

    def _give_writer_back(self) -> None:
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    @contextmanager
    def rebuild(self, *, resume: bool = False) -> Iterator[EmbeddedEngine]:
        """See Engine.rebuild. The live index takes no writes meanwhile."""
        with self._lock:
            if self._index is not None:
                self._refresh()
                self._take_writer()
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
        offset = _read_cursor(query.cursor) if query.cursor else (query.page - 1) * query.size
        whole = state.compiler.need(whole_need(query))
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
            cursor=_write_cursor(end) if hits and end < total else None,
        )

    def suggest(self, query: Query) -> str | None:
        """See Engine.suggest."""
        state = self._refresh()

        def finds(text: str) -> int:
            tried = Query(
                text=text,
                visibilities=query.visibilities,
                filters=query.filters,
                excluded=query.excluded,
                under=query.under,
                facets=(),
            )
            return count_hits(state.searcher.search(state.compiler.need(unscored(whole_need(tried))), 1))

        def near(word: str) -> dict[str, int]:
            allowed = state.compiler.need(Join(allowed_needs(query)))
            found = (
                state.searcher.terms_with_prefix("body_folded", first, filter_query=allowed) for first in set(word[:2])
            )
            return {term: count for terms in found for term, count in terms}

        return suggest_words(query, finds=finds, near=near)

    def count(self) -> int:
        """See Engine.count."""
        return int(self._refresh().searcher.num_docs)

    def ids(self) -> Iterator[str]:
        """See Engine.ids."""
        searcher = self._refresh().searcher
        everything = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs))
        for _, address in everything.hits:
            yield _stored(searcher, address)["id"]

    def stamps(self, ids: Collection[str]) -> dict[str, str]:
        """See Engine.stamps; of a generation beside the live one, as it was at the last commit."""
        searcher = (self._refresh() if self._pinned is None else self._state).searcher
        held = tantivy.Query.term_set_query(self._live().schema, "id", list(ids))
        kept = (_stored(searcher, address) for _, address in searcher.search(held, max(1, len(ids))).hits)
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


def _ordered(
    searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort, limit: int, offset: int
) -> tantivy.SearchResult:
    if sort not in ORDERS:
        return searcher.search(query, limit, offset=offset)
    field, falling = ORDERS[sort]
    order = tantivy.Order.Desc if falling else tantivy.Order.Asc
    return searcher.search(query, limit, offset=offset, order_by_field=field, order=order)


def _stored(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(bytes(searcher.doc(address)["stored"][0])))


# cursors: the number of hits already given


def _write_cursor(end: int) -> str:
    return base64.urlsafe_b64encode(f"after:{end}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> int:
    try:
        kind, _, end = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if kind == "after" and 0 <= int(end) < FURTHEST:
            return int(end)
    except ValueError:
        pass
    raise QueryError(what="cursor", value=cursor)
