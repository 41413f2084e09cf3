"""What letterheads and signatures say, state documents' and the Party's."""

from __future__ import annotations

import pytest

from ingest.body import assemble
from ingest.document import Page
from ingest.formats import read_text
from ingest.names import person_in
from ingest.official.letterhead import NUMBER
from ingest.paragraphs import Paragraph, Piece
from ingest.zones import find_clues
from tests.case_tables import cases

STATE = """\
UBND TỈNH LẠNG SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-SNV\tLạng Sơn, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Phát động phong trào thi đua năm 2019

Căn cứ Luật Thi đua, khen thưởng;
I. MỤC ĐÍCH
Tạo khí thế thi đua sôi nổi./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Bình
"""

PARTY = """\
ĐẢNG BỘ TỈNH BÌNH ĐỊNH
ĐẢNG ỦY KHỐI DOANH NGHIỆP
*
Số 11-NQ/ĐUK
ĐẢNG CỘNG SẢN VIỆT NAM
Bình Định, ngày 20 tháng 6 năm 2014

NGHỊ QUYẾT
HỘI NGHỊ LẦN THỨ MƯỜI
về lãnh đạo phong trào thi đua

Thời gian qua, phong trào thi đua có nhiều chuyển biến.
T/M BAN CHẤP HÀNH
BÍ THƯ
Võ Kim Tòng
"""

LETTER = """\
SỞ NỘI VỤ
Số: 45/SNV-TĐKT
V/v hướng dẫn đăng ký
thi đua năm 2020
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nam, ngày 10 tháng 01 năm 2020
Kính gửi:
- Các sở, ban, ngành;
- UBND các huyện.
Thực hiện Luật Thi đua, khen thưởng, Sở Nội vụ đề nghị các đơn vị đăng ký.
"""


def clues(text: str) -> dict[str, str]:
    return {clue.field: clue.text for clue in read_text(text).clues}


def test_a_state_letterhead_is_read_column_by_column() -> None:
    found = clues(STATE)
    assert found["superior"] == "UBND TỈNH LẠNG SƠN"
    assert found["issuer"] == "SỞ NỘI VỤ"
    assert found["doc_number"] == "12/KH-SNV"
    assert (found["place"], found["date"]) == ("Lạng Sơn", "ngày 05 tháng 3 năm 2019")
    assert (found["doc_type"], found["subject"]) == ("KẾ HOẠCH", "Phát động phong trào thi đua năm 2019")


def test_a_signature_names_authority_post_and_signer() -> None:
    found = clues(STATE)
    assert (found["authority"], found["signer_post"], found["signer"]) == (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Bình",
    )


def test_a_party_letterhead_is_read() -> None:
    found = clues(PARTY)
    assert (found["superior"], found["issuer"]) == ("ĐẢNG BỘ TỈNH BÌNH ĐỊNH", "ĐẢNG ỦY KHỐI DOANH NGHIỆP")
    assert (found["doc_number"], found["doc_type"]) == ("11-NQ/ĐUK", "NGHỊ QUYẾT")
    assert found["subject"] == "HỘI NGHỊ LẦN THỨ MƯỜI về lãnh đạo phong trào thi đua"
    assert (found["authority"], found["signer"]) == ("T/M BAN CHẤP HÀNH", "Võ Kim Tòng")


def test_an_official_letter_has_its_subject_under_the_number_and_addressees() -> None:
    found = clues(LETTER)
    assert found["subject"] == "V/v hướng dẫn đăng ký thi đua năm 2020"
    assert found["addressees"] == "Các sở, ban, ngành; UBND các huyện"


def test_a_wrapped_issuer_is_one_name() -> None:
    found = clues(
        "ỦY BAN NHÂN DÂN\nTỈNH AN GIANG\nSố: 1/KH-UBND\nAn Giang, ngày 01 tháng 02 năm 1999\nKẾ HOẠCH\nThi đua"
    )
    assert found["issuer"] == "ỦY BAN NHÂN DÂN TỈNH AN GIANG"
    assert "superior" not in found


