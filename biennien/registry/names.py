"""Units, slogans and campaigns: found by name, made when first met, listed with the documents that name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.errors import NotFound
from biennien.registry.keys import fold_key, identity_key, made_id
from biennien.registry.paging import Order, Page
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    DocumentCampaign,
    DocumentSlogan,
    DocumentUnit,
    Redirect,
    Slogan,
    Unit,
    UnitName,
)
from biennien.registry.unit_facts import family, take_facts
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


LAST_LETTER = "\U0010ffff"
"""Comes after every letter by code point."""


# ---------------------------------------------------------------- reading


def link_of(table: type[Any]) -> tuple[Any, Any]:
    """The table that links units, slogans or campaigns with documents, and its column that names them."""
    link = KINDS[table][1]
    return link, getattr(link, f"{table.__name__.lower()}_id")


def get_named(session: Session, table: type[Row], row_id: str) -> Row:
    """A unit, slogan or campaign by its id or by one that was merged into it. Raises: NotFound."""
    row = session.get(table, current_id(session, row_id))
    if row is None:
        raise NotFound(kind=table.__name__.lower(), id=row_id)
    return row


def current_id(session: Session, row_id: str) -> str:
    """Where an id leads now."""
    redirect = session.get(Redirect, row_id)
    return row_id if redirect is None else redirect.new_id


def find_named(session: Session, table: type[Row], words: str) -> Sequence[Row]:
    """The units, slogans or campaigns that `words` names: an id, a name or (units) an alias.

    Accents may be left out and abbreviations used.

    A name that fits whole wins over one that only begins so, and with accents typed an exact fit wins over both.
    """
    row = session.get(table, current_id(session, words))
    if row is not None:
        return [row]
    if not fold_key(words):
        return []
    ways = ways_to_write(words)
    for way in ways:
        if fits := _whole_fits(session, table, way, fold_key(way)):
            return fits
    return next((fits for way in ways if (fits := _beginnings(session, table, fold_key(way)))), [])


def list_named(
    session: Session, table: type[Row], reader: Reader, *, words: str = "", updated_since: datetime | None = None,
    cursor: str | None = None, limit: int = 50,
) -> Page[Row]:  # fmt: skip
    """Units, slogans or campaigns that stand in a document `reader` may see, in order of their last change."""
    link, column = link_of(table)
    seen = visible(select(column).join(Document, Document.id == link.document_id).where(column == table.id), reader)
    statement = select(table).where(seen.exists())
    if words:
        statement = statement.where(or_(table.id == current_id(session, words), holds_words(table, words)))
    if updated_since is not None:
        statement = statement.where(table.updated_at >= updated_since)
    order = Order(table.updated_at.expression, table.id.expression, lambda row: row.updated_at)
    return order.next_page(session, statement, cursor=cursor, limit=limit)


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """What one document tells of a campaign, beside that document."""

    campaign: Campaign
    told: CampaignDocument
    document: Document


def campaign_entries(
    session: Session, reader: Reader, *, campaign_id: str | None = None, unit_id: str | None = None,
    from_day: int | None = None, to_day: int | None = None, limit: int = 2_000,
) -> Sequence[CampaignEntry]:  # fmt: skip
    """The records of one campaign or (for the timeline) of many, by first day of the period, then of the document.

    `unit_id` is who launched it; `from_day` and `to_day` keep the records whose period, or else whose document's day,
    overlaps them. Undated ones come last and are kept only when no day is asked for.
    """
    first = func.coalesce(CampaignDocument.from_day, Document.from_day)
    last = func.coalesce(CampaignDocument.to_day, Document.to_day)
    statement = visible(
        select(Campaign, CampaignDocument, Document)
        .join(CampaignDocument, CampaignDocument.campaign_id == Campaign.id)
        .join(Document, Document.id == CampaignDocument.document_id),
        reader,
    )
    if campaign_id is not None:
        statement = statement.where(Campaign.id == campaign_id)
    if unit_id is not None:
        statement = statement.where(CampaignDocument.launched_by_id == unit_id)
    if from_day is not None:
        statement = statement.where(last >= from_day)
    if to_day is not None:
        statement = statement.where(first <= to_day)
    statement = statement.order_by(first.nulls_last(), Document.from_day.nulls_last(), Campaign.id, Document.id)
    return [CampaignEntry(*row) for row in session.execute(statement.limit(limit))]


def labels_of(session: Session, table: type[Row], ids: Collection[str]) -> dict[str, str]:
    """The name of each unit, slogan or campaign by its id: for the facets of a result."""
    rows: list[Row] = []
    for some in _chunks(sorted(set(ids))):
        rows += session.scalars(select(table).where(table.id.in_(some)))
    return {row.id: label_of(row) for row in rows}


def label_of(row: Named) -> str:
    """What people read for it."""
    return row.text if isinstance(row, Slogan) else row.name


# ---------------------------------------------------------------- making


def ensure_named(session: Session, table: type[Row], labels: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The id of each (name, kind), made where there is none yet: identity key -> id.

    Names that were merged lead to what they were merged into. Of new units the authority file is asked, and what they
    are part of and became is made too. Keys are taken in order, so that two workers that meet
    the same names do not wait for each other in a circle.
    """
    wanted: dict[str, tuple[str, str | None]] = {}
    for label, kind in labels:
        key = identity_key(label)
        if key and (key not in wanted or _is_better(label, wanted[key][0])):
            wanted[key] = (label, kind or wanted.get(key, ("", None))[1])
    rows = _by_key(session, table, wanted)
    missing = {key: wanted[key] for key in set(wanted) - set(rows)}
    if missing:
        _make_units(session, missing) if table is Unit else _make(session, table, missing)
        rows = _by_key(session, table, wanted)
    if table is Unit:
        canonical = {(rows[key], label) for key, (label, _) in wanted.items()}
        add_unit_names(session, dict.fromkeys(canonical, "canonical"))
    moved = {
        redirect.old_id: redirect.new_id
        for some in _chunks(sorted(rows.values()))
        for redirect in session.scalars(select(Redirect).where(Redirect.old_id.in_(some)))
    }
    return {key: moved.get(row_id, row_id) for key, row_id in rows.items()}


