"""What waits for a person: the least sure first, by label and unit, until it is decided."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from biennien.registry import desk
from biennien.registry.readers import PUBLIC, STAFF
from biennien.registry.results import keep_results, reapply
from biennien.registry.tables import Document, ExtractionRun, NameProposal, Unit
from biennien.registry.understood import understood
from ingest.document import Document as Reading
from nlp.mention import Analysis

from .conftest import Archive, csrf_of, page

TEXTS = {
    "mot.txt": "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh”.",
    "hai.txt": "KẾ HOẠCH\nThi đua\n\nNgày 6/3/2024, UBND xã Hiền Lương họp ở bến đò.",
}


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with two documents whose units and dates are held with doubt; the second is surer."""
    own_archive.take_in(TEXTS)
    with own_archive.registry.write() as session:
        for name, confidence in (("mot.txt", 0.3), ("hai.txt", 0.5)):
            document = session.get_one(Document, own_archive.documents[name])
            run = session.get_one(ExtractionRun, document.run_id)
            said = run.analysis or {}
            for one in said["mentions"]:
                one["confidence"] = confidence if one["label"] in ("UNIT", "DATE") else 0.95
            run.analysis = dict(said)
            flag_modified(run, "analysis")
            reapply(session, document)
    return own_archive


def queue(text: str) -> list[str]:
    return re.findall(r'<span class="m m-[^"]*"[^>]*>([^<]+)</span>', text)


def test_queue_begins_with_the_least_sure_and_leaves_sure_ones_out(kept: Archive) -> None:
    text = page(kept.staff(), "/review")
    assert set(queue(text)[:2]) == {"Ngày 5/3/2024", "UBND xã Tu Lý"}
    assert set(queue(text)[2:]) == {"Ngày 6/3/2024", "UBND xã Hiền Lương"}
    assert '<b id="left">4</b>' in text


def test_queue_is_narrowed_by_label_and_unit(kept: Archive) -> None:
    assert queue(page(kept.staff(), "/review?label=UNIT")) == ["UBND xã Tu Lý", "UBND xã Hiền Lương"]
    assert queue(page(kept.staff(), "/review?unit=ubnd+xa+hien+luong")) == ["UBND xã Hiền Lương"]
    assert "Ở đây không còn gì" in page(kept.staff(), "/review?unit=khong+co")


def item(text: str, nth: int = 0) -> dict[str, str]:
    """What the form of an item sends, its buttons aside."""
    form = re.findall(r'<form method="post" class="pair".*?</form>', text, re.DOTALL)[nth]
    return dict(re.findall(r'name="(kind|id|document|tag|field|was|back|into)" value="([^"]*)"', form))


def decide(client: FlaskClient, form: dict[str, str], action: str, **more: str) -> Any:
    token = {"csrf_token": csrf_of(client, "/upload")}
    return client.post("/review/decide", data=token | form | {"action": action} | more)


def undo(client: FlaskClient) -> Any:
    return client.post("/review/undo", data={"csrf_token": csrf_of(client, "/upload"), "back": "/review"})


@pytest.mark.parametrize("action", ["accept", "reject", "PLACE"])
def test_decided_mention_leaves_the_queue_and_comes_back(kept: Archive, action: str) -> None:
    staff = kept.staff()
    form = item(page(staff, "/review?label=UNIT"))
    answer = decide(staff, form, action)
    assert answer.headers["Location"] == "/review?label=UNIT"
    assert queue(page(staff, "/review?label=UNIT")) == ["UBND xã Hiền Lương"]
    assert decide(staff, form, action).status_code == (404 if action == "reject" else 412)
    assert undo(staff).status_code == 302
    assert queue(page(staff, "/review?label=UNIT")) == ["UBND xã Tu Lý", "UBND xã Hiền Lương"]
    assert 'id="undo"' not in page(staff, "/review")


def test_last_decisions_are_taken_back_one_after_the_other(kept: Archive) -> None:
    staff = kept.staff()
    before = queue(page(staff, "/review"))
    for _ in range(3):
        decide(staff, item(page(staff, "/review")), "accept")
    for _ in range(3):
        undo(staff)
    assert queue(page(staff, "/review")) == before


def test_correction_whose_words_are_gone_is_dropped_and_comes_back(kept: Archive) -> None:
    with kept.registry.write() as session:
        document = session.get_one(Document, kept.documents["hai.txt"])
        start = TEXTS["hai.txt"].index("bến đò")
        said = desk.Said(label="PLACE", start=start, end=start + 6)
        desk.add_mention(session, document, said, user_id=None)
        other = understood(Reading("Văn bản khác.", "text", "t"), Analysis((), {}, {}))
        keep_results(session, document, other, extractor_version="t")
    staff = kept.staff()
    text = page(staff, "/review?kind=misfit")
    assert "<b>bến đò</b>" in text
    decide(staff, item(text), "drop")
    assert "<b>bến đò</b>" not in page(staff, "/review?kind=misfit")
    undo(staff)
    assert "<b>bến đò</b>" in page(staff, "/review?kind=misfit")


