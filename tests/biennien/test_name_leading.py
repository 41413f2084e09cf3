"""Documents led by decisions on names while searches, readers, other acts and killed workers come between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from biennien import indexing
from biennien.indexing import apply_outbox, open_search
from biennien.intake import Accepted
from biennien.registry import name_leading, outbox
from biennien.registry.browsing import browse, get_visible
from biennien.registry.database import Registry
from biennien.registry.desk import reject_mention
from biennien.registry.documents import DocumentFilter, list_documents, mentions_of
from biennien.registry.errors import NotFound
from biennien.registry.name_acts import merge
from biennien.registry.name_history import undo_act
from biennien.registry.names import campaign_entries, find_named
from biennien.registry.readers import ANYONE, STAFF, STAFF_MEMBER, Reader
from biennien.registry.tables import Campaign, Document, DocumentToLead, Job, Slogan, Unit
from biennien.searching import Wish, all_hits, resolve
from biennien.settings import Settings
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Campaign as Record
from nlp.mention import Mention as Found
from search.engine import Engine
from tests.biennien.states import wait_until, worker_processes
from tests.biennien.test_name_acts import state

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]

GOES, STAYS, THIRD, HIDDEN = "Tổ nuôi ong Ong Vàng", "Câu lạc bộ Ong Vàng", "Hợp tác xã Vườn Sim", "Tổ ươm Sim Rừng"
SAID: dict[type[Any], dict[str, str]] = {
    Unit: {name: name for name in (GOES, STAYS, THIRD, HIDDEN)},
    Slogan: {GOES: "Ong về làng", STAYS: "Làng gọi ong về", THIRD: "Mỗi vườn một gốc sim", HIDDEN: "Rừng sim tím"},
    Campaign: {
        GOES: "phong trào “Vườn hoa”", STAYS: "phong trào “Vườn nhiều hoa”", THIRD: "phong trào “Đồi sim”",
        HIDDEN: "phong trào “Rừng xanh”",
    },
}  # fmt: skip
"""What documents call the unit, slogan and campaign that go, stay, have no part in it, or are for staff."""

FACETS = {Unit: "unit", Slogan: "slogan", Campaign: "campaign"}
READERS = (STAFF_MEMBER, ANYONE)
LED = ("mentions", "document_units", "document_slogans", "document_campaigns", "campaign_documents", "documents")
"""What leading writes; a worker compares names beside it, which may make proposals."""


def analysis_of(body: str, names: tuple[str, ...], issuer: str | None) -> Analysis:
    """What a text says that holds unit, slogan and campaign of each of `names`, and is a paper of `issuer`."""
    found = [
        Found(body.index(said[name]), body.index(said[name]) + len(said[name]), table.__name__.upper(), said[name])
        for name in names
        for table, said in SAID.items()
    ]
    records = tuple(Record(SAID[Campaign][one], launched_by=one, slogans=(SAID[Slogan][one],)) for one in names)
    metadata = dict.fromkeys(METADATA_FIELDS) | {"issuer": issuer, "authors": [], "attachments": []}
    return Analysis(tuple(found), metadata, {}, records)


class Shelf:
    """Documents that name what goes, what stays, or both; some for staff, one that has it as issuer alone."""

    def __init__(self, take_in: TakeIn, keep: Keep, *, more: int = 0) -> None:
        self._take_in, self._keep = take_in, keep
        self._again: list[Callable[[], Document]] = []
        self._held: dict[str, set[str]] = {name: set() for name in SAID[Unit]}
        self._issued: set[str] = set()
        self._hidden: set[str] = set()
        for names in [*[(GOES,)] * (4 + more), (STAYS,), (GOES, STAYS), (STAYS, GOES), (THIRD, GOES), (THIRD,)]:
            self.add(names)
        self.add((), issuer=GOES)
        self.add((GOES,), visibility=STAFF)
        self.add((STAYS,), visibility=STAFF)

    def add(self, names: tuple[str, ...], *, issuer: str | None = None, **options: str) -> str:
        """One more document; its id."""
        said = (f"{SAID[Unit][one]} nêu {SAID[Slogan][one]} trong {SAID[Campaign][one]}." for one in names)
        body = " ".join([f"Tờ {len(self._again)}.", *said])
        accepted = self._take_in(body, f"{len(self._again)}.txt", **options)

        def read() -> Document:
            return self._keep(accepted, Reading(body, "text", "t"), analysis_of(body, names, issuer))

        self._again.append(read)
        document = read().id
        for one in names:
            self._held[one].add(document)
        (self._issued if issuer else set()).add(document)
        (self._hidden if options else set()).add(document)
        return document

    def of(self, table: type[Any], *names: str, reader: Reader = STAFF_MEMBER) -> set[str]:
        """The documents that hold one of these names, of those that a reader may see."""
        found = set().union(*(self._held[one] for one in names))
        found |= self._issued if table is Unit and GOES in names else set()
        return found if reader is STAFF_MEMBER else found - self._hidden

    def read_all(self) -> None:
        """Read every document once more."""
        for read in self._again:
            read()


@pytest.fixture
def shelf(take_in: TakeIn, keep: Keep) -> Shelf:
    return Shelf(take_in, keep)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One document is led in the act, two at a time by a worker; the index takes in three at a time."""
    monkeypatch.setattr(name_leading, "AT_ONCE", 1)
    monkeypatch.setattr(name_leading, "STEP", 2)
    monkeypatch.setattr(indexing, "BATCH", 3)


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings: Settings, registry: Registry) -> Iterator[Engine]:
    """An empty index of each kind."""
    if request.param == "elasticsearch":
        server, url = request.getfixturevalue("elastic_server"), request.getfixturevalue("elastic_url")
        settings = replace(settings, search_url=url, search_ca=server.ca)
    with closing(open_search(settings, registry)) as opened:
        yield opened


