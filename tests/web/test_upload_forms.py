"""Forms that files are handed in with: without one, cut off, too large, or no form at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Archive, make_archive, page

EDGED = "multipart/form-data; boundary=edge"
FILE_PART = b'Content-Disposition: form-data; name="file"; filename="%s"\r\n\r\nThi dua'
FIELD_PART = b'Content-Disposition: form-data; name="reason"\r\n\r\n'


@pytest.mark.parametrize(
    ("parts", "code"),
    [(FILE_PART % b"k\xd5 ho\xb9ch.txt", "form_not_utf8"), (b"no head", "form_broken")],
)
def test_form_that_cannot_be_read_says_why_and_takes_nothing_in(own_archive: Archive, parts: bytes, code: str) -> None:
    client, staff, token = own_archive.client(), own_archive.staff(), own_archive.bearer
    body = b"--edge\r\n" + parts + b"\r\n--edge--\r\n"
    answer = client.post("/api/v1/documents", headers=token, data=body, content_type=EDGED)
    assert (answer.status_code, answer.get_json()["code"]) == (400, code)
    told = staff.post("/upload", data=body, content_type=EDGED, headers={"Accept-Language": "vi"})
    assert (told.status_code, code in told.get_data(as_text=True)) == (400, True)
    assert client.get("/api/v1/jobs", headers=token).get_json()["items"] == []


@pytest.mark.parametrize("ocr", ["auto", "off"])
def test_form_tells_of_scans_where_they_are_read(tmp_path: Path, ocr: str) -> None:
    archive = make_archive(tmp_path / "archive", OCR=ocr)
    assert ("Bản quét" in page(archive.staff(), "/upload")) == (ocr == "auto")
    archive.close()


def test_upload_without_a_file_says_so(own_archive: Archive) -> None:
    answer = own_archive.client().post("/api/v1/documents", headers=own_archive.bearer, data={})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file_missing")


def test_body_that_is_no_form_is_refused(own_archive: Archive) -> None:
    answer = own_archive.client().post("/api/v1/documents", headers=own_archive.bearer, json={"file": "a"})
    assert (answer.status_code, answer.get_json()["code"]) == (415, "media_type")


def test_upload_beyond_the_limit_is_a_413_that_names_it(own_archive: Archive) -> None:
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="lon.txt"\r\n\r\n'
    body = head + b"x" * 2_200_000 + b"\r\n--edge--\r\n"
    answer = own_archive.client().post("/api/v1/documents", headers=own_archive.bearer, data=body, content_type=EDGED)
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert "2 MB" in answer.get_json()["detail"]


@pytest.mark.parametrize("parts", [1_001 * [FIELD_PART + b"x"], [FIELD_PART + b"x" * 600_000]])
def test_form_within_the_limit_that_has_too_much_in_it_is_told_what(own_archive: Archive, parts: list[bytes]) -> None:
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    answer = own_archive.client().post("/api/v1/documents", headers=own_archive.bearer, data=body, content_type=EDGED)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "form_too_large")
    assert all(figure in answer.get_json()["detail"] for figure in ("1000", "500 KB"))
