"""DOCX: letterhead tables, text boxes, tabs, numbering, struck-out text; ZIPs that lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.errors import DamagedDocument, EmptyDocument, TooLarge
from ingest.formats import parse_bytes
from ingest.parsers.numbering import format_number

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Docx = Callable[..., bytes]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*lines: str) -> str:
    return "<w:tc>" + "".join(map(paragraph, lines)) + "</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"


def body(data: bytes) -> list[str]:
    return parse_bytes(data).body.splitlines()


def test_a_letterhead_table_is_read_column_by_column(docx: Docx) -> None:
    head = table(
        (
            cell("UBND TỈNH HÀ NAM", "SỞ NỘI VỤ", "Số: 12/KH-SNV"),
            cell(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nam, ngày 05 tháng 3 năm 2019"
            ),
        )
    )
    assert body(docx(head + paragraph("KẾ HOẠCH")))[:4] == [
        "UBND TỈNH HÀ NAM",
        "SỞ NỘI VỤ",
        "Số: 12/KH-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_a_letterhead_in_tabs_is_read_column_by_column(docx: Docx) -> None:
    def tabbed(left: str, right: str) -> str:
        return f"<w:p><w:r><w:t>{left}</w:t><w:tab/><w:t>{right}</w:t></w:r></w:p>"

    lines = body(
        docx(
            tabbed("SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + tabbed("Số: 12/KH-SNV", "Hà Nam, ngày 05 tháng 3 năm 2019")
        )
    )
    assert lines[:2] == ["SỞ NỘI VỤ", "Số: 12/KH-SNV"]


def test_a_data_table_keeps_its_rows(docx: Docx) -> None:
    rows = table((cell("Đơn vị"), cell("Kết quả")), (cell("Cụm 1"), cell("95%")))
    assert body(docx(rows)) == ["Đơn vị | Kết quả", "Cụm 1 | 95%"]


def test_a_signature_table_is_read_column_by_column(docx: Docx) -> None:
    rows = table((cell("Nơi nhận:", "- Lưu: VT."), cell("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Bình")))
    assert body(docx(rows)) == ["Nơi nhận:", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn Bình"]


def test_struck_out_text_and_field_commands_are_left_out(docx: Docx) -> None:
    runs = (
        "<w:p><w:r><w:t>Thi đua </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert body(docx(runs)) == ["Thi đua mới"]


def test_breaks_part_lines_and_soft_hyphens_vanish(docx: Docx) -> None:
    runs = "<w:p><w:r><w:t>thi</w:t><w:softHyphen/><w:t> đua</w:t><w:br/><w:t>yêu nước\u00ad</w:t></w:r></w:p>"
    assert body(docx(runs)) == ["thi đua", "yêu nước"]


def test_text_boxes_are_read_once(docx: Docx) -> None:
    box = f"<w:txbxContent>{paragraph('Số: 12/KH-UBND')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f'<mc:AlternateContent xmlns:mc="{mc}">{choice}</mc:AlternateContent>'
    assert body(docx(f"<w:p><w:r><w:t>KẾ HOẠCH</w:t></w:r><w:r>{drawn}</w:r></w:p>")) == ["KẾ HOẠCH", "Số: 12/KH-UBND"]


def test_automatic_numbers_are_written_out(docx: Docx) -> None:
    def level(depth: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    abstract = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.")
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(depth: int, text: str) -> str:
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"

    parts = [
        numbered(0, "MỤC ĐÍCH"),
        numbered(1, "Một"),
        numbered(1, "Hai"),
        numbered(0, "NỘI DUNG"),
        numbered(1, "Ba"),
    ]
    data = docx("".join(parts), **{"word__numbering.xml": numbering})
    assert body(data) == ["I. MỤC ĐÍCH", "1. Một", "2. Hai", "II. NỘI DUNG", "1. Ba"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [(9, "upperRoman", "IX"), (14, "lowerRoman", "xiv"), (3, "lowerLetter", "c"), (7, "x", "7")],
)
def test_format_number(number: int, form: str, written: str) -> None:
    assert format_number(number, form) == written


def test_footnotes_follow_the_body_and_heads_are_furniture(docx: Docx) -> None:
    rule = f'<w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{rule}<w:footnote>{paragraph("Chú thích")}</w:footnote></w:footnotes>'
    head = f'<w:hdr xmlns:w="{W}">{paragraph("Trang đầu")}</w:hdr>'
    data = docx(paragraph("Kế hoạch"), **{"word__footnotes.xml": notes, "word__header1.xml": head})
    assert body(data) == ["Kế hoạch", "Chú thích"]
    assert parse_bytes(data).furniture == ("Trang đầu",)


def test_an_empty_document_is_refused(docx: Docx) -> None:
    with pytest.raises(EmptyDocument):
        parse_bytes(docx(paragraph(" ")))


def test_a_zip_bomb_is_refused_while_reading(docx: Docx) -> None:
    with pytest.raises(TooLarge):
        parse_bytes(docx(" " * 40_000_000))


def test_a_zip_that_lies_about_its_size_is_still_counted(docx: Docx) -> None:
    data = docx(" " * 40_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo("word/document.xml").file_size
    with pytest.raises((TooLarge, DamagedDocument)):
        parse_bytes(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))


def test_a_document_type_declaration_is_refused(docx: Docx) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>')
    with pytest.raises(DamagedDocument) as refused:
        parse_bytes(packed.getvalue())
    assert refused.value.params["detail"] == "document type declaration"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_file_is_damaged(docx: Docx, share: float) -> None:
    data = docx(paragraph("Kế hoạch thi đua"))
    with pytest.raises(DamagedDocument):
        parse_bytes(data[: int(len(data) * share)])


def test_broken_xml_is_damaged(docx: Docx) -> None:
    with pytest.raises(DamagedDocument):
        parse_bytes(docx("<w:p><w:r>"))