def ids_of(session: Session, table: type[Any]) -> tuple[str, str]:
    """The ids of what goes and of what stays."""
    (goes,), (stays,) = (find_named(session, table, SAID[table][name]) for name in (GOES, STAYS))
    return goes.id, stays.id


def merge_all(registry: Registry) -> dict[type[Any], tuple[int, str, str]]:
    """Merge what goes into what stays, of each kind: the act and the two ids."""
    done = {}
    for table in SAID:
        with registry.write() as session:
            goes, stays = ids_of(session, table)
            done[table] = (merge(session, table, goes, stays, user_id=None).id, goes, stays)
    return done


def undo_all(registry: Registry, acts: dict[type[Any], tuple[int, str, str]]) -> None:
    for number, _, _ in reversed(acts.values()):
        with registry.write() as session:
            undo_act(session, number, user_id=None)


def searched(registry: Registry, engine: Engine, table: type[Any], words: str, reader: Reader) -> set[str]:
    """The documents that a search finds by a filter."""
    with registry.read() as session:
        resolved = resolve(session, Wish(text="", **{FACETS[table]: [words]}), reader)  # type: ignore[arg-type]
    assert not resolved.unknown, words
    return {hit.id for hit in all_hits(engine, resolved.query)}


def counted(registry: Registry, engine: Engine, table: type[Any], reader: Reader) -> dict[str, int]:
    """How many documents a facet tells of each id."""
    with registry.read() as session:
        query = resolve(session, Wish(text=""), reader).query
    return {bucket.value: bucket.count for bucket in engine.search(query).facets[FACETS[table]]}


def listed(session: Session, table: type[Any], row_id: str, reader: Reader) -> set[str]:
    """The documents that the list of an entry holds."""
    wanted = DocumentFilter(**{f"{FACETS[table]}_id": row_id})
    return {one.id for one in list_documents(session, reader, wanted, limit=500).items}


