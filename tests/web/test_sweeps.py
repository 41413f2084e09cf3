"""The same words put right in all documents, by forms and by the API: shown, chosen from, done, taken back."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from biennien.registry.sweeping import advance_some

from .conftest import Archive, csrf_of

TEXT = "KẾ HOẠCH\nThi đua số {number}\n\nNgày {number}/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh” ở bản Hạ."
FILES = {f"{number}.txt": TEXT.format(number=number) for number in range(1, 13)}
FULL = "Ủy ban nhân dân xã Tu Lý, huyện Đà Bắc"


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """Twelve documents with the same unit."""
    own_archive.take_in(FILES)
    return own_archive


def unit(archive: Archive, name: str) -> dict[str, Any] | None:
    answer = archive.client().get(f"/api/v1/documents/{archive.documents[name]}/entities?label=UNIT")
    return next((one for one in answer.get_json()["items"] if one["text"] == "UBND xã Tu Lý"), None)


def address(archive: Archive, name: str = "1.txt") -> str:
    found = unit(archive, name)
    assert found is not None
    return f"/documents/{archive.documents[name]}/entities/{found['id']}"


def text_of(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


def fill(archive: Archive, staff: FlaskClient, **form: str) -> str:
    """The page of the proposal that the form of a mention leads to."""
    entity = address(archive)
    found = re.search(r'name="tag" value="([^"]*)"', text_of(staff.get(entity)))
    assert found
    given = {"tag": found[1], "scope": "all", "csrf_token": csrf_of(staff, entity)} | form
    answer = staff.post(entity, data=given)
    assert answer.status_code == 302, text_of(answer)
    return str(answer.headers["Location"])


def step(staff: FlaskClient, sweep: str, action: str, **form: Any) -> TestResponse:
    return staff.post(sweep, data={"action": action, "csrf_token": csrf_of(staff, sweep)} | form)


def values(archive: Archive) -> list[Any]:
    return [(unit(archive, name) or {}).get("value") for name in FILES]


def finish(archive: Archive) -> None:
    while advance_some(archive.registry):
        pass


def test_form_shows_what_it_will_do_leaves_some_out_does_it_and_takes_it_back(kept: Archive) -> None:
    staff = kept.staff()
    before = values(kept)
    assert "12 chỗ" in text_of(staff.get(address(kept)))
    sweep = fill(kept, staff, action="save", label="UNIT", parts_of="UNIT", words="UBND xã Tu Lý", value=FULL)
    text = text_of(staff.get(sweep))
    assert FULL in text and text.count('name="take"') == 12 and "phát động phong trào" in text
    assert values(kept) == before
    taken = [str(place) for place in range(12) if place != 5]
    assert step(staff, sweep, "more", shown=["9" * 30], take=["9" * 5000]).status_code == 302
    assert step(staff, sweep, "more", shown=[str(place) for place in range(12)], take=taken).status_code == 302
    step(staff, sweep, "run")
    finish(kept)
    assert [value == FULL for value in values(kept)].count(True) == 11
    kept.work()
    found = kept.client().get("/api/v1/search", query_string={"unit": FULL}).get_json()
    assert found["total"] == 11
    assert "Đã sửa: 11 trên 11" in text_of(staff.get(sweep))
    assert "UBND xã Tu Lý" in text_of(staff.get("/sweeps"))
    step(staff, sweep, "undo")
    finish(kept)
    assert values(kept) == before


def test_words_are_rejected_everywhere_and_each_log_tells_by_which_act(kept: Archive) -> None:
    staff = kept.staff()
    sweep = fill(kept, staff, action="reject")
    step(staff, sweep, "run", shown=[str(place) for place in range(12)], take=[str(place) for place in range(12)])
    finish(kept)
    assert values(kept) == [None] * 12
    for document in kept.documents.values():
        log = kept.client().get(f"/api/v1/documents/{document}/corrections", headers=kept.bearer).get_json()["items"]
        assert [(one["kind"], one["by"], one["sweep"]) for one in log] == [("reject", "lan", sweep.rpartition("/")[2])]


def test_changed_words_are_of_one_document(kept: Archive) -> None:
    staff = kept.staff()
    entity = address(kept)
    found = re.search(r'name="tag" value="([^"]*)"', text_of(staff.get(entity)))
    assert found
    form = {"tag": found[1], "scope": "all", "action": "save", "label": "UNIT", "words": "xã Tu Lý"}
    assert staff.post(entity, data=form | {"csrf_token": csrf_of(staff, entity)}).status_code == 422
    assert kept.client().get("/api/v1/sweeps", headers=kept.bearer).get_json()["items"] == []


def test_program_proposes_looks_chooses_runs_and_takes_back(kept: Archive) -> None:
    client, who = kept.client(), kept.bearer
    entity = f"/api/v1{address(kept)}"
    before = values(kept)
    assert client.post(f"{entity}/sweeps", json={"value": FULL}, headers=who).status_code == 428
    tag = {"If-Match": client.get(entity, headers=who).headers["ETag"]}
    made = client.post(f"{entity}/sweeps", json={"value": FULL}, headers=who | tag)
    sweep = made.get_json()
    assert (made.status_code, sweep["state"], sweep["counts"]["waiting"]) == (
        201, "proposed", {"entities": 12, "documents": 12},
    )  # fmt: skip
    there = made.headers["Location"]
    first = client.get(f"{there}/entities?size=5", headers=who).get_json()
    rest = client.get(f"{there}/entities", query_string={"cursor": first["cursor"]}, headers=who).get_json()
    assert [one["position"] for one in first["items"] + rest["items"]] == list(range(12))
    assert rest["cursor"] is None and first["items"][0]["after"].startswith(" phát động")
    chosen = client.patch(f"{there}/entities", json={"leave_out": [0, 3]}, headers=who).get_json()
    assert chosen["counts"]["left_out"]["entities"] == 2
    assert client.post(f"{there}/stop", headers=who).get_json()["code"] == "sweep_over"
    assert client.post(f"{there}/run", headers=who).status_code == 200
    finish(kept)
    told = client.get(there, headers=who).get_json()
    assert (told["state"], told["counts"]["done"]["entities"], told["by"]) == ("done", 10, "lan")
    assert values(kept).count(FULL) == 10
    assert client.patch(f"{there}/entities", json={"take_in": [0]}, headers=who).status_code == 409
    assert [one["id"] for one in client.get("/api/v1/sweeps", headers=who).get_json()["items"]] == [sweep["id"]]
    assert client.post(f"{there}/undo", headers=who).status_code == 200
    finish(kept)
    assert values(kept) == before


def test_others_propose_and_see_nothing(kept: Archive) -> None:
    client = kept.client()
    for method, path in (
        ("POST", f"/api/v1{address(kept)}/sweeps"), ("GET", "/api/v1/sweeps"), ("GET", "/api/v1/sweeps/w1"),
        ("GET", "/api/v1/sweeps/w1/entities"), ("POST", "/api/v1/sweeps/w1/run"),
    ):  # fmt: skip
        assert client.open(path, method=method, json={} if method == "POST" else None).status_code == 401, path
    for path in ("/sweeps", "/sweeps/w1"):
        assert client.get(path).headers["Location"].startswith("/login")
