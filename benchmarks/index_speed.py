"""Documents indexed a second, our analysis included, beside bare loops that get the same terms ready made.

    python -m benchmarks.index_speed [DOCUMENTS] [--engines embedded cluster] [--url ELASTIC_URL]

The peers are a loop over tantivy with the same schema and stored fields, with one writing thread and with two, and the
client's `parallel_bulk` with four threads. Rounds of all of them take turns, every other one backwards, and a ratio is
the median of those of each round, as the speed of a machine swings; where other work has it, processor time says more
than seconds. A server that has just started compiles itself: what goes to it has two rounds before that are not
measured. What each rebuild costs once (the start of the second process, words met for the first time) weighs less the
more documents there are; each takes some 40 kB of memory here.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk

from benchmarks.elastic_server import cluster
from benchmarks.synthetic import make_documents
from search.engine import Engine
from search.engines import open_engine
from search.engines.elastic_mapping import index_mappings, to_sources
from search.engines.embedded_schema import Fields, make_fields, open_index, to_tantivy
from search.mapping import IndexDocument

DOCUMENTS = 10_000
BATCH = 200
"""Documents of one call, as the registry gives them."""

ROUNDS = 5
WARM_UP = 2
"""Rounds of a cluster, and of what it is compared with, that are not measured."""

PATIENCE = 300
"""Seconds for one request, on a busy machine."""

MEMORY = 128_000_000
HEAP = "2g"

PEERS = {"embedded": ("tantivy, one thread", "tantivy, two threads"), "cluster": ("parallel_bulk",)}

Spent = tuple[float, float]


def index_ours(engine: Engine, documents: Sequence[IndexDocument]) -> None:
    """A rebuild as `reindex` makes it."""
    with engine.rebuild() as fresh:
        for at in range(0, len(documents), BATCH):
            fresh.apply(documents[at : at + BATCH])


def index_bare(made: Sequence[Fields], threads: int) -> None:
    """A loop over tantivy."""
    with TemporaryDirectory() as folder:
        index = open_index(Path(folder))
        writer = index.writer(MEMORY, threads)
        for fields in made:
            writer.add_document(to_tantivy(fields, index.schema))
        writer.commit()
        writer.wait_merging_threads()


def index_bulk(client: Elasticsearch, sources: Sequence[dict[str, Any]]) -> None:
    """The client's own helper."""
    client.options(ignore_status=404).indices.delete(index="bare")
    client.indices.create(index="bare", mappings=index_mappings())
    for _ in parallel_bulk(client, ({"_index": "bare", "_id": one["id"][0], "_source": one} for one in sources)):
        pass
    client.indices.refresh(index="bare")


def spend(work: Callable[[], None]) -> Spent:
    """Seconds of the clock and of the processor, ended children included; a server's own are not."""
    began, spent = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - began, _processor() - spent


def _processor() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=int, default=DOCUMENTS)
    parser.add_argument("--engines", nargs="+", choices=PEERS, default=[*PEERS])
    parser.add_argument("--url", help="an Elasticsearch that runs already")
    return parser.parse_args()


def main() -> None:
    """Print a line a way: documents a second, processor time, and the ratios of ours to its peers."""
    asked = _read_arguments()
    number = asked.documents
    documents = list(make_documents(number))
    with ExitStack() as stack:
        ways: dict[str, Callable[[], None]] = {}
        if "embedded" in asked.engines:
            embedded = open_engine(Path(stack.enter_context(TemporaryDirectory())) / "index")
            made = list(make_fields(documents))
            ways |= {
                "embedded": lambda: index_ours(embedded, documents),
                "tantivy, one thread": lambda: index_bare(made, 1),
                "tantivy, two threads": lambda: index_bare(made, 2),
            }
        if "cluster" in asked.engines:
            url = asked.url or stack.enter_context(cluster(heap=HEAP)).url
            client, elastic = Elasticsearch(url, request_timeout=PATIENCE), open_engine(f"{url}/speed")
            sources = list(to_sources(documents))
            ways |= {
                "cluster": lambda: index_ours(elastic, documents),
                "parallel_bulk": lambda: index_bulk(client, sources),
            }
        gc.freeze()  # to look through all these again and again would be measured too
        for name in [name for name in ways if name in ("cluster", *PEERS["cluster"])] * WARM_UP:
            ways[name]()
        orders = ([*ways], [*reversed(ways)])
        rounds = [{name: spend(ways[name]) for name in orders[at % 2]} for at in range(ROUNDS)]
    rates = {name: number / statistics.median(one[name][0] for one in rounds) for name in ways}
    for name, rate in rates.items():
        processor = statistics.median(one[name][1] for one in rounds)
        print(f"{name:<22}{rate:>8.0f} documents/s{processor / number * 1e6:>8.0f} µs of processor time a document")
    for ours in asked.engines:
        for peer in PEERS[ours]:
            print(f"{ours} / {peer}: {statistics.median(one[peer][0] / one[ours][0] for one in rounds):.2f}")


if __name__ == "__main__":
    main()
