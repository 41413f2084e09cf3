"""The tables: made by the migrations, equal to what the code says, brought up to date by whoever comes first."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

import biennien.registry
from biennien.registry.database import Registry, migrate, open_registry, schema_revision
from biennien.registry.errors import RegistryUnavailable, SchemaTooNew
from biennien.registry.keys import surface_key
from biennien.registry.tables import (
    SCHEMA,
    Base,
    Document,
    Job,
    Mention,
    NameToCompare,
    Question,
    Token,
    User,
)

MOMENT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_migrations_make_the_tables_of_the_code(registry: Registry) -> None:
    with registry.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a registry of an older version is to be, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/old.sqlite"
    return str(request.getfixturevalue("empty_database"))


def test_filled_registry_of_the_first_version_is_brought_up_to_date(old_url: str) -> None:
    engine = create_engine(old_url)
    with engine.begin() as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO documents (id, sha256, size, source_file, state, visibility, withdrawn,"
            " created_at, updated_at) VALUES ('d1', 'a', 1, 'a.txt', 'done', 'public', false,"
            " '2026-11-01 08:00:00', '2026-11-01 08:00:00')"))  # fmt: skip
        connection.execute(text("INSERT INTO jobs (id, kind, document_id, source_file, state, step, priority, attempts,"
            " created_at) VALUES ('j1', 'process', 'd1', 'a.txt', 'done', 'ended', 0, 1,"
            " '2026-11-01 08:00:00')"))  # fmt: skip
    engine.dispose()
    with closing(open_registry(old_url)) as registry, registry.read() as session:
        assert session.get_one(Document, "d1").handed_in
        job = session.get_one(Job, "j1")
        assert (job.root_id, job.depth, job.unpacked_members, job.unpacked_bytes) == (None, 0, 0, 0)


OLD_ROWS = {
    "users": {"id": "a1", "name": "an", "password_hash": "x", "role": "staff", "disabled": False, "version": 1},
    "tokens": {"id": "t1", "user_id": "a1", "name": "", "secret_hash": "x"},
    "documents": {
        "id": "d1", "sha256": "a", "size": 1, "source_file": "a.txt", "state": "done", "visibility": "public",
        "withdrawn": False, "handed_in": True,
        "evidence": '{"title": {"state": "unread"}, "issuer": {"state": "doubtful"}, "place": {"state": "read"}}',
    },
    "documents ": {
        "id": "d2", "sha256": "b", "size": 1, "source_file": "b.txt", "state": "done", "visibility": "staff",
        "withdrawn": False, "handed_in": True,
    },
    "jobs": {
        "id": "j1", "kind": "process", "document_id": "d1", "source_file": "a.txt", "state": "done", "step": "ended",
        "priority": 0, "attempts": 1, "depth": 0, "unpacked_members": 0, "unpacked_bytes": 0,
    },
    "units": {"id": "u1", "key": "hoi", "name": "Hội"},
    "texts": {
        "id": "x1", "document_id": "d1", "sha256": "c", "made_by": "parser", "parser": "", "length": 7,
        "body": "UBND\nxã", "sections": "[]", "reading": "{}",
    },
    "mentions": {
        "id": "m1", "document_id": "d1", "text_id": "x1", "label": "UNIT", "start_offset": 0, "end_offset": 7,
        "surface": "UBND\nxã", "attributes": "{}", "confidence": 0.5, "source": "", "origin": "extracted",
        "rejected": False,
    },
}  # fmt: skip
"""Rows as they were before anybody asked for what later revisions keep; the second document stands apart."""


def test_rows_of_an_older_registry_get_what_later_revisions_keep(old_url: str) -> None:
    engine = create_engine(old_url)
    with engine.begin() as connection:
        migrate(connection, "0009")
        there = inspect(connection)
        for name, values in OLD_ROWS.items():
            moments = {"created_at", "updated_at"} & {one["name"] for one in there.get_columns(name.strip())}
            row = values | dict.fromkeys(sorted(moments), "2026-11-01 08:00:00")
            names = ", ".join(row)
            given = ", ".join(f":{one}" for one in row)
            connection.execute(text(f"INSERT INTO {name.strip()} ({names}) VALUES ({given})"), row)
    engine.dispose()
    with closing(open_registry(old_url)) as registry, registry.read() as session:
        assert session.get_one(User, "a1").role == "admin"
        assert session.get_one(Token, "t1").scopes == "read upload correct"
        assert session.get_one(Mention, "m1").surface_key == surface_key("UBND xã")
        asked = sorted((one.why, one.sureness) for one in session.scalars(select(Question)))
        assert asked == [("doubtful", 0.4), ("unread", 0.0)]
        assert [session.get_one(Document, one).was_public for one in ("d1", "d2")] == [True, False]
        job = session.get_one(Job, "j1")
        assert job.updated_at == job.created_at
        assert [(one.row_id, one.kind) for one in session.scalars(select(NameToCompare))] == [("u1", "unit")]


def test_settled_question_of_an_older_registry_stays_settled_and_numbers_go_on(old_url: str) -> None:
    engine = create_engine(old_url)
    with engine.begin() as connection:
        migrate(connection, "0020")
        for name in ("users", "documents"):
            row = {key: value for key, value in OLD_ROWS[name].items() if key != "version"}
            row |= {"created_at": MOMENT} | ({"updated_at": MOMENT, "was_public": True} if name == "documents" else {})
            connection.execute(Base.metadata.tables[name].insert().values(row))
        for number in (1, 2):
            connection.execute(text("INSERT INTO questions (document_id, kind, subject, why, sureness, detail,"
                " created_at, settled_at, settled_by) VALUES ('d1', 'field', :subject, 'unread', 0, '{}',"
                " '2026-11-01 08:00:00', '2026-11-01 09:00:00', 'a1')"), {"subject": f"field:{number}"})  # fmt: skip
        connection.execute(text("DELETE FROM questions WHERE id = 2"))
    engine.dispose()
    with closing(open_registry(old_url)) as registry, registry.write() as session:
        (kept,) = session.scalars(select(Question))
        assert (kept.id, kept.settled_at) == (1, MOMENT.replace(hour=9))
        session.add(Question(document_id="d1", kind="field", subject="field:3", why="unread", sureness=0.0, detail={},
                             created_at=MOMENT))  # fmt: skip
        session.flush()
        assert session.scalars(select(Question.id).order_by(Question.id)).all() == [1, 3]


def test_code_knows_the_last_migration() -> None:
    folder = Path(biennien.registry.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == SCHEMA


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_may_open_a_new_registry_at_once(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite" if kind == "sqlite" else request.getfixturevalue("empty_database")
    failed: list[Exception] = []

    def open_it() -> None:
        try:
            open_registry(url).close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    engine = create_engine(url)
    with engine.connect() as connection:
        assert schema_revision(connection) == SCHEMA
    engine.dispose()


def test_registry_of_a_later_version_is_refused(registry: Registry) -> None:
    with registry.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew):
        open_registry(registry.engine.url.render_as_string(hide_password=False))


def test_registry_that_cannot_be_reached_is_named() -> None:
    with pytest.raises(RegistryUnavailable) as caught:
        open_registry("postgresql+psycopg://an:geheim@127.0.0.1:1/nothing")
    assert "127.0.0.1:1" in caught.value.params["url"]  # type: ignore[operator]
    assert "geheim" not in str(caught.value)


def test_sqlite_writes_ahead_and_checks_references(tmp_path: Path) -> None:
    registry = open_registry(f"sqlite:///{tmp_path}/r.sqlite")
    with registry.engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
    assert pragmas == ["wal", 1]
    registry.close()
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as plain:
        assert plain.execute("SELECT count(*) FROM documents").fetchone() == (0,)
