"""Legacy encodings: tables, fonts, capitals, misread texts; Unicode stays as it is."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.charset import decode, is_written_in, repair
from ingest.errors import UnsupportedFormat
from ingest.formats import parse_bytes, sniff
from ingest.legacy import ENCODINGS, TABLES, convert, encoding_of_font

Encode = Callable[[str, str], bytes]
CHARSETS = Path(__file__).parents[2] / "ingest" / "charsets"
SENTENCE = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
HEADING = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
PARAGRAPHS = (
    "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Hội đồng Thi đua - Khen thưởng huyện.",
    "Điều 1. Tặng giấy khen cho các tập thể có thành tích xuất sắc trong phong trào thủy lợi.",
    "Điều 2. Văn phòng và các đơn vị có liên quan chịu trách nhiệm thi hành quyết định này.",
)


def table(name: str) -> list[tuple[bytes, str]]:
    with (CHARSETS / f"{name}.tsv").open(encoding="utf-8") as rows:
        return [(bytes.fromhex(row["bytes"]), row["letter"]) for row in csv.DictReader(rows, delimiter="\t")]


def lines(encoding: str) -> st.SearchStrategy[str]:
    """Texts of an encoding's letters among ASCII ones."""
    letters = [letter for _, letter in table(encoding)]
    return st.text(st.sampled_from([*letters, *"abceghiklmnopqrstuvxy ACT12,.-"]), max_size=60)


@pytest.mark.parametrize("encoding", ["vni", "viscii", "vps"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_convert_undoes_each_table(in_legacy: Encode, encoding: str, data: st.DataObject) -> None:
    text = data.draw(lines(encoding))
    assert convert(in_legacy(text, encoding).decode("latin-1"), encoding) == text


@given(lines("tcvn3").filter(lambda text: "ưư" not in text.lower()))
@settings(max_examples=150, deadline=None)
def test_convert_undoes_tcvn3_in_either_case(text: str) -> None:
    codes = {letter: code for code, letter in table("tcvn3")}
    small = text.lower()
    image = b"".join(codes.get(letter) or letter.encode() for letter in small).decode("latin-1")
    assert convert(image, "tcvn3") == small
    assert convert(image, "tcvn3", capitals=True) == small.upper()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_each_letter_once(name: str) -> None:
    rows = table(name)
    assert len({code for code, _ in rows}) == len({letter for _, letter in rows}) == len(rows)
    assert len(rows) == (74 if name == "tcvn3" else 134)


@pytest.mark.parametrize(
    ("misread", "encoding"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc", "tcvn3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc", "vni"),
        ("Cµng hòa xã hµi chü nghîa Vi®t Nam, Ğµc l§p - Tñ do - HÕnh phúc".replace("Ğ", "Ð"), "viscii"),
        ("C¶ng hòa xã h¶i chû nghïa Vi\x8ct Nam, ñ¶c lÆp - T¿ do - Hånh phúc", "vps"),
        (
            "Cô\u00f2ng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam, Ðôòc lâòp - TýÒ do - Haònh phuìc".replace("TýÒ", "Týò"),
            "cp1258",
        ),
    ],
)
def test_convert_reads_what_was_taken_for_latin_1(misread: str, encoding: str) -> None:
    assert convert(misread, encoding) == SENTENCE


@pytest.mark.parametrize(
    ("misread", "right"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", HEADING),
        ("KÕ HO¹CH PH¸T §éNG THI §UA", "KẾ HOẠCH PHÁT ĐỘNG THI ĐUA"),
        ("BÝ TH¦ TØNH UU", "BÍ THƯ TỈNH UU"),
        ("Sè: 12/KH-UBND", "Số: 12/KH-UBND"),
        ("TP Hµ Néi, Q. ë", "TP Hà Nội, Q. ở"),
        ("UBND x· VÜnh H¶o", "UBND xã Vĩnh Hảo"),
        ("th\u00ad\u00ad¬ng m¹i", "thương mại"),
        ("Thñ t−íng n­íc, c∙c - 5 − 3", "Thủ tướng nước, cãc - 5 − 3"),
        ("®∙ gÆp", "đã gặp"),
        ("\uf043\uf0e9ng \uf0ad", "Cộng ư"),
        ("\u201cThi \u00aeua\u201d \u2013 h\u00e4c\u2026", "“Thi đua” – học…"),
    ],
)
def test_tcvn3_capitals_and_strange_characters(misread: str, right: str) -> None:
    assert convert(misread, "tcvn3") == right


def test_vni_takes_a_mark_in_either_case() -> None:
    assert convert("HOäI ÑOàNG, Uûy ban, Ö\u00ceÔÙ", "vni") == "HỘI ĐỒNG, Ủy ban, ƯỴỚ"


def test_vni_marks_on_i_and_y_are_read() -> None:
    assert convert("chiùnh triï Myõ kyï TIÙNH", "vni") == "chính trị Mỹ kỵ TÍNH"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_convert_leaves_unicode_alone(encoding: str) -> None:
    assert convert(SENTENCE, encoding) == SENTENCE


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        (".VNTIMEH", ("tcvn3", True)),
        (".VnArial NarrowH", ("tcvn3", True)),
        ("ABCDEF+VnTimeH,Bold", ("tcvn3", True)),
        ("ABCDEF+#2EVnTime-BoldItalic", ("tcvn3", False)),
        (".VnHelvetInsH Bold", ("tcvn3", True)),
        ("VnCentury Schoolbook", ("tcvn3", False)),
        (".VnTimeH(Ds)", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("VNI-Helve-Condense,Bold", ("vni", False)),
        ("vni times", ("vni", False)),
        ("VPS Times", ("vps", False)),
        ("VI Arial", ("viscii", False)),
        ("Times New Roman", None),
        ("Arial", None),
        ("Vnu Sans", None),
        ("Verdana", None),
        ("", None),
    ],
)
def test_encoding_of_font(font: str, found: tuple[str, bool] | None) -> None:
    assert encoding_of_font(font) == found


def test_each_row_of_the_fonts_has_an_example_that_it_finds() -> None:
    with (CHARSETS / "fonts.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            found = encoding_of_font(row["example"])
            assert found and found[0] == row["encoding"], row


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_decode_reads_own_texts_in_each_encoding(in_legacy: Encode, corpus: Path, encoding: str) -> None:
    right = marked = 0
    for path in sorted([*(corpus / "demo").glob("*.txt"), *(corpus / "gold" / "train").glob("*.txt")]):
        text = decode(path.read_bytes())
        read = decode(in_legacy(text, encoding))
        assert len(read) == len(text), path.name
        pairs = [(a, b) for a, b in zip(text, read, strict=True) if a.isalpha() and a > "\x7f"]
        marked += len(pairs)
        right += sum(a == b for a, b in pairs)
    assert marked > 30_000
    assert right / marked >= 0.995


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_file_is_read_in_each_encoding_and_line_end(in_legacy: Encode, encoding: str, line_end: str) -> None:
    data = in_legacy(line_end.join(PARAGRAPHS), encoding)
    assert sniff(data) == "text"
    assert parse_bytes(data).body == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("encoding", ["viscii", "vps"])
def test_capitals_in_control_bytes_are_text(in_legacy: Encode, encoding: str) -> None:
    text = "ỦY BAN MẶT TRẬN TỔ QUỐC, HỌC VIỆN CHÍNH TRỊ, HỢP TÁC XÃ MỸ, PHẪU THUẬT THẨM MỸ"
    data = in_legacy(text, encoding)
    assert min(data) < 0x20
    assert parse_bytes(data).body == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(encoding: str) -> None:
    assert parse_bytes("\r\n".join(PARAGRAPHS).encode(encoding)).body == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "Le président a été élu à l'unanimité; les élèves étaient très contents de la réponse.",
        "Über die Größe der Städte und Dörfer wird später noch gründlich geprüft und erzählt.",
        "La reunión de mañana será en el salón pequeño según informó la señora María Muñoz.",
    ],
)
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_decode_refuses_other_languages(text: str, encoding: str) -> None:
    with pytest.raises(UnsupportedFormat):
        decode(text.encode(encoding))
    assert repair(text) == text


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "cp1258"])
def test_repair_reads_misread_paragraphs_and_keeps_the_others(in_legacy: Encode, encoding: str) -> None:
    misread = [in_legacy(line, encoding).decode("cp1252") for line in PARAGRAPHS]
    unicode = "Các đồng chí dự họp: 12 người, 100 m², café."
    short = "Bà Là"
    mixed = [unicode, misread[0], "I. 2019", misread[1], "", short, misread[2], unicode, short]
    right = [unicode, PARAGRAPHS[0], "I. 2019", PARAGRAPHS[1], "", short, PARAGRAPHS[2], unicode, short]
    assert repair("\n".join(mixed)).split("\n") == right


