"""The log of acts: who, when, what, before and after; by page, file, API and command, for admins."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select

import biennien
from biennien.registry import accounts, audit
from biennien.registry.corrections import ADD, CHANGE, METADATA, REJECT, TEXT
from biennien.registry.documents import reinstate, set_visibility, withdraw
from biennien.registry.jobs import retry_for
from biennien.registry.own_words import add_word
from biennien.registry.staged_acts import RUNNING, STOPPED, UNDOING
from biennien.registry.tables import Document, Job
from biennien.web.words import ACTS, BATCH_ACTIONS, BATCH_STATES, DETAILS, NAME_ACTS

from .conftest import Archive, seen_of
from .conftest import page as page_of


@pytest.fixture
def acted(own_archive: Archive) -> Archive:
    """An archive in which some things were done to a document."""
    own_archive.take_in({"a.txt": "THÔNG BÁO\nThi đua trồng cây năm 2021"})
    with own_archive.registry.write() as session:
        lan = accounts.find_user(session, "lan").id
        document = session.get_one(Document, own_archive.documents["a.txt"])
        set_visibility(session, document, "staff", user_id=lan)
        withdraw(session, document, reason='=HYPERLINK("x")', user_id=lan)
        reinstate(session, document, user_id=None)
        accounts.set_role(session, "lan", "admin", by=None)
    return own_archive


def asked(archive: Archive, query: str) -> list[tuple[str, str | None]]:
    answer = archive.client().get(f"/api/v1/audit?{query}", headers=archive.bearer)
    assert answer.status_code == 200
    return [(one["action"], one["by"]) for one in answer.get_json()["items"]]


def test_acts_are_told_with_who_and_what_was_before(acted: Archive) -> None:
    item = acted.client().get("/api/v1/audit?what=set_role", headers=acted.bearer).get_json()["items"][0]
    assert (item["before"], item["after"], item["by"], item["kind"]) == ("admin", "admin", None, "user")
    assert item["at"].endswith("Z")


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("who=lan&kind=document", [("withdraw", "lan"), ("set_visibility", "lan")]),
        ("who=~&what=reinstate", [("reinstate", None)]),
        ("who=nobody", []),
        ("from=2999", []),
        ("to=1999", []),
        ("from=2000&what=withdraw", [("withdraw", "lan")]),
    ],
)
def test_log_is_narrowed_by_who_what_and_when(acted: Archive, query: str, acts: list[tuple[str, str | None]]) -> None:
    assert asked(acted, query) == acts


def test_page_speaks_of_acts_in_the_words_of_people(acted: Archive) -> None:
    text = page_of(acted.staff(), "/audit")
    inner = re.findall(r"<td[^>]*>(.*?)</td>", text, re.DOTALL)
    cells = [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in inner]
    assert {"mã truy cập tests", "đọc, nộp, hiệu đính, quản lý tài khoản", "tài khoản lan", "quản trị viên"} <= {*cells}
    assert {"công khai", "chỉ dành cho cán bộ", 'đã thu hồi, =HYPERLINK("x")'} <= {*cells}
    assert not [cell for cell in cells if cell.startswith(("{", "user ", "token ", "public"))]
    assert f">{title_of(acted)}</a>" in text


def test_page_tells_corrections_without_code(acted: Archive) -> None:
    home = f"/documents/{acted.documents['a.txt']}"
    acted.client().patch(f"/api/v1{home}", json={"metadata": {"authors": ["An", "Bình"]}}, headers=acted.tagged(home))
    found = acted.client().get(f"/api/v1{home}/entities?label=DATE", headers=acted.bearer).get_json()["items"]
    entity = f"{home}/entities/{found[0]['id']}"
    acted.client().patch(f"/api/v1{entity}", json={"value": "2022"}, headers=acted.tagged(entity))
    acted.client().delete(f"/api/v1{entity}", headers=acted.tagged(entity))
    acted.client().post(f"/api/v1{home}/undo", headers=acted.tagged(home))
    text = page_of(acted.staff(), "/audit")
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>([^<]*)</td>", text)]
    assert {"Tác giả: –", "Tác giả: An; Bình", "Thời gian 2022", "bác điểm đánh dấu"} <= {*cells}
    assert any(re.fullmatch(r"2021, từ ký tự \d+ đến \d+", cell) for cell in cells)
    assert "{" not in "".join(cells)


def title_of(acted: Archive) -> str:
    there = acted.client().get(f"/api/v1/documents/{acted.documents['a.txt']}", headers=acted.bearer)
    return str(there.get_json()["title"])


def test_cursor_walks_through_the_whole_log_once(acted: Archive) -> None:
    whole = acted.client().get("/api/v1/audit", headers=acted.bearer).get_json()["items"]
    found, cursor = [], ""
    while True:
        page = acted.client().get(f"/api/v1/audit?size=1&cursor={cursor}", headers=acted.bearer).get_json()
        found += page["items"]
        cursor = page["cursor"]
        if not cursor:
            break
    assert found == whole
    assert [one["id"] for one in whole] == sorted((one["id"] for one in whole), reverse=True)


def test_files_hold_every_act_and_no_formula(acted: Archive) -> None:
    client = acted.staff()
    whole = acted.client().get("/api/v1/audit?size=500", headers=acted.bearer).get_json()["items"]
    lines = client.get("/audit.jsonl").get_data(as_text=True).splitlines()
    assert [json.loads(line) for line in lines] == whole
    text = client.get("/audit.csv?what=withdraw").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["action"], row["by"], "HYPERLINK" in row["details"]) == ("withdraw", "lan", True)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_page_shows_acts_and_narrows_them(acted: Archive) -> None:
    client = acted.staff()
    text = html.unescape(client.get("/audit").get_data(as_text=True))
    assert "HYPERLINK" in text and acted.documents["a.txt"] in text
    assert "HYPERLINK" not in client.get("/audit?what=set_role").get_data(as_text=True)
    assert "Chưa có việc nào" in html.unescape(client.get("/audit?who=nobody").get_data(as_text=True))
    assert client.get("/audit?from=never").status_code == 422
    for path in ("/audit", "/audit.csv", "/api/v1/audit", "/api/v1/documents", "/api/v1/timeline"):
        answer = client.get(f"{path}?from=2020&to=2019")
        told = html.unescape(answer.get_data(as_text=True))
        assert (answer.status_code, "kết thúc trước khi bắt đầu" in told) == (422, True), path
    assert client.get("/audit?from=2019&to=2/2019").status_code == 200


def test_document_tells_staff_what_was_done_to_it(acted: Archive) -> None:
    document = acted.documents["a.txt"]
    text = html.unescape(acted.staff().get(f"/documents/{document}").get_data(as_text=True))
    assert "HYPERLINK" in text
    with acted.registry.write() as session:
        set_visibility(session, session.get_one(Document, document), "public", user_id=None)
    assert "HYPERLINK" not in acted.client().get(f"/documents/{document}").get_data(as_text=True)


def test_change_of_readers_needs_a_reason_and_is_told_with_it(own_archive: Archive) -> None:
    own_archive.take_in({"a.txt": "THÔNG BÁO\nThi đua trồng cây năm 2021"})
    document, client = own_archive.documents["a.txt"], own_archive.staff()
    form = {"visibility": "staff"} | seen_of(client, f"/documents/{document}")
    assert client.post(f"/documents/{document}/visibility", data=form | {"reason": " "}).status_code == 422
    assert asked(own_archive, "what=set_visibility") == []
    assert client.post(f"/documents/{document}/visibility", data=form | {"reason": "có số nhà"}).status_code == 302
    (item,) = (
        own_archive.client().get("/api/v1/audit?what=set_visibility", headers=own_archive.bearer).get_json()["items"]
    )
    assert (item["before"], item["after"], item["details"]) == ("public", "staff", {"reason": "có số nhà"})
    assert "có số nhà" in html.unescape(client.get(f"/documents/{document}").get_data(as_text=True))


def test_acts_that_change_something_tell_what_it_was_and_is(acted: Archive) -> None:
    document, client = acted.documents["a.txt"], acted.client()
    with acted.registry.write() as session:
        accounts.add_user(session, "mai", "mat-khau-dai", role="reader")
        accounts.disable_user(session, "mai")
    for title, rest in (("Hai", None), (None, "/undo"), (None, "/redo")):
        seen = acted.tagged(f"/documents/{document}")
        address, body = f"/api/v1/documents/{document}", {"metadata": {"title": title}}
        done = client.post(address + rest, headers=seen) if rest else client.patch(address, headers=seen, json=body)
        assert done.status_code == 200
    given = {"action": "withdraw", "documents": [document], "reason": "thử"}
    batch = client.post("/api/v1/batches", json=given, headers=acted.bearer).get_json()["id"]
    for step in ("start", "undo"):
        assert client.post(f"/api/v1/batches/{batch}/{step}", headers=acted.bearer).status_code == 202
    items = client.get("/api/v1/audit?size=500", headers=acted.bearer).get_json()["items"]
    told = [(one["action"], one["before"], one["after"]) for one in items]
    title = {"correction": "metadata", "field": "title", "value": "Hai"}
    there, gone = {"withdrawn": False}, {"withdrawn": True, "reason": "thử"}
    for act in (
        ("disable", "open", "closed"), ("add", None, "reader"), ("upload", None, "public"),
        ("undo", title, None), ("undo", None, title), ("withdraw", there, gone),
        ("set_visibility", "public", "staff"), ("batch_running", "proposed", "running"),
    ):  # fmt: skip
        assert act in told, act
    back = next(one for one in items if one["details"].get("batch") == batch)
    assert (back["action"], back["before"]["withdrawn"], back["after"]["withdrawn"]) == ("reinstate", True, False)


def test_every_act_of_the_program_has_a_name_for_people() -> None:
    written = "\n".join(one.read_text(encoding="utf-8") for one in Path(biennien.__file__).parent.rglob("*.py"))
    plain = set(re.findall(r'audit\.record\(\s*session, "(\w+)"', written))
    assert {"upload", "settle", "rotate"} <= plain
    named = {f"name_{act}" for act in NAME_ACTS} | {f"correct_{kind}" for kind in (ADD, CHANGE, REJECT, METADATA, TEXT)}
    assert plain | named <= set(ACTS)
    staged = {f"{what}_{state}" for what in ("batch", "sweep") for state in (RUNNING, STOPPED, UNDOING)}
    assert {act for act in ACTS if act.startswith(("batch_", "sweep_"))} == staged


def test_states_and_codes_of_acts_are_told_in_the_words_of_the_page(acted: Archive) -> None:
    document, client = acted.documents["a.txt"], acted.client()
    with acted.registry.write() as session:
        accounts.add_user(session, "mai", "mat-khau-dai", role="reader")
        accounts.disable_user(session, "mai")
        add_word(session, "stop", "trồng cây", label="SLOGAN")
        job = session.scalars(select(Job).where(Job.document_id == document)).one()
        job.state, job.error_code = "failed", "empty"
        lan = accounts.find_user(session, "lan").id
        retry_for(session, job.id, user_id=lan)
        audit.record(session, "settle", "document", document, user_id=lan, question=1, why="future", before="open")
    for action in ("withdraw", "staff"):
        given = {"action": action, "documents": [document], "reason": "thử"}
        batch = client.post("/api/v1/batches", json=given, headers=acted.bearer).get_json()["id"]
        for step in ("start", "undo"):
            assert client.post(f"/api/v1/batches/{batch}/{step}", headers=acted.bearer).status_code == 202
    home = f"/documents/{document}/entities"
    day = client.get(f"/api/v1{home}?label=DATE", headers=acted.bearer).get_json()["items"][0]["id"]
    tag = acted.tagged(f"{home}/{day}")
    sweep = client.post(f"/api/v1{home}/{day}/sweeps", json={"value": "2022"}, headers=tag).get_json()["id"]
    assert client.post(f"/api/v1/sweeps/{sweep}/run", headers=acted.bearer).status_code == 200
    text = page_of(acted.staff(), "/audit?lang=vi&size=500")
    seen = re.findall(r"<td[^>]*>([^<]*)</td>", text) + re.findall(r'class="why">.*?<span>(.*?)</span>', text)
    told = {" ".join(part.split()) for one in seen for part in re.split("[;:,]", one)}
    assert {"chưa làm", "đề nghị", "đang xử lý", "thu hồi", "đã đóng", "tệp không có chữ", "loại từ"} <= told
    assert not told & {"open", "closed", "future", "empty", "stop", *DETAILS, *BATCH_STATES, *BATCH_ACTIONS}
    assert not re.search(r"[{}]", "".join(seen))


def test_long_value_is_cut_on_the_page_and_can_be_opened_whole(acted: Archive) -> None:
    reason = "Trùng với bản đã có trong kho lưu trữ " * 40
    with acted.registry.write() as session:
        withdraw(session, session.get_one(Document, acted.documents["a.txt"]), reason=reason, user_id=None)
    text = page_of(acted.staff(), "/audit?what=withdraw")
    [folded] = re.findall(
        r'<details class="long"><summary><span class="head">([^<]+)</span>.*?</summary>([^<]+)<', text
    )
    assert len(folded[0]) < 150
    assert folded[1] == f"đã thu hồi, {reason.strip()}"
