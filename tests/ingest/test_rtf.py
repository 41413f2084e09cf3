"""RTF: fonts from before Unicode, code pages, escapes, tables, notes, text boxes; commands of fields stay out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.errors import EmptyDocument, TooLong
from ingest.formats import parse_bytes

Encode = Callable[[str, str], bytes]
LINE = "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Hội đồng Thi đua huyện."
FONTS = (
    r"{\fonttbl{\f0\fcharset0{\*\panose 0202}Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2\fcharset162 .VnTimeH Tur;}"
    r"{\f3\fcharset163 Arial (Vietnamese);}{\f4\fcharset2 Symbol;}{\f5\fcharset0 VNI-Times;}{\f6\fcharset0 VPS Times;}}"
)


def rtf(inside: str, head: str = r"\deff0") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252" + head + FONTS + inside + "}").encode("latin-1")


def body(inside: str) -> list[str]:
    return parse_bytes(rtf(inside)).body.splitlines()


def escaped(data: bytes) -> str:
    return "".join(chr(byte) if byte < 0x80 else f"\\'{byte:02x}" for byte in data)


@pytest.mark.parametrize(("font", "encoding"), [(1, "tcvn3"), (5, "vni"), (6, "vps"), (3, "cp1258")])
def test_each_fonts_encoding_is_read(in_legacy: Encode, font: int, encoding: str) -> None:
    data = in_legacy(LINE, encoding)
    assert body(rf"\f{font} {escaped(data)}\par") == [LINE]
    assert body(rf"{{\f{font} {data.decode('latin-1')}}}\par") == [LINE]


def test_a_font_of_capitals_under_another_character_set(in_legacy: Encode) -> None:
    assert body(rf"\f2 {escaped(in_legacy(LINE.lower(), 'tcvn3'))}\par") == [LINE.upper()]


def test_an_optional_hyphen_in_a_legacy_font_is_a_letter() -> None:
    assert body(r"\f1 Nh\'b5 n\-\'edc giao ch\'d8 ti\'aau cho c\'b8c \'aen v\'de\par")[0].startswith("Nhà nước giao")
    assert body(r"thi\- dua\par") == ["thi dua"]


def test_unicode_escapes_replace_what_follows_them() -> None:
    assert body(r"\uc1 Th\u244 o T\u7893 ?nh\u7845\'3ft {\uc0 \u7879}\par") == ["Thô Tổnhất ệ"]


def test_halves_of_a_character_make_one() -> None:
    assert body(r"A \u-10179 ?\u-8704 ?\par") == ["A \U0001f600"]


def test_symbols_dashes_and_quotes() -> None:
    assert body(r"\f4 \'b3 \f0 95% \endash  \ldblquote thi dua\rdblquote\line x\par") == ["≥ 95% – “thi dua”", "x"]


def test_a_table_keeps_its_rows_and_merged_cells_stand_once() -> None:
    row = r"\trowd\cellx100\cellx200 \pard\intbl Don vi\cell Diem\cell\row"
    merged = r"\trowd\clvmrg\cellx100\cellx200 \pard\intbl Don vi\cell 95\cell\row"
    document = parse_bytes(rtf(rf"{row}{row}{merged}\pard Het\par"))
    assert document.body.splitlines() == ["Don vi | Diem", "Don vi | Diem", "95", "Het"]
    assert [len(found) for found in document.tables[0].rows] == [2, 2, 2]


def test_fields_hidden_and_struck_out_text() -> None:
    field = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Cong bao}}"
    assert body(rf"{field} so {{\v an}}1{{\deleted cu}}\par") == ["Cong bao so 1"]


def test_lists_write_their_numbers() -> None:
    assert body(r"{\listtext\f0 1.\tab}Muc dich\par{\*\pn\pnlvlbody}{\pntext a)\tab}Yeu cau\par") == [
        "1. Muc dich",
        "a) Yeu cau",
    ]


def test_notes_and_text_boxes_have_their_places_and_heads_are_furniture() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt \pard MAT\par}}{\shprslt{\*\do{\dptxbxtext\pard MAT\par}}}}"
    document = parse_bytes(
        rtf(rf"{{\header\pard Trang dau\par}}Ke hoach{{\footnote\pard Chu thich\par}}{box}\par Het\par")
    )
    assert document.body.splitlines() == ["Ke hoach", "MAT", "Het", "Chu thich"]
    assert document.furniture == ("Trang dau",)


def test_only_the_unicode_half_of_a_double_is_read() -> None:
    assert body(r"{\upr{Ke hoach?}{\*\ud{K\u7871 ? ho\u7841 ?ch}}}\par") == ["Kế hoạch"]


def test_unknown_destinations_and_pictures_are_left_out() -> None:
    assert body(r"{\*\moi la}{\pict\wmetafile8 0123}{\stylesheet{\s1 Normal;}}{\bin4 }}}}Ke hoach\par") == ["Ke hoach"]


def test_an_unclosed_file_is_read_to_its_end() -> None:
    assert parse_bytes(rtf(r"{\b Ke hoach")[:-1]).body == "Ke hoach"


def test_groups_in_groups_beyond_measure_are_refused() -> None:
    with pytest.raises(TooLong):
        parse_bytes(rtf("{" * 5000))


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        parse_bytes(rtf(r"\par\par"))


def test_what_is_written_twice_within_a_files_description_stays_out() -> None:
    double = r"{\info{\upr{\author Thu?n}{\*\ud\uc0{\author Thu\u7847 n}}}}"
    assert body(double + r"Thi dua\par") == ["Thi dua"]


@pytest.mark.parametrize("length", ["-50", "-1", "9999999999"])
def test_a_lie_about_the_length_of_raw_bytes_ends(length: str) -> None:
    assert body(rf"Thi dua\par\bin{length} ")[0] == "Thi dua"
