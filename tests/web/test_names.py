"""Names of units, slogans and campaigns decided by staff, by pages and API: in search, and at old addresses."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from biennien.registry import name_leading
from biennien.registry.name_compare import compare_some_names

from .conftest import Archive, csrf_of, page

TEXT = "KẾ HOẠCH\nThi đua số {number}\n\nNgày {number}/3/2024, {who} phát động phong trào “{campaign}” ở bản Hạ."
FILES = {
    "1.txt": TEXT.format(number=1, who="UBND xã Tu Lý", campaign="Đồi xanh"),
    "2.txt": TEXT.format(number=2, who="UBND xã Hiền Lương", campaign="Đồi xanh"),
    "3.txt": TEXT.format(number=3, who="UBND xã Tu Lý", campaign="Đòi xanh"),
}
TU_LY, HIEN_LUONG = "Ủy ban nhân dân xã Tu Lý", "Ủy ban nhân dân xã Hiền Lương"


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with three documents: two units, two campaigns that a slip tells apart."""
    own_archive.take_in(FILES)
    return own_archive


def ask(archive: Archive, method: str, path: str, **options: Any) -> TestResponse:
    headers = archive.bearer | options.pop("headers", {})
    return archive.client().open(f"/api/v1{path}", method=method, headers=headers, **options)


def id_of(archive: Archive, shelf: str, label: str) -> str:
    items = ask(archive, "GET", f"/{shelf}").get_json()["items"]
    return str(next(item["id"] for item in items if item["label"] == label))


def act(archive: Archive, method: str, path: str, given: dict[str, Any]) -> TestResponse:
    """Do something to an entry as it is now."""
    entry = "/".join(path.split("/")[:3])
    tag = ask(archive, "GET", f"{entry}/names").headers["ETag"]
    return ask(archive, method, path, headers={"If-Match": tag}, json=given)


def facet(archive: Archive, name: str) -> dict[str, int]:
    archive.work()
    facets = archive.client().get("/api/v1/search?q=thi+dua").get_json()["facets"]
    return {bucket["label"]: bucket["count"] for bucket in facets[name]}


def post(client: FlaskClient, path: str, **form: Any) -> TestResponse:
    """Send a form of a page with its token and tag."""
    text = page(client, path)
    tag = re.search(r'name="tag" value="([^"]+)"', text)
    assert tag
    return client.post(path.partition("?")[0], data={"csrf_token": csrf_of(client, path), "tag": tag[1]} | form)


def test_merged_unit_is_one_in_search_and_at_its_old_address_until_undone(kept: Archive) -> None:
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    first = facet(kept, "unit")
    assert (first[TU_LY], first[HIEN_LUONG]) == (2, 1)
    done = act(kept, "POST", f"/units/{old}/merge", {"into": new})
    assert (done.status_code, done.get_json()["id"], done.get_json()["merged"]) == (200, new, [old])
    assert facet(kept, "unit")[TU_LY] == 3
    moved = ask(kept, "GET", f"/units/{old}?lang=en")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"/api/v1/units/{new}?lang=en")
    there = kept.client().get(f"/units/{old}?lang=en")
    assert (there.status_code, there.headers["Location"]) == (301, f"/units/{new}?lang=en")
    assert kept.client().get(f"/api/v1/search?unit={old}").get_json()["total"] == 3
    rows = ask(kept, "GET", f"/documents/{kept.documents['2.txt']}/entities?label=UNIT").get_json()["items"]
    assert {row["unit_id"] for row in rows} == {new}
    number = done.get_json()["acts"][0]["id"]
    assert act(kept, "POST", f"/units/{new}/undo", {"act": number}).status_code == 200
    assert facet(kept, "unit") == first
    assert kept.client().get(f"/units/{old}").status_code == 200


def test_merger_without_a_target_names_the_field_and_what_to_do(kept: Archive) -> None:
    unit, staff = id_of(kept, "units", TU_LY), kept.staff()
    for given in ({}, {"into": ""}, {"into": " "}):
        told = act(kept, "POST", f"/units/{unit}/merge", given)
        assert told.status_code == 422
        assert [one["parameter"] for one in told.get_json()["errors"]] == ["into"]
    assert "“into”" in told.get_json()["detail"]
    form = {"csrf_token": csrf_of(staff, f"/units/{unit}/names"), "tag": "x"}
    for answer in (staff.post(f"/units/{unit}/merge", data=form), staff.get(f"/units/{unit}/merge")):
        text = html.unescape(answer.get_data(as_text=True))
        assert (answer.status_code, "<code>into</code>" in text) == (422, True)
        assert "chọn" in text