def _make(session: Session, table: type[Any], labels: Mapping[str, tuple[str, str | None]]) -> None:
    """Make a row for each key, where nobody else has done so meanwhile."""
    moment = now(session)
    _insert_new(session, table, [_new(table, key, *labels[key], moment) for key in sorted(labels)])


def _insert_new(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in their order, those aside whose key is taken; row by row, for a long statement costs its reading."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    if rows:
        session.execute(insert(table.__table__).on_conflict_do_nothing(), rows)


def _make_units(session: Session, labels: Mapping[str, tuple[str, str | None]]) -> None:
    """Make units with their families, and tell of those that are new what the authority file knows."""
    made: dict[str, tuple[str, str | None]] = {
        identity_key(name): (name, None) for name in family(label for label, _ in labels.values())
    }
    made.update(labels)
    _make(session, Unit, made)
    fresh: list[Unit] = []
    for some in _chunks(sorted(made)):
        fresh += session.scalars(select(Unit).where(Unit.key.in_(some), Unit.facts_from.is_(None)).order_by(Unit.id))
    names = dict.fromkeys(((unit.id, unit.name) for unit in fresh), "canonical")
    add_unit_names(session, take_facts(session, fresh) | names)


def add_unit_names(session: Session, names: Mapping[tuple[str, str], str]) -> None:
    """Note the names that units go by: (unit id, name) -> kind; a name that is known stays as it is."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for (unit_id, name), kind in sorted(names.items()):
        if key := fold_key(name):
            rows.setdefault((unit_id, key), {"unit_id": unit_id, "key": key, "name": name, "kind": kind})
    _insert_new(session, UnitName, [rows[pair] for pair in sorted(rows)])


def _new(table: type[Row], key: str, label: str, kind: str | None, moment: datetime) -> dict[str, Any]:
    row = {"id": made_id(KINDS[table][0], key), "key": key, "created_at": moment, "updated_at": moment}
    if table is Slogan:
        return row | {"text": label, "folded": fold_key(label), "kind": kind}
    return row | {"name": label} | ({"kind": kind} if table is Unit else {"folded": fold_key(label)})


def _by_key(session: Session, table: type[Row], keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _chunks(sorted(keys)):
        found.update(
            (key, row_id) for key, row_id in session.execute(select(table.key, table.id).where(table.key.in_(some)))
        )
    return found


def _is_better(label: str, other: str) -> bool:
    """Whether `label` is the better way to write the same name: not all in capitals."""
    return other.isupper() and not label.isupper()


def _whole_fits(session: Session, table: type[Row], words: str, folded: str) -> Sequence[Row]:
    exact = session.scalars(select(table).where(table.key == identity_key(words))).all()
    if exact:
        return exact
    if table is Unit:
        ids = set(session.scalars(select(UnitName.unit_id).where(UnitName.key == folded)))
        ids = {current_id(session, row_id) for row_id in ids}
        return session.scalars(select(table).where(table.id.in_(ids)).order_by(table.id)).all()
    return session.scalars(select(table).where(_folded(table) == folded).order_by(table.id)).all()


def _beginnings(session: Session, table: type[Row], folded: str) -> Sequence[Row]:
    if table is Unit:
        ids = select(UnitName.unit_id).where(_begins(session, UnitName.key, folded))
        return session.scalars(select(table).where(table.id.in_(ids)).order_by(table.id).limit(MOST_FITS)).all()
    framed = literal(" ") + _folded(table) + literal(" ")
    fits = framed.contains(f" {folded} ", autoescape=True)
    return session.scalars(select(table).where(fits).order_by(table.id).limit(MOST_FITS)).all()


def _folded(table: type[Any]) -> Any:
    return table.folded


def _begins(session: Session, column: Any, folded: str) -> ColumnElement[bool]:
    """Whether `column` begins with `folded`; SQLite finds that by the index only as a range."""
    if session.get_bind().dialect.name == "sqlite":
        return and_(column >= folded, column < folded + LAST_LETTER)
    begins: ColumnElement[bool] = column.startswith(folded, autoescape=True)
    return begins


def _chunks(items: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    return (items[first : first + size] for first in range(0, len(items), size))
