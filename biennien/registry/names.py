"""Units, slogans and campaigns: found by name, listed with the documents that name them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from biennien.registry import days
from biennien.registry.database import chunks
from biennien.registry.errors import NotFound
from biennien.registry.keys import fold_key, identity_key
from biennien.registry.name_leads import current_id, current_ids, kind_of, names_held, native_ids
from biennien.registry.paging import Order, Page
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    DocumentCampaign,
    DocumentSlogan,
    DocumentUnit,
    Slogan,
    Unit,
)
from biennien.registry.wording import holds_words, ways_to_write

Named = Unit | Slogan | Campaign
Row = TypeVar("Row", Unit, Slogan, Campaign)

KINDS: dict[type[Any], tuple[str, Any]] = {
    Unit: ("u", DocumentUnit),
    Slogan: ("s", DocumentSlogan),
    Campaign: ("c", DocumentCampaign),
}
"""The letter that ids begin with, and the table that links documents."""

MOST_FITS = 200
"""Units, slogans or campaigns that a part of a name may stand for."""


Known = Callable[[list[str]], set[str]]
"""Those of some ids that may be known."""

NUMBER = " #"
"""Stands before the number in the key of an entry whose name another one bears too; no name gives such a key."""

LAST_LETTER = "\U0010ffff"
"""Comes after every letter by code point."""


def link_of(table: type[Any]) -> tuple[Any, Any]:
    """The table that links units, slogans or campaigns with documents, and its column that names them."""
    link = KINDS[table][1]
    return link, getattr(link, f"{kind_of(table)}_id")


def table_of(kind: str) -> type[Any]:
    """The table of a `unit`, `slogan` or `campaign`."""
    return next(table for table in KINDS if kind_of(table) == kind)


def get_named(session: Session, table: type[Row], row_id: str) -> Row:
    """A unit, slogan or campaign by its id or by one that was merged into it. Raises: NotFound."""
    row = session.get(table, current_id(session, row_id))
    if row is None:
        raise NotFound(kind=kind_of(table), id=row_id)
    return row


def find_named(session: Session, table: type[Row], words: str, *, known: Known = set) -> Sequence[Row]:
    """The units, slogans or campaigns that `words` names: an id, a name or an alias.

    Accents may be left out and abbreviations used. What `known` leaves out of ids is as if it were not there.

    A name that fits whole wins over one that only begins so, and with accents typed an exact fit wins over both.
    """
    row = session.get(table, current_id(session, words))
    if row is not None and known([row.id]):
        return [row]
    if not fold_key(words):
        return []
    ways = ways_to_write(words)
    for way in ways:
        if fits := _whole_fits(session, table, way, fold_key(way), known):
            return fits
    return next((fits for way in ways if (fits := _beginnings(session, table, fold_key(way), known))), [])


def list_named(
    session: Session, table: type[Row], reader: Reader, *, words: str = "", cursor: str | None = None, limit: int = 50
) -> Page[Row]:
    """Units, slogans or campaigns that stand in a document `reader` may see, in order of their last change."""
    link, column = link_of(table)
    seen = visible(select(column).join(Document, Document.id == link.document_id).where(column == table.id), reader)
    statement = select(table).where(seen.exists())
    if words:
        statement = statement.where(or_(table.id == current_id(session, words), holds_words(table, words)))
    order = Order(table.updated_at.expression, table.id.expression, lambda row: row.updated_at)
    return order.next_page(session, statement, cursor=cursor, limit=limit)


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """What one document tells of a campaign, beside that document, and the unit that it says launched it."""

    campaign: Campaign
    told: CampaignDocument
    document: Document
    launcher: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFilter:
    """Which records of campaigns: launched by one of these units; whose period, or else whose document's day, overlaps
    these days (undated ones do not); of campaigns of which anything changed since.
    """

    launched_by: Collection[str] | None = None
    from_day: int | None = None
    to_day: int | None = None
    updated_since: datetime | None = None


FIRST_DAY = func.coalesce(
    func.nullif(CampaignDocument.from_day, days.FIRST_DAY), Document.from_day, CampaignDocument.from_day
)
LAST_DAY = func.coalesce(func.nullif(CampaignDocument.to_day, days.LAST_DAY), Document.to_day, CampaignDocument.to_day)
"""Of a record's period; an open end reaches to the day of its document: what was begun in 1983 is not told of today."""


