"""Pages of a PDF as they are met: tables, turned and cropped pages, signatures, scans with a text layer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from ingest.errors import UnsupportedFormat
from ingest.formats import parse_bytes
from ingest.parsers.pdf import parse_pdf, read_pages
from ingest.parsers.pdf_gate import doubt, lines_with_joined_words
from ingest.parsers.pdf_second import SecondReader

Pdf = Callable[..., bytes]
FILES = Path(__file__).parent / "files"
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q "


def at(x: float, y: float, text: str, size: float = 12) -> bytes:
    """The operators that draw a text; y counts from the page's foot."""
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET " % (size, x, y, text.encode("latin-1"))


def box(x: float, y: float, width: float, height: float) -> bytes:
    return b"%g %g %g %g re S " % (x, y, width, height)


def together(*files: bytes) -> bytes:
    """The pages of several files as one."""
    whole = pikepdf.Pdf.new()
    for data in files:
        with pikepdf.open(io.BytesIO(data)) as part:
            whole.pages.extend(part.pages)
            out = io.BytesIO()
            whole.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Page], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as whole:
        change(whole.pages[0])
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()


def ruled(top: float, *rows: tuple[str, str]) -> bytes:
    """A table of two columns whose first row begins at `top`."""
    drawn = b""
    for place, (left, right) in enumerate(rows):
        y = top - 20 * (place + 1)
        drawn += box(80, y, 200, 20) + box(280, y, 200, 20) + at(85, y + 6, left) + at(285, y + 6, right)
    return drawn


def test_a_table_has_a_span_for_every_cell_and_a_merged_cell_once(pdf: Pdf) -> None:
    merged = box(80, 700, 400, 20) + at(85, 706, "Chi tieu nam hoc")
    document = parse_bytes(pdf(at(80, 760, "Ke hoach") + merged + ruled(700, ("Diem", "12"), ("Hang", "ba"))))
    (table,) = document.tables
    cells = [[document.body[start:end] for start, end in row] for row in table.rows]
    assert cells == [["Chi tieu nam hoc"], ["Diem", "12"], ["Hang", "ba"]]
    assert document.body.splitlines()[:3] == ["Ke hoach", "Chi tieu nam hoc", "Diem | 12"]


def test_a_table_goes_on_over_the_page_break_and_its_head_stands_once(pdf: Pdf) -> None:
    first = pdf(at(80, 760, "Danh sach") + ruled(120, ("Ho ten", "Don vi"), ("An", "Phong 1")))
    second = pdf(ruled(800, ("Ho ten", "Don vi"), ("Binh", "Phong 2")))
    document = parse_bytes(together(first, second))
    assert document.body.splitlines() == ["Danh sach", "Ho ten | Don vi", "An | Phong 1", "Binh | Phong 2"]
    assert [len(table.rows) for table in document.tables] == [3]


def test_two_lines_of_a_cell_are_one_text(pdf: Pdf) -> None:
    drawn = box(80, 680, 200, 40) + box(280, 680, 200, 40) + at(85, 706, "Phong to") + at(85, 690, "chuc")
    drawn += at(285, 700, "Hai") + ruled(680, ("Ba", "Bon"))
    assert parse_bytes(pdf(drawn)).body == "Phong to chuc | Hai\nBa | Bon"


@pytest.mark.parametrize(("rotate", "matrix"), [(90, b"0 1 -1 0"), (270, b"0 -1 1 0"), (0, b"0 1 -1 0")])
def test_a_page_that_lies_on_its_side_is_read_upright(pdf: Pdf, rotate: int, matrix: bytes) -> None:
    lines = [b"BT /F1 12 Tf %s %d %d Tm (Dong thu %d) Tj ET" % (matrix, x, 300, n) for n, x in ((1, 200), (2, 216))]
    if rotate == 270:
        lines = [line.replace(b"216 300", b"184 300") for line in lines]
    document = parse_bytes(pdf(b" ".join(lines), page=b"/Rotate %d" % rotate))
    assert document.body.split() == ["Dong", "thu", "1", "Dong", "thu", "2"]
    (shown,) = document.pages
    assert (round(shown.width), round(shown.height)) == ((595, 842) if rotate == 0 else (842, 595))
    for line in document.lines:
        assert line.box is not None
        assert 0 <= line.box[0] < line.box[2] <= shown.width and 0 <= line.box[1] < line.box[3] <= shown.height


