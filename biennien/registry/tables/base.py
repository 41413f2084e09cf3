"""What all tables share: names of constraints, moments, ids, the revision of all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, MetaData, String, TypeDecorator, func, select
from sqlalchemy.orm import DeclarativeBase

SCHEMA = "0022"
"""The revision that this code reads and writes; the last one in `migrations/versions`."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def clock(connection: Connection) -> datetime:
    """The time by the registry's own clock, within a transaction that has begun.

    So on SQLite, where one writes after the other, what is written later bears a later moment.
    """
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC with microseconds; SQLite keeps it without its zone, here it always has one."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone where the database knows none."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, always in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


LATER: dict[str, Any] = {"deferrable": True, "initially": "IMMEDIATE"}
"""For references inside one table, so that a restore may fill it in any order."""

Id = String(64)
Json = JSON(none_as_null=True)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012
