"""The Elasticsearch engine: one index on a cluster for all machines, one generation live at a time."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from zlib import crc32

from elasticsearch import NotFoundError

from search.address import Address, ClusterOptions
from search.engines.elastic_bulk import requests_of, write_bulk
from search.engines.elastic_client import connect, told
from search.engines.elastic_cursor import KEPT, Cursor, read_cursor
from search.engines.elastic_facets import Split, ask_counts, read_counts
from search.engines.elastic_generations import Generations
from search.engines.elastic_mapping import STORED, Source, make_sources
from search.engines.elastic_query import all_of, compile_need
from search.engines.elastic_sender import Sender
from search.errors import EngineUnavailable, IndexOutdated
from search.hits import make_hit, read_sought
from search.limits import allowed_needs
from search.mapping import MAPPING_VERSION, IndexDocument
from search.matching import Need, Term
from search.query import ORDERS, Query, Sort
from search.results import Hit, ResultPage
from search.suggest import suggest_words

LOOK_SECONDS = 5.0
"""How long it is taken for granted which generation is live; only its version matters, for the alias leads to it."""

LAST_PLACE = 2**63 - 1
"""What a walk over a point in time sorts by at last; ids are unique, so nothing comes between."""

BATCH = 5_000
"""Ids of one request."""

NEAR_WORDS = 50
"""Words near a misspelt one that the cluster proposes; the closest few are looked at."""

ANY_NUMBER = 1_000_000_000
"""Documents that may hold a word for which others are proposed. The cluster's own limit counts documents that the
reader may not see, so that it would tell of them."""


class ElasticEngine:
    """A search engine on a cluster. Nothing is asked of the cluster before it is needed."""

    def __init__(self, address: Address, options: ClusterOptions, *, generation: str | None = None) -> None:
        self._address, self._options = address, options
        self._pinned = generation
        self._client = connect(address, options)
        self._generations = Generations(self._client, address.prefix, options)
        self._index = generation or self._generations.alias
        self._looked = -LOOK_SECONDS
        self._sender = Sender(self._write)

    def _ready(self) -> None:
        """Make sure that there is an index of this version. Raises: EngineUnavailable, IndexOutdated."""
        if self._pinned is not None or time.monotonic() - self._looked < LOOK_SECONDS:
            return
        live = self._generations.live()
        if live is None:
            self._generations.make_first()
        elif self._generations.version_of(live) != MAPPING_VERSION:
            raise IndexOutdated(location=self._address.shown)
        self._looked = time.monotonic()

    # writing

    def apply(self, upserts: Iterable[IndexDocument], deletes: Iterable[str] = ()) -> None:
        """See Engine.apply; what was written before a failure stays, and is written once more with the batch.

        Beside the live index a batch is sent while the next is made ready; an empty one waits for all of them, and for
        what was refused of them.
        """
        batch, gone = list(upserts), list(deletes)
        with told(self._address):
            if self._pinned is not None:
                self._put(batch, gone)
                return
            self._ready()
            try:
                self._write(make_sources(batch), gone)
            finally:
                self._client.indices.refresh(index=self._index)

    def _put(self, batch: Sequence[IndexDocument], gone: Sequence[str]) -> None:
        """Make the terms here, where no other thread makes any: only what is ready is sent from several."""
        for sources in requests_of(make_sources(batch)):
            self._sender.put(sources, ())
        if gone:
            self._sender.put((), gone)
        if not batch and not gone:
            self._sender.settle()

    def _write(self, upserts: Iterable[Source], deletes: Iterable[str]) -> None:
        write_bulk(self._client, self._address, self._index, upserts, deletes, is_alias=self._pinned is None)

    @contextmanager
    def rebuild(self, *, resume: bool = False) -> Iterator[ElasticEngine]:
        """See Engine.rebuild."""
        with told(self._address):
            name = (self._generations.begun() if resume else None) or self._generations.make()
        fresh = ElasticEngine(self._address, self._options, generation=name)
        try:
            yield fresh
            with told(self._address):
                fresh.apply(())
                self._client.cluster.health(index=name, wait_for_status="yellow", timeout="60s")
                self._generations.point_to(name)
        except BaseException:
            if not resume:
                with suppress(EngineUnavailable), told(self._address):
                    self._generations.remove(name)
            raise
        finally:
            fresh.close()
        self._looked = -LOOK_SECONDS
        with told(self._address):
            self._generations.remove(*(one for one in self._generations.all() if one != name))

    # reading

    def search(self, query: Query) -> ResultPage:
        """See Engine.search."""
        began = time.perf_counter()
        split = Split.of(query)
        request = {
            "query": split.query,
            "post_filter": split.limits(),
            "size": query.size,
            "sort": _order(query.sort),
            "source": {"includes": [STORED], "excludes": [] if query.snippets else [f"{STORED}.body"]},
            "track_total_hits": True,
            "aggregations": ask_counts(split),
        }
        cursor = read_cursor(query.cursor) if query.cursor else None
        with told(self._address, asked="cursor" if cursor else None):
            self._ready()
            found, point = self._go_on(request, cursor) if cursor else (self._first(request, query), None)
        facets, histogram, undated = read_counts(found["aggregations"], query)
        hits = found["hits"]["hits"]
        total = found["hits"]["total"]["value"]
        given = (cursor.given if cursor else (query.page - 1) * query.size) + len(hits)
        more = Cursor(given, tuple(hits[-1]["sort"][:2]), point) if hits and given < total else None
        if more is None and point is not None:
            self._client.options(ignore_status=404).close_point_in_time(id=point)
        return ResultPage(
            total=total,
            hits=tuple(_hits(hits, query)),
            facets=facets,
            undated=undated,
            histogram=histogram,
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            cursor=more.write() if more else None,
        )

    def _first(self, request: dict[str, Any], query: Query) -> dict[str, Any]:
        """A page of the index as it is now; the same words ask the same copies of the shards, for these may differ."""
        request = request | {"from_": (query.page - 1) * query.size, "preference": f"q{crc32(query.text.encode())}"}
        return self._ask(request)

    def _go_on(self, request: dict[str, Any], cursor: Cursor) -> tuple[dict[str, Any], str]:
        """The page after a cursor, and the point in time it was taken from; one that lapsed is made anew."""
        request = request | {"search_after": [*cursor.after, LAST_PLACE]}
        if cursor.point is not None:
            try:
                found = self._ask(request | {"pit": {"id": cursor.point, "keep_alive": KEPT}})
            except NotFoundError:
                pass
            else:
                return found, found["pit_id"]
        point = self._client.open_point_in_time(index=self._index, keep_alive=KEPT)["id"]
        found = self._ask(request | {"pit": {"id": point, "keep_alive": KEPT}})
        return found, found["pit_id"]

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the cluster answers; once more where a rebuild took the index away meanwhile."""
        whole: dict[str, Any] = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": False}
        whole |= request
        if "pit" in request:
            return dict(self._client.search(**whole))
        whole["index"] = self._index
        try:
            return dict(self._client.search(**whole))
        except NotFoundError:
            self._looked = -LOOK_SECONDS
            self._ready()
            return dict(self._client.search(**whole))

    def suggest(self, query: Query) -> str | None:
        """See Engine.suggest."""
        with told(self._address):
            self._ready()
            return suggest_words(query, count=self._count, near=lambda word: self._near(word, query))

    def _near(self, word: str, query: Query) -> dict[str, int]:
        """Folded terms near `word` in what the reader may see, with the number of documents that hold each."""
        options = {
            "field": "text_folded", "suggest_mode": "always", "prefix_length": 0, "min_word_length": 2,
            "size": NEAR_WORDS, "shard_size": 2 * NEAR_WORDS, "max_inspections": 20, "max_term_freq": ANY_NUMBER,
        }  # fmt: skip
        proposed = self._ask({"size": 0, "suggest": {"near": {"text": word, "term": options}}})["suggest"]["near"]
        words = [option["text"] for entry in proposed for option in entry["options"]]
        if not words:
            return {}
        filters = {one: compile_need(Term("text_folded", one)) for one in words}
        request = {
            "size": 0,
            "query": all_of(*allowed_needs(query)),
            "aggregations": {"near": {"filters": {"filters": filters}}},
        }
        counted = self._ask(request)["aggregations"]["near"]["buckets"]
        return {one: told["doc_count"] for one, told in counted.items() if told["doc_count"]}

    def _count(self, need: Need) -> int:
        found = self._ask({"size": 0, "query": all_of(need), "track_total_hits": True})
        return int(found["hits"]["total"]["value"])

    def count(self) -> int:
        """See Engine.count."""
        with told(self._address):
            self._see()
            return int(self._client.count(index=self._index)["count"])

    def _see(self) -> None:
        self._ready()
        if self._pinned is not None:
            self.apply(())
            self._client.indices.refresh(index=self._index)

    def ids(self) -> Iterator[str]:
        """See Engine.ids."""
        with told(self._address):
            self._see()
            point = self._client.open_point_in_time(index=self._index, keep_alive=KEPT)["id"]
        after: list[int] | None = None
        while True:
            with told(self._address):
                found = self._client.search(
                    pit={"id": point, "keep_alive": KEPT}, size=BATCH, sort=["_shard_doc"], search_after=after,
                    source=False, track_total_hits=False,
                )  # fmt: skip
            hits, point = found["hits"]["hits"], found["pit_id"]
            yield from (hit["_id"] for hit in hits)
            if len(hits) < BATCH:
                break
            after = hits[-1]["sort"]
        with told(self._address):
            self._client.close_point_in_time(id=point)

    def stamps(self, ids: Collection[str]) -> dict[str, str]:
        """See Engine.stamps."""
        if not ids:
            return {}
        with told(self._address):
            self._ready()
            found = self._client.mget(index=self._index, ids=list(ids), source_includes=[f"{STORED}.stamp"])["docs"]
        return {one["_id"]: one["_source"].get(STORED, {}).get("stamp", "") for one in found if one.get("found")}

    def ping(self) -> None:
        """See Engine.ping."""
        with told(self._address):
            self._ready()
            health = self._client.cluster.health(index=self._index)
        if health["status"] == "red":
            raise EngineUnavailable(
                location=self._address.shown, detail="a part of the index has no node that holds it"
            )

    def close(self) -> None:
        """See Engine.close."""
        self._sender.close()
        self._client.close()


def _order(sort: Sort) -> list[dict[str, str]]:
    field, falling = ORDERS.get(sort, ("_score", True))
    return [{field: "desc" if falling else "asc"}, {"id": "asc"}]


def _hits(found: list[dict[str, Any]], query: Query) -> Iterator[Hit]:
    sought = read_sought(query)
    for hit in found:
        yield make_hit(hit["_source"][STORED], sought, hit["_score"] if query.sort is Sort.RELEVANCE else 0.0)
