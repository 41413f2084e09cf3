"""One step from a mention to all documents: a word is taught, mends the others, breaks none, and can be taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from biennien.registry import batching

from .conftest import Archive, csrf_of, page

TEXT = "KẾ HOẠCH\nThi đua số {number}\n\nNgày {number}/3/2024, {who} phát động phong trào “Đồi xanh” ở bản Hạ."
FILES = {f"{number}.txt": TEXT.format(number=number, who="UBND xã Tu Lý cùng Ong Vàng") for number in range(1, 12)}
WITHOUT = (
    "UBND xã Hiền Lương", "Hội Nông dân xã Tu Lý", "Đoàn Thanh niên xã Ong", "Công đoàn Trường Mầm non Vàng Anh",
    "Hội Phụ nữ xã Vàng Pheo", "Đảng ủy xã Tu Lý", "Hợp tác xã nuôi ong Mường Vàng", "Câu lạc bộ Vàng Ong xã Tu Lý",
    "Huyện đoàn Đà Bắc", "Trường THCS Hiền Lương",
)  # fmt: skip
OTHERS = {f"khac-{number}.txt": TEXT.format(number=number + 12, who=who) for number, who in enumerate(WITHOUT)}


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with eleven documents that name a unit nobody knows, and ten with words like it."""
    own_archive.take_in(FILES | OTHERS)
    return own_archive


def units(archive: Archive, name: str) -> dict[str, Any]:
    answer = archive.client().get(f"/api/v1/documents/{archive.documents[name]}/entities?label=UNIT")
    return {one["text"]: one["value"] for one in answer.get_json()["items"]}


def whole(archive: Archive, name: str) -> Any:
    """All that is read in a document: every mention with its id, the fields, the campaigns."""
    home = f"/api/v1/documents/{archive.documents[name]}"
    document = archive.client().get(home).get_json()
    kept = {field: document[field] for field in ("body", "metadata", "evidence", "sections", "campaigns")}
    return archive.client().get(f"{home}/entities").get_json()["items"], kept


def without_doubt(mention: dict[str, Any]) -> dict[str, Any]:
    """A mention without how sure it is, which depends a little on what else the text names."""
    return {name: value for name, value in mention.items() if name != "confidence"}


def found(archive: Archive, name: str) -> set[str]:
    """The files that a search for a unit finds."""
    hits = archive.client().get("/api/v1/search", query_string={"unit": name, "size": 50}).get_json()["hits"]
    return {hit["source_file"] for hit in hits}


def marked(archive: Archive, staff: FlaskClient) -> str:
    """The address of the unit, marked by hand in the first document."""
    home = f"/documents/{archive.documents['1.txt']}"
    form = {"words": "Ong Vàng", "nth": "1", "label": "UNIT", "value": "Câu lạc bộ Ong Vàng xã Tu Lý"}
    answer = staff.post(f"{home}/entities/new", data=form | {"csrf_token": csrf_of(staff, "/upload")})
    return f"{home}/entities/{answer.headers['Location'].rpartition('#m-')[2]}"


def test_one_taught_name_mends_ten_others_breaks_none_and_taken_back_leaves_them(kept: Archive) -> None:
    name = "Câu lạc bộ Ong Vàng xã Tu Lý"
    staff = kept.staff()
    before = {file: whole(kept, file) for file in kept.documents}
    entity = marked(kept, staff)
    text = page(staff, f"{entity}/teach")
    assert "có trong 11 văn bản." in text
    assert f'value="{name}"' in text
    form = {"kind": "alias", "value": name, "csrf_token": csrf_of(staff, "/upload")}
    assert staff.post(f"{entity}/teach", data=form).headers["Location"] == "/words"
    assert "chờ được đọc</span>" in page(staff, "/words")
    kept.work()
    assert "xong</span>" in page(staff, "/words")
    for file in FILES:
        assert units(kept, file)["Ong Vàng"] == name, file
        mentions, kept_fields = whole(kept, file)
        others = [one for one in mentions if one["text"] != "Ong Vàng"]
        assert [without_doubt(one) for one in others] == [without_doubt(one) for one in before[file][0]], file
        assert kept_fields["metadata"] == before[file][1]["metadata"], file
    assert {file: whole(kept, file) for file in OTHERS} == {file: before[file] for file in OTHERS}
    assert found(kept, name) == set(FILES)
    remove = re.search(r'action="(/words/\d+/remove)"', page(staff, "/words"))
    assert remove
    staff.post(remove[1], data={"csrf_token": form["csrf_token"]})
    kept.work()
    assert ["Ong Vàng" in units(kept, file) for file in FILES] == [True] + [False] * 10
    assert {file: whole(kept, file) for file in kept.documents if file != "1.txt"} == {
        file: told for file, told in before.items() if file != "1.txt"
    }
    assert found(kept, name) == {"1.txt"}
    assert "Chưa dạy từ nào" in page(staff, "/words")


