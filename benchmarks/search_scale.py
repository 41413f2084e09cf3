"""Searches over synthetic documents: embedded, Elasticsearch (one node, default settings) and SQLite FTS5, in turns.

    python -m benchmarks.search_scale [DOCUMENTS [FOLDER]] [--url ELASTIC_URL] [--engines NAME …]

They hold the same documents and answer the same questions: the ten best hits with snippets, then the same with six
facets and the histogram. What FOLDER or the cluster holds already is not built anew; without them a folder and a
server are made for the run. An index is built as `reindex` does it, and the memory that took is told. Every query is
asked once, so that nothing kept from an equal one is measured; those asked before to warm up are others. FTS5 gets the
first few of each kind only, for some take it minutes: the ratio to it is that of the queries which both got.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count, islice
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
BATCH = 200
"""Documents of one call, as the registry gives them."""

PEER_BATCH = 5_000
"""Documents of one transaction of FTS5, which merges less so."""

ENGINES = ("embedded", "Elasticsearch", "FTS5")
QUERIES, WARMING, FOR_FTS5 = 20, 4, 5
"""Queries of each kind: those measured, those asked before, and how many of the measured FTS5 gets."""

READER = frozenset({"public"})
HEAP = "2g"
KINDS = ("rare", "common", "in every document")
RANKS = {"rare": (10_000, 15_000), "common": (20, 400)}

Ask = Callable[[str], object]
Times = dict[str, dict[str, float]]
"""Engine -> query -> milliseconds."""


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
    done, took = (_fill_peer if kind == "FTS5" else _fill_engine)(location, number)
    if done < number:
        print(f"{kind}: {number - done} documents in {time.perf_counter() - began:.0f} s; {took}", flush=True)


def _fill_peer(location: str, number: int) -> tuple[int, str]:
    peer = FullTextPeer(Path(location))
    done = peer.count()
    for at, batch in zip(count(done, PEER_BATCH), _batches(number, PEER_BATCH, done), strict=False):
        peer.add(at + 1, batch)
    return done, memory()


def _fill_engine(location: str, number: int) -> tuple[int, str]:
    """Rebuild what holds too few; what it held, and the memory of all processes of the rebuild."""
    engine = open_engine(location)
    held, helpers = engine.count(), ""
    if held < number:
        with engine.rebuild() as fresh:
            for batch in _batches(number, BATCH):
                fresh.apply(batch)
            helpers = "".join(f"; another process: {memory(child)}" for child in _children())
    engine.close()
    return 0 if held < number else held, memory() + helpers


def _batches(number: int, size: int, first: int = 0) -> Iterator[list[IndexDocument]]:
    documents = make_documents(max(0, number - first), first=first)
    while batch := list(islice(documents, size)):
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
    """The times of each way for each query of a kind, in turns: `hits` and `all` of it."""
    told: dict[str, Times] = {"hits": {name: {} for name in ways}, "all": {name: {} for name in ways}}
    queries = make_queries(kind)
    for place, text in enumerate([*queries[QUERIES:], *queries[:QUERIES]]):
        for which, asked in enumerate(told):
            for name, asks in ways.items():
                if name == "FTS5" and not WARMING - 1 <= place < WARMING + FOR_FTS5:
                    continue
                spent = _time(asks[which], text)
                if place >= WARMING:
                    told[asked][name][text] = spent
    return told


def _time(ask: Ask, text: str) -> float:
    began = time.perf_counter()
    ask(text)
    return (time.perf_counter() - began) * 1000


def show(kind: str, asked: str, times: Times) -> None:
    """A line of the table."""
    cells = [f"{statistics.median(some.values()):9.1f}{percentile(some.values()):9.1f}" for some in times.values()]
    first, *others = times.values()
    ratios = [f"{ratio(first, some):8.3f}" for some in others]
    print(f"{kind:<22}{asked:<6}{''.join(cells)}{''.join(ratios)}", flush=True)


def ratio(one: dict[str, float], other: dict[str, float]) -> float:
    """How much longer one took than the other for the queries that both got."""
    both = one.keys() & other.keys()
    return percentile(one[text] for text in both) / percentile(other[text] for text in both)


def percentile(times: Iterable[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def memory(process: int | str = "self") -> str:
    """The memory of a process by /proc, in MB: its own, and what of the index's files is mapped in."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    told = {
        name: int(value.split()[0]) // 1024
        for name, _, value in (line.partition(":") for line in lines)
        if "kB" in value
    }
    return f"own {told['RssAnon']} MB, mapped {told['RssFile']} MB, highest in all {told['VmHWM']} MB"


def _children() -> list[int]:
    """The processes that this one has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]


def read_arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=int, default=DOCUMENTS)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--url", help="an Elasticsearch that runs already")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, help="the first is the one compared")
    return parser.parse_args()


def main() -> None:
    """Build what is missing, measure in turns, print the table."""
    asked_for = read_arguments()
    number: int = asked_for.documents
    with ExitStack() as stack:
        folder = asked_for.folder or Path(stack.enter_context(TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        places = {"embedded": str(folder / "index"), "FTS5": str(folder / "peer.db")}
        if "Elasticsearch" in asked_for.engines:
            places["Elasticsearch"] = asked_for.url or stack.enter_context(cluster(heap=HEAP)).url + "/scale"
        ways: dict[str, tuple[Ask, Ask]] = {}
        for name in asked_for.engines:
            build(name, places[name], number)
        for name in asked_for.engines:
            is_peer, place = name == "FTS5", places[name]
            ways[name] = peer_askers(FullTextPeer(Path(place))) if is_peer else askers(open_engine(place))
        print(f"{number} documents, milliseconds: p50 and p95 of each, ratios of the p95 of the first to the others'")
        print(f"{'queries':<22}{'':<6}{''.join(f'{name:>18}' for name in ways)}{'':>4}ratios")
        every: dict[str, Times] = {"hits": {name: {} for name in ways}, "all": {name: {} for name in ways}}
        for kind in KINDS:
            for asked, times in measure(kind, ways).items():
                show(kind, asked, times)
                for name, some in times.items():
                    every[asked][name] |= some
        for asked, times in every.items():
            show("all kinds", asked, times)
        print(f"memory of this process, which searched all: {memory()}")


if __name__ == "__main__":
    main()