def step(registry: Registry, engine: Engine) -> bool:
    """A step of a worker and one of the keeper of the index; False when nothing was left to do."""
    return any([name_leading.advance_some(registry), apply_outbox(registry, [engine]) > 0])


@pytest.mark.usefixtures("few")
def test_merged_name_finds_all_documents_while_the_index_follows(
    registry: Registry, engine: Engine, shelf: Shelf
) -> None:
    while step(registry, engine):
        pass
    acts = merge_all(registry)
    steps = 0
    while True:
        for table, (_, goes, _) in acts.items():
            for words in (SAID[table][GOES], SAID[table][STAYS], goes):
                for reader in READERS:
                    wanted = shelf.of(table, GOES, STAYS, reader=reader)
                    assert searched(registry, engine, table, words, reader) == wanted
        if not step(registry, engine):
            break
        steps += 1
    assert steps > 3
    for table, (_, goes, stays) in acts.items():
        for reader in READERS:
            found = counted(registry, engine, table, reader)
            assert (found.get(goes), found[stays]) == (None, len(shelf.of(table, GOES, STAYS, reader=reader)))


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
def test_undone_merger_loses_no_document_while_they_are_led(registry: Registry, engine: Engine, shelf: Shelf) -> None:
    first = state(registry)
    acts = merge_all(registry)
    while step(registry, engine):
        pass
    undo_all(registry, acts)
    steps = 0
    while True:
        for table in acts:
            for reader in READERS:
                found = set().union(
                    *(searched(registry, engine, table, SAID[table][name], reader) for name in (GOES, STAYS))
                )
                assert found == shelf.of(table, GOES, STAYS, reader=reader)
        if not step(registry, engine):
            break
        steps += 1
    assert steps > 3
    for table, (_, goes, stays) in acts.items():
        for name, row_id in ((GOES, goes), (STAYS, stays)):
            for reader in READERS:
                wanted = shelf.of(table, name, reader=reader)
                assert searched(registry, engine, table, SAID[table][name], reader) == wanted
                assert counted(registry, engine, table, reader)[row_id] == len(wanted)
    assert state(registry) == first


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


@pytest.mark.usefixtures("few")
def test_staff_only_documents_stay_hidden_while_others_are_led(
    registry: Registry, engine: Engine, shelf: Shelf
) -> None:
    """What goes is in public papers, what it is merged into in papers for staff alone."""
    for _ in range(3):
        shelf.add((HIDDEN,), visibility=STAFF)
    public = shelf.of(Unit, GOES, reader=ANYONE)
    with registry.write() as session:
        goes, hidden = ids_of(session, Unit)[0], find_named(session, Unit, HIDDEN)[0].id
        with pytest.raises(NotFound):
            get_visible(session, Unit, hidden, ANYONE)
        act = merge(session, Unit, goes, hidden, user_id=None)
        assert get_visible(session, Unit, goes, ANYONE).documents == len(public)
    while step(registry, engine):
        assert searched(registry, engine, Unit, GOES, ANYONE) <= public
    assert searched(registry, engine, Unit, HIDDEN, ANYONE) == public
    assert counted(registry, engine, Unit, ANYONE)[hidden] == len(public)
    with registry.write() as session:
        undo_act(session, act.id, user_id=None)
    while step(registry, engine):
        assert searched(registry, engine, Unit, GOES, ANYONE) <= public
        assert counted(registry, engine, Unit, ANYONE).get(hidden, 0) <= len(public)
    assert searched(registry, engine, Unit, GOES, ANYONE) == public
    assert hidden not in counted(registry, engine, Unit, ANYONE)
    with registry.read() as session, pytest.raises(NotFound):
        get_visible(session, Unit, hidden, ANYONE)


def test_killed_worker_goes_on_where_it_was(
    settings: Settings, registry: Registry, take_in: TakeIn, keep: Keep, tmp_path: Path
) -> None:
    shelf = Shelf(take_in, keep, more=name_leading.AT_ONCE + 3 * name_leading.STEP)
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
