"""The index follows the registry: one writer, nothing lost, rebuilt beside the live one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from biennien.index_keeper import IndexKeeper
from biennien.indexing import count_lost, index_documents, open_search
from biennien.intake import Accepted
from biennien.registry import lease
from biennien.registry.database import Registry, now
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.errors import IndexElsewhere
from biennien.registry.tables import Document, IndexLease
from biennien.reindexing import rebuild_index
from biennien.settings import Settings
from nlp.mention import Analysis
from search.engine import Engine
from search.errors import EngineUnavailable
from search.query import Query
from tests.biennien.states import state_of

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]


@contextmanager
def keeping(settings: Settings, registry: Registry) -> Iterator[IndexKeeper]:
    with closing(IndexKeeper(settings, registry)) as keeper:
        yield keeper


def test_index_holds_what_was_kept(settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    document = keep(take_in("a", "thư mục/a.txt"))
    take_in("b")
    with keeping(settings, registry) as keeper:
        assert keeper.catch_up()
    assert state_of(settings, registry) == (set(), set(), 0)
    with closing(open_search(settings, registry)) as engine:
        (hit,) = engine.search(Query(text="sach nha", visibilities=frozenset({"public"}))).hits
    assert (hit.id, hit.title, hit.source_file, hit.published) == (
        document.id,
        "Phát động",
        "thư mục/a.txt",
        "2019-02-28",
    )
    assert [name for _, name in hit.units] == ["Ủy ban nhân dân xã Tân Lập"]


def test_fields_of_the_index_come_from_the_registry(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: MakeAnalysis
) -> None:
    long = keep(take_in("a", "a.txt", visibility="staff"), analysis=make_analysis(published="2019-12/2020-02"))
    bare = keep(take_in("b", "kho/b.txt"), analysis=replace(make_analysis(), metadata={}, campaigns=(), mentions=()))
    with registry.read() as session:
        upserts, deletes = index_documents(session, {long.id, bare.id, "gone"})
    first, second = sorted(upserts, key=lambda one: one.source_file)
    assert (first.years, first.from_day, first.to_day, first.visibility) == ((2019, 2020), 20191201, 20200229, "staff")
    assert (second.title, second.years, second.from_day, second.units) == ("b.txt", (), None, ())
    assert deletes == ["gone"]


def test_changes_of_visibility_reach_the_index(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    document = keep(take_in("a"))
    public = Query(text="sach nha", visibilities=frozenset({"public"}))
    staff = replace(public, visibilities=frozenset({"public", "staff"}))
    with keeping(settings, registry) as keeper, closing(open_search(settings, registry)) as engine:
        for change, seen in (
            (lambda session, row: set_visibility(session, row, "staff", user_id=None), (0, 1)),
            (lambda session, row: set_visibility(session, row, "public", user_id=None), (1, 1)),
            (lambda session, row: withdraw(session, row, reason="x", user_id=None), (0, 0)),
        ):
            with registry.write() as session:
                change(session, session.get_one(Document, document.id))
            assert keeper.catch_up()
            assert (engine.search(public).total, engine.search(staff).total) == seen


def test_rows_stay_until_the_engine_has_committed(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(take_in("a"))

    def fail(_engine: Engine, *_: object) -> None:
        raise EngineUnavailable(location="x", detail="y")

    with keeping(settings, registry) as keeper:
        with monkeypatch.context() as patched:
            patched.setattr("search.engines.embedded.EmbeddedEngine.apply", fail)
            with pytest.raises(EngineUnavailable):
                keeper.catch_up()
        assert state_of(settings, registry)[2] == 1
        assert keeper.catch_up()
    assert state_of(settings, registry) == (set(), set(), 0)


def test_second_keeper_stands_by_until_the_first_gives_way(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    with keeping(settings, registry) as first, keeping(settings, registry) as second:
        assert first.catch_up()
        keep(take_in("b"))
        assert not second.catch_up()
        first.close()
        assert second.catch_up()


@pytest.mark.parametrize("way", ["lapsed", "gone"])
def test_lease_of_a_dead_holder_is_taken(registry: Registry, way: str) -> None:
    def gone(holder: str) -> bool:
        return way == "gone" and holder == "dead"

    assert lease.take_lease(registry, "dead", is_gone=lambda _: False)
    if way == "lapsed":
        with registry.write() as session:
            session.execute(update(IndexLease).values(expires_at=now(session) - timedelta(seconds=1)))
    assert lease.take_lease(registry, "alive", is_gone=gone)
    assert not lease.take_lease(registry, "dead", is_gone=lambda _: False)


def test_holder_makes_way_for_a_rebuild_and_gets_the_lease_back(registry: Registry) -> None:
    def take(holder: str, *, wanted: bool = False) -> bool:
        return lease.take_lease(registry, holder, is_gone=lambda _: False, wanted=wanted)

    assert take("keeper")
    assert not take("rebuild", wanted=True)
    assert not take("keeper")
    assert take("rebuild", wanted=True)
    assert not take("keeper")
    lease.give_lease_back(registry, "rebuild")
    assert take("keeper")


def test_rebuild_writes_everything_anew(settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    for name in "abc":
        keep(take_in(name))
    counted: list[int] = []
    assert rebuild_index(settings, registry, progress=counted.append) == 3
    assert sum(counted) == 3
    assert state_of(settings, registry) == (set(), set(), 0)


def test_documents_that_come_during_a_rebuild_are_in_both_indexes(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One comes while the first batch is written, others right before and after the swap."""
    keep(take_in("a"))
    stop = threading.Event()
    with keeping(settings, registry) as keeper:
        thread = threading.Thread(target=keeper.run, args=(stop,))
        thread.start()
        try:
            rebuild_index(settings, registry, progress=lambda _count: [keep(take_in("b")), None][1])
            keep(take_in("c"))
        finally:
            stop.set()
            thread.join()
    assert state_of(settings, registry) == (set(), set(), 0)
    with closing(open_search(settings, registry)) as engine:
        assert engine.count() == 3