@pytest.fixture
def unread(kept: Archive) -> Archive:
    """The same with a number that stands on the page and was not read."""
    with kept.registry.write() as session:
        document = session.get_one(Document, kept.documents["mot.txt"])
        run = session.get_one(ExtractionRun, document.run_id)
        proof = {"method": "zone", "start": None, "end": None, "page": 1, "box": None, "state": "unread"}
        said = run.analysis or {}
        run.analysis = said | {"evidence": said["evidence"] | {"doc_number": proof}}
        reapply(session, document)
    return kept


def test_field_that_was_not_read_comes_first_and_is_written(unread: Archive) -> None:
    staff = unread.staff()
    text = page(staff, "/review")
    assert "Có trên trang nhưng không đọc được" in text
    form = item(text)
    assert (form["kind"], form["field"]) == ("field", "doc_number")
    decide(staff, form, "value", value="  12/KH-UBND \r\n")
    address = f"/api/v1/documents/{unread.documents['mot.txt']}"
    assert unread.client().get(address).get_json()["doc_number"] == "12/KH-UBND"
    assert item(page(staff, "/review"))["kind"] == "mention"
    undo(staff)
    assert unread.client().get(address).get_json()["doc_number"] is None
    assert item(page(staff, "/review"))["kind"] == "field"


def test_field_that_the_document_does_not_tell_is_asked_for_no_more(unread: Archive) -> None:
    staff = unread.staff()
    decide(staff, item(page(staff, "/review?kind=field")), "none")
    unread.work()
    assert "Ở đây không còn gì" in page(staff, "/review?kind=field")


def test_value_that_cannot_be_is_refused_and_nothing_is_kept(kept: Archive) -> None:
    with kept.registry.write() as session:
        document = session.get_one(Document, kept.documents["mot.txt"])
        run = session.get_one(ExtractionRun, document.run_id)
        run.analysis = (run.analysis or {}) | {
            "metadata": (run.analysis or {})["metadata"] | {"published": "2924-03-05"}
        }
        reapply(session, document)
    staff = kept.staff()
    text = page(staff, "/review?kind=conflict")
    assert "chưa đến" in text
    assert decide(staff, item(text), "value", value="hôm qua").status_code == 422
    decide(staff, item(text), "value", value="2024-03-05")
    assert "Ở đây không còn gì" in page(staff, "/review?kind=conflict")


def test_names_likely_of_one_thing_are_merged_and_parted_again(kept: Archive) -> None:
    with kept.registry.write() as session:
        one, other = (
            session.scalars(select(Unit).where(Unit.name.endswith(name))).one() for name in ("Tu Lý", "Hiền Lương")
        )
        first, last = sorted((one.id, other.id))
        session.add(
            NameProposal(
                kind="unit", one_id=first, other_id=last, reason="typo", score=0.9, state="open",
                created_at=one.created_at, evidence={},
            )
        )  # fmt: skip

    def answers() -> list[int]:
        return sorted(kept.client().get(f"/api/v1/units/{unit.id}").status_code for unit in (one, other))

    staff = kept.staff()
    text = page(staff, "/review?kind=merge")
    decide(staff, item(text), "one")
    assert answers() == [200, 308]
    assert "Ở đây không còn gì" in page(staff, "/review?kind=merge")
    undo(staff)
    assert answers() == [200, 200]
    assert item(page(staff, "/review?kind=merge"))["kind"] == "merge"


def test_api_gives_the_same_queue_and_goes_on_by_its_cursor(unread: Archive) -> None:
    client, seen = unread.client(), []
    address = "/api/v1/review?size=2"
    while address:
        told = client.get(address, headers=unread.bearer).get_json()
        assert "items" in told, told
        seen += [(one["kind"], one["id"]) for one in told["items"]]
        address = f"/api/v1/review?size=2&cursor={told['cursor']}" if told["cursor"] else ""
    assert told["left"] == {"field": 1, "conflict": 0, "misfit": 0, "merge": 0, "mention": 4}
    assert len(set(seen)) == len(seen) == 5
    assert seen[0][0] == "field"
    assert client.get("/api/v1/review?cursor=x", headers=unread.bearer).status_code == 422


def test_odd_numbers_and_cursors_are_told_not_stumbled_over(kept: Archive) -> None:
    staff = kept.staff()
    for kind, action in (("field", "none"), ("conflict", "settle"), ("misfit", "drop"), ("merge", "one")):
        for number in ("9" * 30, "9" * 5_000, "-1", "x", ""):
            assert decide(staff, {"kind": kind, "id": number}, action).status_code == 404, (kind, number)
    nested = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    for cursor in (nested, "x", "W10", "NQ"):
        assert staff.get(f"/review?cursor={cursor}").status_code == 422, cursor[:9]


def test_surer_ones_are_shown_when_asked_for(kept: Archive) -> None:
    assert queue(page(kept.staff(), "/review?below=40&label=UNIT")) == ["UBND xã Tu Lý"]
    assert "Đồi xanh" in "".join(queue(page(kept.staff(), "/review?below=100")))


def test_others_review_nothing(kept: Archive) -> None:
    assert kept.client().get("/review").headers["Location"].startswith("/login")


@pytest.mark.parametrize("visibility", [PUBLIC, STAFF])
def test_staff_review_what_is_for_staff_too(kept: Archive, visibility: str) -> None:
    with kept.registry.write() as session:
        session.execute(update(Document).values(visibility=visibility))
    assert len(queue(page(kept.staff(), "/review"))) == 4
