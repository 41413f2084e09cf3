"""What is said about the parts that reading uses, where they are and where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from biennien.equipment import Finding, find_equipment
from biennien.settings import Settings, load_settings
from ingest import isolation


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("BIENNIEN_DATA", str(tmp_path))
    return load_settings()


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in find_equipment(settings)}


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_every_part_that_is_missing_names_its_package(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(isolation, "bubblewrap_works", lambda: False)
    told = found(settings)
    assert {finding.state for finding in told.values()} == {"missing"}
    for name, package in (
        ("sandbox", "bubblewrap"),
        ("ocr", "tesseract-ocr-vie"),
        ("libreoffice", "libreoffice-writer"),
        ("antiword", "antiword"),
    ):
        assert f"install the package {package}" in told[name].text or f"and {package}" in told[name].text
    assert "(.doc) are refused" in told["antiword"].text


def test_antiword_alone_loses_tables(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "antiword", "true")
    monkeypatch.setenv("PATH", str(tmp_path))
    told = found(settings)
    assert (told["antiword"].state, "lose tables" in told["libreoffice"].text) == ("ok", True)


def test_recognition_without_vietnamese_is_missing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "tesseract", "echo eng")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(settings)["ocr"].text.endswith("install the package tesseract-ocr-vie")


@pytest.mark.parametrize(
    ("bubblewrap", "namespaces", "state", "words"),
    [
        (True, True, "ok", "no network and no files"),
        (True, False, "ok", "starts anew"),
        (False, True, "missing", "no network"),
        (False, False, "missing", "limits only"),
    ],
)
def test_the_sandbox_says_what_a_harmful_file_could_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, bubblewrap: bool, namespaces: bool, state: str, words: str
) -> None:
    monkeypatch.setattr(isolation, "bubblewrap_works", lambda: bubblewrap)
    monkeypatch.setattr(isolation, "namespaces_work", lambda _wrapped: namespaces)
    told = found(settings)["sandbox"]
    assert (told.state, words in told.text) == (state, True)
