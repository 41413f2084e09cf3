"""Pictures of pages, kept for the next reader."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pytest

from biennien.originals import OriginalMissing, Originals
from biennien.pictures import PagePictures, prune
from ingest.document import Page


@pytest.fixture
def pictures(tmp_path: Path) -> PagePictures:
    return PagePictures(tmp_path / "pictures", Originals(tmp_path / "originals"))


def keep_pdf(pictures: PagePictures) -> str:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 400))
    written = io.BytesIO()
    document.save(written)
    return pictures.originals.put(io.BytesIO(written.getvalue())).sha256


def test_picture_is_drawn_once(pictures: PagePictures) -> None:
    digest = keep_pdf(pictures)
    first = pictures.of(digest, Page(1, 200, 400), "small")
    drawn = first.stat().st_ino
    assert first.read_bytes().startswith(b"\x89PNG")
    assert pictures.of(digest, Page(1, 200, 400), "small").stat().st_ino == drawn


def test_page_turned_otherwise_has_another_picture(pictures: PagePictures) -> None:
    digest = keep_pdf(pictures)
    assert pictures.of(digest, Page(1, 200, 400), "small") != pictures.of(digest, Page(1, 400, 200, turned=90), "small")


def test_lost_original_is_told(pictures: PagePictures) -> None:
    with pytest.raises(OriginalMissing):
        pictures.of("0" * 64, Page(1, 200, 400), "small")


def test_pictures_not_looked_at_for_longest_go_first(tmp_path: Path) -> None:
    for at, name in enumerate(("old", "middle", "new")):
        path = tmp_path / "aa" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100)
        os.utime(path, (at, at))
    prune(tmp_path, 250)
    assert sorted(path.name for path in (tmp_path / "aa").iterdir()) == ["middle", "new"]