def test_the_receivers_stamp_gives_no_number_and_no_date() -> None:
    stamp = "SỞ NỘI VỤ\nĐẾN\nSố: 999\nNgày: 11/3/2019\n" + STATE.split("\n", 1)[1]
    assert clues(stamp)["doc_number"] == "12/KH-SNV"


def test_a_draft_with_a_blank_number_has_none() -> None:
    assert "doc_number" not in clues(STATE.replace("Số: 12/KH-SNV", "Số:      /KH-SNV"))


def test_a_number_cited_in_the_text_is_not_the_documents_own() -> None:
    assert "doc_number" not in clues("KẾ HOẠCH\nPhát động thi đua\nCăn cứ Công văn số 45/SNV-TĐKT của Sở Nội vụ;")


@pytest.mark.parametrize("row", cases("letterhead_numbers.tsv"))
def test_number_lines_are_read(row: dict[str, str]) -> None:
    line, number = row["line"], row["number"]
    found = clues(STATE.replace("Số: 12/KH-SNV", line))
    assert found.get("doc_number", "") == number
    assert bool(NUMBER.match(line)) == bool(number)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Trần Văn Bình", "Trần Văn Bình"),
        ("Đại tá Phạm Trường Hận", "Phạm Trường Hận"),
        ("BSCKII. Mai Trọng Nhân", "Mai Trọng Nhân"),
        ("Trần-văn-Bình", "Trần-văn-Bình"),
        ("Lê thị Mận", "Lê thị Mận"),
        ("Trung tá QNCN Vũ Đình Hòe", "Vũ Đình Hòe"),
        ("Lê thị", None),
        ("PHÓ CHỦ TỊCH", None),
        ("Lưu: VT", None),
        ("Hoàng hôn trên sông", None),
    ],
)
def test_person_in_takes_ranks_off_and_refuses_other_lines(line: str, name: str | None) -> None:
    assert person_in(line) == name


def test_clues_of_an_empty_body_are_none() -> None:
    assert find_clues("") == ()


def test_a_letter_of_older_years_has_place_and_day_above_its_signature() -> None:
    found = clues(
        "LIÊN KHU BỐN\nBÁO CÁO TỔNG KẾT\nvụ mùa thi đua\n(Đọc tại hội nghị)\nVụ mùa này được mùa.\n"
        "Thanh Hoá, ngày 10 tháng 12 năm 1952\nT.M. Ủy ban\nTrưởng ty Canh nông\nHOÀNG SỸ ĐẠM (Sáu Đạm)"
    )
    assert (found["issuer"], found["doc_type"]) == ("LIÊN KHU BỐN", "BÁO CÁO")
    assert (found["place"], found["date"]) == ("Thanh Hoá", "ngày 10 tháng 12 năm 1952")
    assert (found["signer"], found["authority"]) == ("HOÀNG SỸ ĐẠM", "T.M. Ủy ban")


def test_a_number_with_a_blank_for_its_first_stroke_is_read() -> None:
    assert clues(STATE.replace("Số: 12/KH-SNV", "Số 87 KH/TĐ"))["doc_number"] == "87 KH/TĐ"


def test_a_stamp_is_kept_apart_and_out_of_the_body() -> None:
    document = read_text(STATE.replace("\n\nKẾ", "\n\nĐẾN\nSố: 999\nNgày: 11/3/2019\nChuyển: Văn phòng\n\nKẾ"))
    (stamp,) = (clue for clue in document.clues if clue.field == "stamp")
    assert stamp.text.split("\n") == ["ĐẾN", "Số: 999", "Ngày: 11/3/2019", "Chuyển: Văn phòng"]
    assert "999" not in document.body and stamp.text in document.furniture


