"""A file whose text is destroyed, or not recognised, is told of on its document's page, with what to do about it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import ingest.reading
from biennien.web.reading_faults import faults_of
from ingest.formats import parse_bytes
from ingest.reading import read_file
from ingest.retyping import retype
from tests.ingest.conftest import make_pdf

from .conftest import Archive, csrf_of, make_archive, page

SCATTERED = b"K ho ch thi dua c a Dang y Kh i c c c quan t nh n m h c"
"""What is left of `Kế hoạch thi đua của Đảng ủy Khối …` where the letters with marks are lost."""

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
DESTROYED = "không thành tiếng Việt"


def destroyed() -> bytes:
    lines = b" ".join(b"BT /F1 12 Tf 72 %d Td (%s) Tj ET" % (y, SCATTERED) for y in range(760, 600, -16))
    return make_pdf(lines)


@pytest.fixture
def without_recognition(tmp_path: Path) -> Iterator[Archive]:
    made = make_archive(tmp_path / "archive", OCR="off")
    made.take_in({"hong.pdf": destroyed()})
    yield made
    made.close()


def test_destroyed_text_is_told_of_with_what_to_do(without_recognition: Archive) -> None:
    address = f"/documents/{without_recognition.documents['hong.pdf']}"
    told = page(without_recognition.staff(), address)
    assert DESTROYED in told
    assert "(BIENNIEN_OCR). Trang: 1." in told
    faults = told.partition('id="faults"')[2].partition("</div>")[0]
    assert f'href="{address}/files"' in faults
    assert f'href="{address}/text"' in faults
    readers = page(without_recognition.client(), address).partition('id="faults"')[2].partition("</div>")[0]
    assert DESTROYED in readers
    assert f'href="{address}/original"' in readers
    assert f"{address}/files" not in readers


def test_programs_get_the_warnings_of_the_reader(without_recognition: Archive) -> None:
    told = without_recognition.client().get(f"/api/v1/documents/{without_recognition.documents['hong.pdf']}").get_json()
    assert told["warnings"] == ["text layer doubtful", "pages not recognised (off): 1"]


def test_text_that_a_person_typed_is_not_doubted(without_recognition: Archive) -> None:
    address, staff = f"/documents/{without_recognition.documents['hong.pdf']}", without_recognition.staff()
    sha256 = without_recognition.client().get(f"/api/v1{address}").get_json()["text_sha256"]
    form = {"csrf_token": csrf_of(staff, f"{address}/text"), "text_sha256": sha256, "body": "Kế hoạch thi đua của Khối"}
    assert staff.post(f"{address}/text", data=form).status_code == 302
    without_recognition.work()
    assert 'id="faults"' not in page(staff, address)


def test_good_text_is_not_warned_of(archive: Archive) -> None:
    for document in archive.documents.values():
        assert 'id="faults"' not in page(archive.staff(), f"/documents/{document}")


def test_pages_without_words_and_too_many_pages_are_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hai.pdf"
    with pikepdf.open(io.BytesIO(destroyed())) as all_pages, pikepdf.open(io.BytesIO(make_pdf(PICTURE))) as picture:
        all_pages.pages.extend(picture.pages)
        all_pages.save(path)
    with archive.app.test_request_context("/?lang=en"):
        assert faults_of(read_file(path))["wordless"].endswith("Pages: 2.")
        monkeypatch.setattr(ingest.reading, "MOST_PAGES", 0)
        assert faults_of(read_file(path))["too many"].endswith("missing: 1, 2.")


def test_book_of_scans_names_some_of_its_pages(archive: Archive) -> None:
    scans = f"pages not recognised (missing): {', '.join('1' * 30)}"
    reading = replace(
        parse_bytes(b"Thi dua"), warnings=(scans, "page 3 not recognised: time", "page 5 not recognised: time")
    )
    with archive.app.test_request_context("/?lang=en"):
        told = faults_of(reading)
        assert told["missing"].count("1") == 20
        assert told["in vain"].endswith("Pages: 3, 5.")
        assert faults_of(retype(reading, "Thi đua")) == {}
