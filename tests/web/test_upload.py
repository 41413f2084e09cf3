"""Handing files in, through the API and the form; jobs and their retry; withdrawal."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from biennien.identity import this_process
from biennien.registry.accounts import add_user
from biennien.registry.database import now
from biennien.registry.documents import get_document, reinstate, withdraw
from biennien.registry.readers import KEEPER
from biennien.registry.tables import UploadKey
from biennien.rights import CORRECTOR, UPLOADER

from .conftest import PASSWORD, Archive, csrf_of, seen_of
from .uploads import TEXT, send, upload_by_form


def test_upload_is_accepted_worked_on_and_found(own_archive: Archive) -> None:
    answer = send(own_archive, (TEXT, "phát động.txt"))
    assert answer.status_code == 202
    [item] = answer.get_json()["items"]
    assert (item["file"], item["state"]) == ("phát động.txt", "queued")
    assert answer.headers["Location"] == f"/api/v1/jobs/{item['job']}"
    job = own_archive.client().get(answer.headers["Location"], headers=own_archive.bearer).get_json()
    assert (job["state"], job["document"]) == ("queued", item["document"])
    own_archive.work()
    job = own_archive.client().get(answer.headers["Location"], headers=own_archive.bearer).get_json()
    assert job["state"] == "done"
    found = own_archive.client().get("/api/v1/search?q=suoi").get_json()
    assert [hit["id"] for hit in found["hits"]] == [item["document"]]


def test_same_bytes_again_are_a_duplicate(own_archive: Archive) -> None:
    first = send(own_archive, (TEXT, "a.txt")).get_json()["items"][0]
    own_archive.work()
    again = send(own_archive, (TEXT, "b.txt")).get_json()["items"][0]
    assert (again["state"], again["document"]) == ("duplicate", first["document"])


def test_several_files_go_at_once(own_archive: Archive) -> None:
    answer = send(own_archive, (b"Mot", "1.txt"), (b"Hai", "2.txt"), (b"Mot", "3.txt"))
    items = answer.get_json()["items"]
    assert [item["file"] for item in items] == ["1.txt", "2.txt", "3.txt"]
    assert len({item["document"] for item in items}) == 2
    assert "Location" not in answer.headers


def test_upload_for_staff_only_is_kept_from_others(own_archive: Archive) -> None:
    document = send(own_archive, (TEXT, "a.txt"), visibility="staff").get_json()["items"][0]["document"]
    own_archive.work()
    assert own_archive.client().get(f"/api/v1/documents/{document}").status_code == 404
    assert own_archive.client().get("/api/v1/search?q=suoi").get_json()["total"] == 0


def send_named(archive: Archive, key: str, *files: tuple[bytes, str]) -> Any:
    headers = archive.bearer | {"Idempotency-Key": key}
    data = {"file": [(io.BytesIO(content), name) for content, name in files]}
    return archive.client().post("/api/v1/documents", headers=headers, data=data)


def test_upload_with_a_key_gives_its_first_answer_again(own_archive: Archive) -> None:
    first = send_named(own_archive, '"7c1d"', (TEXT, "a.txt"), (b"Hai", "b.txt"))
    own_archive.work()
    again = send_named(own_archive, "7c1d", (TEXT, "a.txt"), (b"Hai", "b.txt"))
    assert (again.status_code, again.get_json()) == (202, first.get_json())
    assert [item["state"] for item in again.get_json()["items"]] == ["queued", "queued"]
    assert len(own_archive.client().get("/api/v1/jobs", headers=own_archive.bearer).get_json()["items"]) == 2


def test_upload_with_the_key_of_another_is_refused_and_takes_nothing_in(own_archive: Archive) -> None:
    send_named(own_archive, "7c1d", (TEXT, "a.txt"))
    for files in ([(b"Hai", "a.txt")], [(TEXT, "b.txt")], [(TEXT, "a.txt"), (b"Hai", "b.txt")]):
        answer = send_named(own_archive, "7c1d", *files)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "upload_key_reused")
    assert len(own_archive.client().get("/api/v1/jobs", headers=own_archive.bearer).get_json()["items"]) == 1


def test_upload_under_a_key_that_is_at_work_is_a_409(own_archive: Archive) -> None:
    send_named(own_archive, "7c1d", (TEXT, "a.txt"))
    with own_archive.registry.write() as session:
        later = now(session) + timedelta(minutes=1)
        session.execute(update(UploadKey).values(done=False, holder=this_process(), held_until=later))
    answer = send_named(own_archive, "7c1d", (TEXT, "a.txt"))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "upload_still_running")


@pytest.mark.parametrize("key", ["hai từ", "a" * 256, '"', '""', "a b"])
def test_key_that_is_none_is_a_400(own_archive: Archive, key: str) -> None:
    answer = send_named(own_archive, key.encode().decode("latin-1"), (TEXT, "a.txt"))
    assert (answer.status_code, answer.get_json()["code"]) == (400, "upload_key_invalid")


def test_unknown_visibility_takes_nothing_in(own_archive: Archive) -> None:
    answer = send(own_archive, (TEXT, "a.txt"), visibility="secret")
    assert (answer.status_code, answer.get_json()["errors"][0]["parameter"]) == (422, "visibility")
    assert own_archive.client().get("/api/v1/jobs", headers=own_archive.bearer).get_json()["items"] == []


def test_upload_without_an_account_is_refused(own_archive: Archive) -> None:
    answer = own_archive.client().post("/api/v1/documents", data={"file": (io.BytesIO(TEXT), "a.txt")})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_needed")


def test_failed_file_tells_why_and_can_be_tried_again(own_archive: Archive) -> None:
    item = send(own_archive, (b"", "rong.txt")).get_json()["items"][0]
    own_archive.work()
    client = own_archive.client()
    job = client.get(f"/api/v1/jobs/{item['job']}", headers=own_archive.bearer).get_json()
    assert (job["state"], job["error"]) == ("failed", "empty")
    assert job["reason"].startswith("Tệp rỗng")
    page = own_archive.staff().get("/jobs?state=failed").get_data(as_text=True)
    assert job["reason"] in page
    address, seen = f"/jobs/{item['job']}", own_archive.tagged(f"/jobs/{item['job']}")
    again = client.post(f"/api/v1{address}/retry", headers=seen)
    assert (again.status_code, again.get_json()["state"]) == (202, "queued")
    late = client.post(f"/api/v1{address}/retry", headers=seen)
    assert (late.status_code, late.get_json()["code"]) == (412, "job_changed")
    waiting = client.post(f"/api/v1{address}/retry", headers=own_archive.tagged(address))
    assert (waiting.status_code, waiting.get_json()["code"]) == (409, "not_retriable")


def test_path_of_a_file_that_failed_is_for_staff(own_archive: Archive) -> None:
    path = "/home/lan/thư mục riêng/rỗng.txt"
    own_archive.take_in({path: ""})
    document = own_archive.documents[path]
    client, staff = own_archive.client(), own_archive.staff()
    for address in (f"/api/v1/documents/{document}", f"/documents/{document}", f"/documents/{document}/citation.txt"):
        assert "riêng" not in client.get(address).get_data(as_text=True), address
    assert client.get(f"/api/v1/documents/{document}").get_json()["source_file"] == "rỗng.txt"
    assert staff.get(f"/api/v1/documents/{document}").get_json()["source_file"] == path


def test_form_works_without_javascript(own_archive: Archive) -> None:
    client = own_archive.staff()
    answer = upload_by_form(client, (TEXT, "a.txt"), (b"Hai", "b.txt"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 202
    assert page.count("đã nhận") >= 2
    assert "a.txt" in page


def test_job_that_somebody_tried_again_is_left_alone_by_a_page_of_before(own_archive: Archive) -> None:
    item = send(own_archive, (b"", "rong.txt")).get_json()["items"][0]
    own_archive.work()
    with own_archive.registry.write() as session:
        add_user(session, "mai", PASSWORD, role=UPLOADER)
    first, second = own_archive.staff(), own_archive.staff("mai")
    retry, document = f"/jobs/{item['job']}/retry", f"/documents/{item['document']}"
    old, fresh = seen_of(first, "/jobs?state=failed", retry), seen_of(second, document, retry)
    assert first.post(retry, data={"csrf_token": old["csrf_token"]}).status_code == 412
    assert second.post(retry, data=fresh).status_code == 302
    own_archive.work()
    late = first.post(retry, data=old)
    text = html.unescape(late.get_data(as_text=True))
    assert (late.status_code, "mai, " in text, f'href="{document}"' in text) == (412, True, True)
    assert first.post(retry, data=seen_of(first, document, retry)).status_code == 302


def test_withdrawal_that_a_page_does_not_know_is_not_undone_by_it(own_archive: Archive) -> None:
    document = send(own_archive, (TEXT, "a.txt")).get_json()["items"][0]["document"]
    own_archive.work()
    first, there = own_archive.staff(), f"/documents/{document}"
    back = f"{there}/restore"
    first.post(f"{there}/withdraw", data=seen_of(first, there, "/withdraw") | {"reason": "nhầm tệp"})
    known = upload_by_form(first, (TEXT, "b.txt")).get_data(as_text=True)
    forms = [seen_of(first, there, back), {"tag": re.findall(r'name="tag" value="([^"]+)"', known)[0]}]
    told = send(own_archive, (TEXT, "c.txt")).get_json()["items"][0]["withdrawn"]
    assert told["tag"] == forms[1]["tag"] == forms[0]["tag"]
    with own_archive.registry.write() as session:
        mai = add_user(session, "mai", PASSWORD, role=CORRECTOR)
        row = get_document(session, document, KEEPER)
        reinstate(session, row, user_id=mai.id)
        withdraw(session, row, reason="nhầm tệp", user_id=mai.id)
    token = {"csrf_token": csrf_of(first, there)}
    for form in forms:
        late = first.post(back, data=form | token)
        assert (late.status_code, "mai, " in html.unescape(late.get_data(as_text=True))) == (412, True)
    assert own_archive.client().get(f"/api/v1{there}").status_code == 404
    assert first.post(back, data=seen_of(first, there, back)).status_code == 302
    assert own_archive.client().get(f"/api/v1{there}").status_code == 200


@pytest.mark.parametrize(("method", "rest"), [("DELETE", "?reason=nhầm"), ("POST", "/restore")])
def test_document_that_somebody_changed_meanwhile_stays_as_it_is(
    own_archive: Archive, method: str, rest: str
) -> None:  # fmt: skip
    own_archive.take_in({"a.txt": TEXT.decode()})
    path, client = f"/documents/{own_archive.documents['a.txt']}", own_archive.client()
    blind = client.open(f"/api/v1{path}{rest}", method=method, headers=own_archive.bearer)
    assert (blind.status_code, blind.get_json()["code"]) == (428, "if_match_missing")
    seen = own_archive.tagged(path)
    fields = {"metadata": {"title": "Tên khác"}}
    assert client.patch(f"/api/v1{path}", headers=seen, json=fields).status_code == 200
    late = client.open(f"/api/v1{path}{rest}", method=method, headers=seen)
    assert (late.status_code, late.get_json()["code"]) == (412, "document_changed")
    assert not client.get(f"/api/v1{path}").get_json()["withdrawn"]


@pytest.mark.parametrize(
    ("first", "then", "words"), [("public", "staff", "mọi người"), ("staff", "public", "chỉ cán bộ")]
)
def test_bytes_that_are_there_stay_as_they_are_for_their_readers_and_that_is_told(
    own_archive: Archive, first: str, then: str, words: str
) -> None:  # fmt: skip
    made = send(own_archive, (TEXT, "a.txt"), visibility=first).get_json()["items"][0]
    assert (made["visibility"], made["reason"]) == (first, None)
    own_archive.work()
    again = send(own_archive, (TEXT, "b.txt"), visibility=then).get_json()["items"][0]
    assert (again["state"], again["visibility"]) == ("duplicate", first)
    assert words in again["reason"] and f"/documents/{again['document']}" in again["reason"]
    assert send(own_archive, (TEXT, "c.txt"), visibility=first).get_json()["items"][0]["reason"] is None
    shown = upload_by_form(own_archive.staff(), (TEXT, "b.txt"), visibility=then).get_data(as_text=True)
    assert again["reason"] in shown


def test_withdrawn_file_handed_in_again_tells_each_role_what_it_may_know(own_archive: Archive) -> None:
    with own_archive.registry.write() as session:
        for name in ("mai", "nga"):
            add_user(session, name, PASSWORD, role=UPLOADER)
    mai, nga = own_archive.staff("mai"), own_archive.staff("nga")
    upload_by_form(mai, (TEXT, "a.txt"))
    own_archive.work()
    document = own_archive.client().get("/api/v1/documents").get_json()["items"][0]["id"]
    with own_archive.registry.write() as session:
        corrector = add_user(session, "đào", PASSWORD, role=CORRECTOR)
        withdraw(session, get_document(session, document, KEEPER), reason="in nhầm", user_id=corrector.id)
    told = {}
    for name, client in (("đào", own_archive.staff("đào")), ("mai", mai), ("nga", nga)):
        told[name] = upload_by_form(client, (TEXT, "b.txt")).get_data(as_text=True)
        restores = f'action="/documents/{document}/restore"' in told[name]
        assert (restores, "in nhầm" in told[name]) == (name == "đào", name != "nga"), name
        assert re.search(r"đã bị rút \(\d\d:\d\d \d\d/\d\d/\d{4}", told[name])
        leads = f'href="/documents/{document}"' in told[name]
        assert leads == (client.get(f"/documents/{document}").status_code == 200)
    shown = upload_by_form(nga, (TEXT, "b.txt"), visibility="staff").get_data(as_text=True)
    assert "Khi được khôi phục, mọi người được đọc" in shown and "đã có trong kho và" not in shown
    assert "người hiệu đính" in told["mai"] and "người hiệu đính" in told["nga"]
    headers = {"X-CSRFToken": csrf_of(nga, "/upload")}
    answer = nga.post("/api/v1/documents", data={"file": (io.BytesIO(TEXT), "b.txt")}, headers=headers)
    (item,) = answer.get_json()["items"]
    assert (item["link"], item["withdrawn"]["reason"], item["withdrawn"]["may_restore"]) == (None, None, False)
    assert item["withdrawn"]["at"]


def test_withdrawn_document_is_gone_for_readers_and_comes_back(own_archive: Archive) -> None:
    document = send(own_archive, (TEXT, "a.txt")).get_json()["items"][0]["document"]
    own_archive.work()
    address, client = f"/api/v1/documents/{document}", own_archive.client()
    refused = client.delete(address, headers=own_archive.bearer)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "reason_missing")
    assert client.delete(address, headers=own_archive.bearer, json={"reason": "x" * 1_001}).status_code == 422
    seen = own_archive.tagged(f"/documents/{document}")
    answer = client.delete(address, headers=seen, json={"reason": "nhầm tệp"})
    assert answer.get_json()["withdrawn"]
    own_archive.work()
    again = send(own_archive, (TEXT, "b.txt")).get_json()["items"][0]
    assert (again["state"], "đã bị rút" in again["reason"]) == ("duplicate", True)
    assert "đã bị rút" in upload_by_form(own_archive.staff(), (TEXT, "b.txt")).get_data(as_text=True)
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/search?q=suoi").get_json()["total"] == 0
    assert "nhầm tệp" in own_archive.staff().get(f"/documents/{document}").get_data(as_text=True)
    assert client.post(f"{address}/restore", headers=seen).status_code == 412
    seen = own_archive.tagged(f"/documents/{document}")
    assert not client.post(f"{address}/restore", headers=seen).get_json()["withdrawn"]
    own_archive.work()
    assert client.get("/api/v1/search?q=suoi").get_json()["total"] == 1
