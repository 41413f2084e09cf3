"""Searches over synthetic documents: embedded, Elasticsearch (one node, default settings) and SQLite FTS5, in turns.

    python -m benchmarks.search_scale [DOCUMENTS [FOLDER [ELASTIC_URL]]]

The three hold the same documents and answer the same questions: the ten best hits with snippets, then the same with six
facets and the histogram. What FOLDER or the cluster holds already is not built anew; without them a folder and a
server are made for the run. Every query is asked once, so that nothing kept from an equal one is measured; those
asked before to warm up are others. FTS5 gets the first few of each kind only, for some take it minutes.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.elastic_server import cluster
from benchmarks.full_text_peer import FullTextPeer
from benchmarks.synthetic import EVERYWHERE, make_documents, vocabulary
from ingest.orthography import fold
from search.engine import Engine
from search.engines import open_engine
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Query

DOCUMENTS = 10_000
BATCH = 5_000
QUERIES, WARMING, FOR_FTS5 = 20, 4, 4
"""Queries of each kind: those measured, those asked before, and how many of the measured FTS5 gets."""

READER = frozenset({"public"})
HEAP = "2g"
KINDS = ("rare", "common", "in every document")
RANKS = {"rare": (10_000, 15_000), "common": (20, 400)}

Ask = Callable[[str], object]
Times = dict[str, list[float]]


def make_queries(kind: str) -> list[str]:
    """The queries of a kind, each once: a rare word; two common ones; words of every document, alone or with others."""
    dice, words = random.Random(kind), vocabulary()
    if kind == "rare":
        return dice.sample(words[slice(*RANKS["rare"])], QUERIES + WARMING)
    pairs = [" ".join(dice.sample(words[slice(*RANKS["common"])], 2)) for _ in range(QUERIES + WARMING)]
    if kind == "common":
        return pairs
    single = dice.sample(words[slice(*RANKS["common"])], QUERIES + WARMING)
    ways = (EVERYWHERE, fold(EVERYWHERE), EVERYWHERE.split()[1])
    return [*ways, *(f"{ways[at % 3]} {word}" for at, word in enumerate(single))][: QUERIES + WARMING]


# ---------------------------------------------------------------- building


def build(kind: str, location: str, number: int) -> None:
    """Fill what holds fewer than `number` documents; in a process of its own, whose memory goes with it."""
    worker = get_context("spawn").Process(target=_fill, args=(kind, location, number))
    worker.start()
    worker.join()
    if worker.exitcode:
        raise SystemExit(f"{kind} was not built")


def _fill(kind: str, location: str, number: int) -> None:
    began = time.perf_counter()
    if kind == "FTS5":
        peer = FullTextPeer(Path(location))
        done = peer.count()
        for batch in _batches(number, done):
            peer.add(peer.count() + 1, [*batch])
    else:
        engine = open_engine(location)
        done = engine.count()
        for batch in _batches(number, done):
            engine.apply(batch)
        engine.close()
    if done < number:
        print(f"{kind}: {number - done} documents in {time.perf_counter() - began:.0f} s", flush=True)


def _batches(number: int, done: int) -> Iterator[list[IndexDocument]]:
    documents = make_documents(max(0, number - done), first=done)
    while batch := list(islice(documents, BATCH)):
        yield batch


# ---------------------------------------------------------------- measuring


def askers(engine: Engine) -> tuple[Ask, Ask]:
    """Searches of an engine: hits alone, and with six facets and the histogram."""
    whole = Query(text="", visibilities=READER, step=Step.YEAR)
    bare = replace(whole, facets=(), step=None)
    return lambda text: engine.search(replace(bare, text=text)), lambda text: engine.search(replace(whole, text=text))


def peer_askers(peer: FullTextPeer) -> tuple[Ask, Ask]:
    """The same questions to FTS5."""
    return peer.hits, lambda text: (peer.hits(text), peer.counts(text))


def measure(kind: str, ways: dict[str, tuple[Ask, Ask]]) -> dict[str, Times]:
    """Milliseconds of each way for each query of a kind, in turns: `hits` and `all` of it."""
    told: dict[str, Times] = {"hits": {name: [] for name in ways}, "all": {name: [] for name in ways}}
    queries = make_queries(kind)
    for place, text in enumerate([*queries[QUERIES:], *queries[:QUERIES]]):
        for which, asked in enumerate(told):
            for name, asks in ways.items():
                if name == "FTS5" and place >= WARMING + FOR_FTS5:
                    continue
                spent = _time(asks[which], text)
                if place >= WARMING:
                    told[asked][name].append(spent)
    return told


def _time(ask: Ask, text: str) -> float:
    began = time.perf_counter()
    ask(text)
    return (time.perf_counter() - began) * 1000


def show(kind: str, asked: str, times: Times) -> None:
    """A line of the table."""
    ours = percentile(times["embedded"])
    cells = [f"{statistics.median(some):9.1f}{percentile(some):9.1f}" for some in times.values()]
    ratios = [f"{ours / percentile(some):8.2f}" for name, some in times.items() if name != "embedded"]
    print(f"{kind:<22}{asked:<6}{''.join(cells)}{''.join(ratios)}", flush=True)


def percentile(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def memory() -> str:
    """The memory of this process by /proc, in MB: its own, and what of the index's files is mapped in."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    told = {
        name: int(value.split()[0]) // 1024
        for name, _, value in (line.partition(":") for line in lines)
        if "kB" in value
    }
    return f"own {told['RssAnon']} MB, mapped {told['RssFile']} MB, highest in all {told['VmHWM']} MB"


def main() -> None:
    """Build what is missing, measure in turns, print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with ExitStack() as stack:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else stack.enter_context(TemporaryDirectory()))
        url = sys.argv[3] if len(sys.argv) > 3 else stack.enter_context(cluster(heap=HEAP)).url + "/scale"
        places = {"embedded": str(folder / "index"), "Elasticsearch": url, "FTS5": str(folder / "peer.db")}
        folder.mkdir(parents=True, exist_ok=True)
        for name, place in places.items():
            build(name, place, number)
        ways = {name: askers(open_engine(place)) for name, place in places.items() if name != "FTS5"}
        ways["FTS5"] = peer_askers(FullTextPeer(Path(places["FTS5"])))
        print(f"{number} documents, milliseconds: p50 and p95 of each, ratios of the p95 of embedded to the others'")
        print(f"{'queries':<22}{'':<6}{''.join(f'{name:>18}' for name in ways)}{'':>4}ratios")
        every: dict[str, Times] = {"hits": {name: [] for name in ways}, "all": {name: [] for name in ways}}
        for kind in KINDS:
            for asked, times in measure(kind, ways).items():
                show(kind, asked, times)
                for name, some in times.items():
                    every[asked][name] += some
        for asked, times in every.items():
            show("all kinds", asked, times)
        print(f"memory of this process, which searched all three: {memory()}")


if __name__ == "__main__":
    main()