def test_places_are_counted_from_the_corner_of_what_is_shown(pdf: Pdf) -> None:
    def crop(page: pikepdf.Page) -> None:
        page.cropbox = pikepdf.Array([50, 100, 545, 800])

    document = parse_bytes(changed(pdf(at(72, 700, "Ke hoach")), crop))
    assert (document.pages[0].width, document.pages[0].height) == (495, 700)
    (line,) = document.lines
    assert (
        line.box is not None and line.box[0] == pytest.approx(22, abs=1.5) and line.box[1] == pytest.approx(90, abs=4)
    )


def test_letters_drawn_after_the_others_come_to_their_place(pdf: Pdf) -> None:
    drawn = at(72, 700, "K") + at(91.3, 700, "HO") + at(118, 700, "CH")
    drawn += at(80.2, 700.5, "E") + at(109.8, 700.5, "A")
    assert parse_bytes(pdf(drawn)).body == "KE HOACH"


def test_letters_of_a_fallback_font_come_to_their_place_in_short_lines() -> None:
    document = parse_bytes((FILES / "fallback-font.pdf").read_bytes())
    assert " ".join(document.body.split()) == "BỘ TƯ LỆNH QUÂN KHU 9 CÔNG ĐIỆN BIÊN BẢN THƯ KÝ"


def test_blanks_that_were_not_drawn_are_read_from_the_white(pdf: Pdf) -> None:
    encoding = b"/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/uhorn/Aring]>>"
    mapped = b"/ToUnicode 6 0 R"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 1 begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"1 beginbfchar <01> <01b0> endbfchar 1 beginbfrange <20> <7e> <0020> endbfrange endcmap end"
    )
    stream = b"<</Length %d>>stream\n" % len(cmap) + cmap + b"\nendstream"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + encoding + mapped + b">>"
    drawn = b"BT /F1 12 Tf 72 700 Td [(Nh\001)-110(trong)-110(toan)-110(khoi)] TJ ET"
    assert parse_bytes(pdf(drawn, font=font, extra=(stream,))).body == "Như trong toan khoi"


def test_text_printed_twice_for_weight_is_read_once(pdf: Pdf) -> None:
    assert parse_bytes(pdf(at(72, 700, "QUYET DINH") + at(72.4, 700, "QUYET DINH"))).body == "QUYET DINH"


def test_a_hyphen_at_a_line_end_binds(pdf: Pdf) -> None:
    lines = at(72, 700, "Thuc hien cac noi dung cua Chi thi so 05/CT-", 12) + at(72, 684, "TTg ngay hom nay.")
    assert "05/CT-TTg" in parse_bytes(pdf(lines)).body


def test_a_list_mark_with_a_tab_behind_it_is_parted_from_its_text(pdf: Pdf) -> None:
    assert parse_bytes(pdf(at(72, 700, "-") + at(84, 700, "Luu: VT."))).body == "- Luu: VT."


