"""DOCX: legacy fonts, capitals, hidden text and symbols."""

from __future__ import annotations

from ingest.parsers.symbols import symbols_of
from tests.ingest.docx_parts import FONTS, LEGACY_LINES, Docx, Encode, body, misread, paragraph, run, style, styles


def test_a_legacy_font_is_found_in_the_run_its_styles_and_the_defaults(docx: Docx, in_legacy: Encode) -> None:
    first, second, third = misread(in_legacy, "tcvn3")
    of_style = f'<w:p><w:pPr><w:pStyle w:val="Con"/></w:pPr><w:r><w:t>{second}</w:t></w:r></w:p>'
    given = styles(style("Cha", inside=FONTS.format(".VnTime")), style("Con", based="Cha"))
    assert body(docx(f"<w:p>{run(first, '.VnTime')}</w:p>{of_style}", **given)) == list(LEGACY_LINES[:2])
    defaults = f"<w:docDefaults><w:rPrDefault>{FONTS.format('.VnTime')}</w:rPrDefault></w:docDefaults>"
    unicode = run("Là bà có ý", "Times New Roman")
    assert body(docx(paragraph(third) + f"<w:p>{unicode}</w:p>", **styles(defaults=defaults))) == [
        LEGACY_LINES[2],
        "Là bà có ý",
    ]


def test_a_legacy_font_of_capitals_and_a_letter_split_from_its_mark(docx: Docx, in_legacy: Encode) -> None:
    small = in_legacy(LEGACY_LINES[0].lower(), "tcvn3").decode("cp1252")
    assert body(docx(f"<w:p>{run(small, '.VnTimeH')}</w:p>")) == [LEGACY_LINES[0].upper()]
    pieces = "".join(run(letter, "VNI-Times") for letter in misread(in_legacy, "vni")[1])
    assert body(docx(f"<w:p>{pieces}</w:p>")) == [LEGACY_LINES[1]]


def test_a_soft_hyphen_in_a_legacy_font_is_a_letter(docx: Docx) -> None:
    soft = "<w:r><w:rPr><w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr><w:softHyphen/></w:r>"
    runs = run("Nhµ n", ".VnTime") + soft + run("íc giao chØ tiªu cho c¸c ®¬n vÞ", ".VnTime")
    assert body(docx(f"<w:p>{runs}</w:p>")) == ["Nhà nước giao chỉ tiêu cho các đơn vị"]


def test_a_document_made_unicode_under_the_name_of_a_legacy_font_stays(docx: Docx) -> None:
    text = "Là bà có ý, vì xã nhà; căn cứ đề nghị của Hội đồng"
    words = "".join(run(word + " ", ".VnTime") for word in text.split())
    assert body(docx(f"<w:p>{words}</w:p>")) == [text]


def test_misread_paragraphs_without_a_legacy_font_are_repaired(docx: Docx, in_legacy: Encode) -> None:
    lines = misread(in_legacy, "tcvn3")
    assert body(docx("".join(map(paragraph, lines)))) == list(LEGACY_LINES)


def test_capitals_and_hidden_text_follow_their_properties(docx: Docx) -> None:
    runs = (
        run("Kế hoạch", extra="<w:caps/>")
        + run(" ẩn", extra="<w:vanish/>")
        + run(" thi đua", extra='<w:caps w:val="0"/>')
    )
    assert body(docx(f"<w:p>{runs}</w:p>")) == ["KẾ HOẠCH thi đua"]


def test_symbols_are_read_and_ornaments_left_out(docx: Docx) -> None:
    runs = run("Đạt ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 95% ")
    runs += '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F026"/></w:r>'
    assert body(docx(f"<w:p>{runs}</w:p>")) == ["Đạt ≥ 95% ☑"]
    assert symbols_of("\uf0b7 a", "Symbol") == "• a"
