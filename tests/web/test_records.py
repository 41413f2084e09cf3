"""What a document tells of a campaign, put right by staff: by forms and by the API, kept through every re-reading."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from biennien.registry.corrections import CHANGE, corrections_of, undo_correction
from biennien.registry.results import reapply
from biennien.registry.tables import Document

from .conftest import Archive, hidden, page, send

PLAN = (
    "KẾ HOẠCH\nThi đua trồng cây\n\nNgày 5/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh”. Chỉ tiêu: trồng "
    "2.000 cây keo."
)


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with one document that tells of a campaign."""
    own_archive.take_in({"ke-hoach.txt": PLAN})
    return own_archive


def home(archive: Archive) -> str:
    return f"/documents/{archive.documents['ke-hoach.txt']}"


def whole(archive: Archive) -> Any:
    return archive.client().get(f"/api/v1{home(archive)}", headers=archive.bearer)


def record(archive: Archive) -> dict[str, Any]:
    (told,) = whole(archive).get_json()["campaigns"]
    return dict(told)


def put_right(archive: Archive, given: dict[str, Any], *, campaign: str | None = None) -> Any:
    address = f"/api/v1{home(archive)}/campaigns/{campaign or record(archive)['id']}"
    tag = {"If-Match": whole(archive).headers["ETag"]}
    return archive.client().patch(address, headers=archive.bearer | tag, json=given)


def call(archive: Archive, name: str) -> None:
    """Give the campaign another name in the document."""
    (entity,) = archive.client().get(f"/api/v1{home(archive)}/entities?label=CAMPAIGN").get_json()["items"]
    address = f"{home(archive)}/entities/{entity['id']}"
    answer = archive.client().patch(f"/api/v1{address}", headers=archive.tagged(address), json={"value": name})
    assert answer.status_code == 200


def test_record_put_right_is_told_everywhere_and_taken_back_by_undo(kept: Archive) -> None:
    first = record(kept)
    said = {"stage": "interim review", "period": "2024-03/2025", "launched_by": "Đảng ủy xã Tu Lý", "targets": []}
    answer = put_right(kept, said)
    assert answer.status_code == 200
    assert {name: record(kept)[name] for name in said} == said
    assert sorted(record(kept)["corrected"]) == sorted(said)
    campaign = kept.client().get(f"/api/v1/campaigns/{first['id']}").get_json()
    assert (campaign["period"], campaign["stages"][0]["stage"]) == ("2024-03/2025", "interim review")
    assert campaign["launched_by"]["label"] == "Đảng ủy xã Tu Lý"
    for _ in said:
        tag = {"If-Match": whole(kept).headers["ETag"]}
        assert kept.client().post(f"/api/v1{home(kept)}/undo", headers=kept.bearer | tag).status_code == 200
    assert record(kept) == first


def test_record_put_right_stays_when_the_document_is_read_again(kept: Archive) -> None:
    put_right(kept, {"period": "2024-03/2025"})
    tag = {"If-Match": whole(kept).headers["ETag"]}
    assert kept.client().post(f"/api/v1{home(kept)}/read-again", headers=kept.bearer | tag).status_code == 202
    kept.work()
    assert (record(kept)["period"], record(kept)["corrected"]) == ("2024-03/2025", ["period"])


def test_record_follows_its_campaign_to_another_name(kept: Archive) -> None:
    put_right(kept, {"period": "2024-03/2025"})
    call(kept, "Phong trào Đồi xanh Tu Lý")
    assert (record(kept)["name"], record(kept)["period"]) == ("Phong trào Đồi xanh Tu Lý", "2024-03/2025")
    assert "read_as" not in record(kept)


def test_what_was_said_of_a_campaign_that_is_none_waits_for_a_person(kept: Archive) -> None:
    put_right(kept, {"period": "2024-03/2025"})
    name = record(kept)["name"]
    for one in kept.client().get(f"/api/v1{home(kept)}/entities?label=CAMPAIGN").get_json()["items"]:
        address = f"/api/v1{home(kept)}/entities/{one['id']}"
        tag = {"If-Match": kept.client().get(address, headers=kept.bearer).headers["ETag"]}
        assert kept.client().delete(address, headers=kept.bearer | tag).status_code == 204
    assert whole(kept).get_json()["campaigns"] == []
    (item,) = kept.client().get("/api/v1/review?kind=misfit", headers=kept.bearer).get_json()["items"]
    assert (item["text"], item["field"], item["value"]) == (name, "period", "2024-03/2025")
    assert name in html.unescape(page(kept.staff(), "/review?kind=misfit"))


def test_value_that_cannot_be_is_refused_and_changes_nothing(kept: Archive) -> None:
    first = record(kept)
    refused: tuple[dict[str, Any], ...] = (
        {"stage": "finished"}, {"period": "năm 2024"}, {"launched_by": " "}, {"targets": ["x" * 1001]}, {"name": "x"},
    )  # fmt: skip
    for given in refused:
        answer = put_right(kept, given)
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json"), given
        assert record(kept) == first, given


def test_campaign_that_the_document_does_not_tell_of_is_not_found(kept: Archive) -> None:
    assert put_right(kept, {"stage": "launch"}, campaign="cunknown").status_code == 404


