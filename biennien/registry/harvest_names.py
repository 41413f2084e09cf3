"""Units, slogans and campaigns for programs that keep a copy: what changed, and what is gone or part of another now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from biennien.registry.browsing import Counted, count_visible, visible_ids
from biennien.registry.harvest import Walk, walk, where_to_go_on
from biennien.registry.name_leads import current_id, kind_of
from biennien.registry.names import link_of
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Campaign, Document, Redirect, Slogan, Unit
from biennien.registry.wording import holds_words

Row = TypeVar("Row", Unit, Slogan, Campaign)


@dataclass(frozen=True, slots=True)
class Gone:
    """What is not in the list any more: part of `merged_into` now, or in no document that the reader may see."""

    id: str
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Harvested(Generic[Row]):
    """One page: what changed and is there, and what is gone."""

    items: tuple[Counted[Row], ...]
    gone: tuple[Gone, ...]
    cursor: str | None
    until: datetime


def harvest_named(
    session: Session, table: type[Row], reader: Reader, *, since: datetime, words: str = "", cursor: str | None = None,
    limit: int = 50,
) -> Harvested[Row]:  # fmt: skip
    """A page of what changed itself, or in whose documents something did. Raises: BadCursor."""
    link, column = link_of(table)
    linked = select(column).join(Document, Document.id == link.document_id)
    fresh = linked.where(Document.updated_at >= since)
    there = visible(linked.where(column == table.id), reader).exists()
    changed = or_(table.updated_at >= since, table.id.in_(fresh))
    statement = select(table).where(changed, or_(there, table.id.in_(fresh.where(reader.gone))))
    if words:
        statement = statement.where(or_(table.id == current_id(session, words), holds_words(table, words)))
    begins, _ = where_to_go_on(session, cursor, str)
    page = walk(session, statement, table.id.expression, cursor=cursor, limit=limit)
    items = tuple(count_visible(session, table, page.items, reader))
    lost = {row.id for row in page.items} - {one.row.id for one in items}
    gone = {row_id: Gone(row_id) for row_id in lost}
    gone.update({one.id: one for one in _merged(session, table, reader, since, begins, page)})
    return Harvested(items, tuple(gone[row_id] for row_id in sorted(gone)), page.cursor, page.until)


def _merged(
    session: Session, table: type[Any], reader: Reader, since: datetime, begins: Any, page: Walk[Any]
) -> list[Gone]:
    """The ids among those of this page that lead to another one since then, as far as the reader may see that one."""
    statement = select(Redirect).where(Redirect.kind == kind_of(table), Redirect.created_at >= since)
    if begins is not None:
        statement = statement.where(Redirect.old_id > begins)
    if page.cursor is not None:
        statement = statement.where(Redirect.old_id <= page.items[-1].id)
    found = session.scalars(statement.order_by(Redirect.old_id)).all()
    seen = visible_ids(session, table, {one.new_id for one in found}, reader)
    return [Gone(one.old_id, one.new_id) for one in found if one.new_id in seen]
