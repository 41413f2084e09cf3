"""Lists a page at a time: a cursor says after which row the next page begins."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import Session

from biennien.registry.errors import RegistryError

Row = TypeVar("Row")
MAX_PAGE = 1_000
LARGEST = 2**31


class BadCursor(RegistryError):
    """A cursor that this list did not give; begin again without one."""

    code = "cursor_invalid"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor of the next page, None at the end."""

    items: tuple[Row, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows: by `column`, then by `id` so that none is met twice; NULL comes last either way."""

    column: ColumnElement[Any]
    id: ColumnElement[Any]
    read: Callable[[Any], Any]
    descending: bool = False

    def next_page(self, session: Session, statement: Select[Any], *, cursor: str | None, limit: int) -> Page[Any]:
        """The rows of `statement` after `cursor`, `limit` at most. Raises: BadCursor."""
        limit = max(1, min(limit, MAX_PAGE))
        if cursor is not None:
            value, row_id = read_cursor(cursor)
            if not (value is None or _is_of(value, self.column)) or not _is_of(row_id, self.id):
                raise BadCursor
            statement = statement.where(self._after(value, row_id))
        column = self.column.desc() if self.descending else self.column.asc()
        rows: Sequence[Any] = session.scalars(statement.order_by(column.nulls_last(), self.id).limit(limit + 1)).all()
        more = len(rows) > limit
        last = rows[limit - 1] if more else None
        return Page(tuple(rows[:limit]), None if last is None else write_cursor(self.read(last), last.id))

    def cursor_at(self, row: Any) -> str:
        """Where the rows after `row` begin."""
        return write_cursor(self.read(row), row.id)

    def _after(self, value: Any, row_id: Any) -> ColumnElement[bool]:
        if value is None:
            return and_(self.column.is_(None), self.id > row_id)
        beyond = self.column < value if self.descending else self.column > value
        return or_(beyond, and_(self.column == value, self.id > row_id), self.column.is_(None))


def write_cursor(value: Any, row_id: Any) -> str:
    """The cursor that says: after this value, and this id among equal ones."""
    return pack([{"t": value.isoformat()} if isinstance(value, datetime) else value, row_id])


def read_cursor(cursor: str) -> tuple[Any, Any]:
    """The value and the id of a cursor, as far as a database takes them. Raises: BadCursor."""
    try:
        value, row_id = unpack(cursor)
        if isinstance(value, dict):
            value = datetime.fromisoformat(value["t"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise BadCursor from error
    if not (_is_plain(value) and _is_plain(row_id)):
        raise BadCursor
    return value, row_id


def pack(place: Any) -> str:
    """Whatever JSON holds, as letters that an address takes."""
    return base64.urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode().rstrip("=")


def unpack(cursor: str) -> Any:
    """What `pack` packed. Raises: BadCursor."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise BadCursor from error


def _is_plain(value: Any) -> bool:
    """Whether every database takes it: no NUL, no half of a letter, no number without end."""
    if isinstance(value, str):
        return value.isprintable()
    if isinstance(value, int | float):
        return abs(value) < LARGEST
    return value is None or isinstance(value, datetime)


def _is_of(value: Any, column: ColumnElement[Any]) -> bool:
    return isinstance(value, column.type.python_type) and not isinstance(value, bool)
