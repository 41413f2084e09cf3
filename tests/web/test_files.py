"""Better copies and reading again, through the API and the page."""

from __future__ import annotations

import io
from typing import Any

import pytest

from .conftest import Archive, csrf_of

FIRST = "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Tu Lý phát động."
BETTER = "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Hiền Lương phát động."


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    own_archive.take_in({"mot.txt": FIRST})
    return own_archive


def address(archive: Archive) -> str:
    return f"/api/v1/documents/{archive.documents['mot.txt']}"


def hand_in(archive: Archive, text: str) -> Any:
    data = {"file": (io.BytesIO(text.encode()), "hai.txt")}
    return archive.client().post(f"{address(archive)}/files", headers=archive.bearer, data=data)


def test_better_copy_goes_in_is_found_and_is_taken_back(kept: Archive) -> None:
    answer = hand_in(kept, BETTER)
    assert (answer.status_code, answer.headers["Location"]) == (202, f"/api/v1/jobs/{answer.get_json()['id']}")
    kept.work()
    client = kept.client()
    assert client.get("/api/v1/search?q=hien+luong").get_json()["total"] == 1
    files = client.get(f"{address(kept)}/files", headers=kept.bearer).get_json()["items"]
    assert [(one["source_file"], one["state"]) for one in files] == [("hai.txt", "current"), ("mot.txt", "earlier")]
    earlier = client.get(f"{address(kept)}/files/{files[1]['number']}", headers=kept.bearer)
    assert earlier.get_data(as_text=True) == FIRST
    assert client.post(f"{address(kept)}/files/take-back", headers=kept.bearer).get_json()["job"]
    kept.work()
    assert client.get("/api/v1/search?q=hien+luong").get_json()["total"] == 0


def test_better_copy_that_cannot_be_read_shows_as_failed(kept: Archive) -> None:
    hand_in(kept, "")
    listed = f"{address(kept)}/files"
    states = [one["state"] for one in kept.client().get(listed, headers=kept.bearer).get_json()["items"]]
    assert states == ["waiting", "current"]
    kept.work()
    states = [one["state"] for one in kept.client().get(listed, headers=kept.bearer).get_json()["items"]]
    assert states == ["failed", "current"]
    shown = kept.staff().get(f"/documents/{kept.documents['mot.txt']}/files").get_data(as_text=True)
    assert "không đọc được</span>" in shown and 'role="alert"' in shown


def test_bytes_of_another_document_are_refused_with_a_link(kept: Archive) -> None:
    kept.take_in({"khac.txt": BETTER})
    answer = hand_in(kept, BETTER)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "same_bytes")
    assert f"/documents/{kept.documents['khac.txt']}" in answer.get_json()["detail"]
    staff = kept.staff()
    page = f"/documents/{kept.documents['mot.txt']}/files"
    form = {"csrf_token": csrf_of(staff, page), "file": (io.BytesIO(BETTER.encode()), "hai.txt")}
    refused = staff.post(page, data=form).get_data(as_text=True)
    assert f'href="/documents/{kept.documents["khac.txt"]}"' in refused


def test_document_is_read_again_and_not_twice_at_once(kept: Archive) -> None:
    client = kept.client()
    assert client.post(f"{address(kept)}/read-again", headers=kept.bearer).status_code == 202
    again = client.post(f"{address(kept)}/read-again", headers=kept.bearer)
    assert (again.status_code, again.get_json()["code"]) == (409, "still_at_work")


def test_others_see_no_files_and_replace_nothing(kept: Archive) -> None:
    client = kept.client()
    assert client.get(f"{address(kept)}/files").status_code == 401
    assert client.post(f"{address(kept)}/files/take-back").status_code == 401
    assert client.get(f"/documents/{kept.documents['mot.txt']}/files").headers["Location"].startswith("/login")
