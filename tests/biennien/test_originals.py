"""Originals are kept by their content and never changed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from biennien.originals import Original, OriginalMissing, Originals


@pytest.fixture
def kept(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def test_put_names_a_file_by_its_content(kept: Originals) -> None:
    digest = hashlib.sha256(b"abc").hexdigest()
    assert kept.put(io.BytesIO(b"abc")) == Original(digest, 3)
    assert kept.read(digest) == b"abc"
    assert list(kept.all()) == [kept.path(digest)]


def test_put_again_leaves_the_file_alone(kept: Originals) -> None:
    original = kept.put(io.BytesIO(b"abc"))
    before = kept.path(original.sha256).stat()
    kept.put(io.BytesIO(b"abc"))
    after = kept.path(original.sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert list(kept.folder.glob(".incoming-*")) == []


def test_upload_that_breaks_off_leaves_nothing(kept: Originals) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        kept.put(Broken())
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == []


def test_half_written_original_is_written_anew(kept: Originals) -> None:
    path = kept.path(hashlib.sha256(b"abc").hexdigest())
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a")
    kept.put(io.BytesIO(b"abc"))
    assert path.read_bytes() == b"abc"


def test_missing_original_is_named(kept: Originals) -> None:
    with pytest.raises(OriginalMissing, match="ab/abc"):
        kept.read("abc")


def test_leftovers_of_cut_uploads_are_cleared(kept: Originals) -> None:
    kept.folder.mkdir()
    leftover = kept.folder / ".incoming-1-x"
    leftover.write_bytes(b"a")
    kept.clear_leftovers(older_than=leftover.stat().st_mtime - 1)
    assert leftover.exists()
    kept.clear_leftovers(older_than=leftover.stat().st_mtime + 1)
    assert not leftover.exists()
