"""The document's own data, with evidence, from clues and mentions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.document import Clue, Document
from ingest.formats import read_text
from nlp.gold import read_gold
from nlp.mention import Analysis, Evidence, Mention
from nlp.metadata import decide_metadata
from nlp.pipeline import analyse
from tests.case_tables import cases

SEEDS = Path(__file__).parents[1] / "seeds"


PLAN = """UBND HUYỆN CÁI NƯỚC
Số: 41/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cái Nước, ngày 08 tháng 3 năm 2024

KẾ HOẠCH
Tổ chức phong trào thi đua xây dựng xã hội học tập

Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
1. Trên 98,5% người trong độ tuổi biết chữ.
"""


@pytest.fixture(scope="module")
def plan() -> Analysis:
    return analyse(read_text(PLAN))


def test_letterhead_gives_number_type_day_and_title(plan: Analysis) -> None:
    assert plan.metadata["doc_number"] == "41/KH-UBND"
    assert plan.metadata["doc_type"] == "plan"
    assert plan.metadata["published"] == "2024-03-08"
    assert plan.metadata["title"] == "Kế hoạch Tổ chức phong trào thi đua xây dựng xã hội học tập"


def test_issuer_and_place_are_canonical(plan: Analysis) -> None:
    assert plan.metadata["issuer"] == "Ủy ban nhân dân huyện Cái Nước"
    assert plan.metadata["place"] == "huyện Cái Nước"


def test_evidence_stands_where_it_says(plan: Analysis) -> None:
    body = read_text(PLAN).body
    proof = plan.evidence["doc_number"]
    assert body[proof.start : proof.end] == "41/KH-UBND"
    assert set(plan.evidence) == {field for field, value in plan.metadata.items() if value}


def test_headline_over_a_box_stands_where_it_says_below_many_lines() -> None:
    headline = "Quyết định 25/2015/QĐ-UBND Quy chế thi đua các xã đảo tỉnh Phú Yên"
    page = (
        "Công báo\n\n" * 16 + f"{headline}\n• Thuộc tính\nSố hiệu: 25/2015/QĐ-UBND\n"
        "Loại văn bản: Quyết định\nNgười ký: Lưu Thị Bông\nNgày ban hành: 07/07/2015\n\nCăn cứ Luật Thi đua;"
    )
    document = read_text(page)
    found = analyse(document)
    proof = found.evidence["title"]
    assert found.metadata["title"] == headline
    assert document.body[proof.start : proof.end] == headline


def test_nothing_is_guessed() -> None:
    metadata, evidence = decide_metadata(Document("Không có gì ở đây cả.", "text", "test"), ())
    assert {field: value for field, value in metadata.items() if value} == {"doc_type": "other"}
    assert evidence == {"doc_type": Evidence("default")}


def test_signer_takes_post_from_person() -> None:
    body = "BÍ THƯ\nLê Khắc Trường"
    clues = (Clue("signer_post", "BÍ THƯ", "signature", 0, 6), Clue("signer", "Lê Khắc Trường", "signature", 7, 21))
    person = Mention(7, 21, "PERSON", "Lê Khắc Trường", "Lê Khắc Trường", {"role": "Bí thư Tỉnh ủy"})
    document = Document(body, "text", "test", clues=clues)
    assert decide_metadata(document, (person,))[0]["signer"] == "Lê Khắc Trường, Bí thư Tỉnh ủy"
    assert decide_metadata(document, ())[0]["signer"] == "Lê Khắc Trường, Bí thư"


def test_published_keeps_clock_of_clue() -> None:
    document = Document("x", "html", "test", clues=(Clue("published", "03/04/2018 | 16:02", "dateline"),))
    assert decide_metadata(document, ())[0]["published"] == "2018-04-03T16:02"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Cụm thi đua số 4 ký giao ước thi đua", "agreement"),
        ("Khối thi đua sơ kết công tác thi đua 6 tháng đầu năm", "review"),
        ("Hội Nông dân huyện tổng kết phong trào thi đua", "summary"),
        ("Phát động thi đua chào mừng Đại hội", "launch"),
        ("Kế hoạch tổ chức phong trào thi đua", "plan"),
        ("Khai mạc hội thao", "news"),
    ],
)
def test_kind_of_page_from_title(title: str, kind: str) -> None:
    document = Document(title, "text", "test", clues=(Clue("title", title, "heading", 0, len(title)),))
    assert decide_metadata(document, ())[0]["doc_type"] == kind


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("05-CT/TU", "", "directive"),
        ("12/QĐ-UBND", "", "decision"),
        ("34/BC-KTĐ", "Sơ kết công tác thi đua", "review"),
        ("34/BC-KTĐ", "Tình hình thực hiện", "report"),
        ("212/LĐLĐ", "V/v phát động đợt thi đua", "notice"),
        ("138/BCH-CT", "V/v đăng ký thi đua", "notice"),  # CT is an office here, no directive
    ],
)
def test_kind_of_paper_from_number(number: str, title: str, kind: str) -> None:
    clues = (Clue("title", title, "heading"),) if title else ()
    document = Document(f"UBND TỈNH A\nSố: {number}\n", "text", "test", clues=clues)
    assert decide_metadata(document, ())[0]["doc_type"] == kind


def test_seed_fields_are_right() -> None:
    """The five pages of the first day: they may not fall back."""
    for name, marked in read_gold(SEEDS).items():
        metadata = analyse(read_text(marked.text or "")).metadata
        for field in ("title", "doc_type", "event_date", "place"):
            if field in marked.metadata:
                assert str(metadata[field]) == marked.metadata[field], (name, field)


def test_field_that_could_not_be_read_stays_empty_and_shows_where_to_look() -> None:
    box = (90.0, 80.0, 140.0, 95.0)
    clues = (Clue("doc_number", "", "letterhead", page=1, box=box, state="unread"),)
    metadata, evidence = decide_metadata(Document("Không có gì ở đây cả.", "pdf", "test", clues=clues), ())
    assert metadata["doc_number"] is None
    assert evidence["doc_number"] == Evidence("letterhead", page=1, box=box, state="unread")


JOINT = """HỘI NÔNG DÂN - HỘI LIÊN HIỆP PHỤ NỮ
HUYỆN CHỢ MỚI
Số: 03/KHLT-HND-HPN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Chợ Mới, ngày 09 tháng 4 năm 2019
KẾ HOẠCH LIÊN TỊCH
Thi đua trồng cây bên đường
Hai hội thống nhất kế hoạch.
TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN
CHỦ TỊCH
Triệu Văn Sáy
TM. BAN THƯỜNG VỤ HỘI LIÊN HIỆP PHỤ NỮ
CHỦ TỊCH
Hà Thị Bích
"""


def test_a_joint_document_is_its_first_bodys_at_the_place_of_all_and_all_sign_it() -> None:
    metadata = analyse(read_text(JOINT)).metadata
    assert (metadata["issuer"], metadata["place"]) == ("Hội Nông dân huyện Chợ Mới", "huyện Chợ Mới")
    assert metadata["signer"] == "Triệu Văn Sáy, Chủ tịch; Hà Thị Bích, Chủ tịch"


def test_minutes_are_signed_by_who_presided_not_by_the_secretary() -> None:
    body = "CHỦ TỌA\nVi Văn Toản\nTHƯ KÝ\nNguyễn Thị Lam"
    clues = (
        Clue("signer_post", "CHỦ TỌA", "signature", 0, 7),
        Clue("signer", "Vi Văn Toản", "signature", 8, 19),
        Clue("signer_post", "THƯ KÝ", "signature", 20, 26),
        Clue("signer", "Nguyễn Thị Lam", "signature", 27, 41),
    )
    assert decide_metadata(Document(body, "text", "test", clues=clues), ())[0]["signer"] == "Vi Văn Toản, Chủ tọa"


def test_a_number_and_day_that_stand_unread_are_not_taken_from_the_text() -> None:
    body = "SỞ NỘI VỤ\nSố: 7l/KH-SNV\nSố: 12/KH-SNV\nHà Nam, ngày 03 tháng 4 năm 2018\n"
    clues = tuple(Clue(field, "", "letterhead", page=1, state="unread") for field in ("doc_number", "date"))
    metadata, evidence = decide_metadata(Document(body, "pdf", "test", clues=clues), ())
    assert (metadata["doc_number"], metadata["published"]) == (None, None)
    assert (evidence["doc_number"].state, evidence["published"].state) == ("unread", "unread")


def test_the_letterheads_subject_goes_before_a_title_outside_the_body() -> None:
    document = read_text(PLAN)
    outside = Clue("title", "ke-hoach-so-41 (bản in)", "html-title")
    given = Document(document.body, "html", "test", lines=document.lines, clues=(outside, *document.clues))
    assert decide_metadata(given, ())[0]["title"] == "Kế hoạch Tổ chức phong trào thi đua xây dựng xã hội học tập"


@pytest.mark.parametrize("row", cases("metadata.tsv"))
def test_fields_of_pages_and_papers(row: dict[str, str]) -> None:
    metadata = analyse(read_text(row["page"].replace("¶", "\n"))).metadata
    expected = dict(part.split("=", 1) for part in re.split(r"; (?=\w+=)", row["expected"]))
    assert {field: _shown(metadata[field]) for field in expected} == expected


def _shown(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
