"""Saved pages lose their furniture and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.formats import read_text
from ingest.paragraphs import CELL_MARK
from ingest.webpages.bylines import find_names
from ingest.webpages.datelines import find_dateline
from ingest.webpages.furniture_rules import is_controls, load_credits, load_rows, load_rules, matching
from nlp.gold import read_gold
from tests.case_tables import cases

TESTS = Path(__file__).parents[1]
SEEDS = TESTS / "seeds"
GOLD = TESTS.parent / "corpora" / "gold" / "train"


@pytest.mark.parametrize("row", cases("datelines.tsv"))
def test_find_dateline_reads_the_pages_own_date(row: dict[str, str]) -> None:
    found = find_dateline(row["line"])
    assert (found.text if found else "") == row["text"]
    assert "; ".join(name for _, name in found.names if found) == row["names"] if found else not row["names"]


@pytest.mark.parametrize("row", cases("datelines.tsv"))
def test_find_dateline_gives_offsets_in_the_line(row: dict[str, str]) -> None:
    found = find_dateline(row["line"])
    for start, text in ((found.start, found.text), *found.names) if found else ():
        assert row["line"][start : start + len(text)] == text


@pytest.mark.parametrize("name", ["lines", "credits", "elements", "controls"])
def test_every_rule_matches_its_example(name: str) -> None:
    for row in load_rows(name):
        assert re.compile(row["pattern"], re.I).search(row["example"]), row["name"]


def test_rules_have_names_of_their_own() -> None:
    names = Counter(rule.name for rule in load_rules())
    assert [name for name, count in names.items() if count > 1] == []
    assert all("value" in credit.pattern.groupindex for credit in load_credits())


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ Zalo",
        "Lượt xem: 99",
        "193 người đã bình chọn",
        "Thích 184 Chia sẻ 40 Tweet Google+ Bình luận 7",
        "👁 512 👍 Thích 0 ↗ Chia sẻ 🔊 Nghe đọc bài (giọng nữ miền Bắc)",
        "Cỡ chữ: A- A A+ | In bài | Gửi mail | f Zalo",
        ">> Xem thêm: Trao trả tài sản bị mất",
        "[Trở về] [Đầu trang]",
    ],
)
def test_widgets_are_told_by_their_words(line: str) -> None:
    assert matching(line, "widget")


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ kinh nghiệm",
        "Đánh giá kết quả thực hiện phong trào thi đua",
        "In 2.000 tờ rơi tuyên truyền",
        "Ý kiến của Chủ tịch UBND tỉnh",
        "Xem xét khen thưởng",
        "Liên kết bốn nhà",
        "Bình chọn gương điển hình tiên tiến",
        "[Ảnh] Các đại biểu nhấn nút phát động",
        "1. Mục đích",
        "2019",
    ],
)
def test_lines_of_the_body_are_no_widgets(line: str) -> None:
    assert not matching(line, "widget")
    assert not is_controls(line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Hồng Thái", ["Hồng Thái"]),
        ("Lê Quý - Nguyễn Mạnh", ["Lê Quý", "Nguyễn Mạnh"]),
        ("Lê Quý - Đoàn Mạnh Hùng", ["Lê Quý", "Đoàn Mạnh Hùng"]),
        ("Phạm Tăng - P. Tuyên truyền", ["Phạm Tăng"]),
        ("Phạm Tăng - Công đoàn Cụm", ["Phạm Tăng"]),
        ("HỒNG VÂN (VP HĐND TP)", ["HỒNG VÂN"]),
        ("Tin, ảnh: MAI LỆ QUYÊN", ["MAI LỆ QUYÊN"]),
        ("Bài và ảnh Ma Thị Chiêm", ["Ma Thị Chiêm"]),
        ("Tin: Hoàng Nam. Ảnh: Duy Khoát", ["Hoàng Nam"]),
        ("Ảnh: Duy Khoát", []),
        ("Â.Phùng", ["Â.Phùng"]),
        ("à.ô", []),
        ("Lê Quý - công chức Văn phòng - Thống kê xã", ["Lê Quý"]),
        ("Lê Quý - Phó trưởng khoa Nội", ["Lê Quý"]),
        ("Lê Quý - giáo viên trường Tiểu học Vân Sa", ["Lê Quý"]),
        ("Lê Quý - Hiệu trưởng Trường THCS Vân Sa", ["Lê Quý"]),
        ("Lê Quý - Phó Chủ tịch xã Tu Lý", ["Lê Quý"]),
        ("Lê Quý - Công chức Văn hóa xã", ["Lê Quý"]),
        ("Lê Quý - hiệu trưởng tâm huyết", []),
        ("Lê Quý - cán bộ hội, cho biết", []),
        ("Nơi nhận", []),
        ("TM. ỦY BAN NHÂN DÂN", []),
        ("CHÁNH VĂN PHÒNG", []),
        ("Sở Nội vụ", []),
        ("Kế hoạch", []),
    ],
)
def test_find_names_reads_bylines(line: str, names: list[str]) -> None:
    assert [name for _, name in find_names(line)] == names


def gold_files() -> list[Path]:
    return [*sorted(SEEDS.glob("*.txt")), *sorted(GOLD.glob("*.txt"))]


def _plain(text: str) -> str:
    return " ".join(text.replace(CELL_MARK, " ").split())


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.stem)
def test_every_marked_mention_survives_in_the_body(path: Path) -> None:
    (gold,) = read_gold(path).values()
    assert gold.text is not None
    body = _plain(read_text(gold.text).body)
    spans = {(mention.start, mention.end): _plain(mention.text) for mention in gold.mentions}
    wanted = Counter(spans.values())
    assert {surface: count for surface, count in wanted.items() if body.count(surface) < count} == {}


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.stem)
def test_reading_a_body_again_changes_nothing(path: Path) -> None:
    (gold,) = read_gold(path).values()
    assert gold.text is not None
    body = read_text(gold.text).body
    assert read_text(body).body == body


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.stem)
def test_offsets_of_clues_lines_and_sections_point_into_the_body(path: Path) -> None:
    (gold,) = read_gold(path).values()
    assert gold.text is not None
    document = read_text(gold.text)
    for clue in document.clues:
        if clue.start is not None and clue.method in ("dateline", "byline", "heading", "signature", "attachment"):
            assert " ".join(document.body[clue.start : clue.end].split()) == clue.text
    assert all(0 <= line.start <= line.end <= len(document.body) for line in document.lines)
    assert all(document.body[section.start :].startswith(section.number) for section in document.sections)


FIRST = (
    "Sáng 08/3, Công đoàn Viên chức tỉnh tổ chức hội nghị ký kết giao ước thi đua với sự tham gia của ba mươi đơn vị "
    "trong toàn khối."
)
SECOND = (
    "Các đơn vị cam kết kết nạp đoàn viên mới, chăm lo đời sống người lao động và giữ gìn đoàn kết nội bộ trong từng "
    "cơ quan, đơn vị mình."
)
PAGE = f"""\
KỶ NIỆM 50 NĂM NGÀY GIẢI PHÓNG MIỀN NAM, THỐNG NHẤT ĐẤT NƯỚC (30/4/1975 - 30/4/2025)
Trang chủ | Giới thiệu | Tin tức | Liên hệ
Tin tức hoạt động
Công đoàn Viên chức tỉnh ký kết giao ước thi đua năm 2019
Đăng ngày: 09/03/2019 - Lượt xem: 1.204
{FIRST}
Tin liên quan
Phát động tháng công nhân
{SECOND}
Thu Hà
Bình luận
Họ tên
Cùng chuyên mục
Hội thao chào mừng ngày thành lập
CÔNG ĐOÀN VIÊN CHỨC TỈNH
Địa chỉ: 12 đường Lê Lợi, phường Trần Phú
Điện thoại: 0205 381 1111
"""


def test_clean_page_keeps_title_date_text_and_byline_only() -> None:
    assert read_text(PAGE).body.splitlines() == [
        "Công đoàn Viên chức tỉnh ký kết giao ước thi đua năm 2019",
        "Đăng ngày: 09/03/2019",
        FIRST,
        SECOND,
        "Thu Hà",
    ]


def test_clean_page_learns_from_what_it_takes_off() -> None:
    clues = {(clue.field, clue.text, clue.method) for clue in read_text(PAGE).clues}
    assert clues >= {
        ("title", "Công đoàn Viên chức tỉnh ký kết giao ước thi đua năm 2019", "heading"),
        ("published", "09/03/2019", "dateline"),
        ("author", "Thu Hà", "byline"),
        ("issuer", "CÔNG ĐOÀN VIÊN CHỨC TỈNH", "footer"),
        ("place", "12 đường Lê Lợi, phường Trần Phú", "address"),
    }


@pytest.mark.parametrize(
    "page",
    [
        f"Công đoàn tỉnh ký kết giao ước ...\n{FIRST}\n{SECOND}",
        f"slide:\nCông đoàn tỉnh ký kết giao ước thi đua\n{FIRST}\n{SECOND}",
        f"Công đoàn tỉnh ký kết giao ước thi đua\n{FIRST[:90]} ...\n22:48 09/01/2025\n{FIRST}\n{SECOND}",
    ],
    ids=["headline cut short", "below a section", "over a lead cut short"],
)
def test_headlines_of_pages_that_lists_were_made_of(page: str) -> None:
    titles = [clue.text for clue in read_text(page).clues if clue.field == "title"]
    assert titles == [next(line for line in page.splitlines() if line.startswith("Công đoàn tỉnh"))]


def test_a_text_without_signs_of_the_web_loses_nothing() -> None:
    text = "QUYẾT ĐỊNH\nVề việc khen thưởng\nĐiều 1. Tặng Giấy khen.\nĐiện thoại: 0205 381 1111"
    assert read_text(text).body == text
    assert read_text(text).furniture == ()


def test_a_letter_with_a_table_is_not_taken_for_a_web_page() -> None:
    text = (
        "CÔNG ĐOÀN CƠ SỞ\nGIAO ƯỚC THI ĐUA NĂM 2004\ntrong cuộc vận động thi đua\n1/ CÁC CON SỐ\n"
        "Bên A\tBên B\tBên C\nSáng kiến gửi lên\t400\t520\t150\n"
    )
    document = read_text(text)
    assert document.furniture == ()
    assert document.body.splitlines()[-2:] == ["Bên A | Bên B | Bên C", "Sáng kiến gửi lên | 400 | 520 | 150"]


def test_the_corpus_texts_lose_nothing() -> None:
    for path in sorted((TESTS.parent / "corpora" / "demo").glob("*.txt")):
        assert read_text(path.read_text(encoding="utf-8")).furniture == (), path


def test_authors_are_neither_a_headline_in_capitals_nor_a_counter() -> None:
    page = (
        "ĐỒNG CHIÊM NƯỚC RÚT, CẢ LÀNG RA ĐỒNG\nThứ Hai, 03/06/2019 08:10\nTác giả: Cil Pam K'Brih | Lượt xem: 655\n\n"
        "Sáng sớm, hơn một trăm hội viên của xã đã có mặt bên bờ mương lớn để nạo vét, đắp lại những đoạn bờ mà trận "
        "mưa đêm trước vừa làm sạt xuống lòng kênh.\n"
    )
    assert [clue.text for clue in read_text(page).clues if clue.field == "author"] == ["Cil Pam K'Brih"]


WINDOW_TITLES = [
    "Xã Đông Hải ra quân làm đường hoa chào mừng Đại hội Đảng - Trang thông tin xã Đông Hải",
    "Xã Đông Hải ra quân làm đường hoa chào mừng...",
]


@pytest.mark.parametrize("top", WINDOW_TITLES)
def test_what_a_window_shows_gives_way_to_the_headline_below(top: str) -> None:
    headline = "Xã Đông Hải ra quân làm đường hoa chào mừng Đại hội Đảng"
    text = (
        "Sáng nay, hơn hai trăm hội viên cùng ra đường làng, người cuốc đất, người trồng hoa đến tận trưa mới về nhà."
    )
    page = read_text("\n".join([top, "Trang chủ", "Online : 3", "Tin tức", headline, "", text, ""]))
    assert page.body.startswith(headline)
    assert next(clue.text for clue in page.clues if clue.field == "title") == headline
