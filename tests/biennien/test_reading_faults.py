"""What the reader of a file warned of becomes sentences that a clerk understands."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import ingest.reading
from biennien.reading_faults import faults_of
from ingest.formats import parse_bytes
from ingest.reading import read_file
from ingest.retyping import retype
from tests.ingest.conftest import DESTROYED, make_pdf

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"


def test_pages_without_words_and_too_many_pages_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hai.pdf"
    with (
        pikepdf.open(io.BytesIO(make_pdf(DESTROYED))) as all_pages,
        pikepdf.open(io.BytesIO(make_pdf(PICTURE))) as picture,
    ):
        all_pages.pages.extend(picture.pages)
        all_pages.save(path)
    assert faults_of(read_file(path), language="en")["wordless"].endswith("Pages: 2.")
    monkeypatch.setattr(ingest.reading, "MOST_PAGES", 0)
    assert faults_of(read_file(path), language="en")["too_many"].endswith("missing: 1, 2.")


def test_book_of_scans_names_some_of_its_pages() -> None:
    scans = f"pages not recognised (missing): {', '.join('1' * 30)}"
    reading = replace(
        parse_bytes(b"Thi dua"), warnings=(scans, "page 3 not recognised: time", "page 5 not recognised: time")
    )
    told = faults_of(reading, language="en")
    assert told["missing"].count("1") == 20
    assert told["in_vain"].endswith("Pages: 3, 5.")
    assert faults_of(retype(reading, "Thi đua"), language="en") == {}
