"""Programs that keep a copy: walks by cursor while others write miss nothing and end; what is gone is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from biennien.registry.documents import get_document, reinstate, set_visibility, withdraw
from biennien.registry.name_acts import merge
from biennien.registry.readers import KEEPER
from biennien.registry.tables import Campaign, Job

from .conftest import Archive

BEGINNING = "1970-01-01"
TEXT = "ỦY BAN NHÂN DÂN XÃ SỐ {number}\n\nKẾ HOẠCH\n\nThi đua dọn suối số {number}.\n"


def pages(archive: Archive, kind: str, since: str, *, staff: bool = False, size: int = 2) -> Iterator[dict[str, Any]]:
    """The answers of one walk."""
    cursor = ""
    while cursor is not None:
        asked = {"updated_since": since, "cursor": cursor, "size": size}
        headers = archive.bearer if staff else {}
        answer = archive.client().get(f"/api/v1/{kind}", query_string=asked, headers=headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        yield answer.get_json()
        cursor = answer.get_json()["cursor"]


class Copy:
    """What a program has that harvests as docs/http-api.md says."""

    def __init__(self, archive: Archive, kind: str = "documents", *, staff: bool = False) -> None:
        self.archive, self.kind, self.staff = archive, kind, staff
        self.items: dict[str, Any] = {}
        self.gone: dict[str, Any] = {}
        self.since = BEGINNING

    def harvest(self) -> int:
        """One walk; how many answers it took."""
        until, count = "", 0
        for page in pages(self.archive, self.kind, self.since, staff=self.staff):
            self.items.update({item["id"]: item for item in page["items"]})
            for one in page.get("gone", ()):
                self.items.pop(one["id"], None)
                self.gone[one["id"]] = one
            until, count = until or page["until"], count + 1
            assert page["until"] == until
        self.since = until
        return count


def fill(archive: Archive, count: int = 9) -> list[str]:
    archive.take_in({f"{number}.txt": TEXT.format(number=number) for number in range(count)})
    return [archive.documents[f"{number}.txt"] for number in range(count)]


def touch(archive: Archive, document: str, *, twice: bool = False) -> None:
    """Let a document change, so that it would stand at the end of a list by last change."""
    for _ in range(2 if twice else 1):
        with archive.registry.write() as session:
            set_visibility(session, get_document(session, document, KEEPER), "public", user_id=None)


def listed(archive: Archive) -> dict[str, str]:
    items = archive.client().get("/api/v1/documents?size=500").get_json()["items"]
    return {item["id"]: item["updated_at"] for item in items}


def test_walk_meets_each_document_once_while_all_change(own_archive: Archive) -> None:
    documents = fill(own_archive)
    met = []
    for page in pages(own_archive, "documents", BEGINNING):
        met += [item["id"] for item in page["items"]]
        for document in documents:
            touch(own_archive, document)
    assert sorted(met) == sorted(documents)


def test_copy_is_whole_after_writers_at_the_same_time(own_archive: Archive) -> None:
    documents = fill(own_archive)
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            touch(own_archive, documents[number % len(documents)])
            number += 1

    writers = [threading.Thread(target=write) for _ in range(2)]
    copy = Copy(own_archive)
    for writer in writers:
        writer.start()
    try:
        for _ in range(5):
            assert copy.harvest() < 3 * len(documents)
    finally:
        ended.set()
        for writer in writers:
            writer.join()
    copy.harvest()
    assert {row: item["updated_at"] for row, item in copy.items.items()} == listed(own_archive)


def test_document_of_a_transaction_that_was_at_work_is_in_the_next_walk(own_archive: Archive) -> None:
    """A change that began before a walk and came in sight after it."""
    documents = fill(own_archive, 3)
    copy = Copy(own_archive)
    with own_archive.registry.write() as session:
        set_visibility(session, get_document(session, documents[1], KEEPER), "staff", user_id=None)
        session.flush()
        copy.harvest()
        assert documents[1] in copy.items
    copy.harvest()
    assert documents[1] not in copy.items


def test_next_walk_holds_what_changed_since(own_archive: Archive) -> None:
    documents = fill(own_archive, 5)
    copy = Copy(own_archive)
    copy.harvest()
    touch(own_archive, documents[3])
    met = [item["id"] for page in pages(own_archive, "documents", copy.since) for item in page["items"]]
    assert documents[3] in met
    assert len(met) < 5


def test_withdrawn_document_is_told_and_comes_back(own_archive: Archive) -> None:
    documents = fill(own_archive, 3)
    copy = Copy(own_archive)
    copy.harvest()
    with own_archive.registry.write() as session:
        withdraw(session, get_document(session, documents[0], KEEPER), reason="nhầm người", user_id=None)
    copy.harvest()
    assert copy.gone == {documents[0]: {"id": documents[0], "withdrawn": True}}
    assert sorted(copy.items) == sorted(documents[1:])
    with own_archive.registry.write() as session:
        reinstate(session, get_document(session, documents[0], KEEPER), user_id=None)
    copy.harvest()
    assert sorted(copy.items) == sorted(documents)


def test_document_for_staff_is_told_of_to_those_only_who_may_know(own_archive: Archive) -> None:
    [opened] = fill(own_archive, 1)
    own_archive.take_in({"kín.txt": TEXT.format(number=77)}, visibility="staff")
    secret = own_archive.documents["kín.txt"]
    with own_archive.registry.write() as session:
        for document in (opened, secret):
            set_visibility(session, get_document(session, document, KEEPER), "staff", user_id=None)
    anyone, staff = Copy(own_archive), Copy(own_archive, staff=True)
    anyone.harvest()
    staff.harvest()
    assert (list(anyone.items), list(anyone.gone)) == ([], [opened])
    assert (sorted(staff.items), list(staff.gone)) == (sorted([opened, secret]), [])
    with own_archive.registry.write() as session:
        withdraw(session, get_document(session, secret, KEEPER), reason="nhầm", user_id=None)
    anyone.harvest()
    staff.harvest()
    assert secret not in anyone.gone
    assert list(staff.gone) == [secret]


def test_merged_name_leads_to_the_one_it_is_now(own_archive: Archive) -> None:
    texts = {
        f"{number}.txt": f"Liên đoàn Lao động tỉnh phát động phong trào thi đua “Dọn suối số {number}” năm 2019.\n"
        for number in range(3)
    }
    own_archive.take_in(texts)
    copy = Copy(own_archive, "campaigns")
    copy.harvest()
    first, second = sorted(copy.items)[:2]
    with own_archive.registry.write() as session:
        merge(session, Campaign, second, first, user_id=None)
    copy.harvest()
    assert copy.gone[second] == {"id": second, "withdrawn": True, "merged_into": first}
    assert second not in copy.items


def test_name_comes_again_when_a_document_that_bears_it_does(own_archive: Archive) -> None:
    fill(own_archive, 2)
    copy = Copy(own_archive, "units")
    copy.harvest()
    before = dict(copy.items)
    own_archive.take_in({"mới.txt": TEXT.format(number=0) + "Thêm một dòng.\n"})
    copy.harvest()
    assert copy.items != before
    units = own_archive.client().get("/api/v1/units?size=500").get_json()["items"]
    assert copy.items == {item["id"]: item for item in units}


def test_name_in_withdrawn_documents_alone_is_gone(own_archive: Archive) -> None:
    documents = fill(own_archive, 2)
    copy = Copy(own_archive, "units")
    copy.harvest()
    with own_archive.registry.write() as session:
        withdraw(session, get_document(session, documents[0], KEEPER), reason="nhầm", user_id=None)
    before = set(copy.items)
    copy.harvest()
    units = own_archive.client().get("/api/v1/units?size=500").get_json()["items"]
    assert set(copy.items) == {item["id"] for item in units} < before


@pytest.mark.parametrize("kind", ["units", "slogans", "campaigns", "jobs", "batches", "sweeps", "timeline"])
def test_walk_of_every_list_holds_what_the_list_does(archive: Archive, kind: str) -> None:
    whole = archive.client().get(f"/api/v1/{kind}?size=500", headers=archive.bearer).get_json()
    copy = Copy(archive, kind, staff=True)
    copy.harvest()
    assert sorted(copy.items) == sorted(item["id"] for item in whole["items"])
    assert whole["until"] is None
    later = archive.client().get(f"/api/v1/{kind}?updated_since=2100-01-01", headers=archive.bearer).get_json()
    assert later["items"] == []


def test_acts_on_many_documents_are_met_once_and_again_when_they_went_on(own_archive: Archive) -> None:
    documents, client = fill(own_archive, 3), own_archive.client()
    entities = f"/documents/{documents[0]}/entities"
    found = client.get(f"/api/v1{entities}?size=1").get_json()["items"][0]["id"]
    said = {"json": {}, "headers": own_archive.tagged(f"{entities}/{found}")}
    proposed = {"json": {"action": "read_again", "documents": documents}, "headers": own_archive.bearer}
    for kind, propose, go_on in (("batches", "/batches", "start"), ("sweeps", f"{entities}/{found}/sweeps", "run")):
        options: Any = proposed if kind == "batches" else said
        first, *_ = [client.post(f"/api/v1{propose}", **options).get_json()["id"] for _ in range(3)]
        copy = Copy(own_archive, kind, staff=True)
        assert copy.harvest() == 2
        assert {one["state"] for one in copy.items.values()} == {"proposed"}
        assert len(copy.items) == 3
        since, copy.items = copy.since, {}
        client.post(f"/api/v1/{kind}/{first}/{go_on}", headers=own_archive.bearer)
        copy.harvest()
        assert copy.items[first]["state"] == "done"
        assert [one["id"] for one in copy.items.values() if one["updated_at"] > since] == [first]


@pytest.mark.parametrize("since", ["", BEGINNING])
def test_entities_go_on_by_cursor(archive: Archive, since: str) -> None:
    path = f"documents/{archive.documents['2019-phat-dong.txt']}/entities"
    whole = archive.client().get(f"/api/v1/{path}?updated_since={since}").get_json()["items"]
    met = [item for page in pages(archive, path, since, size=1) for item in page["items"]]
    assert met == whole
    assert len(met) > 1


@pytest.mark.parametrize("since", ["", BEGINNING])
def test_timeline_goes_on_by_cursor(own_archive: Archive, since: str) -> None:
    own_archive.take_in(
        {
            f"{number}.txt": f"KẾ HOẠCH\nPhát động phong trào thi đua “Dọn suối số {number}” năm {2020 - number}.\n"
            for number in range(3)
        }
    )
    whole = own_archive.client().get(f"/api/v1/timeline?updated_since={since}").get_json()["items"]
    met = [item for page in pages(own_archive, "timeline", since, size=1) for item in page["items"]]
    assert met == whole
    assert len(met) == 3


def test_corrections_go_on_by_cursor(own_archive: Archive) -> None:
    [document] = fill(own_archive, 1)
    address = f"/api/v1/documents/{document}"
    for title in ("Một", "Hai", "Ba"):
        tag = own_archive.client().get(address).headers["ETag"]
        headers = own_archive.bearer | {"If-Match": tag}
        assert (
            own_archive.client().patch(address, headers=headers, json={"metadata": {"title": title}}).status_code == 200
        )
    path = f"documents/{document}/corrections"
    for since in ("", BEGINNING):
        met = [one for page in pages(own_archive, path, since, staff=True, size=1) for one in page["items"]]
        assert [one["said"]["value"] for one in met] == ["Ba", "Hai", "Một"]


def test_job_that_is_queued_again_is_told(own_archive: Archive) -> None:
    own_archive.take_in({"hỏng.pdf": "%PDF-1.4 hỏng"})
    copy = Copy(own_archive, "jobs", staff=True)
    copy.harvest()
    [job] = copy.items
    assert copy.items[job]["state"] == "failed"
    with own_archive.registry.write() as session:
        session.get_one(Job, job).created_at -= timedelta(days=9)
    own_archive.client().post(f"/api/v1/jobs/{job}/retry", headers=own_archive.tagged(f"/jobs/{job}"))
    copy.harvest()
    assert copy.items[job]["state"] == "queued"


@pytest.mark.parametrize(
    "cursor", ["W3sidCI6IngifSwiYSJd", "WzEsImEiXQ", "W3sidCI6IjIwMjAtMDEtMDEifSx7fV0", "WyJ4IiwieSJd"]
)
@pytest.mark.parametrize("since", ["", BEGINNING])
@pytest.mark.parametrize("kind", ["documents", "units", "jobs", "timeline"])
def test_cursor_of_another_kind_is_a_422(archive: Archive, kind: str, since: str, cursor: str) -> None:
    asked = {"cursor": cursor, "updated_since": since}
    answer = archive.client().get(f"/api/v1/{kind}", query_string=asked, headers=archive.bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "cursor_invalid")