def test_form_of_a_record_keeps_what_it_says_otherwise_and_shows_what_a_colleague_said(kept: Archive) -> None:
    staff, first = kept.staff(), record(kept)
    form = f"{home(kept)}/campaigns/{first['id']}"
    assert form in page(staff, home(kept))
    text = page(staff, form)
    was = {name: hidden(text, name) for name in ("was.period", "was.launched_by")}
    same = {"period": first["period"] or "", "launched_by": first["launched_by"] or "", "stage": first["stage"] or ""}
    mine = same | {"period": "2024/2025", "participants": "Hội Vườn\r\n\r\nĐoàn xã Tu Lý"}
    assert send(staff, form, **was, **mine)[0] == 302
    assert record(kept)["corrected"] == ["period", "participants"]
    assert record(kept)["participants"] == ["Hội Vườn", "Đoàn xã Tu Lý"]
    status, told = send(staff, form, **was, **same | {"period": "2026"})
    assert (status, 'value="2026"' in told, "“2024/2025” (lan, " in told) == (412, True, True)
    assert record(kept)["period"] == "2024/2025"
    assert "sửa thông tin phong trào" in page(staff, home(kept))


def test_record_is_found_by_the_id_of_a_campaign_that_was_merged_into_another(kept: Archive) -> None:
    kept.take_in({"khac.txt": PLAN.replace("Đồi xanh", "Suối trong")})
    other = kept.client().get(f"/api/v1/documents/{kept.documents['khac.txt']}").get_json()["campaigns"][0]["id"]
    old = record(kept)["id"]
    told = kept.client().get(f"/api/v1/campaigns/{old}/names", headers=kept.bearer)
    tag = {"If-Match": told.headers["ETag"]}
    merger = kept.client().post(f"/api/v1/campaigns/{old}/merge", headers=kept.bearer | tag, json={"into": other})
    assert merger.status_code == 200
    assert record(kept)["id"] == other
    assert put_right(kept, {"period": "2024-03/2025"}, campaign=old).status_code == 200
    staff, form = kept.staff(), f"{home(kept)}/campaigns/{old}"
    assert "2024-03/2025" in page(staff, form)
    status, leads = send(staff, form, period="2026")
    assert (status, record(kept)["period"], f'#record-{other}"' in leads) == (302, "2026", True)


def test_refused_form_of_a_record_keeps_what_was_typed_under_the_names_of_its_fields(kept: Archive) -> None:
    staff, form = kept.staff(), f"{home(kept)}/campaigns/{record(kept)['id']}"
    typed = {"period": "mùa xuân", "targets": "trồng 2.000 cây keo\r\ntrồng 5 cây lim", "stage": "launch"}
    status, shown = send(staff, form, **typed)
    assert status == 422
    assert all(f">{label}</label>" in shown for label in ("Thời gian", "Chỉ tiêu", "Giai đoạn"))
    assert "\ntrồng 2.000 cây keo\r\ntrồng 5 cây lim</textarea>" in shown
    assert '<option value="launch" selected>Phát động</option>' in shown
    assert "Hãy chọn trong danh sách." in send(staff, form, stage="finished")[1]


def test_values_of_a_record_are_told_in_words_of_the_page(kept: Archive) -> None:
    put_right(kept, {"stage": "interim review", "period": "2024-03/2025"})
    assert "Giai đoạn: Sơ kết" in page(kept.staff(), home(kept))
    for one in kept.client().get(f"/api/v1{home(kept)}/entities?label=CAMPAIGN").get_json()["items"]:
        address = f"/api/v1{home(kept)}/entities/{one['id']}"
        tag = {"If-Match": kept.client().get(address, headers=kept.bearer).headers["ETag"]}
        assert kept.client().delete(address, headers=kept.bearer | tag).status_code == 204
    waiting = re.sub("<[^>]+>", "", page(kept.staff(), "/review?kind=misfit"))
    assert "Giai đoạn: Sơ kết" in waiting
    assert "3/2024 – 2025" in waiting


def test_record_put_right_under_another_name_keeps_that_when_the_name_is_taken_back(kept: Archive) -> None:
    first = record(kept)
    call(kept, "Phong trào Đồi xanh Tu Lý")
    put_right(kept, {"period": "2024-03/2025"})
    with kept.registry.write() as session:
        document = session.get_one(Document, kept.documents["ke-hoach.txt"])
        renaming = next(one for one in corrections_of(session, document.id) if one.kind == CHANGE)
        undo_correction(session, renaming.id, user_id=None)
        reapply(session, document)
    assert (record(kept)["name"], record(kept)["period"]) == (first["name"], "2024-03/2025")
    call(kept, "Đồi xanh Tu Lý mười năm")
    assert (record(kept)["name"], record(kept)["period"]) == ("Đồi xanh Tu Lý mười năm", "2024-03/2025")
    assert kept.client().get("/api/v1/review?kind=misfit", headers=kept.bearer).get_json()["items"] == []


def test_form_tells_who_put_a_record_right_under_another_name(kept: Archive) -> None:
    put_right(kept, {"period": "2024-03/2025"})
    call(kept, "Phong trào Đồi xanh Tu Lý")
    told = html.unescape(page(kept.staff(), f"{home(kept)}/campaigns/{record(kept)['id']}"))
    assert 'value="2024-03/2025"' in told
    assert re.search(r"evidence-of\">[^<]+ \(lan, ", told)


def test_list_of_a_record_holds_each_entry_once(kept: Archive) -> None:
    given = ["Hội Hoà Bình", "Đoàn xã Tu Lý", "Hội  Hòa Bình", "Đoàn xã Tu Lý"]
    assert put_right(kept, {"participants": given}).status_code == 200
    assert record(kept)["participants"] == ["Hội Hoà Bình", "Đoàn xã Tu Lý"]
