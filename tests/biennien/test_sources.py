"""Files, folders and archives: which files there are to take in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from biennien.sources import failure_of, find_sources
from ingest.errors import IngestError

LARGEST = 1000


def names(*paths: Path) -> list[str]:
    return [source.name for source in find_sources(paths, largest=LARGEST)]


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".git/config", "a/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(tmp_path, tmp_path / "b.txt") == [f"{tmp_path}/a/c.txt", f"{tmp_path}/b.txt", f"{tmp_path}/b.txt"]


def test_archive_gives_its_members_with_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "kho.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thư mục/một.txt", "một")
        archive.writestr("thư mục/", "")
        archive.writestr("hai.txt", "hai")
    sources = list(find_sources([path], largest=LARGEST))
    assert [source.name for source in sources] == [f"{path}/thư mục/một.txt", f"{path}/hai.txt"]
    with sources[0].open() as file:
        assert file.read().decode() == "một"


@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype"])
def test_zip_that_is_a_document_is_one_file(tmp_path: Path, member: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
        archive.writestr("word/document.xml", "x")
    assert names(path) == [str(path)]


def test_file_that_only_ends_like_an_archive_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("no archive")
    assert names(path) == [str(path)]


def failure(path: Path) -> str:
    """The code with which the only member of an archive fails."""
    (source,) = find_sources([path], largest=LARGEST)
    with pytest.raises((IngestError, OSError)) as caught:
        source.open()
    assert isinstance(caught.value, IngestError | OSError)
    return failure_of(caught.value)[0]


def test_member_is_counted_while_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (LARGEST + 1))
    assert failure(path) == "too_large"


def test_member_that_was_changed_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "unmistakable")
    path.write_bytes(path.read_bytes().replace(b"unmistakable", b"unmistakably"))
    assert failure(path) == "damaged"


def test_member_with_a_password_is_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "secret")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    assert failure(path) == "encrypted"


def test_file_that_went_away_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    sources = list(find_sources([path], largest=LARGEST))
    path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        sources[0].open()
    assert failure_of(caught.value) == ("unreadable", {})
