"""Lists for programs that keep a copy: walked by cursor while others write, they miss nothing and end.

A walk goes by ids, so each row is met once whatever changes meanwhile. What changes behind a walk has a later moment
than its `until`, which is where the next walk begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.paging import BadCursor, read_cursor, write_cursor
from biennien.registry.tables import Batch, Campaign, Document, Job, Slogan, Sweep, Unit

Row = TypeVar("Row")
Place = TypeVar("Place", str, int)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
STAMPS = tuple(table.updated_at for table in (Document, Job, Unit, Slogan, Campaign, Batch, Sweep))
OLDEST_TRANSACTION = text(
    "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Walk(Generic[Row]):
    """Some rows of a walk, where it goes on (None at its end), and the moment from which the next walk is to begin."""

    items: tuple[Row, ...]
    cursor: str | None
    until: datetime


def walk(
    session: Session, statement: Select[Any], row_id: ColumnElement[Any], *, cursor: str | None, limit: int
) -> Walk[Any]:
    """The next rows of `statement` in the order of their ids, `limit` at most. Raises: BadCursor."""
    last, until = where_to_go_on(session, cursor, row_id.type.python_type)
    if last is not None:
        statement = statement.where(row_id > last)
    rows: Sequence[Any] = session.scalars(statement.order_by(row_id).limit(limit + 1)).all()
    more = len(rows) > limit
    return Walk(tuple(rows[:limit]), write_cursor(until, rows[limit - 1].id) if more else None, until)


def cut(
    rows: Sequence[Row], is_after: Callable[[Row], bool], *, until: datetime, limit: int,
    key: Callable[[Row], str | int] = lambda row: row.id,  # type: ignore[attr-defined]
) -> Walk[Row]:  # fmt: skip
    """The same of rows that are all at hand, in an order in which `key` says where the next ones begin."""
    left = [row for row in rows if is_after(row)]
    page = left[:limit]
    return Walk(tuple(page), write_cursor(until, key(page[-1])) if len(left) > limit else None, until)


def where_to_go_on(session: Session, cursor: str | None, kind: type[Place]) -> tuple[Place | None, datetime]:
    """The place after which a walk goes on (None at its beginning), and its `until`. Raises: BadCursor."""
    if cursor is None:
        return None, settled_until(session)
    until, last = read_cursor(cursor)
    if not isinstance(until, datetime) or not isinstance(last, kind):
        raise BadCursor
    return last, until


def settled_until(session: Session) -> datetime:
    """A moment before which nothing that is not in sight yet can have changed; ask before looking at rows.

    What a transaction writes bears a moment from within it, and comes in sight at its end. On SQLite one writes after
    the other: the newest moment in sight. On PostgreSQL many do at once: the beginning of the oldest that is at work.
    """
    if session.get_bind().dialect.name == "sqlite":
        moments = [session.scalar(select(func.max(stamp))) for stamp in STAMPS]
        return max((moment for moment in moments if moment is not None), default=BEGINNING)
    moment = now(session)
    oldest: datetime | None = session.scalar(OLDEST_TRANSACTION)
    return moment if oldest is None else min(moment, oldest.astimezone(UTC))
