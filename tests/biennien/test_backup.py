"""A backup holds everything, and goes back into either kind of registry."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from biennien.index_keeper import IndexKeeper
from biennien.indexing import differences, open_search
from biennien.intake import Accepted, accept_upload
from biennien.originals import Originals
from biennien.registry import accounts, outbox
from biennien.registry.backup import LEFT_OUT, backup, restore
from biennien.registry.corrections import METADATA, corrections_of, record_correction
from biennien.registry.database import Registry, open_registry
from biennien.registry.errors import BadBackup, NotEmpty
from biennien.registry.tables import Base, Document, Member, Unit
from biennien.settings import Settings, load_settings

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]


def everything(registry: Registry) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that a backup holds."""
    with registry.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


@pytest.fixture
def filled(registry: Registry, originals: Originals, take_in: TakeIn, keep: Keep) -> Registry:
    """A registry with a row in nearly every table."""
    with registry.write() as session:
        user = accounts.add_user(session, "an", "mật khẩu dài")
        accounts.add_token(session, user, "máy quét")
    document = keep(take_in("a", user_id=user.id))
    inside = take_in("b")
    with registry.write() as session:
        session.add(Member(parent_id=document.id, position=0, name="b.txt", child_id=inside.document_id))
        session.add(Member(parent_id=document.id, position=1, name="c", error_code="encrypted", error_params={}))
        row = session.get_one(Document, document.id)
        record_correction(session, row, METADATA, {"field": "title", "value": "Khác"}, user_id=user.id)
        (unit,) = session.query(Unit).all()
        parent = Unit(id="zzz", key="zzz", name="zzz", created_at=unit.created_at, updated_at=unit.created_at)
        session.add(parent)
        session.flush()
        unit.parent_id = parent.id
    return registry


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty installation to restore into."""
    environ = {"BIENNIEN_DATA": str(tmp_path / "other")}
    if request.param == "postgresql":
        environ["BIENNIEN_DATABASE_URL"] = request.getfixturevalue("empty_database")
    return load_settings(environ, env_file=None)


def test_restored_registry_is_the_one_that_was_backed_up(
    filled: Registry, originals: Originals, other: Settings, tmp_path: Path
) -> None:
    assert backup(filled, originals, tmp_path / "b.zip") == 2
    with closing(open_registry(other.database_url)) as restored:
        kept = Originals(other.originals_folder)
        assert restore(restored, kept, tmp_path / "b.zip") == 2
        assert everything(restored) == everything(filled)
        assert [path.name for path in kept.all()] == [path.name for path in originals.all()]
        with closing(IndexKeeper(other, restored)) as keeper:
            assert keeper.catch_up()
        with closing(open_search(other, restored)) as engine:
            assert differences(restored, engine) == (set(), set())


def test_restored_registry_goes_on_numbering(
    filled: Registry, originals: Originals, other: Settings, tmp_path: Path
) -> None:
    backup(filled, originals, tmp_path / "b.zip")
    with closing(open_registry(other.database_url)) as restored:
        restore(restored, Originals(other.originals_folder), tmp_path / "b.zip")
        with restored.write() as session:
            row = session.query(Document).filter_by(state="done").one()
            record_correction(session, row, METADATA, {"field": "title", "value": "Nữa"}, user_id=None)
        with restored.read() as session:
            assert [entry.payload["value"] for entry in corrections_of(session, row.id)] == ["Khác", "Nữa"]


def test_restore_into_a_filled_registry_is_refused(filled: Registry, originals: Originals, tmp_path: Path) -> None:
    backup(filled, originals, tmp_path / "b.zip")
    before = everything(filled)
    with pytest.raises(NotEmpty):
        restore(filled, originals, tmp_path / "b.zip")
    assert everything(filled) == before


@pytest.mark.parametrize("fault", ["no zip", "cut", "other bytes", "other schema"])
def test_bad_backup_changes_nothing(filled: Registry, originals: Originals, tmp_path: Path, fault: str) -> None:
    path, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    backup(filled, originals, path)
    if fault == "no zip":
        bad.write_text("hello")
    elif fault == "cut":
        bad.write_bytes(path.read_bytes()[:-30])
    else:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(bad, "w") as target:
            for member in source.infolist():
                data = source.read(member)
                if fault == "other bytes" and member.filename.startswith("originals/"):
                    data += b"x"
                if fault == "other schema":
                    data = data.replace(b'"schema": "', b'"schema": "9')
                target.writestr(member.filename, data)
    empty = open_registry(f"sqlite:///{tmp_path}/empty.sqlite")
    with closing(empty), pytest.raises(BadBackup):
        restore(empty, Originals(tmp_path / "kept"), bad)
    with empty.read() as session:
        assert session.query(Document).count() == 0
        assert outbox.newest(session) == 0


def test_backup_without_an_original_goes_back_with_the_rest(
    filled: Registry, originals: Originals, tmp_path: Path
) -> None:
    gone = next(originals.all())
    gone.unlink()
    lost: list[str] = []
    assert backup(filled, originals, tmp_path / "b.zip", lost=lambda _id, name: lost.append(name)) == 2
    assert lost == ["tep.txt"]
    with closing(open_registry(f"sqlite:///{tmp_path}/new.sqlite")) as restored:
        kept = Originals(tmp_path / "kept")
        assert restore(restored, kept, tmp_path / "b.zip") == 2
        assert len(list(kept.all())) == 1


def test_backup_is_of_one_moment_and_for_its_owner_only(filled: Registry, originals: Originals, tmp_path: Path) -> None:
    """A document that comes in while the backup is written is whole in it or not in it at all."""

    def one_more(_count: int) -> None:
        accept_upload(filled, originals, io.BytesIO(b"late"), name="late.txt")

    assert backup(filled, originals, tmp_path / "b.zip", progress=one_more) == 2
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert list(tmp_path.glob(".b.zip*")) == []
    with closing(open_registry(f"sqlite:///{tmp_path}/new.sqlite")) as restored:
        assert restore(restored, Originals(tmp_path / "kept"), tmp_path / "b.zip") == 2
