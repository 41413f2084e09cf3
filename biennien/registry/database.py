"""Opening the registry: connections, transactions, the schema brought up to date."""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from biennien.registry.errors import RegistryUnavailable, SchemaTooNew
from biennien.registry.tables import SCHEMA
from biennien.registry.tables.base import clock

BUSY_SECONDS = 60
"""How long a writer waits for another one on SQLite; each holds the file for milliseconds."""

WAL_ATTEMPTS = 100
WAL_SECONDS = 0.05
"""How often and how long to wait until nobody looks at a new SQLite file, which takes milliseconds."""

DAMAGED, PRIMARY_CODE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), 0xFF
"""What SQLite calls a file that is broken or none of its own, in the lowest byte of its codes."""

MIGRATION_LOCK = 0x6269656E
"""The advisory lock under which one process brings a PostgreSQL schema up to date."""


CHUNK = 500
"""Values in one statement: the oldest SQLite takes 999."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The open registry. Rows stay usable after their transaction has ended."""

    engine: Engine
    readers: sessionmaker[Session]
    writers: sessionmaker[Session]

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the registry and changes nothing."""
        with self.readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end of the block, or not at all when it raises."""
        with self.writers.begin() as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_registry(url: str) -> Registry:
    """The registry at `url`, its folder and tables made where they are missing and brought up to date.

    Raises: RegistryUnavailable, SchemaTooNew.
    """
    engine = _make_engine(url)
    try:
        _bring_up_to_date(engine)
    except OperationalError as error:
        engine.dispose()
        raise RegistryUnavailable(url=engine.url.render_as_string(), detail=str(error.orig)) from error
    except BaseException:
        engine.dispose()
        raise
    writer = engine.execution_options(writes=True)
    return Registry(
        engine,
        sessionmaker(engine, expire_on_commit=False),
        sessionmaker(writer, expire_on_commit=False),
    )


def now(session: Session) -> datetime:
    """The time by the registry's own clock, so that machines whose clocks differ agree about leases."""
    return clock(session.connection())


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The items, no more at once than a statement takes."""
    return (items[first : first + CHUNK] for first in range(0, len(items), CHUNK))


def schema_revision(connection: Connection) -> str | None:
    """The revision of the tables that are there, None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables of `connection` up to `revision`, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _tell_damage)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Let us say BEGIN ourselves, and keep what was committed through a loss of power."""
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue up at their beginning: one that read first and wrote later could fail with a stale picture."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _tell_damage(context: ExceptionContext) -> OperationalError | None:
    """Tell of a broken file as of one that cannot be used: everybody who uses the registry is prepared for that."""
    told = context.original_exception
    if getattr(told, "sqlite_errorcode", 0) & PRIMARY_CODE not in DAMAGED:
        return None
    detail = f"{told}. Stop what uses it, and fill an empty data folder from a backup: biennien restore FILE"
    return OperationalError(context.statement, context.parameters, sqlite3.OperationalError(detail))


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        revision = schema_revision(connection)
    if revision == SCHEMA:
        return
    with _migration_lock(engine), _writing_ahead(engine), engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name != "sqlite":
            connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        revision = schema_revision(connection)
        if revision is not None and revision > SCHEMA:
            raise SchemaTooNew(revision=revision, known=SCHEMA)
        migrate(connection)


@contextmanager
def _writing_ahead(engine: Engine) -> Iterator[None]:
    """Have SQLite write ahead, which the file remembers; it does not wait by itself for others who look at the file."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            for attempt in range(WAL_ATTEMPTS):
                try:
                    connection.cursor().execute("PRAGMA journal_mode=WAL")
                    break
                except sqlite3.OperationalError:
                    if attempt == WAL_ATTEMPTS - 1:
                        raise
                    time.sleep(WAL_SECONDS)
    yield


@contextmanager
def _migration_lock(engine: Engine) -> Iterator[None]:
    """Nothing on PostgreSQL; on SQLite a lock file, because a batch migration may need more than one transaction."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    with Path(f"{engine.url.database}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