def test_what_a_signature_says_of_itself_is_kept_apart(pdf: Pdf) -> None:
    drawn = b"BT /F1 7 Tf 2 12 Td (Signed by: Uy ban) Tj 0 -9 Td (Date: 2026-03-17 17:21:35 +07:00) Tj ET"
    widget = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/F 4/Rect[72 700 300 720]/P 3 0 R/AP<</N 7 0 R>>>>"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 228 20]/Resources<</Font<</F1 5 0 R>>>>/Length %d>>" % len(drawn)
    form = head + b"stream\n" + drawn + b"\nendstream"
    text = at(72, 706, "Ke hoach thi dua") + at(72, 650, "12/KH-UBND; 2026-03-17T17:21:35+07:00", 10)
    document = parse_bytes(pdf(text, page=b"/Annots[6 0 R]", extra=(widget, form)))
    assert document.body == "Ke hoach thi dua"
    assert {"Signed by: Uy ban", "12/KH-UBND; 2026-03-17T17:21:35+07:00"} <= set(document.furniture)


def test_an_english_layer_over_a_scan_asks_for_the_picture_to_be_read(pdf: Pdf) -> None:
    words = "Vi vdy cac don vi can trien khai thvc hien cac noi dung sau day voi tinh than cua he thong va"
    hidden = b" ".join(b"BT 3 Tr /F1 12 Tf 72 %d Td (%s) Tj ET" % (y, words.encode()) for y in range(700, 500, -16))
    data = pdf(PICTURE + hidden)
    assert [layout.lacks for layout in read_pages(data)] == ["text layer doubtful"]
    with pytest.raises(UnsupportedFormat) as refused:
        parse_pdf(data)
    assert refused.value.params["kind"] == "scan"


def test_a_stamp_on_a_scan_does_not_make_it_a_text(pdf: Pdf) -> None:
    data = pdf(PICTURE + at(400, 800, "Den ngay 12/3"))
    assert [layout.lacks for layout in read_pages(data)] == ["no text"]


def test_a_blank_page_lacks_nothing(pdf: Pdf) -> None:
    data = together(pdf(at(72, 700, "Ke hoach")), pdf(b"72 780 450 1 re f"))
    assert [layout.lacks for layout in read_pages(data)] == ["", ""]


def test_words_that_stand_joined_are_told_from_foreign_ones() -> None:
    lines = ["các điều kiện cầnthiết", "người Đắk Lắk xem website của Vinatex, nghiêng, UBND"]
    assert lines_with_joined_words(lines) == [True, False]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Phong trào thi đua yêu nước được đẩy mạnh trong toàn tỉnh và các huyện", ""),
        ("K ho ch thi đua c a Đ ng y Kh i các c quan t nh năm h c", "scattered letters"),
        ("Phong trµo thi ®ua yªu n\u00adíc ®\u00adîc ®Èy m¹nh trong toµn tØnh vµ c¸c huyÖn", "no vietnamese"),
        ("The emulation movement was carried out in all offices of the province last year", "no vietnamese"),
        ("\ufffd\ufffd ho\ufffdch thi \ufffdua c\ufffda \ufffd\ufffdng \ufffdy", "unknown letters"),
        (
            "Phongtràothiđua yêunướcđược đẩymạnhtrong toàntỉnhvà cáchuyện đềuthựchiện tốtnhiệmvụ đượcgiao trongnămqua"
            " vớinhiềukếtquả nổibật vàđángghi nhậntrongtoàntỉnh",
            "run together",
        ),
    ],
)
def test_the_gate_tells_why_a_text_makes_no_sense(text: str, reason: str) -> None:
    assert doubt(text) == reason


def test_a_table_of_citations_is_a_table(pdf: Pdf) -> None:
    rows = (("So 12/2016/TT-BTC", "bo"), ("So 13/2016/TT-BTC", "giu"), ("So 14/2016/TT-BTC", "bo"))
    assert [len(table.rows) for table in parse_bytes(pdf(ruled(700, *rows))).tables] == [3]


def test_second_reader_gives_nothing_for_pages_without_a_size(corpus: Path) -> None:
    whole = (corpus / "reading" / "files" / "dev" / "d01-pdf-table.pdf").read_bytes()
    reader = SecondReader(whole.replace(b"/MediaBox", b"/MediaBux"))
    assert reader.segments(1) == []
    reader.close()
