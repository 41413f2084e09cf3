"""A scan and the paper it was made from: folded together in results, and told of on their pages and by the API."""

from __future__ import annotations

import html

import pytest

from biennien.registry.readers import STAFF

from .conftest import Archive, seen_of

LETTER = (
    "KẾ HOẠCH\nThi đua trồng cây\n\nCác thôn trồng 120 cây xanh trước ngày 30/4/2024, chăm sóc cây đã trồng, rào giậu "
    "quanh vườn ươm, phân công từng hộ tưới nước trong mùa khô, thay cây chết trước mùa mưa. Ban công tác mặt trận mỗi "
    "thôn cử người theo dõi, ghi sổ, nộp về xã vào thứ sáu hằng tuần để tổng hợp, nêu gương và nhắc nhở."
)
FILES = {
    "ke-hoach.txt": LETTER,
    "ke-hoach-quet.txt": LETTER.replace("giậu", "giâu"),
    "khac.txt": "Thi đua dạy tốt " * 30,
}


@pytest.fixture
def copied(own_archive: Archive) -> Archive:
    """An archive with a letter, nearly the same letter, and another text."""
    own_archive.take_in(FILES)
    return own_archive


def test_result_folds_a_copy_under_its_like(copied: Archive) -> None:
    hits = copied.client().get("/api/v1/search?q=thi+dua").get_json()["hits"]
    told = {hit["source_file"]: hit["same_as"] for hit in hits}
    pair = {copied.documents[name] for name in ("ke-hoach.txt", "ke-hoach-quet.txt")}
    assert [same for same in told.values() if same] == [next(hit["id"] for hit in hits if hit["id"] in pair)]
    assert told["khac.txt"] is None
    page = html.unescape(copied.client().get("/?q=thi+dua").get_data(as_text=True))
    assert page.count('<article class="hit">') == 2
    assert page.count("Gần như giống hệt:") == 1


def test_document_names_its_copies_until_one_is_kept_for_staff(copied: Archive) -> None:
    letter, scan = copied.documents["ke-hoach.txt"], copied.documents["ke-hoach-quet.txt"]
    client = copied.client()
    before = client.get(f"/api/v1/documents/{letter}")
    assert [one["document"] for one in before.get_json()["copies"]] == [scan]
    assert f'href="/documents/{scan}"' in client.get(f"/documents/{letter}").get_data(as_text=True)
    staff = copied.staff()
    form = {"visibility": STAFF, "reason": "nháp"} | seen_of(staff, f"/documents/{scan}")
    staff.post(f"/documents/{scan}/visibility", data=form)
    after = client.get(f"/api/v1/documents/{letter}", headers={"If-None-Match": before.headers["ETag"]})
    assert after.get_json()["copies"] == []
    assert scan not in client.get(f"/documents/{letter}").get_data(as_text=True)
