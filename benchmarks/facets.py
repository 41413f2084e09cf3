"""Searches with all facets over synthetic documents, beside SQLite FTS5 with the same documents in the same run.

    python -m benchmarks.facets [DOCUMENTS]

The peer gets the same folded terms and answers the same questions: the ten best hits, their number, and the counts of
six facets by GROUP BY. Documents are made of words drawn by rank from a fixed list, so that some stand in every one.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from search.analyzer import index_terms
from search.engines import open_engine
from search.mapping import IndexDocument
from search.query import Query

DOCUMENTS = 100_000
WORDS = 250
VOCABULARY = 20_000
UNITS = 3_000
COMMON = "thi đua"
BATCH = 5_000
QUERIES = {"in every document": "thi đua", "common": "b7 c9", "rare": "b777 c901", "three words": "thi b3 c5"}
REPEATS = 15


def make_documents(number: int) -> Iterator[IndexDocument]:
    """`number` documents of about WORDS words; low ranks are common, as in any language."""
    chance = random.Random(20)
    words = [f"{'bcdgh'[rank % 5]}{rank}" for rank in range(VOCABULARY)]
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    for at in range(number):
        year = chance.randint(1948, 2026)
        units = sorted({chance.randrange(UNITS) for _ in range(4)})
        yield IndexDocument(
            id=f"d{at}",
            title=f"{COMMON} {at}",
            body=f"{COMMON} " + " ".join(chance.choices(words, weights, k=WORDS)),
            doc_type=chance.choice(("launch", "plan", "review", "summary", "news")),
            from_day=year * 10_000 + 101,
            to_day=year * 10_000 + 1231,
            place=f"tỉnh {chance.randrange(63)}",
            units=tuple((f"u{unit}", f"đơn vị {unit}") for unit in units),
            slogans=((f"s{units[0] % 500}", "khẩu hiệu"),),
            campaigns=((f"c{units[0] % 200}", "phong trào"),),
        )


def index_both(number: int, folder: Path) -> tuple[Callable[[str], object], Callable[[str], object]]:
    """Index the same documents in both; what comes back searches ours and the peer."""
    engine = open_engine(folder / "index")
    peer = sqlite3.connect(folder / "peer.db")
    peer.execute("CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize='unicode61 remove_diacritics 0')")
    peer.execute("CREATE TABLE facets (document INTEGER, name TEXT, value TEXT)")
    batch: list[IndexDocument] = []
    began = time.perf_counter()
    spent_on_peer = 0.0
    for at, document in enumerate(make_documents(number)):
        batch.append(document)
        if len(batch) == BATCH or at == number - 1:
            engine.apply(batch)
            started = time.perf_counter()
            insert_peer(peer, at + 1 - len(batch), batch)
            spent_on_peer += time.perf_counter() - started
            batch = []
    ours = time.perf_counter() - began - spent_on_peer
    peer.execute("CREATE INDEX by_document ON facets (document, name, value)")
    print(f"indexing {number} documents: embedded {number / ours:.0f}/s, FTS5 {number / spent_on_peer:.0f}/s")

    def search_ours(text: str) -> object:
        return engine.search(Query(text=text, visibilities=frozenset({"public"})))

    def search_peer(text: str) -> object:
        terms = index_terms(text)[1]
        hits = peer.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10", (terms,)).fetchall()
        counts = peer.execute(
            "SELECT name, value, count(*) FROM facets WHERE document IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
            " GROUP BY name, value",
            (terms,),
        ).fetchall()
        return hits, counts

    return search_ours, search_peer


def insert_peer(peer: sqlite3.Connection, first: int, batch: list[IndexDocument]) -> None:
    """The same folded terms and facet values as ours."""
    for row, document in enumerate(batch, first):
        folded = index_terms(document.title)[1], index_terms(document.body)[1]
        peer.execute("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", (row, *folded))
        values = [("type", document.doc_type), ("place", document.place), ("year", str(document.years[0]))]
        for name, pairs in (("unit", document.units), ("slogan", document.slogans), ("campaign", document.campaigns)):
            values += [(name, id_) for id_, _ in pairs]
        peer.executemany("INSERT INTO facets VALUES (?, ?, ?)", [(row, *value) for value in values])
    peer.commit()


def percentiles(search: Callable[[str], object], text: str) -> tuple[float, float]:
    """The median and the 95th percentile of REPEATS searches, in milliseconds."""
    search(text)
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        search(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Print a line a query: both engines and the ratio of their p95."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = index_both(number, Path(folder))
        print(f"{'query':<20}{'p50':>8}{'p95':>8}{'FTS5 p50':>10}{'p95':>8}{'ratio p95':>11}   (ms)")
        for name, text in QUERIES.items():
            (p50, p95), (peer50, peer95) = percentiles(ours, text), percentiles(theirs, text)
            print(f"{name:<20}{p50:>8.1f}{p95:>8.1f}{peer50:>10.1f}{peer95:>8.1f}{p95 / peer95:>11.2f}")


if __name__ == "__main__":
    main()
