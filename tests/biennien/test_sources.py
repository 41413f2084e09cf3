"""Files and folders: which files there are to take in."""

from __future__ import annotations

from pathlib import Path

import pytest

from biennien.sources import failure_of, find_sources


def names(*paths: Path) -> list[str]:
    return [source.name for source in find_sources(paths)]


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".git/config", "a/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(tmp_path, tmp_path / "b.txt") == [f"{tmp_path}/a/c.txt", f"{tmp_path}/b.txt", f"{tmp_path}/b.txt"]


def test_file_that_went_away_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    sources = list(find_sources([path]))
    path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        sources[0].open()
    assert failure_of(caught.value) == ("unreadable", {})