def campaign_entries(
    session: Session, reader: Reader, *, campaign_ids: Collection[str] | None = None,
    wanted: CampaignFilter | None = None, limit: int | None = 2_000,
) -> Sequence[CampaignEntry]:  # fmt: skip
    """The records of some campaigns or (for the timeline) of many, by first day of the period, then of the document.

    Undated ones come last.
    """
    statement = _records(select(Campaign, CampaignDocument, Document, Unit), reader, wanted or CampaignFilter())
    statement = statement.outerjoin(Unit, Unit.id == CampaignDocument.launched_by_id)
    if campaign_ids is not None:
        statement = statement.where(Campaign.id.in_(campaign_ids))
    statement = statement.order_by(FIRST_DAY.nulls_last(), Document.from_day.nulls_last(), Campaign.id, Document.id)
    return [CampaignEntry(*row) for row in session.execute(statement.limit(limit))]


def campaign_starts(session: Session, reader: Reader, wanted: CampaignFilter) -> Sequence[tuple[str, int | None]]:
    """All campaigns with such records, and the first day of these, in order of that day; undated ones last."""
    start = func.min(FIRST_DAY)
    statement = _records(select(Campaign.id, start), reader, wanted).group_by(Campaign.id)
    if wanted.updated_since is not None:
        changed = func.max(Document.updated_at) >= wanted.updated_since
        statement = statement.having(or_(changed, func.max(Campaign.updated_at) >= wanted.updated_since))
    rows = session.execute(statement.order_by(start.nulls_last(), Campaign.id))
    return [(campaign_id, first) for campaign_id, first in rows]


def _records(statement: Select[Any], reader: Reader, wanted: CampaignFilter) -> Select[Any]:
    statement = statement.select_from(Campaign).join(CampaignDocument, CampaignDocument.campaign_id == Campaign.id)
    statement = visible(statement.join(Document, Document.id == CampaignDocument.document_id), reader)
    if wanted.launched_by is not None:
        statement = statement.where(CampaignDocument.launched_by_id.in_(wanted.launched_by))
    if wanted.from_day is not None:
        statement = statement.where(wanted.from_day <= LAST_DAY)
    if wanted.to_day is not None:
        statement = statement.where(wanted.to_day >= FIRST_DAY)
    return statement


def labels_of(session: Session, table: type[Row], ids: Collection[str]) -> dict[str, str]:
    """The name of each unit, slogan or campaign by its id: for the facets of a result."""
    rows: list[Row] = []
    for some in chunks(sorted(set(ids))):
        rows += session.scalars(select(table).where(table.id.in_(some)))
    return {row.id: label_of(row) for row in rows}


def label_of(row: Named) -> str:
    """What people read for it."""
    return row.text if isinstance(row, Slogan) else row.name


def _whole_fits(session: Session, table: type[Row], words: str, folded: str, known: Known) -> Sequence[Row]:
    """Those that bear exactly this name, else those that do without regard to marks."""
    key = identity_key(words)
    named: Any = table
    numbered = select(named.id).where(_begins(session, named.key, key + NUMBER))
    exact = set(native_ids(session, table, [key]).values()) | set(session.scalars(numbered))
    found = _current(session, table, exact, known)
    if not found:
        held = names_held(table)
        found = _current(session, table, set(session.scalars(select(held.c.id).where(held.c.key == folded))), known)
    return found


def _beginnings(session: Session, table: type[Row], folded: str, known: Known) -> Sequence[Row]:
    """Units with a name that begins so, slogans and campaigns with one that holds the words side by side."""
    held = names_held(table)
    if table is Unit:
        fits = _begins(session, held.c.key, folded)
    else:
        fits = (literal(" ") + held.c.key + literal(" ")).contains(f" {folded} ", autoescape=True)
    found = select(held.c.id).where(fits).distinct().order_by(held.c.id).limit(MOST_FITS)
    return _current(session, table, set(session.scalars(found)), known)


def _current(session: Session, table: type[Row], ids: Collection[str], known: Known) -> Sequence[Row]:
    """What these ids lead to and is known, in order of their ids."""
    if not ids:
        return []
    wanted = known(list(set(current_ids(session, ids).values())))
    return session.scalars(select(table).where(table.id.in_(wanted)).order_by(table.id)).all()


def _begins(session: Session, column: Any, folded: str) -> ColumnElement[bool]:
    """Whether `column` begins with `folded`; SQLite finds that by the index only as a range."""
    if session.get_bind().dialect.name == "sqlite":
        return and_(column >= folded, column < folded + LAST_LETTER)
    begins: ColumnElement[bool] = column.startswith(folded, autoescape=True)
    return begins
