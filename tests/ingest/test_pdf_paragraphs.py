"""Rows of a PDF's pages made paragraphs: running heads, columns, notes, annexes, signatures."""

from __future__ import annotations

from ingest.parsers.pdf_heads import without_running_heads
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_paragraphs import to_paragraphs
from ingest.parsers.pdf_rows import rows_of_segments


def test_heads_of_odd_and_even_pages_are_taken_off_with_their_numbers() -> None:
    def line(text: str, top: float) -> Row:
        return Row((Segment(text, 90, top, 500, top + 12, 12, False),), (), (90, top, 500, top + 12))

    heads = [f"{n} CÔNG BÁO/Số 12/Ngày 3-4-2026" if n % 2 else f"CÔNG BÁO/Số 12/Ngày 3-4-2026 {n}" for n in range(1, 7)]
    pages = [PageLayout(n, 595, 842, (line(head, 40), line("Thân văn bản", 100))) for n, head in enumerate(heads, 1)]
    kept, gone = without_running_heads(pages)
    assert gone == heads
    assert {row.text for layout in kept for row in layout.rows} == {"Thân văn bản"}


def test_a_long_office_name_close_to_the_national_title_stays_in_its_column() -> None:
    def part(text: str, x0: float, x1: float) -> Segment:
        return Segment(text, x0, 80, x1, 93, 13, False)

    (row,) = rows_of_segments([part("UBND TỈNH BÌNH", 104, 254), part("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 265, 540)])
    assert len(row.segments) == 2


def test_two_columns_of_prose_are_read_one_after_the_other_and_their_lines_joined() -> None:
    def part(text: str, x0: float, top: float, x1: float) -> Segment:
        return Segment(text, x0, top, x1, top + 12, 12, False)

    rows = []
    for number in range(10):
        top = 100.0 + 14 * number
        left = part(f"cột trái dòng thứ {number} chạy hết", 80, top, 280)
        right = part(f"cột phải dòng thứ {number} chạy hết", 310, top, 510)
        rows.append(Row((left, right), (), (80, top, 510, top + 12)))
    (one,) = (paragraph.text for paragraph in to_paragraphs([PageLayout(2, 595, 842, tuple(rows))]))
    assert one.index("cột trái dòng thứ 9") < one.index("cột phải dòng thứ 0")


def test_the_number_of_a_note_goes_to_the_line_that_it_stands_on() -> None:
    first = Segment("Cuối chú thích trước;", 90, 100, 300, 112, 12, False)
    number = Segment("3", 85, 109.5, 88, 115.5, 6, False)
    second = Segment("Năm tiếp nhận;", 90, 110, 300, 122, 12, False)
    assert [row.text for row in rows_of_segments([first, number, second])] == [first.text, "3 Năm tiếp nhận;"]


def line_at(top: float, text: str, size: float = 13, *, x0: float = 90, x1: float = 500) -> Row:
    return Row((Segment(text, x0, top, x1, top + size, size, False),), (), (x0, top, x1, top + size))


def test_a_note_at_the_foot_does_not_part_the_sentence_over_it() -> None:
    first = [line_at(100 + 16 * n, "một dòng chạy hết bề rộng trang giấy và") for n in range(4)]
    notes = [line_at(700, "1 Nghị định số 126/2024/NĐ-CP ngày", 10), line_at(712, "08/10/2024.", 10, x1=150)]
    second = [line_at(80, "còn sang trang sau.", x1=200), line_at(200, "Đoạn sau.", x1=160)]
    pages = [PageLayout(1, 595, 842, (*first, *notes)), PageLayout(2, 595, 842, tuple(second))]
    texts = [one.text for one in to_paragraphs(pages)]
    assert texts[0].endswith("và còn sang trang sau.")
    assert texts[1:] == ["1 Nghị định số 126/2024/NĐ-CP ngày 08/10/2024.", "Đoạn sau."]


def test_an_annex_does_not_go_on_with_the_signer_of_the_page_before() -> None:
    signed = [line_at(80, "THỨ TRƯỞNG", x0=300, x1=420), line_at(160, "Trần Văn Bình", x0=300, x1=421)]
    annex = [line_at(60, "Phụ lục", x0=270, x1=320), line_at(80, "một dòng chạy hết bề rộng trang giấy")]
    texts = [
        one.text for one in to_paragraphs([PageLayout(n, 595, 842, tuple(r)) for n, r in ((1, signed), (2, annex))])
    ]
    assert texts[1:3] == ["Trần Văn Bình", "Phụ lục"]


def test_authority_and_posts_in_the_middle_of_a_page_stay_lines_of_their_own() -> None:
    body = [line_at(100 + 16 * n, "một dòng chạy hết bề rộng trang giấy.") for n in range(4)]
    posts = ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"]
    signed = [line_at(200 + 16 * n, text, x0=250, x1=340) for n, text in enumerate(posts)]
    assert [one.text for one in to_paragraphs([PageLayout(2, 595, 842, (*body, *signed))])][-3:] == posts


def test_a_day_left_blank_does_not_part_its_line() -> None:
    def row(top: float, *parts: tuple[str, float, float]) -> Row:
        segments = tuple(Segment(text, x0, top, x1, top + 12, 12, False) for text, x0, x1 in parts)
        return Row(segments, (), (segments[0].x0, top, segments[-1].x1, top + 12))

    head = PageLayout(
        1,
        595,
        842,
        (
            row(80, ("BỘ TÀI CHÍNH", 100, 200), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 290, 540)),
            row(96, ("Số: 12/QĐ-BTC", 100, 190), ("Hà Nội, ngày", 320, 400), ("tháng 3 năm 2026", 430, 510)),
        ),
    )
    assert [one.text for one in to_paragraphs([head])][-1] == "Hà Nội, ngày tháng 3 năm 2026"
