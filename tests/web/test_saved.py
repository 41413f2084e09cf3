"""Searches that staff keep: what is new since they looked, feeds, and who sees what."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from lxml import etree

from biennien.registry.accounts import add_user
from biennien.registry.readers import STAFF

from .conftest import PASSWORD, STAFF_ONLY, Archive, csrf_of, make_archive

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    assert [root.findtext(f"{ATOM}{name}") is not None for name in ("id", "title", "updated")] == [True] * 3
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with a document and a search that finds it, kept by a member of staff."""
    own_archive.take_in({"mot.txt": "KẾ HOẠCH\nThi đua trồng cây năm 2020 của thôn Hạ"})
    staff = own_archive.staff()
    form = {"search": "q=thi+dua&type=plan", "name": "Trồng cây", "csrf_token": csrf_of(staff, "/upload")}
    assert staff.post("/searches", data=form).status_code == 302
    return own_archive


@pytest.mark.parametrize("search", ["q=" + "a" * 3_000, "unit=x&from=mai", "from=2020&to=1990"])
def test_search_that_cannot_be_used_is_not_kept_as_one_for_everything(kept: Archive, search: str) -> None:
    staff, before = kept.staff(), page(kept).count('class="inline"')
    form = {"search": search, "name": "Lạ", "csrf_token": csrf_of(staff, "/upload")}
    assert staff.post("/searches", data=form).status_code == 422
    assert "Lạ" not in page(kept)
    assert page(kept).count('class="inline"') == before


def page(archive: Archive) -> str:
    return html.unescape(archive.staff().get("/searches").get_data(as_text=True))


def feed_address(archive: Archive) -> str:
    found = re.search(r'href="http://localhost(/searches/[^"]+[.]atom[?]key=[^"]+)"', page(archive))
    assert found
    return found[1]


def test_kept_search_tells_its_filters_in_words(kept: Archive) -> None:
    kept.take_in({"xa.txt": "THÔNG BÁO\nNgày 5/3/2024, UBND xã Tu Lý họp."})
    staff = kept.staff()
    unit = kept.client().get("/api/v1/units").get_json()["items"][0]
    form = {
        "search": f"unit={unit['id']}&type=-plan&from=2020",
        "name": "Khác",
        "csrf_token": csrf_of(staff, "/upload"),
    }
    assert staff.post("/searches", data=form).status_code == 302
    told = re.findall(r"<span>([^<]+: [^<]+)</span>", page(kept))
    assert told == [
        "Đơn vị: " + unit["label"],
        "Loại văn bản: không kế hoạch",
        "Năm: 2020 – …",
        "Loại văn bản: kế hoạch",
    ]


def test_kept_search_counts_what_came_since_it_was_looked_at(kept: Archive) -> None:
    assert "chưa có gì mới" in page(kept)
    kept.take_in({"hai.txt": "KẾ HOẠCH\nThi đua trồng rừng năm 2021 của thôn Thượng"})
    kept.take_in({"ba.txt": "THÔNG BÁO\nThi đua: nghỉ họp"})
    assert "1 mới" in page(kept)
    staff = kept.staff()
    action = re.search(r'action="(/searches/[^"]+/look)"', staff.get("/searches").get_data(as_text=True))
    assert action
    answer = staff.post(action[1], data={"csrf_token": csrf_of(staff, "/searches")})
    assert answer.headers["Location"] == "/?q=thi+dua&type=plan&sort=added"
    assert "chưa có gì mới" in page(kept)


def test_feed_of_a_kept_search_gives_the_last_added_first_and_public_ones_only(kept: Archive) -> None:
    kept.take_in({"hai.txt": "KẾ HOẠCH\nThi đua trồng rừng năm 2021 của thôn Thượng"})
    kept.take_in({"noi-bo.txt": "KẾ HOẠCH\nThi đua nội bộ năm 2021"}, visibility=STAFF)
    answer = kept.client().get(feed_address(kept))
    assert answer.mimetype == "application/atom+xml"
    assert entries(answer.data) == [
        "Kế hoạch Thi đua trồng rừng năm 2021 của thôn Thượng",
        "Kế hoạch Thi đua trồng cây năm 2020 của thôn Hạ",
    ]


def test_feed_wants_its_key_and_ends_with_its_search(kept: Archive) -> None:
    address = feed_address(kept)
    assert kept.client().get(address.partition("=")[0] + "=wrong").status_code == 404
    staff = kept.staff()
    action = re.search(r'action="(/searches/[^"]+/remove)"', staff.get("/searches").get_data(as_text=True))
    assert action
    staff.post(action[1], data={"csrf_token": csrf_of(staff, "/searches")})
    assert "Chưa lưu lượt tìm nào" in page(kept)
    assert kept.client().get(address).status_code == 404


def test_result_page_leads_to_its_feed(archive: Archive) -> None:
    text = html.unescape(archive.client().get("/?q=suoi").get_data(as_text=True))
    assert 'type="application/atom+xml"' in text
    assert 'href="/feed.atom?q=suoi"' in text
    found = entries(archive.client().get("/feed.atom?q=suoi").data)
    assert found and all("Bản không rác" in title or "suối" in title.lower() for title in found)


def test_feeds_hide_what_is_for_staff(archive: Archive) -> None:
    assert archive.documents[STAFF_ONLY] not in archive.client().get("/feed.atom").get_data(as_text=True)


def test_searches_of_others_are_not_there(kept: Archive) -> None:
    assert kept.client().get("/searches").headers["Location"].startswith("/login")
    with kept.registry.write() as session:
        add_user(session, "mai", PASSWORD)
    other = kept.staff("mai")
    assert "Trồng cây" not in other.get("/searches").get_data(as_text=True)
    search = feed_address(kept).rpartition(".atom")[0]
    for step in ("look", "remove"):
        address = f"{search}/{step}"
        assert other.post(address, data={"csrf_token": csrf_of(other, "/upload")}).status_code == 404
    assert "Trồng cây" in page(kept)


def test_closed_archive_gives_feeds_to_their_keys_only(tmp_path: Path) -> None:
    closed = make_archive(tmp_path, READING="signed-in")
    assert closed.client().get("/feed.atom").status_code in (302, 401)
    assert closed.client().get("/searches/q1.atom?key=x").status_code == 404
