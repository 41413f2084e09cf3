"""Registries to test on: SQLite in a temporary folder, and a real PostgreSQL that is started here or named by
BIENNIEN_TEST_POSTGRESQL_URL (an account that may create databases)."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from biennien import indexing
from biennien.intake import Accepted, accept_upload
from biennien.originals import Originals
from biennien.registry import name_leading
from biennien.registry.database import Registry, open_registry
from biennien.registry.results import keep_results
from biennien.registry.tables import SCHEMA, Base, Document
from biennien.registry.understood import understood
from biennien.settings import Settings, load_settings
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis, Campaign, Evidence, Mention
from tests.biennien.name_papers import WRITTEN, analysis_of, text_of
from tests.biennien.name_shelf import Shelf


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a PostgreSQL server's database `postgres`."""
    given = os.environ.get("BIENNIEN_TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="biennien-postgresql-"))
    try:
        with _Server(folder):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    """A PostgreSQL of our own in `folder`, reached through a socket there; it runs as another user when we are root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
        found = shutil.which(
            "initdb", path=os.pathsep.join([*map(str, reversed(programs)), os.environ.get("PATH", "")])
        )
        assert found, "PostgreSQL is not installed: apt-get install postgresql, or set BIENNIEN_TEST_POSTGRESQL_URL"
        self.programs = Path(found).resolve().parent
        self.user = _other_user() if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(folder, self.user)

    def __enter__(self) -> None:
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []} if self.user else {}
        done = subprocess.run(
            [self.programs / program, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False, **as_user,
        )  # fmt: skip
        assert done.returncode == 0, f"{program} failed with {done.returncode}"


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture
def empty_database(postgresql_url: str) -> str:
    """The URL of a PostgreSQL database without any table."""
    return _create_database(postgresql_url)


def _create_database(url: str) -> str:
    name = f"biennien_{uuid.uuid4().hex[:12]}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def _shared_database(postgresql_url: str) -> str:
    """A database with our tables that the tests use one after the other."""
    url = _create_database(postgresql_url)
    open_registry(url).close()
    return url


@pytest.fixture
def clean_database(_shared_database: str) -> str:
    """The URL of a PostgreSQL database with our tables and nothing in them.

    TRUNCATE would make files anew for each table and index, six times the work that deleting a few rows is.
    """
    engine = create_engine(_shared_database)
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{SCHEMA}'"))
    engine.dispose()
    return _shared_database


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "registry.sqlite"
    open_registry(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, _sqlite_template: Path) -> Settings:
    """Settings with a data folder of their own, once for each kind of registry."""
    (tmp_path / "var").mkdir()
    environ = {"BIENNIEN_DATA": str(tmp_path / "var")}
    if request.param == "postgresql":
        environ["BIENNIEN_DATABASE_URL"] = request.getfixturevalue("clean_database")
    else:
        shutil.copy(_sqlite_template, tmp_path / "var" / "registry.sqlite")
    return load_settings(environ, env_file=None)


@pytest.fixture
def registry(settings: Settings) -> Iterator[Registry]:
    """An empty registry."""
    with closing(open_registry(settings.database_url)) as opened:
        yield opened


@pytest.fixture
def originals(settings: Settings) -> Originals:
    """The originals beside that registry."""
    return Originals(settings.originals_folder)


@pytest.fixture
def take_in(registry: Registry, originals: Originals) -> Callable[..., Accepted]:
    """Hand in a text as a file."""

    def hand_in(content: str, name: str = "tep.txt", **options: object) -> Accepted:
        return accept_upload(registry, originals, io.BytesIO(content.encode()), name=name, **options)  # type: ignore[arg-type]

    return hand_in


BODY = "UBND xã Tân Lập phát động phong trào “Sạch nhà, đẹp ngõ” với chủ đề “Xanh quê hương”."


def analysis_of_body(*, published: str | None = "2019-02-28", title: str = "Phát động") -> Analysis:
    """An analysis with a unit, a campaign that is told of, and a slogan in it."""

    def mention(label: str, surface: str, value: str | None = None, **attributes: str) -> Mention:
        start = BODY.index(surface)
        return Mention(start, start + len(surface), label, surface, value, attributes)

    unit, campaign = "Ủy ban nhân dân xã Tân Lập", "phong trào “Sạch nhà, đẹp ngõ”"
    return Analysis(
        (
            mention("UNIT", "UBND xã Tân Lập", unit),
            mention("CAMPAIGN", campaign, campaign),
            mention("SLOGAN", "Sạch nhà, đẹp ngõ", kind="motto"),
        ),
        dict.fromkeys(METADATA_FIELDS) | {"title": title, "published": published, "authors": [], "attachments": []},
        {"title": Evidence("html-heading", 0, 4)},
        (Campaign(campaign, launched_by=unit, period="2019/2020", stage="launch"),),
    )


@pytest.fixture
def make_analysis() -> Callable[..., Analysis]:
    """What is found in BODY; `published` and `title` can be chosen."""
    return analysis_of_body


@pytest.fixture
def keep(registry: Registry) -> Callable[..., Document]:
    """Keep results for an accepted document, as a worker would."""

    def kept(accepted: Accepted, reading: Reading | None = None, analysis: Analysis | None = None) -> Document:
        with registry.write() as session:
            document = session.get_one(Document, accepted.document_id)
            document.state = "done"
            keep_results(
                session,
                document,
                understood(reading or Reading(BODY, "text", "test 1"), analysis or analysis_of_body()),
                extractor_version="test 1",
            )
        return document

    return kept


@pytest.fixture
def kept(take_in: Callable[..., Accepted], keep: Callable[..., Document]) -> list[Callable[[], Document]]:
    """Five documents that were read; each is read once more when it is called."""
    again = []
    for names in WRITTEN:
        accepted = take_in(text_of(names))

        def read(accepted: Accepted = accepted, names: tuple[str, ...] = names) -> Document:
            return keep(accepted, Reading(text_of(names), "text", "t"), analysis_of(names))

        read()
        again.append(read)
    return again


@pytest.fixture
def shelf(take_in: Callable[..., Accepted], keep: Callable[..., Document]) -> Shelf:
    """Documents that name what goes and what stays."""
    return Shelf(take_in, keep)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One document is led in an act on names, two at a time by a worker; the index takes in three at a time."""
    monkeypatch.setattr(name_leading, "AT_ONCE", 1)
    monkeypatch.setattr(name_leading, "STEP", 2)
    monkeypatch.setattr(indexing, "BATCH", 3)