def test_repair_reads_utf8_taken_for_windows_1252() -> None:
    text = "\n".join(PARAGRAPHS)
    assert repair(text.encode().decode("latin-1")) == text


def test_repair_reads_two_encodings_in_one_text(in_legacy: Encode) -> None:
    misread = [in_legacy(line, encoding).decode("latin-1") for encoding in ("tcvn3", "vni") for line in PARAGRAPHS]
    assert repair("\n".join(misread)) == "\n".join((*PARAGRAPHS, *PARAGRAPHS))


@pytest.mark.parametrize(
    "text",
    ["Diện tích 120 m², 25 °C, ½ ©", "dai 5 m²\nrong 3 m²\n25 °C\n½ §5 ®", "Là bà có ý, vì xã nhà", "José, Dé, Zoë"],
)
def test_repair_leaves_signs_and_names_alone(text: str) -> None:
    assert repair(text) == text


@given(st.text(st.characters(max_codepoint=0x1F00, codec="utf-8"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_repair_keeps_the_number_of_lines(text: str) -> None:
    assert repair(text).count("\n") == text.count("\n")


def test_repair_leaves_own_texts_alone(corpus: Path) -> None:
    for path in (corpus / "demo").glob("*.txt"):
        text = decode(path.read_bytes())
        assert repair(text) == text


def test_a_fonts_name_alone_does_not_tell(in_legacy: Encode) -> None:
    assert is_written_in(in_legacy(SENTENCE, "tcvn3").decode("latin-1"), "tcvn3")
    assert not is_written_in("Là bà có ý, vì xã nhà", "tcvn3")
