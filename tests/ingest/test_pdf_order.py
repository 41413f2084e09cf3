"""The reading order of a PDF's page: what stands side by side is read column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.formats import parse_bytes
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_paragraphs import to_paragraphs
from ingest.parsers.pdf_rows import rows_of_segments

Pdf = Callable[..., bytes]
SIZE = 12.0
PROSE = "việc bình xét phải công khai dân chủ"


def part(text: str, x0: float, top: float, x1: float = 0.0, *, start: int = -1) -> Segment:
    """A segment; without `x1` it is as broad as its letters usually are, without `start` drawn nobody knows when."""
    end = start + len(text) if start >= 0 else -1
    return Segment(text, x0, top, x1 or x0 + 5.5 * len(text), top + SIZE, SIZE, False, start=start, end=end)


def lines(segments: Sequence[Segment], *tables: Row, number: int = 1) -> list[str]:
    """The paragraphs of a page."""
    rows = sorted([*rows_of_segments(segments), *tables], key=lambda row: row.top)
    return [paragraph.text for paragraph in to_paragraphs([PageLayout(number, 595, 842, tuple(rows))])]


def column(name: str, x0: float, x1: float, count: int, *, indent: float = 0.0) -> list[Segment]:
    """Full lines of a column from 100 points down, the first set in; a column is drawn before the next one is."""
    starts = [int(x0) * 1_000 + 60 * at for at in range(count)]
    texts = [f"{name} {at} {PROSE}" for at in range(count)]
    edges = [x0 + (0 if at else indent) for at in range(count)]
    return [part(texts[at], edges[at], 100.0 + 14 * at, x1, start=starts[at]) for at in range(count)]


def places(told: Sequence[str], *texts: str) -> list[int]:
    """Where each text stands in what was read."""
    whole = "\n".join(told)
    return [whole.index(text) for text in texts]


def test_three_columns_are_read_from_left_to_right_with_their_first_lines_set_in() -> None:
    edges = {"một": (60, 210), "hai": (222, 372), "ba": (384, 534)}
    told = lines([one for name, (x0, x1) in edges.items() for one in column(name, x0, x1, 8, indent=15)])
    found = places(told, "một 0", "một 7", "hai 0", "hai 7", "ba 0", "ba 7")
    assert found == sorted(found)


def test_a_signature_inside_a_column_is_read_behind_that_column() -> None:
    left = column("trái", 60, 290, 12)
    right = column("phải", 304, 534, 6)
    recipients = ["Nơi nhận:", "- UBND các xã, phường,", "- Lưu."]
    signer = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Vàng Seo Páo"]
    signature = [
        *(part(text, 304, 190 + 14 * at, start=500_000 + 30 * at) for at, text in enumerate(recipients)),
        *(
            part(text, x, top, start=600_000 + x)
            for text, x, top in zip(signer, (426, 450, 440), (190, 204, 260), strict=True)
        ),
    ]
    told = lines([*left, *right, *signature])
    assert places(told, "trái 11")[0] < places(told, "phải 0")[0]
    assert told[-6:] == [*recipients, *signer]


def test_signers_below_two_columns_are_not_drawn_into_them() -> None:
    signers = [part("HỘI NÔNG DÂN", 120, 220), part("ĐOÀN THANH NIÊN", 370, 220), part("Lò Văn Ón", 130, 280)]
    told = lines([*column("trái", 60, 290, 8), *column("phải", 304, 534, 8), *signers, part("Y Ban", 390, 280)])
    assert told[-4:] == ["HỘI NÔNG DÂN", "Lò Văn Ón", "ĐOÀN THANH NIÊN", "Y Ban"]
    assert places(told, "phải 7")[0] < places(told, "HỘI NÔNG DÂN")[0]


def test_a_table_in_a_column_is_read_in_that_column() -> None:
    left = column("trái", 60, 290, 10)
    right = column("phải", 304, 534, 3)
    table = [
        Row((), ((part(f"{at}", 306, top),), (part(f"ô {at}", 340, top),)), (304, top, 534, top + 20), 1)
        for at, top in enumerate((150.0, 170.0, 190.0), 1)
    ]
    found = places(lines([*left, *right], *table), "trái 9", "phải 0", "phải 2", "1 | ô 1", "3 | ô 3")
    assert found == sorted(found)


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S " % (x0, y0, x1, y1)


def cell(x: float, y: float, text: str) -> bytes:
    return b"BT /F1 11 Tf 1 0 0 1 %g %g Tm (%s) Tj ET " % (x, y, text.encode("latin-1"))


def test_a_table_that_a_page_break_cuts_within_a_row_has_its_last_row(pdf: Pdf) -> None:
    rules = line(80, 700, 480, 700) + line(80, 670, 480, 670)
    rules += b"".join(line(x, 700, x, 600) for x in (80, 200, 480))
    words = cell(85, 680, "Don vi") + cell(205, 680, "Viec") + cell(85, 650, "Xa Dong") + cell(85, 636, "Thap")
    words += cell(205, 650, "dao muong") + cell(205, 636, "va ke bo")
    assert parse_bytes(pdf(rules + words)).body.splitlines() == ["Don vi | Viec", "Xa Dong Thap | dao muong va ke bo"]


def test_a_day_in_a_cell_does_not_make_a_table_a_letterhead(pdf: Pdf) -> None:
    grid = b"".join(line(80, y, 480, y) for y in (700, 670, 640)) + b"".join(
        line(x, 700, x, 640) for x in (80, 200, 480)
    )
    words = cell(85, 680, "TT") + cell(205, 680, "Van ban") + cell(85, 650, "1")
    words += cell(205, 650, "BTC ngay 4 thang 6 nam 2016")
    told = parse_bytes(pdf(grid + words)).body
    assert told.startswith("TT | Van ban\n1 | BTC ng")


def test_a_table_at_the_head_of_a_column_is_read_behind_the_column_before_it() -> None:
    left, right = column("trái", 60, 290, 10), column("phải", 304, 534, 10)[4:]
    row = Row((), ((part("1", 300, 104),), (part("đầu cột", 340, 104),)), (298, 98, 540, 140), 1)
    found = places(lines([*left, *right], row), "trái 0", "trái 9", "1 | đầu cột", "phải 4", "phải 9")
    assert found == sorted(found)


def test_columns_of_a_letterhead_may_nearly_touch() -> None:
    told = lines([
        part("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 80, 60, 268), part("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 60, 510),
        part("TRUNG TÂM ỨNG DỤNG TIẾN BỘ", 72, 75, 278), part("Độc lập - Tự do - Hạnh phúc", 320, 75),
        part("Số: 12/KH-TTƯD", 130, 90), part("Kỳ Sơn, ngày 02 tháng 9 năm 2022", 300, 90),
    ])  # fmt: skip
    assert told == [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "TRUNG TÂM ỨNG DỤNG TIẾN BỘ", "Số: 12/KH-TTƯD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kỳ Sơn, ngày 02 tháng 9 năm 2022",
    ]  # fmt: skip


def test_a_letterhead_set_with_tabs_may_reach_over_its_other_column() -> None:
    told = lines([
        part("UBND THÀNH PHỐ ĐÔNG HẢI", 100, 60, 230), part("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 285, 60, 530),
        part("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", 70, 75, 292), part("Độc lập - Tự do - Hạnh phúc", 340, 75),
        part("Số: 33/TB-BQL", 130, 90), part("Đông Hải, ngày 02 tháng 9 năm 2022", 315, 90, 500),
        part("Kính gửi: Ủy ban nhân dân các xã.", 85, 130, 260),
    ])  # fmt: skip
    assert told == [
        "UBND THÀNH PHỐ ĐÔNG HẢI", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "Số: 33/TB-BQL",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đông Hải, ngày 02 tháng 9 năm 2022",
        "Kính gửi: Ủy ban nhân dân các xã.",
    ]  # fmt: skip


def test_recipients_below_the_signers_are_read_after_them() -> None:
    told = lines([
        part("HỘI NÔNG DÂN", 120, 500), part("ĐOÀN THANH NIÊN", 370, 500), part("Lò Văn Ón", 130, 560),
        part("Y Ban", 390, 560), part("Nơi nhận:", 85, 590), part("- Lưu: VT.", 85, 604),
    ], number=2)  # fmt: skip
    assert told == ["HỘI NÔNG DÂN", "Lò Văn Ón", "ĐOÀN THANH NIÊN", "Y Ban", "Nơi nhận:", "- Lưu: VT."]


def test_a_signature_cut_by_the_page_break_is_read_column_by_column() -> None:
    prose = [part(f"dòng {at} {PROSE} trong toàn xã {PROSE}", 85, 600 + 16 * at, 540) for at in range(6)]
    foot = [part("Nơi nhận:", 85, 740), part("TM. ỦY BAN NHÂN DÂN", 340, 740)]
    head = [
        part("- UBND các xã;", 85, 60),
        part("CHỦ TỊCH", 370, 60),
        part("- Lưu: VT.", 85, 75),
        part("Lò Văn Ón", 365, 130),
    ]
    pages = [
        PageLayout(at, 595, 842, tuple(rows_of_segments(rows))) for at, rows in enumerate(([*prose, *foot], head), 1)
    ]
    told = to_paragraphs(pages)[-6:]
    assert [paragraph.text for paragraph in told] == [
        "Nơi nhận:", "- UBND các xã;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Ón",
    ]  # fmt: skip
    assert [paragraph.pieces[0].page for paragraph in told] == [1, 2, 2, 1, 2, 2]
    assert [paragraph.pieces[0].box[1] for paragraph in told] == [740, 60, 75, 740, 60, 130]


def test_lines_drawn_apart_stand_in_columns_though_no_wide_gap_parts_them() -> None:
    (row,) = rows_of_segments(
        [part("hàng tuần trên loa", 60, 100, 200, start=0), part("các cụ kể", 206, 100, start=400)]
    )
    assert len(row.segments) == 2
    (row,) = rows_of_segments(
        [part("hàng tuần trên loa", 60, 100, 200, start=0), part("các cụ kể", 206, 100, start=20)]
    )
    assert len(row.segments) == 1


def test_a_title_with_its_letters_apart_is_read_in_words(pdf: Pdf) -> None:
    drawn = b""
    for at, letter in enumerate(b"KE HOACH"):
        drawn += b"BT /F1 14 Tf 1 0 0 1 %g 700 Tm (%c) Tj ET " % (200 + 15 * at, letter) if letter != 32 else b""
    body = b"".join(
        b"BT /F1 12 Tf 1 0 0 1 80 %g Tm (Trong nam nay ca xa cung ra dong) Tj ET " % (650 - 20 * at) for at in range(9)
    )
    assert parse_bytes(pdf(drawn + body)).body.startswith("KE HOACH")


def table_row(top: float, *cells: str) -> Row:
    """A row of a table with three columns."""
    held = tuple((part(text, 80 + 150 * at, top),) if text else () for at, text in enumerate(cells))
    return Row((), held, (78, top, 500, top + 20), 1)


def test_a_numbered_row_goes_on_behind_a_page_break() -> None:
    first = PageLayout(
        1, 595, 842, (table_row(700, "1", "Xã Nậm Dẩn", "đạt"), table_row(760, "2", "Trường Mầm", "làm mới"))
    )
    second = PageLayout(2, 595, 842, (table_row(60, "", "non Hoa Đào", "2,5 km"), table_row(90, "3", "Xã Tả Gia", "")))
    told = [paragraph.text for paragraph in to_paragraphs([first, second])]
    assert told == ["1 | Xã Nậm Dẩn | đạt", "2 | Trường Mầm non Hoa Đào | làm mới 2,5 km", "3 | Xã Tả Gia"]
