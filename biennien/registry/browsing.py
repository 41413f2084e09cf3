"""Units, slogans and campaigns as a reader meets them: only those, and only the names, that visible documents hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from biennien.registry.errors import NotFound
from biennien.registry.name_leads import current_id, kind_of
from biennien.registry.names import find_named, get_named, link_of
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Campaign, Document, Mention, Slogan, Unit
from biennien.registry.unit_tree import known_units
from biennien.registry.wording import holds_words

Row = TypeVar("Row", Unit, Slogan, Campaign)

MOST_SURFACES = 50


@dataclass(frozen=True, slots=True)
class Counted(Generic[Row]):
    """A unit, slogan or campaign, the number of visible documents that name it, and their first and last day."""

    row: Row
    documents: int
    from_day: int | None
    to_day: int | None


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Row]):
    """One page of a list, and how many entries the whole list has."""

    items: tuple[Counted[Row], ...]
    total: int


def browse(
    session: Session, table: type[Row], reader: Reader, *, words: str = "", page: int = 1, size: int = 50
) -> Shelf[Row]:
    """Units, slogans or campaigns, those in the most documents first; `words` keeps those it names."""
    statement = _counts(table, reader)
    if words:
        named = select(table.id).where(or_(table.id == current_id(session, words), holds_words(table, words)))
        statement = statement.where(statement.selected_columns.id.in_(named))
    counted = statement.subquery()
    total: int = session.execute(select(func.count()).select_from(counted)).scalar_one()
    ordered = select(counted.c.id).order_by(counted.c.documents.desc(), counted.c.id)
    ids = session.scalars(ordered.limit(size).offset((page - 1) * size)).all()
    found = {row.id: row for row in session.scalars(select(table).where(table.id.in_(ids)))} if ids else {}
    return Shelf(tuple(count_visible(session, table, [found[row_id] for row_id in ids], reader)), total)


def _counts(table: type[Any], reader: Reader) -> Select[Any]:
    """`id` and `documents`: how many documents that `reader` may see hold each unit, slogan or campaign, if any does.

    All are counted and the few that are hidden taken off: to look up the document of each link costs thirty times that.
    """
    link, column = link_of(table)
    everywhere = select(column.label("id"), func.count().label("number")).group_by(column).subquery()
    kept_back = link.document_id.in_(select(Document.id).where(~reader.condition))
    hidden = select(column.label("id"), func.count().label("number")).where(kept_back).group_by(column).subquery()
    documents = everywhere.c.number - func.coalesce(hidden.c.number, 0)
    statement = select(everywhere.c.id, documents.label("documents"))
    return statement.outerjoin(hidden, hidden.c.id == everywhere.c.id).where(documents > 0)


def get_visible(session: Session, table: type[Row], row_id: str, reader: Reader) -> Counted[Row]:
    """A unit, slogan or campaign that stands in a document `reader` may see. Raises: NotFound.

    A unit that no such document names is there where one names a part of it, or what it was before.
    """
    row = get_named(session, table, row_id)
    link, column = link_of(table)
    statement = select(func.count(), func.min(Document.from_day), func.max(Document.to_day)).select_from(link)
    statement = visible(statement.join(Document, Document.id == link.document_id).where(column == row.id), reader)
    counted = session.execute(statement).one()
    if not counted[0] and not (table is Unit and known_units(session, [row.id], reader)):
        raise NotFound(kind=kind_of(table), id=row_id)
    return Counted(row, *counted)


def count_visible(session: Session, table: type[Row], rows: Sequence[Row], reader: Reader) -> list[Counted[Row]]:
    """The same of many at once; those that stand in no document `reader` may see are left out."""
    if not rows:
        return []
    link, column = link_of(table)
    statement = select(column, func.count(), func.min(Document.from_day), func.max(Document.to_day)).select_from(link)
    statement = statement.join(Document, Document.id == link.document_id).where(column.in_([row.id for row in rows]))
    counts = {row[0]: row[1:] for row in session.execute(visible(statement, reader).group_by(column))}
    return [Counted(row, *counts[row.id]) for row in rows if row.id in counts]


def find_visible(session: Session, table: type[Row], words: str, reader: Reader) -> Sequence[Row]:
    """What `words` names of all that stands in a document `reader` may see; see `find_named`."""
    return find_named(session, table, words, known=lambda ids: visible_ids(session, table, ids, reader))


def visible_ids(session: Session, table: type[Row], ids: Collection[str], reader: Reader) -> set[str]:
    """Those of `ids` that stand in a document `reader` may see; of units, those above and after such ones too."""
    if table is Unit:
        return known_units(session, ids, reader)
    link, column = link_of(table)
    statement = select(column).join(Document, Document.id == link.document_id).where(column.in_(sorted(ids)))
    return set(session.scalars(visible(statement, reader).distinct()))


def surfaces_of(session: Session, table: type[Row], row_id: str, reader: Reader) -> Sequence[str]:
    """How a unit, slogan or campaign is written in the documents `reader` may see, most frequent first."""
    column = getattr(Mention, f"{kind_of(table)}_id")
    statement = (
        select(Mention.surface, func.count().label("count"))
        .join(Document, Document.id == Mention.document_id)
        .where(column == row_id, Mention.rejected.is_(False))
        .group_by(Mention.surface)
    )
    rows = session.execute(
        visible(statement, reader).order_by(func.count().desc(), Mention.surface).limit(MOST_SURFACES)
    )
    return list(dict.fromkeys(" ".join(row[0].split()) for row in rows))  # a line may end within a name


def span_of_days(session: Session, reader: Reader) -> tuple[int | None, int | None]:
    """The first and last day of all documents `reader` may see."""
    row: Any = session.execute(visible(select(func.min(Document.from_day), func.max(Document.to_day)), reader)).one()
    return row[0], row[1]
