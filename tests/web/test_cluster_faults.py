"""A cluster of three nodes that lose power, room and patience under writes and searches: nothing accepted is lost."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from elasticsearch import Elasticsearch

from benchmarks.elastic_server import Cluster, cluster
from biennien.cli import cli
from biennien.diagnosis import diagnose
from biennien.index_keeper import IndexKeeper
from biennien.indexing import differences
from biennien.registry import outbox
from biennien.web.services import KEY
from biennien.worker import Worker
from search.address import parse_address
from search.engines import open_engine
from search.errors import EngineUnavailable
from search.mapping import IndexDocument
from search.query import Query

from .conftest import Archive, make_archive

PATIENCE = 120.0
"""Seconds that a cluster may take to elect a master and move shards on a busy machine."""

EVERYTHING = Query(text="", visibilities=frozenset({"public"}))
TEXT = "Ngày {number}/2/2019, UBND xã Tân Lập phát động phong trào “Sạch nhà, đẹp ngõ”."


@pytest.fixture(scope="module")
def nodes() -> Iterator[Cluster]:
    """Three nodes that refuse writes early: one may wait, no more."""
    with cluster(3, quick=True, settings={"thread_pool.write.queue_size": 1}) as started:
        yield started


@pytest.fixture
def archive(nodes: Cluster, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive with its index on the cluster, in two shards with a copy each."""
    made = make_archive(tmp_path, SEARCH_URL=f"{nodes.url}/{tmp_path.name.strip('_').lower()}", SEARCH_SHARDS="2")
    yield made
    made.close()


@pytest.fixture
def client(nodes: Cluster) -> Iterator[Elasticsearch]:
    """A client of the cluster itself."""
    with closing(Elasticsearch(list(parse_address(nodes.url).hosts), request_timeout=PATIENCE)) as made:
        yield made


def hand_in(archive: Archive, number: int) -> None:
    """Upload a file and read it."""
    data = {"file": [(io.BytesIO(TEXT.format(number=number).encode()), f"{number}.txt")]}
    answer = archive.client().post("/api/v1/documents", headers=archive.bearer, data=data)
    assert answer.status_code == 202
    assert Worker(archive.settings, archive.registry).work_once()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)


def is_indexed(archive: Archive) -> bool:
    """Whether no change waits."""
    with archive.registry.read() as session:
        return not outbox.count_pending(session)


def assert_same(archive: Archive, number: int) -> None:
    engine = archive.app.extensions[KEY].engine
    assert differences(archive.registry, engine) == (set(), set())
    assert engine.search(EVERYTHING).total == number


@contextmanager
def at_work(archive: Archive) -> Iterator[list[int]]:
    """A keeper of the index, and somebody whose searches may not fail: how many documents each of them found."""
    stop = threading.Event()
    totals: list[int] = []

    def search() -> None:
        while not stop.is_set():
            totals.append(archive.app.extensions[KEY].engine.search(EVERYTHING).total)

    keeper = IndexKeeper(archive.settings, archive.registry)
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(search), pool.submit(keeper.run, stop)]
        try:
            yield totals
        finally:
            stop.set()
        for one in done:
            one.result()


def test_killed_node_loses_nothing_and_stops_no_search(nodes: Cluster, archive: Archive, client: Elasticsearch) -> None:
    with at_work(archive) as totals:
        for number in range(5):
            hand_in(archive, number)
        wait_for(lambda: is_indexed(archive))
        client.cluster.health(wait_for_status="green", timeout="60s")
        master = client.cat.master(format="json")[0]["node"]  # type: ignore[index,call-overload]
        (victim,) = [node for node in nodes.nodes if node.name == master]
        nodes.kill(victim)
        before = len(totals)
        for number in range(5, 10):
            hand_in(archive, number)
        wait_for(lambda: is_indexed(archive) and len(totals) > before)
    assert_same(archive, 10)
    nodes.start(victim)


def test_cluster_that_is_away_stops_no_upload(
    nodes: Cluster, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(archive, 0)
    with closing(IndexKeeper(archive.settings, archive.registry)) as keeper:
        assert keeper.catch_up()
    nodes.kill()
    try:
        hand_in(archive, 1)
        answer = archive.client().get("/api/v1/search?q=sach")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "search_unavailable")
        page = archive.client(language="en").get("/?q=sach")
        assert page.status_code == 503
        assert "Search cannot be reached" in page.get_data(as_text=True)
        assert archive.client().get("/readyz").get_json()["parts"]["index"] == "the index cannot be reached"
        (finding,) = [one for one in diagnose(archive.settings) if one.name == "index"]
        assert "no connection" in finding.text
        monkeypatch.setenv("BIENNIEN_DATA", str(archive.settings.data))
        monkeypatch.setenv("BIENNIEN_SEARCH_URL", str(archive.settings.search_url))
        told = CliRunner().invoke(cli, ["search", "sach"])
        assert told.exit_code == 1
        assert "no connection" in told.stderr
        again = make_archive(tmp_path / "again", SEARCH_URL=f"{nodes.url}/again")
        again.registry.close()
    finally:
        nodes.start()
    with closing(IndexKeeper(archive.settings, archive.registry)) as keeper:
        assert keeper.catch_up()
    assert_same(archive, 2)


def test_full_disk_keeps_what_waits_until_there_is_room(archive: Archive, client: Elasticsearch) -> None:
    """A node whose disk is full sets this block itself."""
    hand_in(archive, 0)
    with closing(IndexKeeper(archive.settings, archive.registry)) as keeper:
        assert keeper.catch_up()
        name = f"{str(archive.settings.search_url).rpartition('/')[2]}-live"
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
        hand_in(archive, 1)
        with pytest.raises(EngineUnavailable) as caught:
            keeper.catch_up()
        assert "disk" in str(caught.value.params["detail"])
        assert archive.client().get("/api/v1/search?q=sach").get_json()["total"] == 1
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
        assert keeper.catch_up()
    assert_same(archive, 2)


def test_writes_refused_by_a_busy_cluster_are_sent_again(
    nodes: Cluster, archive: Archive, client: Elasticsearch
) -> None:
    with closing(open_engine(str(archive.settings.search_url), archive.settings.cluster_options)) as engine:
        engine.apply(())

        def write(part: int) -> None:
            documents = [IndexDocument(id=f"{part}-{at}", title="Thi đua", body="thi đua " * 2_000) for at in range(20)]
            for document in documents:
                while True:
                    try:
                        engine.apply([document])
                    except EngineUnavailable as error:
                        assert "429" in str(error.params["detail"])
                    else:
                        break

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(8)))
        assert engine.count() == 160
    told = client.nodes.stats(metric="thread_pool")["nodes"].values()
    assert sum(node["thread_pool"]["write"]["rejected"] for node in told) > 0
