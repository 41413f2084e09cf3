"""One step from a mention to all documents: a word is taught, mends the others, breaks none, and can be taken back."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from .conftest import Archive, csrf_of

TEXT = "KẾ HOẠCH\nThi đua số {number}\n\nNgày {number}/3/2024, {who} phát động phong trào “Đồi xanh” ở bản Hạ."
FILES = {f"{number}.txt": TEXT.format(number=number, who="UBND xã Tu Lý cùng Ong Vàng") for number in range(1, 5)}
OTHER = {"khac.txt": TEXT.format(number=9, who="UBND xã Hiền Lương")}


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with four documents that name a unit nobody knows, and one that does not."""
    own_archive.take_in(FILES | OTHER)
    return own_archive


def units(archive: Archive, name: str) -> dict[str, Any]:
    answer = archive.client().get(f"/api/v1/documents/{archive.documents[name]}/entities?label=UNIT")
    return {one["text"]: one["value"] for one in answer.get_json()["items"]}


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def marked(archive: Archive, staff: FlaskClient) -> str:
    """The address of the unit, marked by hand in the first document."""
    home = f"/documents/{archive.documents['1.txt']}"
    form = {"words": "Ong Vàng", "nth": "1", "label": "UNIT", "value": "Câu lạc bộ Ong Vàng xã Tu Lý"}
    answer = staff.post(f"{home}/entities/new", data=form | {"csrf_token": csrf_of(staff, "/upload")})
    return f"{home}/entities/{answer.headers['Location'].rpartition('#m-')[2]}"


def test_taught_name_mends_the_others_and_taken_back_leaves_them(kept: Archive) -> None:
    staff = kept.staff()
    before = units(kept, "khac.txt")
    entity = marked(kept, staff)
    text = page(staff, f"{entity}/teach")
    assert "có trong 4 văn bản." in text
    assert 'value="Câu lạc bộ Ong Vàng xã Tu Lý"' in text
    form = {"kind": "alias", "value": "Câu lạc bộ Ong Vàng xã Tu Lý", "csrf_token": csrf_of(staff, "/upload")}
    assert staff.post(f"{entity}/teach", data=form).headers["Location"] == "/words"
    kept.work()
    for name in FILES:
        assert units(kept, name)["Ong Vàng"] == "Câu lạc bộ Ong Vàng xã Tu Lý", name
    assert units(kept, "khac.txt") == before
    remove = re.search(r'action="(/words/\d+/remove)"', page(staff, "/words"))
    assert remove
    staff.post(remove[1], data={"csrf_token": form["csrf_token"]})
    kept.work()
    assert ["Ong Vàng" in units(kept, name) for name in FILES] == [True, False, False, False]
    assert "Chưa dạy từ nào" in page(staff, "/words")


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
