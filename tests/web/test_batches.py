"""Many documents at once, by the list of staff and by the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from biennien.registry import jobs
from biennien.registry.tables import Document, Job

from .conftest import Archive, csrf_of, page, seen_of

TEXTS = {f"{name}.txt": f"KẾ HOẠCH\nThi đua {name}\n\nNgày 5/3/2024, UBND xã Tu Lý họp ở {name}." for name in "abc"}


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    own_archive.take_in(TEXTS)
    return own_archive


def post(client: FlaskClient, path: str, **form: Any) -> Any:
    return client.post(path, data={"csrf_token": csrf_of(client, "/upload")} | form)


def total(archive: Archive) -> int:
    found: int = archive.client().get("/api/v1/search?q=tu+ly").get_json()["total"]
    return found


def test_nothing_ticked_is_told_where_the_list_stands(kept: Archive) -> None:
    staff = kept.staff()
    form = {"csrf_token": csrf_of(staff, "/upload"), "which": "ticked", "action": "withdraw", "reason": "trùng"}
    came = {"Referer": "http://localhost/documents?state=done"}
    answer = staff.post("/batches", data=form, headers=came)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/documents?state=done")
    assert "Chưa chọn văn bản nào" in page(staff, "/documents?state=done")
    elsewhere = staff.post("/batches", data=form, headers={"Referer": "http://localhost//example.org/"})
    assert elsewhere.headers["Location"] == "/documents"
    assert kept.client().get("/api/v1/batches", headers=kept.bearer).get_json()["items"] == []


@pytest.mark.parametrize("wrong", [{"which": "x"}, {"action": "x"}, {"action": ""}])
def test_choice_that_the_list_does_not_give_is_refused_by_its_name(kept: Archive, wrong: dict[str, str]) -> None:
    form = {"which": "all", "action": "read_again"} | wrong
    answer = post(kept.staff(), "/batches", **form)
    (name,) = wrong
    assert (answer.status_code, f"<code>{name}</code>" in answer.get_data(as_text=True)) == (422, True)
    assert kept.client().get("/api/v1/batches", headers=kept.bearer).get_json()["items"] == []


def test_ticked_documents_are_withdrawn_after_a_look_and_come_back_in_one_step(kept: Archive) -> None:
    staff = kept.staff()
    shown = page(staff, "/documents")
    assert len(re.findall(r'name="document"', shown)) == 3
    ids = [kept.documents["a.txt"], kept.documents["b.txt"]]
    answer = post(staff, "/batches", which="ticked", document=ids, action="withdraw", reason="trùng")
    batch = answer.headers["Location"]
    assert "chưa làm" in page(staff, batch)
    kept.work()
    assert total(kept) == 3
    post(staff, f"{batch}/start")
    kept.work()
    assert total(kept) == 1
    assert len(re.findall(r'name="document"', page(staff, "/documents?state=withdrawn"))) == 2
    post(staff, f"{batch}/undo")
    kept.work()
    assert total(kept) == 3


def test_all_of_a_search_are_read_again(kept: Archive) -> None:
    client = kept.client()
    proposal = {"action": "read_again", "search": "q=tu+ly"}
    made = client.post("/api/v1/batches", json=proposal, headers=kept.bearer)
    assert made.status_code == 201
    assert (made.get_json()["total"], made.get_json()["state"]) == (3, "proposed")
    begun = client.post(f"{made.headers['Location']}/start", headers=kept.bearer).get_json()
    assert (begun["state"], begun["jobs"]["queued"]) == ("done", 3)
    kept.work()
    told = client.get(made.headers["Location"], headers=kept.bearer).get_json()
    assert told["jobs"]["done"] == 3
    assert [one["id"] for one in client.get("/api/v1/batches", headers=kept.bearer).get_json()["items"]] == [told["id"]]


def test_reading_is_at_its_end_though_a_document_was_left_alone_and_a_job_stopped(kept: Archive) -> None:
    client, ids = kept.client(), list(kept.documents.values())
    made = client.post("/api/v1/batches", json={"action": "read_again", "documents": ids}, headers=kept.bearer)
    batch = f"/api/v1/batches/{made.get_json()['id']}"
    with kept.registry.write() as session:
        jobs.add_job(session, session.get_one(Document, ids[0]))  # somebody asks for one of them meanwhile
    started = client.post(f"{batch}/start", headers=kept.bearer).get_json()
    assert (started["total"], started["ended"], started["documents"]["changed"]) == (3, 1, 1)
    with kept.registry.write() as session:
        jobs.stop_job(
            session, session.scalars(select(Job).where(Job.document_id == ids[1], Job.state == "queued")).one()
        )
    kept.work()
    told = client.get(batch, headers=kept.bearer).get_json()
    assert (told["ended"], told["jobs"]["done"], told["jobs"]["stopped"]) == (3, 1, 1)
    assert '<progress id="read" max="3" value="3">' in page(kept.staff(), batch.removeprefix("/api/v1"))


def state_on(staff: FlaskClient, path: str) -> str:
    """The word for the state of the act that a page shows first."""
    found = re.search(r'<span class="badge"[^>]*>([^<]+)</span>', page(staff, path))
    assert found, path
    return found[1]


def test_act_is_done_only_when_its_documents_are_read(kept: Archive) -> None:
    staff = kept.staff()
    batch = post(staff, "/batches", which="all", action="read_again").headers["Location"]
    post(staff, f"{batch}/start")
    assert [state_on(staff, path) for path in (batch, "/batches")] == ["chờ được đọc", "chờ được đọc"]
    with kept.registry.write() as session:
        first = session.scalars(select(Job).where(Job.state == "queued")).first()
        assert first
        jobs.stop_job(session, first)
    assert state_on(staff, batch) == "đang đọc"
    kept.work()
    assert [state_on(staff, path) for path in (batch, "/batches")] == ["xong", "xong"]


def test_stopped_jobs_stand_by_themselves_and_those_at_work_come_first(kept: Archive) -> None:
    staff, state = kept.staff(), re.compile(r'<span class="badge j-(\w+)">')
    batch = post(staff, "/batches", which="all", action="read_again").headers["Location"]
    post(staff, f"{batch}/start")
    assert state.findall(page(staff, "/jobs")) == ["queued"] * 3 + ["done"] * 3
    assert ">tất cả <small>6</small>" in page(staff, "/jobs")
    with kept.registry.write() as session:
        oldest = session.scalars(select(Job).order_by(Job.created_at)).first()
        assert oldest
        oldest.state = "running"
    post(staff, f"{batch}/stop")
    assert state.findall(page(staff, "/jobs")) == ["running"] + ["done"] * 2
    assert ">tất cả, trừ việc đã dừng <small>3</small>" in page(staff, "/jobs")
    assert state.findall(page(staff, "/jobs?state=stopped")) == ["stopped"] * 3


def test_act_taken_back_has_no_bar_and_tells_what_was_left_alone(kept: Archive) -> None:
    staff = kept.staff()
    batch = post(staff, "/batches", which="all", action="withdraw", reason="trùng").headers["Location"]
    post(staff, f"{batch}/start")
    assert '<progress id="done" max="3" value="3">' in page(staff, batch)
    there = f"/documents/{kept.documents['a.txt']}"
    post(staff, f"{there}/restore", **seen_of(staff, there, "/restore"))
    post(staff, f"{batch}/undo")
    text = page(staff, batch)
    assert "<progress" not in text
    assert "2 văn bản trở lại như cũ." in text
    assert "1 văn bản đã bị người khác sửa" in text


def test_all_of_a_list_are_kept_for_staff_with_a_reason(kept: Archive) -> None:
    staff = kept.staff()
    missing = post(staff, "/batches", which="all", visibility="public", action="staff")
    assert missing.status_code == 422
    batch = post(staff, "/batches", which="all", visibility="public", action="staff", reason="mật").headers["Location"]
    page(staff, f"{batch}?first={'9' * 30}")
    post(staff, f"{batch}/start")
    kept.work()
    assert total(kept) == 0


def test_failures_are_listed_by_reason_and_tried_again(kept: Archive) -> None:
    with kept.registry.write() as session:
        session.execute(update(Job).values(state="failed", error_code="time"))
        session.execute(update(Document).values(state="failed", error_code="time"))
        mine = kept.documents["a.txt"]
        session.execute(update(Job).where(Job.document_id == mine).values(error_code="memory"))
    staff = kept.staff()
    shown = page(staff, "/jobs?state=failed")
    assert "mất quá nhiều thời gian" in shown
    assert len(re.findall(r"j-failed", page(staff, "/jobs?state=failed&reason=memory"))) == 1
    batch = post(staff, "/batches", action="retry", failed="memory").headers["Location"]
    post(staff, f"{batch}/start")
    kept.work()
    counts = kept.client().get("/api/v1/jobs?state=failed", headers=kept.bearer).get_json()["items"]
    assert len(counts) == 2
    assert len(kept.client().get("/api/v1/jobs?error=memory", headers=kept.bearer).get_json()["items"]) == 0


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"action": "withdraw", "reason": "x"}, "documents"),
        ({"action": "burn", "failed": "all"}, "action"),
        ({"action": "retry", "failed": "all", "search": "q=a"}, "documents"),
        *(
            ({"action": "withdraw", "reason": "x", "search": one}, "search")
            for one in ("unti=x", "foo", "type=nonsense", "from=abc", "year=20x", "sort=newest", "q=tu+ly&lang=vi")
        ),
    ],
)
def test_proposal_that_names_nothing_or_too_much_is_refused(
    kept: Archive, given: dict[str, str], parameter: str
) -> None:
    answer = kept.client().post("/api/v1/batches", json=given, headers=kept.bearer)
    assert (answer.status_code, answer.get_json()["errors"][0]["parameter"]) == (422, parameter)


def test_list_asks_no_more_of_many_acts_than_of_one(kept: Archive) -> None:
    def asked() -> int:
        statements: list[str] = []
        note = lambda *given: statements.append(given[2])  # noqa: E731
        event.listen(kept.registry.engine, "before_cursor_execute", note)
        assert kept.client().get("/api/v1/batches", headers=kept.bearer).status_code == 200
        event.remove(kept.registry.engine, "before_cursor_execute", note)
        return len(statements)

    given = {"action": "read_again", "search": "q=tu+ly"}
    kept.client().post("/api/v1/batches", json=given, headers=kept.bearer)
    one = asked()
    for _ in range(4):
        kept.client().post("/api/v1/batches", json=given, headers=kept.bearer)
    assert asked() == one


def test_unknown_document_is_told(kept: Archive) -> None:
    given = {"action": "read_again", "documents": ["d0"]}
    assert kept.client().post("/api/v1/batches", json=given, headers=kept.bearer).status_code == 404
