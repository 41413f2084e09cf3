"""Documents led by decisions on names while readings, other acts and killed workers come between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, update

from biennien.indexing import open_search
from biennien.intake import Accepted
from biennien.registry import name_leading, outbox
from biennien.registry.browsing import browse, get_visible
from biennien.registry.database import Registry
from biennien.registry.desk import reject_mention
from biennien.registry.documents import mentions_of
from biennien.registry.name_acts import merge
from biennien.registry.name_history import undo_act
from biennien.registry.name_split import split
from biennien.registry.names import campaign_entries, find_named
from biennien.registry.readers import ANYONE, STAFF_MEMBER
from biennien.registry.tables import Campaign, Document, DocumentToLead, Job, Slogan, Unit
from biennien.settings import Settings
from biennien.worker import Worker
from tests.biennien.name_shelf import (
    GOES,
    READERS,
    SAID,
    STAYS,
    THIRD,
    Shelf,
    ids_of,
    listed,
    merge_all,
    searched,
    undo_all,
)
from tests.biennien.name_state import state
from tests.biennien.states import wait_until, worker_processes

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]

LED = ("mentions", "document_units", "document_slogans", "document_campaigns", "campaign_documents", "documents")
"""What leading writes; a worker compares names beside it, which may make proposals."""


def test_merged_entry_has_all_documents_at_once(registry: Registry, shelf: Shelf) -> None:
    for table, (_, goes, stays) in merge_all(registry).items():
        with registry.read() as session:
            assert session.execute(select(func.count()).select_from(DocumentToLead)).scalar_one() == 0
            for reader in READERS:
                wanted = shelf.of(table, GOES, STAYS, reader=reader)
                assert get_visible(session, table, goes, reader).documents == len(wanted)
                assert listed(session, table, stays, reader) == wanted
                assert goes not in {one.row.id for one in browse(session, table, reader).items}
            if table is Campaign:
                told = campaign_entries(session, ANYONE, campaign_ids=[stays])
                assert {one.document.id for one in told} == shelf.of(table, GOES, STAYS, reader=ANYONE)
    done = state(registry)
    shelf.read_all()
    assert state(registry) == done


@pytest.mark.usefixtures("few")
def test_undone_merger_gives_back_at_once_what_mentions_tell(registry: Registry, shelf: Shelf) -> None:
    acts = merge_all(registry)
    undo_all(registry, acts)
    for table, (_, goes, stays) in acts.items():
        both = shelf.of(table, GOES) & shelf.of(table, STAYS)
        with registry.read() as session:
            progress = name_leading.progress_of(session, stays)
            assert progress is not None
            assert progress.waiting == progress.documents - 1
            here, there = (listed(session, table, row_id, STAFF_MEMBER) for row_id in (goes, stays))
        assert shelf.of(Slogan, GOES) - both <= here <= shelf.of(table, GOES)
        assert shelf.of(table, STAYS) <= there <= shelf.of(table, STAYS) | shelf.of(Unit, GOES) - shelf.of(Slogan, GOES)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("steps", [0, 2, 4])
def test_second_merger_a_correction_and_a_new_document_come_between(
    registry: Registry, shelf: Shelf, steps: int
) -> None:
    undo_all(registry, merge_all(registry))
    for _ in range(steps):
        assert name_leading.advance_some(registry)
    with registry.write() as session:
        (third,) = find_named(session, Unit, THIRD)
        merge(session, Unit, ids_of(session, Unit)[0], third.id, user_id=None)
        waiting = session.scalars(select(DocumentToLead.document_id).order_by(DocumentToLead.document_id.desc()))
        document = session.get_one(Document, waiting.first())
        for one in mentions_of(session, document)[:2]:
            reject_mention(session, document, one, user_id=None)
    shelf.add((GOES, STAYS))
    while name_leading.advance_some(registry):
        pass
    done = state(registry)
    with registry.read() as session:
        assert find_named(session, Unit, GOES)[0].id == third.id
    shelf.read_all()
    assert state(registry) == done


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("steps", [0, 2, 99])
def test_many_parted_documents_are_led_and_come_back(registry: Registry, shelf: Shelf, steps: int) -> None:
    first = state(registry)
    parted = shelf.of(Slogan, GOES)
    with registry.write() as session:
        goes, _ = ids_of(session, Unit)
        act = split(session, Unit, goes, documents=parted, name="Tổ nuôi ong Bản Thượng", user_id=None)
        assert listed(session, Unit, act.other_id or "", STAFF_MEMBER) >= parted - shelf.of(Unit, STAYS, THIRD)
        assert name_leading.progress_of(session, goes) is not None
    for _ in range(steps):
        name_leading.advance_some(registry)
    if steps == 99:
        with registry.read() as session:
            assert listed(session, Unit, act.other_id or "", STAFF_MEMBER) == parted
    with registry.write() as session:
        undo_act(session, act.id, user_id=None)
    while name_leading.advance_some(registry):
        pass
    assert state(registry) == first


@pytest.mark.usefixtures("few")
def test_act_that_is_taken_back_half_way_leaves_the_first_state(registry: Registry, shelf: Shelf) -> None:
    """A merger is undone, and one before it while the documents of the first undoing still wait."""
    first = state(registry)
    with registry.write() as session:
        goes, stays = ids_of(session, Unit)
        (third,) = find_named(session, Unit, THIRD)
        acts = [merge(session, Unit, stays, third.id, user_id=None), merge(session, Unit, goes, third.id, user_id=None)]
    for act in reversed(acts):
        with registry.write() as session:
            undo_act(session, act.id, user_id=None)
        assert name_leading.advance_some(registry)
    with registry.read() as session:
        assert session.scalars(select(DocumentToLead.act_id)).first() is not None
    while name_leading.advance_some(registry):
        pass
    assert state(registry) == first


def test_killed_worker_goes_on_where_it_was(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_leading, "AT_ONCE", 1)  # of those who act here: nearly all is left to the workers
    shelf = Shelf(take_in, keep, more=3 * name_leading.STEP)
    with registry.write() as session:
        session.execute(update(Job).values(state="done"))  # or the worker would read the documents itself
    first = state(registry)
    acts = merge_all(registry)

    def waiting() -> int:
        with registry.read() as session:
            found = [name_leading.progress_of(session, stays) for _, _, stays in acts.values()]
        assert all(one is None or 0 < one.waiting < one.documents for one in found)
        return sum(one.waiting for one in found if one)

    undo_all(registry, acts)
    left = waiting()
    assert left > 3 * 3 * name_leading.STEP
    with worker_processes(settings, tmp_path / "log") as start:
        for _ in range(2):
            process = start()
            wait_until(lambda before=left: waiting() < before)  # type: ignore[misc]
            process.kill()
            process.wait()
            left = waiting()
            assert left > 0
        start()
        wait_until(lambda: waiting() == 0)

        def is_indexed() -> bool:
            with registry.read() as session:
                return outbox.oldest(session) is None

        wait_until(is_indexed)
    found = state(registry)
    assert {name: found[name] for name in LED} == {name: first[name] for name in LED}
    with closing(open_search(settings, registry)) as engine:
        for table in acts:
            assert searched(registry, engine, table, SAID[table][GOES], STAFF_MEMBER) == shelf.of(table, GOES)


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_names_are_held_before_a_document_is_written(settings: Settings, registry: Registry, take_in: TakeIn) -> None:
    """Who merges holds the names and writes documents: whoever wrote one first and asked then would wait for ever."""
    transactions: list[list[str]] = []
    event.listen(registry.engine, "begin", lambda _: transactions.append([]))
    event.listen(registry.engine, "before_cursor_execute", lambda *told: transactions[-1].append(told[2]))
    accepted = take_in(f"KẾ HOẠCH\n\nNgày 2/3/2019, {GOES} phát động phong trào “Vườn hoa”.\n")
    assert Worker(settings, registry).work_once()
    with registry.write() as session:
        document = session.get_one(Document, accepted.document_id)
        reject_mention(session, document, mentions_of(session, document)[0], user_id=None)
    orders = [[one for one in map(what, statements) if one] for statements in transactions]
    both = [order for order in orders if {"names", "document"} <= set(order)]
    assert len(both) == 2  # the reading, and the correction
    assert all(order.index("names") < order.index("document") for order in both)


def what(statement: str) -> str:
    """`names` for the lock of those who lead names, `document` for a write of one, else nothing."""
    if "pg_advisory_xact_lock_shared" in statement:
        return "names"
    return "document" if statement.startswith("UPDATE documents") else ""