def test_renamed_campaign_keeps_its_address_and_old_name(kept: Archive) -> None:
    campaign = id_of(kept, "campaigns", "phong trào “Đồi xanh”")
    done = act(kept, "PATCH", f"/campaigns/{campaign}", {"name": "phong trào “Đồi xanh, suối sạch”"})
    assert [one["name"] for one in done.get_json()["aliases"]] == ["phong trào “Đồi xanh”"]
    assert "phong trào “Đồi xanh, suối sạch”" in facet(kept, "campaign")
    assert kept.client().get("/api/v1/search?campaign=Đồi+xanh").get_json()["total"] == 2
    told = kept.client().get(f"/api/v1/campaigns/{campaign}").get_json()
    assert (told["confirmed"], told["label"]) == (True, "phong trào “Đồi xanh, suối sạch”")


def test_alias_is_added_taken_off_and_refused_where_another_bears_it(kept: Archive) -> None:
    unit = id_of(kept, "units", TU_LY)
    assert act(kept, "POST", f"/units/{unit}/aliases", {"name": "Xã ta"}).status_code == 200
    assert kept.client().get("/api/v1/search?unit=xa+ta").get_json()["total"] == 2
    taken = act(kept, "POST", f"/units/{unit}/aliases", {"name": HIEN_LUONG})
    assert (taken.status_code, taken.get_json()["code"]) == (409, "name_in_use")
    assert act(kept, "DELETE", f"/units/{unit}/aliases", {"name": "Xã ta"}).status_code == 200
    assert kept.client().get("/api/v1/search?unit=xa+ta").get_json()["total"] == 0


def test_parted_documents_go_to_a_new_unit_and_stay_there(kept: Archive) -> None:
    unit = id_of(kept, "units", TU_LY)
    given = {"documents": [kept.documents["3.txt"]], "name": "Ủy ban nhân dân xã Tu Lý mới"}
    assert act(kept, "POST", f"/units/{unit}/split", given).status_code == 200
    seen = kept.tagged(f"/documents/{kept.documents['3.txt']}")
    assert ask(kept, "POST", f"/documents/{kept.documents['3.txt']}/read-again", headers=seen).status_code == 202
    found = facet(kept, "unit")
    assert (found[TU_LY], found["Ủy ban nhân dân xã Tu Lý mới"]) == (1, 1)
    nothing = act(kept, "POST", f"/units/{unit}/split", {"documents": ["d0"], "name": "Khác"})
    assert (nothing.status_code, nothing.get_json()["code"]) == (422, "nothing_to_split")


def test_second_of_two_people_sees_the_conflict(kept: Archive) -> None:
    unit = id_of(kept, "units", TU_LY)
    tag = ask(kept, "GET", f"/units/{unit}").headers["ETag"]
    assert ask(kept, "PATCH", f"/units/{unit}", json={}).status_code == 428
    assert ask(kept, "PATCH", f"/units/{unit}", headers={"If-Match": tag}, json={}).status_code == 200
    late = ask(kept, "PATCH", f"/units/{unit}", headers={"If-Match": tag}, json={"name": "Khác"})
    assert (late.status_code, late.get_json()["code"]) == (412, "entry_changed")
    blocked = act(kept, "POST", f"/units/{unit}/undo", {"act": 99})
    assert blocked.status_code == 404


def test_proposal_is_listed_refused_and_accepted_by_programs(kept: Archive) -> None:
    while compare_some_names(kept.registry):
        pass
    listed = ask(kept, "GET", "/proposals").get_json()
    (proposal,) = [one for one in listed["items"] if one["kind"] == "campaign"]
    assert (proposal["into"]["label"], proposal["into"]["documents"]) == ("phong trào “Đồi xanh”", 2)
    done = ask(kept, "POST", f"/proposals/{proposal['id']}/accept", json={})
    assert (done.status_code, done.get_json()["id"]) == (200, proposal["into"]["id"])
    assert facet(kept, "campaign") == {"phong trào “Đồi xanh”": 3}
    act(kept, "POST", f"/campaigns/{proposal['into']['id']}/undo", {"act": done.get_json()["acts"][0]["id"]})
    assert ask(kept, "POST", f"/proposals/{proposal['id']}/refuse").status_code == 204
    assert ask(kept, "POST", f"/proposals/{proposal['id']}/accept", json={}).status_code == 404
    assert ask(kept, "GET", "/proposals").get_json()["counts"].get("campaign") is None


