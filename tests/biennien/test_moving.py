"""An archive moves from the embedded index to a cluster and back while everything goes on, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from biennien.diagnosis import diagnose
from biennien.index_keeper import IndexKeeper
from biennien.indexing import differences, open_search
from biennien.intake import Accepted
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.errors import IndexMoved
from biennien.registry.tables import Document
from biennien.reindexing import rebuild_index
from biennien.settings import Settings
from search.address import parse_address
from search.engine import Engine
from search.engines.elastic_client import connect
from search.engines.elastic_generations import Generations
from search.query import Query
from tests.biennien.states import state_of
from tests.conftest import ElasticServer

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
EVERYTHING = Query(text="", visibilities=frozenset({"public"}))


@pytest.fixture
def here(settings: Settings, elastic_server: ElasticServer) -> Settings:
    """The settings of an archive with the embedded index, which know how to reach the cluster."""
    return replace(settings, search_ca=elastic_server.ca)


@pytest.fixture
def there(here: Settings, elastic_url: str) -> Settings:
    """The settings of the same archive with its index on the cluster."""
    return replace(here, search_url=elastic_url)


@contextmanager
def at_work(settings: Settings, registry: Registry, engine: Engine) -> Iterator[list[int]]:
    """A keeper that keeps the index up to date, and somebody who searches without end: the numbers that were found."""
    stop = threading.Event()
    totals: list[int] = []

    def search() -> None:
        while not stop.is_set():
            totals.append(engine.search(EVERYTHING).total)

    with closing(IndexKeeper(settings, registry)) as keeper:
        threads = [threading.Thread(target=search), threading.Thread(target=keeper.run, args=(stop,))]
        for thread in threads:
            thread.start()
        try:
            yield totals
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def test_archive_moves_to_a_cluster_and_back_under_load(
    here: Settings, there: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    with closing(IndexKeeper(here, registry)) as keeper:
        assert keeper.catch_up()
    for number, (old, new) in enumerate(((here, there), (there, here))):
        with closing(open_search(old, registry)) as engine, at_work(old, registry, engine) as totals:
            rebuild_index(
                old, registry, into=new.search_url or "embedded",
                progress=lambda _count, number=number: [keep(take_in(f"meanwhile {number}")), None][1],
            )  # fmt: skip
            keep(take_in(f"behind {number}"))
        assert totals and all(totals)
        with pytest.raises(IndexMoved):
            open_search(old, registry)
        with closing(IndexKeeper(new, registry)) as keeper:
            assert keeper.catch_up()
        assert state_of(new, registry) == (set(), set(), 0)


def test_index_may_be_taken_over_without_moving_it(
    here: Settings, there: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    open_search(here, registry).close()
    (finding,) = [one for one in diagnose(there) if one.name == "index"]
    assert "reindex --take-over" in finding.text
    assert rebuild_index(there, registry, take_over=True) == 1
    assert state_of(there, registry) == (set(), set(), 0)


def test_broken_off_move_is_gone_on_with(
    here: Settings, there: Settings, registry: Registry, take_in: TakeIn, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changed in between is brought up to date, what is gone is taken out."""
    monkeypatch.setattr("biennien.reindexing.BATCH", 1)
    ids = [keep(take_in(name)).id for name in "abc"]
    done: list[int] = []

    def break_off(_count: int) -> None:
        done.append(1)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(here, registry, into=there.search_url, progress=break_off)
    with registry.write() as session:
        session.get_one(Document, sorted(ids)[0]).title = "Đã đổi"
        session.get_one(Document, sorted(ids)[1]).state = "failed"
    assert rebuild_index(here, registry, into=there.search_url) == 2
    with closing(open_search(there, registry)) as engine:
        assert "Đã đổi" in {hit.title for hit in engine.search(EVERYTHING).hits}
        assert differences(registry, engine) == (set(), set())


def test_document_that_the_cluster_refuses_is_named_and_kept(
    there: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    good, bad = keep(take_in("a")), keep(take_in("b"))
    with registry.write() as session:
        session.get_one(Document, bad.id).place = "x" * 40_000
    with closing(IndexKeeper(there, registry)) as keeper:
        assert keeper.catch_up()
        assert keeper.refill()
    assert state_of(there, registry) == ({bad.id}, set(), 1)
    (finding,) = [one for one in diagnose(there) if one.name == "index"]
    assert bad.id in finding.text
    assert "immense term" in finding.text
    assert rebuild_index(there, registry) == 2
    with closing(open_search(there, registry)) as engine:
        assert list(engine.ids()) == [good.id]
    with registry.write() as session:
        session.get_one(Document, bad.id).place = "tỉnh Lạng Sơn"
        outbox.touch(session, bad.id)
    with closing(IndexKeeper(there, registry)) as keeper:
        assert keeper.catch_up()
    assert state_of(there, registry)[0] == set()


def test_fields_of_another_kind_are_named_for_each_document(
    there: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    document = keep(take_in("a"))
    address = parse_address(str(there.search_url))
    with closing(connect(address, there.cluster_options)) as client:
        generations = Generations(client, address.prefix, there.cluster_options)
        generations.make_first()
        name = generations.live()
        client.indices.delete(index=name)
        fields = {"id": {"type": "keyword"}, "from_day": {"type": "boolean"}}
        client.indices.create(
            index=name, aliases={generations.alias: {}}, mappings={"dynamic": True, "properties": fields}
        )
    with closing(IndexKeeper(there, registry)) as keeper:
        assert keeper.catch_up()
    with registry.read() as session:
        ((refused, reason),) = outbox.refused(session)
    assert refused == document.id
    assert "from_day" in reason
    assert rebuild_index(there, registry) == 1
    assert state_of(there, registry)[:2] == (set(), set())
