"""Rows of decisions on names as they were before each change, so that an act can be taken back to the very value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, and_, delete, insert, update
from sqlalchemy.orm import Session

from biennien.registry.row_values import from_json, to_json
from biennien.registry.tables import Base

RENAME, ALIAS, UNALIAS, MERGE, SPLIT, CONFIRM, REFUSE, UNDO = (
    "rename", "alias", "unalias", "merge", "split", "confirm", "refuse", "undo",
)  # fmt: skip
"""What people do to names, as the log tells it."""

Entry = dict[str, Any]


class Journal:
    """Changes rows and keeps what they were: `entries` are in the order of the changes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.entries: list[Entry] = []

    def change(self, row: Base, **values: Any) -> None:
        """Set columns of a row, where that changes anything."""
        with self.watching(row):
            for name, value in values.items():
                setattr(row, name, value)

    @contextmanager
    def watching(self, row: Base) -> Iterator[None]:
        """Keep what the block changes in a row; when it was changed last is no part of what it is."""
        names = [column.key for column in row.__table__.columns if column.key != "updated_at"]
        before = {name: getattr(row, name) for name in names}
        yield
        self.session.flush()
        was = {name: to_json(value) for name, value in before.items() if getattr(row, name) != value}
        if was:
            self._note(row, was, "was")

    def add(self, row: Base) -> None:
        """Add a row."""
        self.session.add(row)
        self.session.flush()
        self.note_new(row)

    def remove(self, row: Base) -> None:
        """Take a row away."""
        columns = row.__table__.columns
        self._note(row, {column.name: to_json(getattr(row, column.key)) for column in columns}, "gone")
        self.session.delete(row)
        self.session.flush()

    def note_new(self, row: Base) -> None:
        """Note a row that somebody else added meanwhile."""
        self._note(row, None, "new")

    def _note(self, row: Base, values: dict[str, Any] | None, what: str) -> None:
        table: Any = row.__table__
        key = [getattr(row, column.key) for column in table.primary_key]
        self.entries.append({"table": table.name, "key": key, what: values})


def put_back(session: Session, entries: Sequence[Entry]) -> None:
    """Make the rows of a journal what they were, the last change first."""
    session.flush()
    for entry in reversed(entries):
        table = Base.metadata.tables[entry["table"]]
        if "gone" in entry:
            session.execute(insert(table).values(_values(table, entry["gone"])))
        elif "was" in entry:
            session.execute(update(table).where(_is(table, entry["key"])).values(_values(table, entry["was"])))
        else:
            session.execute(delete(table).where(_is(table, entry["key"])))
    session.expire_all()


def _values(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {name: from_json(table.c[name], value) for name, value in values.items()}


def _is(table: Table, key: Sequence[Any]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))