def test_pages_show_the_merger_before_do_it_and_take_it_back(kept: Archive) -> None:
    staff = kept.staff()
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    assert "chưa ai xác nhận" in page(staff, f"/units/{old}")
    assert f"/units/{old}/merge?into={new}" in page(staff, f"/units/{old}/names?q=tu+ly")
    look = f"/units/{old}/merge?into={new}"
    text = page(staff, look)
    assert "1 văn bản chuyển sang đó" in text
    assert post(staff, look, into=new).headers["Location"] == f"/units/{new}/names"
    text = page(staff, f"/units/{new}/names")
    assert "gộp" in text
    assert "có người xác nhận" in text
    assert staff.get(f"/units/{old}/names").headers["Location"] == f"/units/{new}/names"
    number = re.search(r'name="act" value="(\d+)"', text)
    assert number
    assert post(staff, f"/units/{new}/names", action="undo", act=number[1]).status_code == 302
    assert "đã hoàn tác" in page(staff, f"/units/{old}/names")


def test_progress_is_shown_until_all_documents_are_led(kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_leading, "AT_ONCE", 1)
    monkeypatch.setattr(name_leading, "STEP", 1)
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    kept.take_in({"4.txt": TEXT.format(number=4, who="UBND xã Hiền Lương", campaign="Đồi xanh")})
    done = act(kept, "POST", f"/units/{old}/merge", {"into": new}).get_json()
    assert done["leading"] is None
    done = act(kept, "POST", f"/units/{new}/undo", {"act": done["acts"][0]["id"]}).get_json()
    staff = kept.staff()
    while leading := done["leading"]:
        number, left = leading["documents"], leading["waiting"]
        for row_id in (old, new):
            for path in (f"/units/{row_id}/names", f"/units/{row_id}"):
                assert f'max="{number}" value="{number - left}"' in page(staff, path)
        assert "<progress" not in page(kept.client(), f"/units/{new}")
        assert name_leading.advance_some(kept.registry)
        done = ask(kept, "GET", f"/units/{old}/names").get_json()
        assert (done["leading"] or {"documents": number, "waiting": 0}) == {"documents": number, "waiting": left - 1}
    assert "<progress" not in page(staff, f"/units/{new}/names")


def test_merger_is_told_beforehand_and_done_in_the_state_that_was_told(kept: Archive) -> None:
    kept.take_in({"4.txt": TEXT.format(number=4, who="UBND xã Hiền Lương", campaign="Đồi xanh")}, visibility="staff")
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    look = f"/units/{old}/merge?into={new}"
    told = ask(kept, "GET", look)
    found = told.get_json()
    assert (found["entry"], found["into"]) == ({"id": old, "label": HIEN_LUONG}, {"id": new, "label": TU_LY})
    assert (found["documents"], found["both"], found["hidden"], found["mentions"]) == (2, 0, 0, 2)
    assert (HIEN_LUONG in found["names"], found["addresses"]) == (True, [old])
    (conflict,) = found["conflicts"]
    assert conflict == {"reason": "place", "entry": "xã Hiền Lương", "into": "xã Tu Lý", "documents": 0}
    assert "hai mục ở hai nơi khác nhau" in page(kept.staff(), look)
    assert id_of(kept, "units", HIEN_LUONG) == old
    assert ask(kept, "GET", f"/units/{old}/merge?into={old}").status_code == 409
    assert kept.client().get(f"/api/v1{look}").status_code == 401
    tag = {"If-Match": told.headers["ETag"]}
    assert ask(kept, "POST", f"/units/{old}/merge", json={"into": new}, headers=tag).status_code == 200
    assert ask(kept, "POST", f"/units/{new}/merge", json={"into": new}, headers=tag).status_code == 412