def test_reading_with_taught_words_shows_how_far_it_is_stops_and_goes_on(
    kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "AT_ONCE", 3)
    name, staff = "Câu lạc bộ Ong Vàng xã Tu Lý", kept.staff()
    entity, token = marked(kept, staff), {"csrf_token": csrf_of(staff, "/upload")}
    staff.post(f"{entity}/teach", data=token | {"kind": "alias", "value": name})
    text = page(staff, "/words")
    stop = re.search(r'action="(/batches/[^"]+)/stop"', text)
    assert stop and "0 / 21" in text
    staff.post(f"{stop[1]}/stop", data=token)
    kept.work()
    assert not any("Ong Vàng" in units(kept, file) for file in FILES if file != "1.txt")
    assert "/stop" not in page(staff, "/words") and "0 / 21" in page(staff, stop[1])
    staff.post(f"{stop[1]}/start", data=token)
    home = f"/documents/{kept.documents['khac-0.txt']}"
    unit = kept.client().get(f"/api/v1{home}/entities?label=UNIT").get_json()["items"][0]["id"]
    staff.post(f"{home}/entities/{unit}/teach", data=token | {"kind": "stop"})  # while the one before is at work
    while batching.advance_some(kept.registry):
        pass
    kept.work()
    assert all(units(kept, file)["Ong Vàng"] == name for file in FILES)
    assert "UBND xã Hiền Lương" not in units(kept, "khac-0.txt")
    assert "21 / 21" in page(staff, "/words")


def test_words_that_are_none_are_marked_nowhere(kept: Archive) -> None:
    staff = kept.staff()
    home = f"/documents/{kept.documents['2.txt']}"
    items = kept.client().get(f"/api/v1{home}/entities?label=UNIT").get_json()["items"]
    unit = next(one for one in items if one["text"] == "UBND xã Tu Lý")
    form = {"kind": "stop", "csrf_token": csrf_of(staff, "/upload")}
    staff.post(f"{home}/entities/{unit['id']}/teach", data=form)
    kept.work()
    assert not any("UBND xã Tu Lý" in units(kept, name) for name in FILES)
    again = marked(kept, staff)
    assert staff.post(f"{again}/teach", data=form | {"kind": "nonsense"}).status_code == 422


def test_others_teach_nothing(kept: Archive) -> None:
    assert kept.client().get("/words").headers["Location"].startswith("/login")


def test_kind_that_the_form_does_not_offer_is_refused(own_archive: Archive) -> None:
    own_archive.take_in({"1.txt": FILES["1.txt"]})
    staff, home = own_archive.staff(), f"/documents/{own_archive.documents['1.txt']}"
    found = own_archive.client().get(f"/api/v1{home}/entities?label=SLOGAN").get_json()["items"]
    entity, token = f"{home}/entities/{found[0]['id']}", csrf_of(staff, "/upload")
    assert 'value="place"' not in page(staff, f"{entity}/teach")
    for kind in ("place", "unit", "alias", "", "khác"):
        answer = staff.post(f"{entity}/teach", data={"kind": kind, "value": "Đồi xanh", "csrf_token": token})
        assert answer.status_code == 422, kind
    assert "Chưa dạy từ nào" in page(staff, "/words")
    assert staff.post(f"{entity}/teach", data={"kind": "slogan", "csrf_token": token}).status_code == 302