@pytest.mark.parametrize("when", ["before", "under a keeper", "under a reader"])
def test_index_that_was_taken_away_is_filled_anew(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, when: str
) -> None:
    for name in "ab":
        keep(take_in(name))
    with keeping(settings, registry) as keeper, closing(open_search(settings, registry)) as engine:
        assert keeper.catch_up()
        assert keeper.refill()
        if when == "before":
            keeper.close()
        shutil.rmtree(settings.data / "index")
        if when == "under a reader":
            assert engine.count() == 0
        assert count_lost(registry, engine) == 2
        keep(take_in("c"))
        assert count_lost(registry, engine) == 2
        assert keeper.catch_up()
        assert keeper.refill()
    assert state_of(settings, registry) == (set(), set(), 0)


def make_old(index: Path) -> None:
    (index / "CURRENT").write_text("v0-old", encoding="ascii")


def damage(index: Path) -> None:
    for file in index.glob("*/*.store"):
        file.unlink()


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("spoil", [make_old, damage])
def test_index_of_another_version_or_damaged_is_filled_anew(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, spoil: Callable[[Path], None], waits: bool
) -> None:
    keep(take_in("a"))
    with keeping(settings, registry) as keeper:
        assert keeper.catch_up()
    spoil(settings.data / "index")
    if waits:
        keep(take_in("b"))
    with keeping(settings, registry) as keeper:
        assert keeper.catch_up()
        assert keeper.refill()
    assert state_of(settings, registry) == (set(), set(), 0)


def test_damaged_index_is_written_anew_by_hand(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    with keeping(settings, registry) as keeper:
        assert keeper.catch_up()
    damage(settings.data / "index")
    assert rebuild_index(settings, registry) == 1
    assert state_of(settings, registry) == (set(), set(), 0)


def test_index_is_filled_by_the_holder_of_the_lease_only(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    with keeping(settings, registry) as keeper:
        keeper.catch_up()
        keeper.close()
        shutil.rmtree(settings.data / "index")
        assert lease.take_lease(registry, "another", is_gone=lambda _: False)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("biennien.index_keeper.is_gone", lambda _holder: False)
            assert not keeper.refill()
        lease.give_lease_back(registry, "another")
        assert keeper.refill()


def test_failed_rebuild_leaves_the_live_index(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep
) -> None:
    keep(take_in("a"))
    with keeping(settings, registry) as keeper:
        keeper.catch_up()

    def break_off(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(settings, registry, progress=break_off)
    assert state_of(settings, registry) == (set(), set(), 0)
    assert rebuild_index(settings, registry) == 1


def test_second_machine_with_an_embedded_index_is_refused(clean_database: str, tmp_path: Path) -> None:
    from biennien.registry.database import open_registry
    from biennien.settings import load_settings

    here, there = (
        load_settings({"BIENNIEN_DATA": str(tmp_path / name), "BIENNIEN_DATABASE_URL": clean_database}, env_file=None)
        for name in ("here", "there")
    )
    with closing(open_registry(clean_database)) as registry:
        open_search(here, registry).close()
        open_search(here, registry).close()
        with pytest.raises(IndexElsewhere):
            open_search(there, registry)
        rebuild_index(there, registry, take_over=True)
        with pytest.raises(IndexElsewhere):
            open_search(here, registry)