def test_facets_tell_merged_names_once_before_the_index_follows(kept: Archive) -> None:
    both = TEXT.format(number=4, who="UBND xã Tu Lý, UBND xã Hiền Lương", campaign="Đồi xanh")
    kept.take_in({"4.txt": both})
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    assert act(kept, "POST", f"/units/{old}/merge", {"into": new}).status_code == 200

    def told(**asked: str) -> dict[str, int]:
        found = kept.client().get("/api/v1/search", query_string={"q": "thi dua", **asked}).get_json()["facets"]["unit"]
        return {bucket["value"]: bucket["count"] for bucket in found if bucket["value"] in (old, new)}

    asked: list[dict[str, str]] = [{}, {"unit": old}, {"unit": f"-{new}"}, {"from": "2025"}]
    lagging = [told(**one) for one in asked]
    kept.work()
    assert lagging == [told(**one) for one in asked] == [{new: 4}, {new: 4}, {new: 4}, {}]


def test_pages_rename_name_part_and_confirm(kept: Archive) -> None:
    staff = kept.staff()
    slogans = id_of(kept, "campaigns", "phong trào “Đòi xanh”")
    home = f"/campaigns/{slogans}/names"
    for form in (
        {"action": "rename", "name": "phong trào “Đồi chè”"}, {"action": "alias", "name": "phong trào chè"},
        {"action": "unalias", "name": "phong trào chè"}, {"action": "confirm"},
    ):  # fmt: skip
        assert post(staff, home, **form).status_code == 302, form
    chosen = {"document": kept.documents["3.txt"], "name": "phong trào “Chè xanh”", "into": ""}
    look = post(staff, home, action="part", **chosen)
    assert "Từ nay trong 1 văn bản" in html.unescape(look.get_data(as_text=True))
    assert post(staff, home, action="split", **chosen).status_code == 302
    assert facet(kept, "campaign") == {"phong trào “Đồi xanh”": 2, "phong trào “Chè xanh”": 1}
    into = {"document": kept.documents["1.txt"], "into": "che xanh"}
    home = f"/campaigns/{id_of(kept, 'campaigns', 'phong trào “Đồi xanh”')}/names"
    assert post(staff, home, action="part", **into).status_code == 200
    assert post(staff, home, action="part", document="d0", into="khong co").status_code == 422
    stale = {"csrf_token": csrf_of(staff, home), "tag": "x", "action": "confirm"}
    assert staff.post(home, data=stale).status_code == 412


def test_others_see_who_confirmed_only_as_a_mark_and_no_desk(kept: Archive) -> None:
    unit = id_of(kept, "units", TU_LY)
    act(kept, "PATCH", f"/units/{unit}", {})
    text = page(kept.client(), f"/units/{unit}")
    assert "có người xác nhận" in text
    assert "/names" not in text
    assert "lan" not in re.sub(r"<[^>]+>", " ", text).split()


def test_campaign_tells_its_launcher_by_the_name_it_has_now(kept: Archive) -> None:
    old, new = id_of(kept, "units", HIEN_LUONG), id_of(kept, "units", TU_LY)
    act(kept, "PATCH", f"/units/{new}", {"name": "Ủy ban nhân dân xã Tu Lý, huyện Đà Bắc"})
    act(kept, "POST", f"/units/{old}/merge", {"into": new})
    campaign = id_of(kept, "campaigns", "phong trào “Đồi xanh”")
    told = kept.client().get(f"/api/v1/campaigns/{campaign}").get_json()
    assert told["launched_by"] == {"id": new, "label": "Ủy ban nhân dân xã Tu Lý, huyện Đà Bắc"}


def test_nul_and_numbers_without_end_are_refused(kept: Archive) -> None:
    unit, staff = id_of(kept, "units", TU_LY), kept.staff()
    for name in ("A\x00B", "\x00"):
        assert act(kept, "PATCH", f"/units/{unit}", {"name": name}).status_code == 400
        assert post(staff, f"/units/{unit}/names", action="rename", name=name).status_code == 400
    as_upload = {"csrf_token": csrf_of(staff, f"/units/{unit}/names"), "action": "rename", "name": "A\x00B"}
    answer = staff.post(f"/units/{unit}/names", data=as_upload, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert act(kept, "PATCH", f"/units/{unit}", {"name": "A\\u0000B"}).status_code == 200
    for number in ("0", "9" * 30, "9" * 300, "x"):
        assert ask(kept, "POST", f"/proposals/{number}/refuse").status_code == 404
    assert post(staff, f"/units/{unit}/names", action="refuse", proposal="9" * 30).status_code == 404
