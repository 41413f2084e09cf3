"""Documents indexed a second, our analysis included, beside bare loops that get the same terms ready made.

    python -m benchmarks.index_speed [DOCUMENTS [ELASTIC_URL]]

The peers are a loop over tantivy with the same schema and stored fields, with one writing thread and with two, and the
client's `parallel_bulk` with four threads. Rounds of all of them take turns, and the medians are compared; where other
work has the machine, processor time says more than seconds.
"""

from __future__ import annotations

import resource
import statistics
import sys
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
from search.engines.elastic_mapping import index_mappings, to_source
from search.engines.embedded_schema import Fields, make_fields, open_index, to_tantivy
from search.mapping import IndexDocument

DOCUMENTS = 10_000
BATCH = 200
"""Documents of one call, as the registry gives them."""

ROUNDS = 3
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


def main() -> None:
    """Print a line a way: documents a second, processor time, and the ratios of ours to its peers."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    documents = list(make_documents(number))
    made, sources = list(map(make_fields, documents)), list(map(to_source, documents))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = sys.argv[2] if len(sys.argv) > 2 else stack.enter_context(cluster(heap=HEAP)).url
        client = Elasticsearch(url, request_timeout=PATIENCE)
        embedded, elastic = open_engine(folder / "index"), open_engine(f"{url}/speed")
        ways: dict[str, Callable[[], None]] = {
            "embedded": lambda: index_ours(embedded, documents),
            "tantivy, one thread": lambda: index_bare(made, 1),
            "tantivy, two threads": lambda: index_bare(made, 2),
            "cluster": lambda: index_ours(elastic, documents),
            "parallel_bulk": lambda: index_bulk(client, sources),
        }
        rounds = [{name: spend(work) for name, work in ways.items()} for _ in range(ROUNDS)]
    rates = {name: number / statistics.median(one[name][0] for one in rounds) for name in ways}
    for name, rate in rates.items():
        processor = statistics.median(one[name][1] for one in rounds)
        print(f"{name:<22}{rate:>8.0f} documents/s{processor / number * 1e6:>8.0f} µs of processor time a document")
    for ours, peers in PEERS.items():
        for peer in peers:
            print(f"{ours} / {peer}: {rates[ours] / rates[peer]:.2f}")


if __name__ == "__main__":
    main()
