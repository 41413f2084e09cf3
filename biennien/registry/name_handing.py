"""Documents handed from one unit, slogan or campaign to another by a few statements, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from biennien.registry import outbox
from biennien.registry.database import chunks, now
from biennien.registry.name_leads import kind_of
from biennien.registry.names import link_of
from biennien.registry.tables import Campaign, CampaignDocument, Document, Mention, Unit

WITHOUT_OBJECTS = {"synchronize_session": False}
"""Rows are changed in the registry alone; objects of a session that stand for them are read anew when next asked."""


def hand_over(
    session: Session, table: type[Any], old_id: str, new_id: str, documents: Collection[str] | None = None
) -> set[str]:
    """Let documents that are linked with one entry (of these, or all) be linked with another one; those that were.

    After a merger this is what leading each of them anew would give.
    """
    session.flush()
    link, column = link_of(table)
    found = set(session.scalars(select(link.document_id).where(column == old_id)))
    moved = sorted(found if documents is None else found.intersection(documents))
    moment = now(session)
    for some in chunks(moved):
        _hand(session, table, (old_id, new_id), some, moment)
    outbox.touch_many(session, moved)
    for row in session:
        if isinstance(row, (Document, Mention, CampaignDocument, link)):
            session.expire(row)
    return set(moved)


def _hand(session: Session, table: type[Any], ids: tuple[str, str], some: Sequence[str], moment: datetime) -> None:
    _rename(session, Mention.document_id, getattr(Mention, f"{kind_of(table)}_id"), ids, some)
    _hand_links(session, table, ids, some)
    if table is Unit:
        _rename(session, CampaignDocument.document_id, CampaignDocument.launched_by_id, ids, some)
    elif table is Campaign:
        _hand_records(session, ids, some)
    changed = update(Document).where(Document.id.in_(some)).values(updated_at=moment)
    session.execute(changed, execution_options=WITHOUT_OBJECTS)


def _rename(session: Session, document: Any, column: Any, ids: tuple[str, str], some: Sequence[str]) -> None:
    """Write one id for the other in a column of the rows of these documents."""
    statement = update(column.class_).where(column == ids[0], document.in_(some)).values({column: ids[1]})
    session.execute(statement, execution_options=WITHOUT_OBJECTS)


def _hand_links(session: Session, table: type[Any], ids: tuple[str, str], some: Sequence[str]) -> None:
    """The links of these documents; where one names both, it names the one that stays as often as both together."""
    link, column = link_of(table)
    both = session.scalars(select(link.document_id).where(column == ids[1], link.document_id.in_(some))).all()
    if both:
        other = aliased(link)
        named = select(other.count).where(other.document_id == link.document_id, getattr(other, column.key) == ids[0])
        mine = update(link).where(column == ids[1], link.document_id.in_(both))
        summed = mine.values(count=link.count + named.scalar_subquery())
        session.execute(summed, execution_options=WITHOUT_OBJECTS)
        gone = delete(link).where(column == ids[0], link.document_id.in_(both))
        session.execute(gone, execution_options=WITHOUT_OBJECTS)
    _rename(session, link.document_id, column, ids, some)


def _hand_records(session: Session, ids: tuple[str, str], some: Sequence[str]) -> None:
    """What these documents tell of a campaign; where one tells of both, what it tells first stays."""
    table = CampaignDocument
    told = select(table.document_id, table.campaign_id).where(table.campaign_id.in_(ids), table.document_id.in_(some))
    found: dict[str, list[str]] = defaultdict(list)
    for document_id, campaign_id in session.execute(told.order_by(table.position)):
        found[document_id].append(campaign_id)
    for document_id, (_, *later) in found.items():
        for campaign_id in later:
            second = delete(table).where(table.document_id == document_id, table.campaign_id == campaign_id)
            session.execute(second, execution_options=WITHOUT_OBJECTS)
    _rename(session, table.document_id, table.campaign_id, ids, some)
