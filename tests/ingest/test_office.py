"""DOCX: letterheads, text boxes, tabs, numbering, struck-out text; ZIPs that lie."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import DamagedDocument, EmptyDocument, TooLarge, TooLong
from ingest.formats import parse_bytes
from ingest.parsers.numbering import format_number
from ingest.parsers.office import parse_docx
from tests.ingest.docx_parts import FONTS, LEGACY_LINES, Docx, Encode, W, body, cell, misread, paragraph, run


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


def test_a_fields_result_stays_and_a_nested_fields_command_goes(docx: Docx) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + mark("separate") + run("2019") + mark("end")
    field = mark("begin") + "<w:r><w:instrText>IF</w:instrText></w:r>" + inner + mark("separate")
    simple = f'<w:fldSimple w:instr="AUTHOR">{run("Văn phòng")}</w:fldSimple>'
    assert body(docx(f"<w:p>{field}{run('Quý I ')}{mark('end')}{simple}</w:p>")) == ["Quý I Văn phòng"]


def test_moved_text_stands_once_where_it_went(docx: Docx) -> None:
    moved = f"<w:p><w:moveFrom>{run('Cụm 1')}</w:moveFrom></w:p>" + paragraph("Cụm 2")
    assert body(docx(moved + f"<w:p><w:moveTo>{run('Cụm 1')}</w:moveTo></w:p>")) == ["Cụm 2", "Cụm 1"]


def test_a_struck_out_end_of_paragraph_joins_the_next(docx: Docx) -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Phong trào ')}</w:p>{paragraph('thi đua')}"
    assert body(docx(joined)) == ["Phong trào thi đua"]


def test_a_text_box_only_in_the_fallback_is_read(docx: Docx) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:pict><w:txbxContent>{paragraph('MẬT')}</w:txbxContent></w:pict>"
    drawn = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice/><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    assert body(docx(f"<w:p>{run('KẾ HOẠCH')}<w:r>{drawn}</w:r></w:p>")) == ["KẾ HOẠCH", "MẬT"]


def test_numbers_restart_count_empty_cells_and_may_be_legacy_text(docx: Docx, in_legacy: Encode) -> None:
    fonts = FONTS.format(".VnTime")
    article = in_legacy("Điều %1.", "tcvn3").decode("cp1252")
    levels = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{article}"/>{fonts}</w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    )
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    nums += (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )

    def numbered(number: int, inside: str) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{inside}</w:p>'

    texts = misread(in_legacy, "tcvn3")
    lines = [numbered(1, run(texts[0], ".VnTime")), numbered(3, run(texts[0], ".VnTime"))]
    rows = [f"<w:tr><w:tc>{numbered(2, '')}</w:tc>{cell(name)}</w:tr>" for name in ("Cụm", "Khối")]
    head = f"<w:tr>{cell('TT')}{cell('Đơn vị')}</w:tr>"
    data = docx(
        "".join(lines) + f"<w:tbl>{head}{''.join(rows)}</w:tbl>",
        **{"word__numbering.xml": f'<w:numbering xmlns:w="{W}">{levels}{nums}</w:numbering>'},
    )
    assert body(data) == [
        f"Điều 1. {LEGACY_LINES[0]}",
        f"Điều 7. {LEGACY_LINES[0]}",
        "TT | Đơn vị",
        "1 | Cụm",
        "2 | Khối",
    ]


def test_a_letterhead_in_the_running_head_opens_the_body(docx: Docx) -> None:
    head = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc")
    document = parse_bytes(docx(paragraph("KẾ HOẠCH"), **{"word__header1.xml": f'<w:hdr xmlns:w="{W}">{head}</w:hdr>'}))
    assert document.body.splitlines()[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert document.furniture == ()


def test_the_strict_form_of_the_standard_is_read(docx: Docx) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Kế hoạch")))) as usual, zipfile.ZipFile(packed, "w") as strict:
        for name in usual.namelist():
            content = usual.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            strict.writestr(name, content)
    assert body(packed.getvalue()) == ["Kế hoạch"]


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    packed = io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.bin.xml", "<x/>")
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Type="{office}/officeDocument" Target="/text/main.xml"/></Relationships>',
        )
        package.writestr(
            "text/main.xml", f'<w:document xmlns:w="{W}"><w:body>{paragraph("Kế hoạch")}</w:body></w:document>'
        )
    assert parse_docx(packed.getvalue()).body == "Kế hoạch"


def test_a_number_and_a_day_on_one_line_are_two_lines(docx: Docx) -> None:
    tab = "</w:t><w:tab/><w:t>"
    line = paragraph(f"Số: 09/2019/CT-UBND{tab}Thủ Dầu Một, ngày 15 tháng 4 năm 2019")
    assert body(docx(line + paragraph("CHỈ THỊ"))) == [
        "Số: 09/2019/CT-UBND",
        "Thủ Dầu Một, ngày 15 tháng 4 năm 2019",
        "CHỈ THỊ",
    ]


def test_a_drafts_number_to_be_filled_stays_whole(docx: Docx) -> None:
    assert body(docx(paragraph("Số</w:t><w:tab/><w:t>-QC/ĐU"))) == ["Số -QC/ĐU"]


@pytest.mark.parametrize("wrap", ["sdt", "tbl"])
def test_elements_in_elements_beyond_measure_are_refused(docx: Docx, wrap: str) -> None:
    opening, closing = {
        "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "tbl": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    }[wrap]
    with pytest.raises(TooLong) as raised:
        parse_docx(docx(opening * 1000 + paragraph("x") + closing * 1000))
    assert raised.value.params["what"] == "depth"
