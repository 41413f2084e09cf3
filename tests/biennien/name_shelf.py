"""Documents that name units, slogans and campaigns of which one goes and one stays, for tests of what merges them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.documents import DocumentFilter, list_documents
from biennien.registry.name_acts import merge
from biennien.registry.name_history import undo_act
from biennien.registry.names import find_named
from biennien.registry.readers import ANYONE, STAFF, STAFF_MEMBER, Reader
from biennien.registry.tables import Campaign, Document, Slogan, Unit
from biennien.searching import Wish, all_hits, resolve
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Campaign as Record
from nlp.mention import Mention as Found
from search.engine import Engine

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


def listed(session: Session, table: type[Any], row_id: str, reader: Reader) -> set[str]:
    """The documents that the list of an entry holds."""
    wanted = DocumentFilter(**{f"{FACETS[table]}_id": row_id})
    return {one.id for one in list_documents(session, reader, wanted, limit=500).items}
