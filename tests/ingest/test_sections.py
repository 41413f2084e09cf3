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
        "1. 5. 2018 là ngày",
        "1/5/2018 ra quân",
        "1.5 triệu đồng",
        "1. | Xã Tân Lập | 40",
        "- gạch đầu dòng ngoài mọi phần",
        "Phần 2 của kế hoạch này nói rõ từng việc, từng người, từng ngày để các xã, các thôn cùng theo mà làm",
        "2019 - năm thi đua",
        "V. I. Lê-nin viết",
        "5. số thứ tự không có số trước",
        "x) chữ cuối",
        "Mục tiêu",
    ],
)
def test_lines_that_only_look_numbered_open_no_section(line: str) -> None:
    assert find_sections(line) == ()


def test_kinds_nest_in_the_order_of_the_document() -> None:
    body = """\
PHẦN THỨ NHẤT
TÌNH HÌNH CHUNG
A. KẾT QUẢ
I- Trồng trọt
1/ Vụ đông
a/ Diện tích
- Xã Tân Lập 40 ha;
+ thôn Nà Pán 12 ha;
b/ Năng suất
2/ Vụ xuân
II- Chăn nuôi
B. TỒN TẠI
PHẦN THỨ HAI
PHƯƠNG HƯỚNG
1. Mục tiêu
1.1. Chung
1.1.1. Sản lượng
1.2. Riêng
"""
    assert outline(body) == [
        (1, "PHẦN THỨ NHẤT", "TÌNH HÌNH CHUNG"),
        (2, "A.", "KẾT QUẢ"),
        (3, "I-", "Trồng trọt"),
        (4, "1/", "Vụ đông"),
        (5, "a/", "Diện tích"),
        (6, "-", "Xã Tân Lập 40 ha"),
        (7, "+", "thôn Nà Pán 12 ha"),
        (5, "b/", "Năng suất"),
        (4, "2/", "Vụ xuân"),
        (3, "II-", "Chăn nuôi"),
        (2, "B.", "TỒN TẠI"),
        (1, "PHẦN THỨ HAI", "PHƯƠNG HƯỚNG"),
        (2, "1.", "Mục tiêu"),
        (3, "1.1.", "Chung"),
        (4, "1.1.1.", "Sản lượng"),
        (3, "1.2.", "Riêng"),
    ]


def test_numbers_with_brackets_and_letters_nest_either_way() -> None:
    letters_out = outline("a) Xã\n1) Tân Lập\n2) Tân Hòa\nb) Phường\n1) Hòa Chung")
    assert [level for level, _, _ in letters_out] == [1, 2, 2, 1, 2]
    brackets_out = outline("1) Xã\na) Tân Lập\nb) Tân Hòa\n2) Phường\na) Hòa Chung")
    assert [level for level, _, _ in brackets_out] == [1, 2, 2, 1, 2]


def test_a_law_nests_clauses_and_points_in_articles_in_chapters() -> None:
    body = """\
Chương I
Những quy định chung
Mục 1. PHẠM VI
Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định:
a) Mức thưởng;
b) Quỹ thưởng.
2. Không áp dụng với doanh nghiệp.
Điều 2. Đối tượng
1. Cá nhân.
Chương II
MỨC THƯỞNG VÀ
QUỸ THƯỞNG
Điều 3. Mức thưởng
"""
    found = outline(body)
    assert [level for level, _, _ in found] == [1, 2, 3, 4, 5, 5, 4, 3, 4, 1, 2]
    assert [heading for level, _, heading in found if level == 1] == [
        "Những quy định chung",
        "MỨC THƯỞNG VÀ QUỸ THƯỞNG",
    ]


def test_numbers_start_again_in_each_annex() -> None:
    found = outline("I. MỤC ĐÍCH\n1. Chung\nPHỤ LỤC I\nDANH SÁCH\n1. Tân Lập\n2. Tân Hòa\nPHỤ LỤC II\n1. Nà Pán")
    assert [(level, number) for level, number, _ in found] == [
        (1, "I."), (2, "1."), (1, "PHỤ LỤC I"), (2, "1."), (2, "2."), (1, "PHỤ LỤC II"), (2, "1."),
    ]  # fmt: skip


def test_the_list_of_recipients_is_no_part_of_the_last_section() -> None:
    found = outline("1. Tổ chức\n- Xã lập danh sách;\nNơi nhận:\n- Như trên;\n- Lưu: VT.")
    assert [number for _, number, _ in found] == ["1.", "-"]


def test_headings_without_a_number_are_sections_where_the_file_says_so() -> None:
    body = "I. KẾT QUẢ\nVề kinh tế\n1. Lúa\n2. Ngô\nVề xã hội\n1. Trường học\nII. TỒN TẠI"
    headings = [(body.index(text), body.index(text) + len(text)) for text in ("Về kinh tế", "Về xã hội")]
    found = [(section.level, section.number or section.heading) for section in find_sections(body, headings=headings)]
    assert found == [(1, "I."), (2, "Về kinh tế"), (3, "1."), (3, "2."), (2, "Về xã hội"), (3, "1."), (1, "II.")]
