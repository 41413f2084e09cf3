"""Putting a text right, through the page and the API."""

from __future__ import annotations

import html
import re

import pytest

import ingest.body

from .conftest import Archive, csrf_of, seen_of

LETTER = "KẾ HOẠCH\nThi đua trồng cây\n\nCác thôn trồng l20 cây xanh trước ngày 30/4/2024 & <b>không</b> để chết."


def keep(archive: Archive) -> str:
    """The id of a document that was read."""
    archive.take_in({"ke-hoach.txt": LETTER})
    return archive.documents["ke-hoach.txt"]


def shown(archive: Archive, document: str) -> dict[str, str]:
    answer = archive.client().get(f"/api/v1/documents/{document}").get_json()
    return {name: answer[name] for name in ("body", "made_by", "text_sha256")}


def test_form_holds_the_text_and_keeps_what_is_typed(own_archive: Archive) -> None:
    document = keep(own_archive)
    staff = own_archive.staff()
    page = staff.get(f"/documents/{document}/text").get_data(as_text=True)
    assert "l20 cây xanh trước ngày 30/4/2024 &amp; &lt;b&gt;không" in page
    form = {
        "csrf_token": csrf_of(staff, f"/documents/{document}/text"),
        "text_sha256": shown(own_archive, document)["text_sha256"],
        "body": shown(own_archive, document)["body"].replace("l20", "120").replace("\n", "\r\n"),
    }
    assert staff.post(f"/documents/{document}/text", data=form).status_code == 302
    assert "đang được đọc lại" in staff.get(f"/documents/{document}").get_data(as_text=True)
    own_archive.work()
    assert shown(own_archive, document)["made_by"] == "person"
    assert "trồng 120 cây" in shown(own_archive, document)["body"]
    back = seen_of(staff, f"/documents/{document}")
    assert staff.post(f"/documents/{document}/text/take-back", data=back).status_code == 302
    own_archive.work()
    assert shown(own_archive, document)["made_by"] == "parser"


def test_long_text_is_taken(own_archive: Archive) -> None:
    document = keep(own_archive)
    staff = own_archive.staff()
    form = {
        "csrf_token": csrf_of(staff, f"/documents/{document}/text"),
        "text_sha256": shown(own_archive, document)["text_sha256"],
        "body": "Các thôn thi đua trồng cây xanh.\n" * 20_000,
    }
    assert staff.post(f"/documents/{document}/text", data=form).status_code == 302


def test_program_puts_a_text_right_once(own_archive: Archive) -> None:
    document = keep(own_archive)
    before = shown(own_archive, document)
    given = {"body": before["body"].replace("l20", "120"), "text_sha256": before["text_sha256"]}
    address, who = f"/api/v1/documents/{document}/text", own_archive.bearer
    assert own_archive.client().put(address, json=given).status_code == 401
    answer = own_archive.client().put(address, json=given, headers=who)
    assert (answer.status_code, answer.get_json()["document"]) == (202, document)
    assert own_archive.client().put(address, json=given, headers=who).get_json()["code"] == "still_at_work"
    own_archive.work()
    assert own_archive.client().put(address, json=given, headers=who).get_json()["code"] == "text_changed"
    empty = given | {"body": " ", "text_sha256": shown(own_archive, document)["text_sha256"]}
    assert own_archive.client().put(address, json=empty, headers=who).status_code == 422
    there = f"/documents/{document}"
    assert own_archive.client().delete(address, headers=own_archive.tagged(there)).status_code == 202
    own_archive.work()
    assert shown(own_archive, document) == before
    again = own_archive.client().delete(address, headers=own_archive.tagged(there))
    assert (again.status_code, again.get_json()["code"]) == (409, "nothing_before")


def in_form(text: str, name: str) -> str:
    """What a field of the form before us holds."""
    found = re.search(rf'name="{name}"(?: value="([^"]*)"|[^>]*>\n([^<]*)<)', text)
    assert found, name
    return found[1] or found[2]


def test_text_that_came_too_late_stands_beside_that_of_now_and_can_be_kept(own_archive: Archive) -> None:
    document = keep(own_archive)
    address, before, staff = f"/documents/{document}/text", shown(own_archive, document), own_archive.staff()
    form = {"csrf_token": csrf_of(staff, address), "text_sha256": before["text_sha256"]}
    first = form | {"body": before["body"].replace("l20", "120")}
    mine = form | {"body": before["body"].replace("l20", "một trăm hai mươi")}
    assert staff.post(address, data=first).status_code == 302
    busy = staff.post(address, data=mine)
    assert busy.status_code == 409
    assert html.unescape(in_form(busy.get_data(as_text=True), "body")) == mine["body"]
    own_archive.work()
    late = staff.post(address, data=mine)
    assert late.status_code == 409
    text = late.get_data(as_text=True)
    assert html.unescape(in_form(text, "body")) == mine["body"]
    assert "<del>120 </del><ins>một trăm hai mươi </ins>" in text
    assert "lan" in text
    again = mine | {"text_sha256": in_form(text, "text_sha256")}
    assert staff.post(address, data=again).status_code == 302
    own_archive.work()
    assert shown(own_archive, document)["body"] == mine["body"]


def test_text_too_long_to_be_kept_stays_in_the_form(own_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.body, "LONGEST_BODY", 400)
    document = keep(own_archive)
    address, before, staff = f"/documents/{document}/text", shown(own_archive, document), own_archive.staff()
    form = {"csrf_token": csrf_of(staff, address), "text_sha256": before["text_sha256"], "body": "Trồng cây.\n" * 50}
    refused = staff.post(address, data=form)
    assert refused.status_code == 422
    assert in_form(refused.get_data(as_text=True), "body").strip() == form["body"].strip()


@pytest.mark.parametrize(
    "body", ["[" * 200_000, '{"body":' + "9" * 6_000 + "}", '{"body":"abc \\ud800","text_sha256":"x"}', "{", "[]"]
)
def test_odd_json_is_refused_and_harms_nothing(archive: Archive, body: str) -> None:
    address = f"/api/v1/documents/{archive.documents['2019-phat-dong.txt']}"
    for method, path in (("PUT", f"{address}/text"), ("DELETE", address)):
        answer = archive.client().open(
            path, method=method, data=body, content_type="application/json", headers=archive.bearer
        )
        assert answer.status_code in (400, 422), (method, answer.status_code)
    assert archive.client().get(address).get_json()["withdrawn"] is False
