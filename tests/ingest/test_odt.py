"""ODT: fonts from before Unicode, lists, tables, notes, shapes, tracked changes; packages that lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.errors import DamagedDocument, EmptyDocument, EncryptedDocument
from ingest.formats import parse_bytes, sniff

Encode = Callable[[str, str], bytes]
LINE = "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Hội đồng Thi đua huyện."
SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"
    for name, full in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
}  # fmt: skip
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())


def odt(text: str, styles: str = "", common: str = "") -> bytes:
    """An ODT with that text; `styles` are its own, `common` the inside of styles.xml."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMES}>{styles}<office:body><office:text>{text}</office:text></office:body>"
            "</office:document-content>",
        )
        package.writestr("styles.xml", f"<office:document-styles {NAMES}>{common}</office:document-styles>")
    return packed.getvalue()


def body(text: str, styles: str = "", common: str = "") -> list[str]:
    data = odt(text, styles, common)
    assert sniff(data) == "odt"
    return parse_bytes(data).body.splitlines()


def p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def style(name: str, family: str, properties: str, parent: str = "") -> str:
    parent = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{parent}><style:text-properties {properties}/>'
        "</style:style>"
    )


FACES = (
    '<office:font-face-decls><style:font-face style:name="A" svg:font-family=".VnTime"/>'
    '<style:font-face style:name="H" svg:font-family="\'.VnTimeH\'"/></office:font-face-decls>'
)


def test_legacy_fonts_come_through_faces_styles_and_their_parents(in_legacy: Encode) -> None:
    misread = in_legacy(LINE, "tcvn3").decode("cp1252")
    small = in_legacy(LINE.lower(), "tcvn3").decode("cp1252")
    styles = FACES + style("Cha", "paragraph", 'style:font-name="A"') + style("Con", "paragraph", "", "Cha")
    styles += style("Hoa", "text", 'style:font-name="H"')
    spanned = f'<text:span text:style-name="Hoa">{small}</text:span>'
    assert body(p(misread, "Con") + p(spanned), styles) == [LINE, LINE.upper()]


def test_blanks_tabs_and_breaks() -> None:
    text = 'Kế<text:s/>hoạch\n  thi<text:s text:c="1"/>đua<text:line-break/><text:soft-page-break/>năm 2019'
    assert body(p(text)) == ["Kế hoạch thi đua", "năm 2019"]


def test_lists_write_their_numbers_and_go_on_where_they_say_so() -> None:
    number = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}"{}/>'
    levels = number.format(1, "I", ".", "") + number.format(2, "1", ".", ' text:display-levels="1"')
    styles = f'<text:list-style style:name="L">{levels}</text:list-style>'
    inner = (
        f"<text:list>{''.join(f'<text:list-item>{p(text)}</text:list-item>' for text in ('Một', 'Hai'))}</text:list>"
    )
    first = f'<text:list text:style-name="L"><text:list-item>{p("MỤC ĐÍCH")}{inner}</text:list-item></text:list>'
    more = '<text:list text:style-name="L" text:continue-numbering="true">'
    second = f"{more}<text:list-item>{p('NỘI DUNG')}</text:list-item></text:list>"
    third = f'<text:list text:style-name="L"><text:list-item>{p("PHỤ LỤC")}</text:list-item></text:list>'
    assert body(first + p("Giữa") + second + third, styles) == [
        "I. MỤC ĐÍCH", "1. Một", "2. Hai", "Giữa", "II. NỘI DUNG", "I. PHỤ LỤC",
    ]  # fmt: skip


def test_bullets_and_headings_of_the_outline() -> None:
    level = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    bullet = f'<text:list-style style:name="B">{level}</text:list-style>'
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-prefix="Điều " style:num-suffix="."/></text:outline-style>'
    )
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("Một", ""))
    text = f'<text:h text:outline-level="1">Phạm vi</text:h><text:list text:style-name="B">{items}</text:list>'
    assert body(text, bullet, outline) == ["Điều 1. Phạm vi", "- Một"]


def test_a_table_keeps_its_rows_and_merged_cells_stand_once() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("Cụm") + cell("Đơn vị") + cell("Điểm"),
        cell("I", ' table:number-rows-spanned="2"') + cell("Xã A") + cell("90"),
        covered + cell("Xã B") + cell("95"),
        cell("Cộng", ' table:number-columns-spanned="2"') + covered + cell("185"),
    )
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    document = parse_bytes(odt(f"<table:table>{inside}</table:table>"))
    assert document.body.splitlines() == ["Cụm | Đơn vị | Điểm", "I | Xã A | 90", "Xã B | 95", "Cộng | 185"]
    assert [len(row) for row in document.tables[0].rows] == [3, 3, 3, 2]


def test_notes_shapes_and_frames_follow_and_struck_out_text_stays_out() -> None:
    inside = f"<text:note-citation>1</text:note-citation><text:note-body>{p('Chú thích')}</text:note-body>"
    note = f"<text:note>{inside}</text:note>"
    shape = f"<draw:custom-shape>{p('MẬT')}</draw:custom-shape>"
    frame = f"<draw:frame><draw:text-box>{p('Số: 12/KH-UBND')}</draw:text-box></draw:frame>"
    changes = f"<text:tracked-changes><text:changed-region>{p('cũ')}</text:changed-region></text:tracked-changes>"
    text = changes + p(f"KẾ HOẠCH{note}<text:change/>{shape}{frame} năm 2019") + p("Hết")
    assert body(text) == ["KẾ HOẠCH năm 2019", "MẬT", "Số: 12/KH-UBND", "Hết", "Chú thích"]


def test_hidden_text_goes_and_running_heads_are_furniture() -> None:
    styles = style("An", "text", 'text:display="none"')
    head = f"<office:master-styles><style:header>{p('Trang đầu')}</style:header></office:master-styles>"
    document = parse_bytes(odt(p('Kế hoạch<text:span text:style-name="An"> ẩn</text:span>'), styles, head))
    assert document.body == "Kế hoạch"
    assert document.furniture == ("Trang đầu",)


def test_an_odt_without_text_is_empty_and_a_broken_one_damaged() -> None:
    with pytest.raises(EmptyDocument):
        parse_bytes(odt(p(" ")))
    with pytest.raises(DamagedDocument):
        parse_bytes(odt("<text:p>"))


def test_an_odt_with_a_password_is_told_and_an_entity_refused() -> None:
    packed = io.BytesIO(odt(p("x")))
    with zipfile.ZipFile(packed, "a") as package:
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data manifest:checksum='x'/>")
    with pytest.raises(EncryptedDocument) as told:
        parse_bytes(packed.getvalue())
    assert told.value.params == {"kind": "odt"}
    with pytest.raises(DamagedDocument) as refused:
        parse_bytes(_with_entity())
    assert refused.value.params["kind"] == "odt"


def _with_entity() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')
    return packed.getvalue()
