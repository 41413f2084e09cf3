"""Born-digital PDF: columns, paragraphs over lines and pages, running heads, form fields; what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DamagedDocument, EncryptedDocument, UnsupportedFormat
from ingest.formats import parse_bytes
from ingest.paragraphs import PieceWord
from ingest.parsers.pdf import parse_pdf, read_pages
from ingest.parsers.pdf_heads import without_running_heads
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_paragraphs import to_paragraphs

Pdf = Callable[..., bytes]
FILES = Path(__file__).parent / "files"
LEFT, RIGHT, LETTER = 90.0, 540.0, 6.0

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"


def segment(text: str, x0: float, top: float, x1: float | None = None) -> Segment:
    return Segment(text, x0, top, x1 if x1 is not None else x0 + LETTER * len(text), top + 13, 13.0, False)


def page(*rows: tuple[Segment, ...], number: int = 1) -> PageLayout:
    made = [Row(row, (), (row[0].x0, min(s.top for s in row), row[-1].x1, max(s.bottom for s in row))) for row in rows]
    return PageLayout(number, 595, 842, tuple(made))


def full(text: str, top: float, *, indent: float = 0.0) -> tuple[Segment, ...]:
    """A line that runs to the right edge."""
    return (segment(text, LEFT + indent, top, RIGHT),)


def texts(*pages: PageLayout) -> list[str]:
    return [paragraph.text for paragraph in to_paragraphs(pages)]


def test_lines_of_a_paragraph_are_joined_and_an_indent_begins_the_next() -> None:
    one = page(
        full("Phong trào thi đua yêu nước được đẩy mạnh trong toàn", 100, indent=28),
        (segment("tỉnh.", LEFT, 116),),
        full("Các đơn vị ký kết giao ước thi đua với nhau trong hội", 132, indent=28),
        (segment("nghị.", LEFT, 148),),
    )
    assert texts(one) == [
        "Phong trào thi đua yêu nước được đẩy mạnh trong toàn tỉnh.",
        "Các đơn vị ký kết giao ước thi đua với nhau trong hội nghị.",
    ]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = page(full("Phong trào thi đua yêu nước được đẩy mạnh trong", 780))
    second = page((segment("toàn tỉnh.", LEFT, 80),), full("Một đoạn khác chạy hết dòng cho đủ rộng", 120), number=2)
    paragraphs = to_paragraphs([first, second])
    assert paragraphs[0].text == "Phong trào thi đua yêu nước được đẩy mạnh trong toàn tỉnh."
    assert [piece.page for piece in paragraphs[0].pieces] == [1, 2]


def test_a_number_or_bullet_begins_a_paragraph() -> None:
    one = page(
        full("Các đơn vị thực hiện tốt những nội dung sau đây và", 100),
        full("1. Tuyên truyền sâu rộng trong cán bộ, công chức và", 116),
        full("- Tổ chức hội nghị ký kết giao ước trong toàn khối và", 132),
    )
    assert len(texts(one)) == 3


def test_a_dash_inside_a_sentence_begins_none() -> None:
    one = page(
        full("góp phần hoàn thành các chỉ tiêu phát triển kinh tế", 100),
        (segment("- xã hội của tỉnh.", LEFT, 116),),
    )
    assert texts(one) == ["góp phần hoàn thành các chỉ tiêu phát triển kinh tế - xã hội của tỉnh."]


def test_a_letterhead_is_read_left_column_first_though_its_lines_stand_askew() -> None:
    one = page(
        (segment("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT", 300, 80, 520),),
        (segment("BỘ GIAO THÔNG VẬN TẢI", 100, 95, 270), segment("NAM", 390, 95, 420)),
        (segment("Số: 214/CT-GTVT", 130, 112), segment("Độc lập - Tự do - Hạnh phúc", 330, 112)),
        full("Đến đầu năm 1996 cả nước còn 663 xã chưa có đường ô tô", 200, indent=28),
    )
    assert texts(one)[:4] == [
        "BỘ GIAO THÔNG VẬN TẢI",
        "Số: 214/CT-GTVT",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_signature_is_read_after_the_recipients_and_leaves_the_last_line_alone() -> None:
    one = page(
        full("Quyết định này có hiệu lực kể từ ngày ký và thay cho các", 600),
        (segment("quyết định trước.", LEFT, 616),),
        (segment("Nơi nhận:", LEFT, 650), segment("CHỦ TỊCH", 400, 650)),
        (segment("- Lưu: VT.", LEFT, 666),),
        (segment("Trần Văn Bình", 390, 730),),
    )
    assert texts(one) == [
        "Quyết định này có hiệu lực kể từ ngày ký và thay cho các quyết định trước.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Trần Văn Bình",
    ]


def test_three_signers_are_read_one_after_the_other_though_two_offices_nearly_touch() -> None:
    names = ("HỘI LIÊN HIỆP PHỤ NỮ", "ĐOÀN THANH NIÊN XÃ")
    told = texts(
        page(
            (segment("TM. HỘI NÔNG DÂN", 89, 100, 200), segment("TM. BAN THƯỜNG VỤ", 240, 100, 350),
             segment("TM. BAN THƯỜNG VỤ", 400, 100, 510)),
            (segment("XÃ TÂN LẬP", 100, 116, 190), segment(" ".join(names), 225, 116, 525)),
            (segment("CHỦ TỊCH", 120, 132, 180), segment("CHỦ TỊCH", 265, 132, 325), segment("BÍ THƯ", 430, 132, 480)),
        )
    )  # fmt: skip
    assert told == [
        "TM. HỘI NÔNG DÂN", "XÃ TÂN LẬP", "CHỦ TỊCH", "TM. BAN THƯỜNG VỤ", names[0], "CHỦ TỊCH",
        "TM. BAN THƯỜNG VỤ", names[1], "BÍ THƯ",
    ]  # fmt: skip


def test_page_numbers_and_repeated_heads_are_taken_off() -> None:
    pages = [
        page(
            (segment(str(number), 290, 30),),
            (segment(f"Báo cáo thi đua, trang {number}", LEFT, 50),),
            full("Một dòng của thân văn bản chạy hết bề rộng trang giấy", 100),
            number=number,
        )
        for number in (1, 2, 3)
    ]
    kept, removed = without_running_heads(pages)
    assert [len(layout.rows) for layout in kept] == [1, 1, 1]
    assert len(removed) == 6


def test_a_number_in_the_text_is_no_page_number() -> None:
    kept, _ = without_running_heads([page((segment("12", LEFT, 300),))])
    assert len(kept[0].rows) == 1


def test_words_are_read_with_page_and_box(pdf: Pdf) -> None:
    document = parse_bytes(pdf(b"BT /F1 12 Tf 72 720 Td (Ke hoach thi dua) Tj ET"))
    (line,) = document.lines
    assert document.body == "Ke hoach thi dua"
    assert (line.page, document.pages[0].number) == (1, 1)
    assert line.box is not None
    assert line.box[0] == pytest.approx(72, abs=1)
    assert line.box[3] == pytest.approx(842 - 720, abs=6)


def test_text_that_only_a_signature_field_shows_is_read(pdf: Pdf) -> None:
    drawn = b"BT /F1 12 Tf 2 2 Td (So: 12/KH-UBND) Tj ET"
    widget = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/F 4/Rect[72 700 300 720]/P 3 0 R/AP<</N 7 0 R>>>>"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 228 20]/Resources<</Font<</F1 5 0 R>>>>/Length %d>>" % len(drawn)
    form = head + b"stream\n" + drawn + b"\nendstream"
    data = pdf(b"BT /F1 12 Tf 72 650 Td (Ke hoach) Tj ET", page=b"/Annots[6 0 R]", extra=(widget, form))
    assert "So: 12/KH-UBND" in parse_bytes(data).body


def test_a_password_is_asked_for() -> None:
    with pytest.raises(EncryptedDocument):
        parse_bytes((FILES / "encrypted.pdf").read_bytes())


def test_a_page_without_text_is_a_scan(pdf: Pdf) -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        parse_bytes(pdf(PICTURE))
    assert refused.value.params["kind"] == "scan"


def test_a_page_without_text_asks_to_be_recognised_and_takes_its_place(pdf: Pdf) -> None:
    data = pdf(PICTURE)
    layouts = read_pages(data)
    assert [layout.lacks for layout in layouts] == ["no text"]
    seen = replace(page((segment("Kế hoạch thi đua", LEFT, 100),)), text_from="ocr", turned=90)
    document = parse_pdf(data, recognised={1: seen})
    assert document.body == "Kế hoạch thi đua"
    assert [(one.text_from, one.turned) for one in document.pages] == [("ocr", 90)]


def test_words_read_from_a_picture_keep_their_confidence_when_their_lines_are_joined(pdf: Pdf) -> None:
    def seen(text: str, x0: float, top: float, x1: float) -> Segment:
        ends = [match.span() for match in re.finditer(r"\S+", text)]
        words = tuple(PieceWord(start, end, 0.9, (x0, top, x1, top + 13)) for start, end in ends)
        return replace(segment(text, x0, top, x1), words=words)

    one = page((seen("1.", LEFT, 100, 100), seen("Phong trào thi đua trong toàn", 130, 100, RIGHT)))
    two = page((seen("tỉnh nhà.", LEFT, 116, 150),))
    layout = replace(one, rows=one.rows + two.rows, text_from="ocr")
    document = parse_pdf(pdf(b""), recognised={1: layout})
    assert document.body == "1. Phong trào thi đua trong toàn tỉnh nhà."
    assert [document.body[word.start : word.end] for word in document.words] == document.body.split()


def test_a_truncated_file_is_damaged(pdf: Pdf) -> None:
    data = pdf(b"BT /F1 12 Tf 72 720 Td (Ke hoach) Tj ET")
    with pytest.raises(DamagedDocument):
        parse_bytes(data[: len(data) * 2 // 3])


def test_letters_of_a_font_from_before_unicode_are_converted(pdf: Pdf) -> None:
    described = b"/FontDescriptor<</Type/FontDescriptor/FontName/.VnTime/Flags 32/FontBBox[0 0 9 9]>>"
    widths = b"/FirstChar 32/LastChar 255/Widths[" + b"500 " * 224 + b"]"
    data = pdf(
        b"BT /F1 12 Tf 72 720 Td (K\xd5 ho\xb9ch t\xadng b\xadng thi \xaeua) Tj ET",
        font=b"<</Type/Font/Subtype/TrueType/BaseFont/.VnTime/Encoding/WinAnsiEncoding" + widths + described + b">>",
    )
    assert parse_bytes(data).body == "Kế hoạch tưng bưng thi đua"


def test_an_export_that_lost_its_letters_is_damaged(pdf: Pdf) -> None:
    with pytest.raises(DamagedDocument) as refused:
        parse_bytes(pdf(b"BT /F1 12 Tf 72 720 Td (K? ho?ch thi ?ua y?u n??c ch?o m?ng k? ni?m) Tj ET"))
    assert refused.value.params["detail"] == "letters lost"


def test_the_corpus_letters_have_their_letterhead_on_page_one(corpus: Path) -> None:
    for path in sorted((corpus / "demo").glob("*.pdf")):
        document = parse_bytes(path.read_bytes())
        found = {clue.field: clue for clue in document.clues}
        assert {"issuer", "doc_number", "date", "doc_type", "subject", "signer"} <= set(found), path
        assert found["issuer"].page == found["doc_number"].page == 1
        assert not any(line.isdigit() for line in document.body.splitlines()), path
        sizes = {page.number: (page.width, page.height) for page in document.pages}
        for line in document.lines:
            assert line.page is not None and line.box is not None
            width, height = sizes[line.page]
            assert 0 <= line.box[0] < line.box[2] <= width and 0 <= line.box[1] < line.box[3] <= height
