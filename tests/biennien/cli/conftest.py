"""A folder of documents to run the command on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.biennien.cli.running import PLAN, REPORT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents and an empty file, and an empty data folder in force."""
    monkeypatch.setenv("BIENNIEN_DATA", str(tmp_path / "var"))
    for name in [name for name in os.environ if name.startswith("BIENNIEN_") and name != "BIENNIEN_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vào").mkdir()
    (tmp_path / "vào" / "kế hoạch.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "vào" / "tổng kết.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "vào" / "rỗng.txt").write_text("")
    return tmp_path / "vào"
