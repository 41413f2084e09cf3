"""What follows from decisions on names: documents to lead anew, the index told, entries that nothing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from biennien.registry import outbox
from biennien.registry.database import chunks
from biennien.registry.keys import identity_key
from biennien.registry.name_journal import Entry
from biennien.registry.name_leads import current_ids, kind_of, native_ids
from biennien.registry.names import KINDS, link_of
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    GivenName,
    Mention,
    MovedName,
    NameBlock,
    NameProposal,
    NameToCompare,
    Redirect,
    Slogan,
    Unit,
    UnitName,
)
from biennien.registry.unit_tree import documents_below

LABELS = ("name", "text", "parent_id")
"""Columns of an entry that the index repeats with each of its documents."""


def stray_documents(session: Session, table: type[Any], row_id: str) -> set[str]:
    """The documents that are linked with an entry and may not be by what people decided.

    Those that name it in a record or as issuer alone are always among them: only their reading tells.
    """
    link, linked = link_of(table)
    found = set(session.scalars(select(link.document_id).where(linked == row_id, link.count == 0)))
    return found | {one for one, leads in _leads(session, table, row_id).items() if leads != {row_id}}


def astray(session: Session, table: type[Any], row_id: str) -> dict[str, set[str]]:
    """The documents in which all mentions of an entry lead to one other entry now: that entry -> documents."""
    found: dict[str, set[str]] = defaultdict(set)
    for document_id, leads in _leads(session, table, row_id).items():
        if len(leads) == 1 and (only := next(iter(leads))) not in (None, row_id):
            found[only].add(document_id)
    return found


def _leads(session: Session, table: type[Any], row_id: str) -> dict[str, set[str | None]]:
    """Where the mentions that led to an entry lead now, by document; None is nowhere yet."""
    column = getattr(Mention, f"{kind_of(table)}_id")
    said = select(Mention.document_id, Mention.value, Mention.surface)
    said = said.where(column == row_id, Mention.rejected.is_(False))
    holding: dict[str, set[str]] = defaultdict(set)
    for document_id, value, surface in session.execute(said):
        holding[identity_key(value if isinstance(value, str) and value else surface)].add(document_id)
    native = native_ids(session, table, holding)
    moved = _moved(session, native.values())
    leads = current_ids(session, {*native.values(), *moved.values()})
    found: dict[str, set[str | None]] = defaultdict(set)
    for key, documents in holding.items():
        own = native.get(key)
        for one in documents:
            found[one].add(None if own is None else leads[moved.get((one, own), own)])
    return found


def linked_since(session: Session, table: type[Any], ids: Collection[str], moment: datetime) -> set[str]:
    """The documents that are linked with one of these entries by a reading, or an act, that is not older."""
    link, column = link_of(table)
    statement = select(link.document_id).join(Document, Document.id == link.document_id)
    return set(session.scalars(statement.where(column.in_(ids), Document.updated_at >= moment)))


def _moved(session: Session, ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """Where these ids lead in the documents in which a person parted them: (document, id) -> id."""
    found: dict[tuple[str, str], str] = {}
    for some in chunks(sorted(set(ids))):
        for row in session.scalars(select(MovedName).where(MovedName.old_id.in_(some))):
            found[row.document_id, row.old_id] = row.new_id
    return found


def tell_index(session: Session, entries: Sequence[Entry], moment: datetime) -> None:
    """Have the index look again at the documents of entries whose name or place in the tree changed."""
    for table in KINDS:
        changed = [
            entry["key"][0] for entry in entries
            if entry["table"] == table.__tablename__ and not set(LABELS).isdisjoint(entry.get("was") or ())
        ]  # fmt: skip
        if not changed:
            continue
        session.execute(update(table).where(table.id.in_(changed)).values(updated_at=moment))
        if table is Unit:
            outbox.touch_many(session, documents_below(session, changed))
        else:
            link, column = link_of(table)
            outbox.touch_many(session, session.scalars(select(link.document_id).where(column.in_(changed))))


def made_since(session: Session, moment: datetime) -> dict[str, list[str]]:
    """The entries that were made since, by kind."""
    return {
        kind_of(table): sorted(
            session.scalars(select(table.id).where(table.updated_at >= moment, table.created_at >= moment))
        )
        for table in KINDS
    }


def sweep(session: Session, made: Mapping[str, Sequence[str]]) -> None:
    """Take away those of these entries that nothing needs: no document, no other entry, no decision."""
    for table in (Campaign, Slogan, Unit):
        left = set(made.get(kind_of(table), ()))
        while left:
            unused = left - _needed(session, table, left)
            if not unused:
                break
            _remove(session, table, unused)
            left -= unused


def _needed(session: Session, table: type[Any], ids: Collection[str]) -> set[str]:
    columns: list[Any] = [link_of(table)[1], getattr(Mention, f"{kind_of(table)}_id")]
    columns += [GivenName.target_id, Redirect.old_id, Redirect.new_id, MovedName.old_id, MovedName.new_id]
    if table is Campaign:
        columns.append(CampaignDocument.campaign_id)
    if table is Unit:
        columns += [CampaignDocument.launched_by_id, Unit.parent_id, Unit.successor_id]
    return {found for column in columns for found in session.scalars(select(column).where(column.in_(ids)).distinct())}


def _remove(session: Session, table: type[Any], ids: Collection[str]) -> None:
    if table is Unit:
        session.execute(delete(UnitName).where(UnitName.unit_id.in_(ids)))
    session.execute(delete(NameBlock).where(NameBlock.row_id.in_(ids)))
    session.execute(delete(NameToCompare).where(NameToCompare.row_id.in_(ids)))
    session.execute(delete(NameProposal).where(or_(NameProposal.one_id.in_(ids), NameProposal.other_id.in_(ids))))
    session.execute(delete(table).where(table.id.in_(ids)))
    session.expire_all()
