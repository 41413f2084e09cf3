"""The log of acts on names: what was done to an entry, what can be taken back, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from biennien.registry import audit
from biennien.registry.corrections import undo_correction
from biennien.registry.database import now
from biennien.registry.errors import LaterActs, NotFound, NothingToUndo
from biennien.registry.keys import fold_key
from biennien.registry.locks import NAMES, take_lock
from biennien.registry.name_journal import UNDO, Entry, put_back
from biennien.registry.name_leading import clear_up, forget, lead_some, leave
from biennien.registry.name_leads import REMOVED, cluster_of, kind_of, native_ids
from biennien.registry.name_links import linked_since, tell_index
from biennien.registry.names import Row, label_of, table_of
from biennien.registry.tables import GivenName, NameAct, Unit, UnitName

MADE, GIVEN, MERGED = "made", "given", "merged"
"""Where an alias comes from: a text or the authority file, a person, an entry that was merged."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entry; `by` is who gave it or merged the entry that bore it."""

    name: str
    origin: str
    by: str | None = None
    at: datetime | None = None


def aliases_of(session: Session, row: Row) -> list[Alias]:
    """The other names an entry goes by: those that people gave, those of merged entries, those that were read."""
    table, cluster = type(row), cluster_of(session, row.id)
    given = select(GivenName).where(GivenName.kind == kind_of(table), GivenName.target_id.in_(cluster))
    found = [Alias(one.name, GIVEN, one.created_by, one.created_at) for one in session.scalars(given)]
    found += [Alias(label_of(one), MERGED) for one in (session.get(table, id_) for id_ in cluster[1:]) if one]
    if table is Unit:
        read = select(UnitName.name).where(UnitName.unit_id.in_(cluster), UnitName.kind != REMOVED)
        found += [Alias(" ".join(name.split()), MADE) for name in session.scalars(read.order_by(UnitName.key))]
    own = fold_key(label_of(row))
    first: dict[str, Alias] = {}
    for alias in found:
        if fold_key(alias.name) != own or (alias.origin == GIVEN and alias.name != label_of(row)):
            first.setdefault(fold_key(alias.name), alias)
    return list(first.values())


def history_of(session: Session, table: type[Any], row_id: str) -> Sequence[NameAct]:
    """What was done to an entry and those merged into it, the last first."""
    ids = cluster_of(session, row_id)
    return session.scalars(select(NameAct).where(_about(ids)).order_by(NameAct.id.desc())).all()


def undoable(session: Session, acts: Sequence[NameAct]) -> set[int]:
    """The numbers of those of these acts that can be taken back now."""
    return {act.id for act in acts if act.act != UNDO and not _is_undone(session, act) and _later(session, act) is None}


def undone(session: Session, acts: Sequence[NameAct]) -> set[int]:
    """The numbers of those of these acts that were taken back."""
    rows = session.scalars(select(NameAct.undoes).where(NameAct.undoes.in_([act.id for act in acts])))
    return {number for number in rows if number is not None}


def undo_act(session: Session, act_id: int, *, user_id: str | None) -> NameAct:
    """Take an act back: all decisions are what they were, and documents are led by them.

    Raises: NotFound; NothingToUndo for one that was taken back; LaterActs where more was done to the same entries.
    """
    take_lock(session, NAMES)
    act = session.get(NameAct, act_id)
    if act is None:
        raise NotFound(kind="act", id=str(act_id))
    if act.act == UNDO or _is_undone(session, act):
        raise NothingToUndo(document=str(act_id))
    later = _later(session, act)
    if later is not None:
        raise LaterActs(act=act_id, later=later)
    moment, table = now(session), table_of(act.kind)
    ids = [one for one in (act.target_id, act.other_id) if one]
    put_back(session, act.before)
    documents = forget(session, act)
    documents |= _take_back_corrections(session, act.said.get("corrections", ()), user_id)
    documents |= set(act.said.get("documents", ()))
    led = {*ids, *_named(session, table, act.before)}
    documents |= linked_since(session, table, led, act.created_at)
    anew = lead_some(session, table, led, documents)
    tell_index(session, act.before, moment)
    for row_id in ids:
        if (row := session.get(table, row_id)) is not None:
            row.updated_at = moment
    entry = NameAct(
        kind=act.kind, act=UNDO, target_id=act.target_id, other_id=act.other_id, before=[],
        said={"act": act.act, "led": anew.number}, undoes=act.id, created_at=moment, created_by=user_id,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    leave(session, entry, anew.waiting)
    clear_up(session, entry)
    audit.record(session, "name_undo", act.kind, act.target_id, user_id=user_id, entry=entry.id, undoes=act.id)
    return entry


def _named(session: Session, table: type[Any], entries: Sequence[Entry]) -> set[str]:
    """What names that were given, or taken off, lead to now: their documents may have to go elsewhere."""
    keys = {entry["key"][1] for entry in entries if entry["table"] == GivenName.__tablename__}
    made = set(session.scalars(select(table.id).where(table.key.in_(keys))))
    return made | set(native_ids(session, table, keys).values())


def _take_back_corrections(session: Session, numbers: Collection[int], user_id: str | None) -> set[str]:
    return {undo_correction(session, number, user_id=user_id).document_id for number in reversed(list(numbers))}


def _about(ids: Collection[str]) -> ColumnElement[bool]:
    return or_(NameAct.target_id.in_(ids), NameAct.other_id.in_(ids))


def _is_undone(session: Session, act: NameAct) -> bool:
    return bool(undone(session, [act]))


def _later(session: Session, act: NameAct) -> int | None:
    """The last act in force on the same entries after this one."""
    undo = aliased(NameAct)
    taken_back = select(undo.id).where(undo.undoes == NameAct.id).exists()
    ids = [one for one in (act.target_id, act.other_id) if one]
    statement = select(NameAct.id).where(NameAct.id > act.id, NameAct.act != UNDO, ~taken_back, _about(ids))
    return session.scalars(statement.order_by(NameAct.id.desc()).limit(1)).first()
