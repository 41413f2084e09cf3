"""Saved pages without their tags: menus and lists go, the text stays."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.learn_line_body import WEIGHTS, digest_of_sources
from benchmarks.learn_web_body import learned_pages
from benchmarks.plain_pages import plain_lines, with_rows
from benchmarks.true_body import word_counts
from ingest.errors import IngestError
from ingest.formats import read_text
from ingest.parsers.html_encoding import decode_page

LEAST_PRECISION, LEAST_RECALL = 0.82, 0.99
"""Of words over all pages in both forms: measured, so that it does not fall unseen."""

ARTICLE = """Xã Phú Lâm ký giao ước thi đua giữa các thôn
Thứ Tư, 15/03/2017 - 08:30
Sáng 14/3, Ủy ban nhân dân xã Phú Lâm tổ chức hội nghị ký kết giao ước thi đua năm 2017 với đại diện 9 thôn.
Các thôn cam kết hoàn thành đường bê tông ngõ xóm trước ngày 30/9 và giúp ít nhất hai hộ thoát nghèo trong năm nay.
Minh Hạnh"""
MENU = """Trang chủ
Giới thiệu
Lịch sử hình thành
Vị trí địa lý
Điều kiện tự nhiên
Cơ cấu tổ chức
Thường trực Đảng ủy
Lãnh đạo UBND
Các ban ngành
Mặt trận Tổ quốc
Hội Nông dân
Hội Phụ nữ
Đoàn Thanh niên
Tin tức
Kinh tế - Xã hội
Văn hóa - Thể thao
An ninh - Quốc phòng
CLB Dưỡng sinh
CLB Bóng chuyền
Tổ hợp tác rau an toàn
Thông tin tuyên truyền
Công khai ngân sách
Lịch tiếp công dân
Văn bản
Văn bản UBND xã
Văn bản huyện
Thủ tục hành chính
Hỏi đáp
Liên hệ
Thư viện ảnh"""


def body_of(lines: list[str]) -> str:
    try:
        return read_text("\n".join(lines)).body
    except IngestError:
        return ""


def test_pages_without_tags_keep_their_text_and_lose_the_rest() -> None:
    totals = Counter[str]()
    for path in learned_pages():
        lines = plain_lines(decode_page(path.read_bytes()))
        for form in (lines, with_rows(path.stem, lines)):
            right, wanted, found = word_counts(path.with_suffix(".txt").read_text("utf-8"), body_of(form))
            totals.update(right=right, wanted=wanted, found=found)
    assert totals["right"] / totals["found"] >= LEAST_PRECISION
    assert totals["right"] / totals["wanted"] >= LEAST_RECALL


def test_weights_of_lines_are_of_the_pages_of_now() -> None:
    assert f"sources sha256 {digest_of_sources()}" in WEIGHTS.read_text("utf-8")


@pytest.mark.parametrize("page", [f"{MENU}\n{ARTICLE}", f"{ARTICLE}\n{MENU}"], ids=["above", "below"])
def test_long_menu_goes_wherever_it_stands(page: str) -> None:
    document = read_text(page)
    assert document.body.split("\n") == ARTICLE.split("\n")
    assert {"Tổ hợp tác rau an toàn", "Hội Nông dân"} <= set(document.furniture)


def test_short_lines_of_a_text_stay() -> None:
    members = "\n".join(f"{at}. Thôn {name}" for at, name in enumerate(("Đông", "Đoài", "Thượng", "Hạ", "Trung"), 1))
    page = ARTICLE.replace("\nMinh Hạnh", f"\nCác thôn ký giao ước gồm:\n{members}\nMinh Hạnh")
    assert read_text(page).body.split("\n") == page.split("\n")


def test_papers_that_a_page_offers_stay_above_its_lists() -> None:
    offer = "Tệp đính kèm: 14-NQ-HDND-da-ky.pdf (2,3 MB)"
    document = read_text(f"{ARTICLE}\n{offer}\n{MENU}")
    assert document.body.split("\n") == [*ARTICLE.split("\n"), offer]
    assert [clue.text for clue in document.clues if clue.field == "attachment"] == ["14-NQ-HDND-da-ky.pdf"]
