"""A file whose text is destroyed, or not recognised, is told of on its document's page, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.conftest import DESTROYED, make_pdf

from .conftest import Archive, csrf_of, make_archive, page

TOLD = "không thành tiếng Việt"


@pytest.fixture
def without_recognition(tmp_path: Path) -> Iterator[Archive]:
    made = make_archive(tmp_path / "archive", OCR="off")
    made.take_in({"hong.pdf": make_pdf(DESTROYED)})
    yield made
    made.close()


def test_destroyed_text_is_told_of_with_what_to_do(without_recognition: Archive) -> None:
    address = f"/documents/{without_recognition.documents['hong.pdf']}"
    told = page(without_recognition.staff(), address)
    assert TOLD in told
    assert "(BIENNIEN_OCR). Trang: 1." in told
    faults = told.partition('id="faults"')[2].partition("</div>")[0]
    assert f'href="{address}/files"' in faults
    assert f'href="{address}/text"' in faults
    readers = page(without_recognition.client(), address).partition('id="faults"')[2].partition("</div>")[0]
    assert TOLD in readers
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