def test_an_electronic_signatures_text_is_kept_apart() -> None:
    signed = "Ký bởi: Sở Nội vụ\nEmail: vanthu@example.vn\nThời gian ký: 05.03.2019 17:10:03 +07:00\n"
    document = read_text(signed + STATE)
    (clue,) = (clue for clue in document.clues if clue.field == "electronic_signature")
    assert "17:10:03" in clue.text and "17:10:03" not in document.body
    assert clues(signed + STATE)["date"] == "ngày 05 tháng 3 năm 2019"


def test_bases_recipients_and_marks_are_read() -> None:
    found = read_text(STATE.replace("KẾ HOẠCH", "HỎA TỐC\nKẾ HOẠCH", 1)).clues
    texts = {field: [clue.text for clue in found if clue.field == field] for field in ("basis", "recipients", "mark")}
    assert texts == {
        "basis": ["Căn cứ Luật Thi đua, khen thưởng"],
        "recipients": ["Như trên; Lưu: VT"],
        "mark": ["HỎA TỐC"],
    }


WIDTH, HEIGHT = 595.0, 842.0


@pytest.mark.parametrize("name", ["K’Brôi", "Bh'riu Liếc", "Rơ Châm H'Yéo"])
def test_highland_name_under_a_post_signs(name: str) -> None:
    assert clues(f"{STATE}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{name}\n")["signer"] == name


def test_a_date_over_two_lines_is_one_date() -> None:
    document = read_text(STATE.replace("\t", "\n").replace("năm 2019\n\n", "năm\n2019\n\n", 1))
    dates = [clue for clue in document.clues if clue.field in ("place", "date")]
    assert [clue.text for clue in dates] == ["Lạng Sơn", "ngày 05 tháng 3 năm 2019"]
    assert [" ".join(document.body[clue.start : clue.end].split()) for clue in dates] == [one.text for one in dates]


def test_the_signature_is_that_of_the_first_of_two_documents_in_a_file() -> None:
    def page(number: int, text: str) -> list[Paragraph]:
        lines = [line for line in text.split("\n") if line]
        return [
            Paragraph((Piece(line, number, (90.0, 60.0 + 20 * at, 90.0 + 5 * len(line), 74.0 + 20 * at)),))
            for at, line in enumerate(lines)
        ]

    second = LETTER + "GIÁM ĐỐC\nĐỗ Thị Kim Cương\n"
    paragraphs = [*page(1, STATE.replace("\t", "\n")), *page(2, second)]
    document = assemble(paragraphs, kind="pdf", parser="test", pages=[Page(1, WIDTH, HEIGHT), Page(2, WIDTH, HEIGHT)])
    assert [clue.text for clue in document.clues if clue.field == "signer"] == ["Trần Văn Bình"]


def test_a_day_in_a_sentence_and_an_empty_address_are_no_zones() -> None:
    body = "Kính gửi: ……………\nSở báo cáo về chế độ bảo hiểm xã\nhội, có hiệu lực kể từ ngày 01 tháng 7 năm 2025\n"
    found = clues(LETTER.replace("Hà Nam, ngày 10 tháng 01 năm 2020\nKính gửi:", body))
    assert {"place", "date", "addressees"}.isdisjoint(found)


def test_a_signature_that_goes_on_overleaf_has_its_post_from_the_page_before() -> None:
    above = (*(f"{at}. Các xã thực hiện nghiêm túc." for at in range(1, 10)), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    placed = [(text, 1, 600.0 + 15 * at) for at, text in enumerate(above)] + [("Hơ Văn Chứ", 2, 80.0)]
    paragraphs = [Paragraph((Piece(text, page, (340.0, top, 450.0, top + 14)),)) for text, page, top in placed]
    document = assemble(paragraphs, kind="pdf", parser="pdf", pages=[Page(n, 595, 842) for n in (1, 2)])
    found = {clue.field: clue.text for clue in document.clues}
    assert (found["authority"], found["signer_post"], found["signer"]) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hơ Văn Chứ")
