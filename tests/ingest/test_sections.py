"""The tree of numbered parts, and lines that only look like one."""

from __future__ import annotations

import pytest

from ingest.sections import find_sections

PLAN = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Phát huy truyền thống.
a) Tuyên truyền;
b) Vận động.
2. Yêu cầu
II. NỘI DUNG
1. Tuyên truyền
1.1. Hình thức
1.2. Thời gian
"""


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.heading) for section in find_sections(text)]


def test_sections_nest_by_the_kind_of_their_numbers() -> None:
    assert outline(PLAN) == [
        (1, "I.", "MỤC ĐÍCH, YÊU CẦU"),
        (2, "1.", "Mục đích"),
        (3, "a)", "Tuyên truyền"),
        (3, "b)", "Vận động"),
        (2, "2.", "Yêu cầu"),
        (1, "II.", "NỘI DUNG"),
        (2, "1.", "Tuyên truyền"),
        (3, "1.1.", "Hình thức"),
        (3, "1.2.", "Thời gian"),
    ]


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    sections = find_sections(PLAN)
    first, second = (section for section in sections if section.level == 1)
    assert (first.start, first.end, second.end) == (0, PLAN.index("II."), len(PLAN))


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("PHẦN THỨ NHẤT\nTÌNH HÌNH CHUNG", "PHẦN THỨ NHẤT", "TÌNH HÌNH CHUNG"),
        ("Chương I. Quy định chung", "Chương I.", "Quy định chung"),
        ("Điều 1. Phạm vi", "Điều 1.", "Phạm vi"),
        ("I - TÌNH HÌNH", "I -", "TÌNH HÌNH"),
        ("1- Tổ chức đợt thi đua", "1-", "Tổ chức đợt thi đua"),
        ("1/ Mục đích", "1/", "Mục đích"),
        ("1. 100% chi bộ", "1.", "100% chi bộ"),
    ],
)
def test_numbers_are_read_in_every_way_they_are_written(line: str, number: str, heading: str) -> None:
    (section, *_) = find_sections(line)
    assert (section.number, section.heading) == (number, heading)


@pytest.mark.parametrize(
    "line",
    [
        "28.8.1945 là ngày",
        "2019 - năm thi đua",
        "V. I. Lê-nin viết",
        "5. số thứ tự không có số trước",
        "x) chữ cuối",
        "Mục tiêu",
    ],
)
def test_lines_that_only_look_numbered_open_no_section(line: str) -> None:
    assert find_sections(line) == ()
