"""Better copies and reading again, through the API and the page."""

from __future__ import annotations

import html
import io
from typing import Any

import pytest

from biennien.registry.accounts import add_user
from biennien.rights import ADMIN

from .conftest import PASSWORD, Archive, seen_of

FIRST = "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Tu Lý phát động."
BETTER = "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Hiền Lương phát động."


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """One document, and a second member of staff."""
    with own_archive.registry.write() as session:
        add_user(session, "mai", PASSWORD, role=ADMIN)
    own_archive.take_in({"mot.txt": FIRST})
    return own_archive


def address(archive: Archive) -> str:
    return f"/api/v1/documents/{archive.documents['mot.txt']}"


def hand_in(archive: Archive, text: str) -> Any:
    data = {"file": (io.BytesIO(text.encode()), "hai.txt")}
    return archive.client().post(f"{address(archive)}/files", headers=seen(archive), data=data)


def shown(archive: Archive) -> Any:
    """The document as staff get it."""
    return archive.client().get(address(archive), headers=archive.bearer).get_json()


def seen(archive: Archive) -> dict[str, str]:
    """The headers of somebody who looked at the document just now."""
    return archive.tagged(f"/documents/{archive.documents['mot.txt']}")


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
    assert client.post(f"{address(kept)}/files/take-back", headers=seen(kept)).get_json()["job"]
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
    form = seen_of(staff, page) | {"file": (io.BytesIO(BETTER.encode()), "hai.txt")}
    refused = staff.post(page, data=form).get_data(as_text=True)
    assert f'href="/documents/{kept.documents["khac.txt"]}"' in refused


def test_document_is_read_again_and_not_twice_at_once(kept: Archive) -> None:
    client = kept.client()
    assert client.post(f"{address(kept)}/read-again", headers=seen(kept)).status_code == 202
    again = client.post(f"{address(kept)}/read-again", headers=seen(kept))
    assert (again.status_code, again.get_json()["code"]) == (409, "still_at_work")


def acts(archive: Archive) -> dict[str, dict[str, Any]]:
    """What may be done to the document by a form, with what it needs beside its tag."""
    there = f"/documents/{archive.documents['mot.txt']}"
    return {
        f"{there}/read-again": {},
        f"{there}/files": {"file": (io.BytesIO(BETTER.encode()), "hai.txt")},
        f"{there}/files/take-back": {},
        f"{there}/text/take-back": {},
        f"{there}/visibility": {"visibility": "staff", "reason": "nháp"},
        f"{there}/withdraw": {"reason": "nhầm tệp"},
    }


def test_page_of_a_document_that_somebody_changed_does_nothing_and_tells_who_did_what(kept: Archive) -> None:
    there, first, second = f"/documents/{kept.documents['mot.txt']}", kept.staff(), kept.staff("mai")
    old = seen_of(first, there)
    second.post(f"{there}/visibility", data=seen_of(second, there) | {"visibility": "staff", "reason": "có số nhà"})
    for path, form in acts(kept).items():
        answer = first.post(path, data=old | form)
        text = html.unescape(answer.get_data(as_text=True))
        assert answer.status_code == 412, path
        assert "Văn bản vừa thay đổi" in text and "mai, " in text and f'href="{there}"' in text
    told = kept.client().get(f"/api/v1{there}/files", headers=kept.bearer).get_json()["items"]
    assert told == [] and not shown(kept)["withdrawn"]
    assert first.post(f"{there}/read-again", data=old | {"tag": seen_of(first, there)["tag"]}).status_code == 302


def test_page_goes_stale_by_corrections_of_others_and_not_by_ones_own(kept: Archive) -> None:
    there, first, second = f"/documents/{kept.documents['mot.txt']}", kept.staff(), kept.staff("mai")
    tags = {"first": seen_of(first, there), "second": seen_of(second, there)}
    title = {"title": "Kế hoạch thi đua", "csrf_token": tags["first"]["csrf_token"]}
    first.post(f"{there}/fields", data=title | {"was.title": "Thi đua", "seen": "0"})
    assert shown(kept)["title"] == "Kế hoạch thi đua"
    assert second.post(f"{there}/read-again", data=tags["second"]).status_code == 412
    assert first.post(f"{there}/read-again", data=tags["first"]).status_code == 302


def test_copy_handed_in_meanwhile_is_not_taken_back_blindly(kept: Archive) -> None:
    hand_in(kept, BETTER)
    kept.work()
    old = seen(kept)
    hand_in(kept, FIRST + " Lần ba.")
    path = f"{address(kept)}/files/take-back"
    late = kept.client().post(path, headers=old)
    assert (late.status_code, late.get_json()["code"]) == (412, "document_changed")
    assert kept.client().post(path, headers=kept.bearer).status_code == 428
    listed = kept.client().get(f"{address(kept)}/files", headers=kept.bearer)
    assert listed.get_json()["items"][0]["state"] == "waiting"
    back = kept.client().post(path, headers=kept.bearer | {"If-Match": listed.headers["ETag"]})
    assert back.get_json() == {"job": None}


def test_acts_of_programs_want_the_tag_of_what_was_looked_at(kept: Archive) -> None:
    old = seen(kept)
    kept.client().patch(address(kept), headers=old, json={"metadata": {"title": "Tên khác"}})
    for method, path in (("POST", "read-again"), ("POST", "files"), ("POST", "files/take-back"), ("DELETE", "text")):
        for headers, status in ((kept.bearer, 428), (old, 412)):
            data = {"file": (io.BytesIO(BETTER.encode()), "hai.txt")} if path == "files" else None
            answer = kept.client().open(f"{address(kept)}/{path}", method=method, headers=headers, data=data)
            assert answer.status_code == status, path


def test_others_see_no_files_and_replace_nothing(kept: Archive) -> None:
    client = kept.client()
    assert client.get(f"{address(kept)}/files").status_code == 401
    assert client.post(f"{address(kept)}/files/take-back").status_code == 401
    assert client.get(f"/documents/{kept.documents['mot.txt']}/files").headers["Location"].startswith("/login")
