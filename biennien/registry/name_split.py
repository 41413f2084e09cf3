"""Documents or mentions parted from a unit, slogan or campaign that they were wrongly joined with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.corrections import CHANGE, record_correction
from biennien.registry.errors import NameInUse, NothingToSplit
from biennien.registry.keys import identity_key
from biennien.registry.name_acts import Acting, acting, clean_name
from biennien.registry.name_family import names_noted
from biennien.registry.name_journal import SPLIT
from biennien.registry.name_leading import lead_some
from biennien.registry.name_leads import cluster_of, current_id, current_ids, kind_of, native_ids
from biennien.registry.name_making import ensure_named, make_numbered
from biennien.registry.names import get_named, label_of, link_of
from biennien.registry.tables import Document, Mention, MovedName, NameAct, TextVersion, Unit


def split(
    session: Session, table: type[Any], row_id: str, *, documents: Collection[str] = (),
    mentions: Collection[str] = (), into_id: str | None = None, name: str = "", user_id: str | None,
) -> NameAct:  # fmt: skip
    """Let what `documents` call so, or these `mentions` alone, be the entry `into_id`, or a new one called `name`.

    A new one may bear the name of the one it is split off, but not for mentions: those are told apart by their names.
    Raises: NotFound, NothingToSplit, NameUnusable, NameInUse.
    """
    with acting(session, table, SPLIT, row_id, user_id=user_id) as act:
        row = session.get_one(table, act.row_id)
        link, column = link_of(table)
        own = select(link.document_id).where(column == row.id, link.document_id.in_(documents))
        chosen = sorted(session.scalars(own))
        said = _mentions(session, table, row.id, mentions)
        if not chosen and not said:
            raise NothingToSplit(id=row.id)
        into = get_named(session, table, into_id) if into_id else _new_entry(session, table, row, name)
        if into.id == row.id or (said and not _is_told_by_name(session, table, into)):
            raise NothingToSplit(id=row.id)
        act.other_id = into.id
        act.said = {"name": label_of(row), "into": label_of(into), "documents": chosen}
        for document_id in chosen:
            _move(act, document_id, into.id)
        act.said["corrections"] = [_call(session, one, label_of(into), user_id) for one in said]
        act.confirm(into)
        documents = {*chosen, *(one.document_id for one in said)}
        with names_noted(session, act.journal, into.id) if table is Unit else nullcontext():
            act.led = lead_some(session, table, (row.id, into.id), documents)
    return act.entry


def _new_entry(session: Session, table: type[Any], row: Any, name: str) -> Any:
    """The entry that the name makes; a second one of the name where that is the name of `row`. Raises: NameInUse."""
    name = clean_name(name)
    key = identity_key(name)
    native = native_ids(session, table, [key]).get(key)
    if native is None:
        return session.get_one(table, ensure_named(session, table, [(name, None)])[key])
    bearer = current_id(session, native)
    if bearer != row.id:
        raise NameInUse(name=name, id=bearer)
    return session.get_one(table, make_numbered(session, table, name))


def _is_told_by_name(session: Session, table: type[Any], row: Any) -> bool:
    """Whether whoever reads the name of an entry is led to it."""
    key = identity_key(label_of(row))
    native = native_ids(session, table, [key]).get(key)
    return native is not None and current_id(session, native) == row.id


def _move(act: Acting, document_id: str, into_id: str) -> None:
    """Let all that leads to the entry in a document lead to another one."""
    session = act.session
    there = {one.old_id: one for one in session.scalars(select(MovedName).where(MovedName.document_id == document_id))}
    leads = current_ids(session, (one.new_id for one in there.values()))
    for one in there.values():
        if leads[one.new_id] != act.row_id:
            continue
        if current_id(session, one.old_id) == into_id:
            act.journal.remove(one)
        else:
            act.journal.change(one, new_id=into_id)
    for old_id in cluster_of(session, act.row_id):
        if old_id not in there:
            act.journal.add(MovedName(document_id=document_id, old_id=old_id, new_id=into_id))


def _mentions(session: Session, table: type[Any], row_id: str, ids: Collection[str]) -> Sequence[Mention]:
    """Those of these mentions that lead to the entry."""
    column = getattr(Mention, f"{kind_of(table)}_id")
    statement = select(Mention).where(Mention.id.in_(ids), column == row_id, Mention.rejected.is_(False))
    return session.scalars(statement.order_by(Mention.id)).all()


def _call(session: Session, mention: Mention, name: str, user_id: str | None) -> int:
    """Correct what a mention is called; the number of the correction."""
    document = session.get_one(Document, mention.document_id)
    text = session.get_one(TextVersion, mention.text_id)
    payload = {"start": mention.start, "end": mention.end, "value": name}
    return record_correction(session, document, CHANGE, payload, user_id=user_id, mention=mention, text=text).id
