"""The components of units, places and people against their tables of cases, and what whole documents explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Clue, Document
from nlp.components.dates import add_dates
from nlp.components.people import find_people
from nlp.components.places import find_places
from nlp.components.units import find_units
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions
from nlp.places.levels import level_of
from nlp.text.reading import read
from nlp.units.spelling import is_shouted
from tests.case_tables import cases

CASES = Path(__file__).parents[1] / "cases"


def doc_of(text: str, *clues: Clue, furniture: tuple[str, ...] = ()) -> Doc:
    return Doc(Document(text, "text", "test", clues=clues, furniture=furniture))


def marked(text: str) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """The units, places and people of a text."""
    doc = doc_of(text)
    add_dates(doc)
    units = find_units(doc)
    add_mentions(doc, units)
    places = find_places(doc)
    add_mentions(doc, places)
    return units, places, find_people(doc)


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def check(found: list[Mention], expected: str, given: list[str]) -> None:
    """Surfaces must be those expected; what stands behind `=` must be what the mention was given."""
    parts = [part for part in unescaped(expected or "").strip().split("; ") if part]
    assert [mention.text for mention in found] == [part.partition("=")[0] for part in parts]
    for part, value in zip(parts, given, strict=True):
        if "=" in part:
            assert value == part.partition("=")[2]


@pytest.mark.parametrize("row", cases("units.tsv"))
def test_units_of_case(row: dict[str, str]) -> None:
    units, _, _ = marked(unescaped(row["text"]))
    check(units, row["expected"], [str(unit.value) for unit in units])


@pytest.mark.parametrize("row", cases("places.tsv"))
def test_places_of_case(row: dict[str, str]) -> None:
    _, places, _ = marked(unescaped(row["text"]))
    check(places, row["expected"], [str(place.value) for place in places])


@pytest.mark.parametrize("row", cases("people.tsv"))
def test_people_of_case(row: dict[str, str]) -> None:
    _, _, people = marked(unescaped(row["text"]))
    check(people, row["expected"], [person.attributes.get("role", "") for person in people])


def listed(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_names_of_bodies_are_read_whole() -> None:
    def read_as(name: str) -> list[str]:
        return [unit.text for unit in find_units(doc_of(f"Ngày 12/5, {name} tổ chức hội nghị."))]

    assert {name: read_as(name) for name in listed("unit_names.txt") if read_as(name) != [name]} == {}


def test_names_of_places_are_read_whole() -> None:
    def read_as(name: str) -> list[str]:
        return [place.text for place in marked(f"Hôm qua, đoàn công tác đến thăm {name} và tặng quà.")[1]]

    assert {name: read_as(name) for name in listed("place_names.txt") if read_as(name) != [name]} == {}


def values(text: str, *clues: Clue, furniture: tuple[str, ...] = ()) -> dict[str, str]:
    return {unit.text: str(unit.value) for unit in find_units(doc_of(text, *clues, furniture=furniture))}


def test_bare_level_takes_place_of_letterhead() -> None:
    clue = Clue("issuer", "UBND HUYỆN CÁI NƯỚC", "letterhead")
    found = values("UBND huyện giao Phòng Nội vụ và Hội LHPN huyện.", clue)
    assert found["UBND huyện"] == "Ủy ban nhân dân huyện Cái Nước"
    assert found["Phòng Nội vụ"] == "Phòng Nội vụ huyện Cái Nước"


def test_city_of_former_days_in_names_of_firms_is_not_the_city_of_the_page() -> None:
    text = (
        "Cụm thi đua 3 thành phố Hồ Chí Minh họp năm 2023; Ban Thi đua khen thưởng Thành phố dự. Có mặt Tổng Công ty "
        "Du lịch Sài Gòn, Tổng Công ty Thương mại Sài Gòn, Công ty Cổ phần Chè Sài Gòn."
    )
    assert values(text)["Ban Thi đua khen thưởng Thành phố"] == "Ban Thi đua khen thưởng thành phố Hồ Chí Minh"


def test_office_under_party_committee_is_its_own() -> None:
    clues = (Clue("superior", "TỈNH ỦY HẬU GIANG", "letterhead"), Clue("issuer", "VĂN PHÒNG", "letterhead"))
    found = values("Văn phòng báo cáo: Phòng Tổng hợp và Phòng Quản trị đạt; Ban Thường vụ khen.", *clues)
    assert found["Văn phòng"] == "Văn phòng Tỉnh ủy Hậu Giang"
    assert found["Phòng Tổng hợp"] == "Phòng Tổng hợp Văn phòng Tỉnh ủy Hậu Giang"
    assert found["Ban Thường vụ"] == "Ban Thường vụ Tỉnh ủy Hậu Giang"


def test_bare_level_takes_place_of_footer() -> None:
    found = values("Văn phòng Hội đồng nhân dân tỉnh họp.", furniture=("Email: hdnd@langson.gov.vn",))
    assert found["Văn phòng Hội đồng nhân dân tỉnh"] == "Văn phòng Hội đồng nhân dân tỉnh Lạng Sơn"


def test_site_is_owner_of_boards_and_place() -> None:
    banner = "Trường THPT Bùi Dục Tài\nHải Lăng, Quảng Trị"
    units = find_units(doc_of("BGH và Công đoàn phát động; giúp Trường THPT Hướng Phùng", furniture=(banner,)))
    assert [unit.value for unit in units][:2] == [
        "Ban Giám hiệu Trường Trung học phổ thông Bùi Dục Tài",
        "Công đoàn Trường Trung học phổ thông Bùi Dục Tài",
    ]


def test_site_of_a_union_does_not_own_the_departments_of_the_firm_it_tells_of() -> None:
    body = (
        "Sáng 11/02/2009, Công ty Than Mông Dương ra quân đầu xuân. Đoàn Thanh niên và Phân xưởng Khai thác 9 ký giao "
        "ước. Công ty Than Mông Dương thưởng tổ lò dẫn đầu."
    )
    found = values(body, furniture=("TRANG TIN CÔNG ĐOÀN THAN - KHOÁNG SẢN VIỆT NAM",))
    assert found["Đoàn Thanh niên"] == "Đoàn Thanh niên Công ty Than Mông Dương"


def test_portal_of_district_tells_level_of_bare_bodies() -> None:
    portal = "UBND TỈNH ĐẮK NÔNG\nCỔNG THÔNG TIN ĐIỆN TỬ HUYỆN ĐẮK MIL"
    units = find_units(doc_of("Hội CCB họp. Hội Nông dân tỉnh dự", furniture=(portal,)))
    assert [unit.value for unit in units] == ["Hội Cựu chiến binh huyện Đắk Mil", "Hội Nông dân tỉnh Đắk Nông"]


def test_district_speaks_for_its_province() -> None:
    assert values("Tại huyện Mèo Vạc, Tỉnh ủy họp.")["Tỉnh ủy"] == "Tỉnh ủy Hà Giang"


def test_list_shares_its_place() -> None:
    found = values("Hội Cựu chiến binh TP Hà Nội, Liên đoàn Lao động, Hội Nông dân TP dự.")
    assert found["Liên đoàn Lao động"] == "Liên đoàn Lao động thành phố Hà Nội"
    assert found["Hội Nông dân TP"] == "Hội Nông dân thành phố Hà Nội"


def test_department_belongs_to_its_hospital() -> None:
    text = "Bệnh viện Đa khoa tỉnh Phú Thọ họp. Khoa Nhi dự. Bệnh viện Đa khoa tỉnh Phú Thọ khen."
    assert values(text)["Khoa Nhi"] == "Khoa Nhi Bệnh viện Đa khoa tỉnh Phú Thọ"


def test_bloc_is_completed_everywhere() -> None:
    found = values("Đảng ủy Khối Doanh nghiệp tỉnh Bình Định họp; Đoàn Khối dự; trong Khối có 53 đơn vị.")
    assert found["Đoàn Khối"] == "Đoàn Khối Doanh nghiệp tỉnh Bình Định"
    assert found["Khối"] == "Khối Doanh nghiệp tỉnh Bình Định"


def test_value_stays_bare_when_nothing_tells() -> None:
    assert values("UBND huyện họp.") == {"UBND huyện": "Ủy ban nhân dân huyện"}


def test_every_place_entry_begins_with_a_level() -> None:
    for name in ("provinces", "provinces_former", "districts", "districts_former"):
        assert all(level_of(entry.value) for entry in load_lexicon(name))


def test_provinces_before_and_after_2025_are_all_there() -> None:
    entries = load_lexicon("provinces")
    assert len({entry.value for entry in entries if not entry.valid.startswith("2025")}) == 63
    assert len({entry.value for entry in entries if not entry.valid.startswith("..")}) == 34


def test_shouting_is_not_an_abbreviation() -> None:
    reading = read("ỦY BAN NHÂN DÂN huyện; UBND TP")
    assert reading.shouting[:4] == (True, True, True, True)
    assert not any(reading.shouting[4:])


@pytest.mark.parametrize(("text", "quietly"), [("TU LÝ", True), ("VINH", True), ("UB TP", False), ("CA TW", False)])
def test_shouted_name_is_told_from_abbreviations(text: str, quietly: bool) -> None:
    assert is_shouted(text) == quietly


def test_long_document_is_read_in_linear_steps() -> None:
    """Twenty times the text must give twenty times the units, none lost to a limit."""
    line = "Sở Y tế tỉnh Sơn La và UBND huyện Mai Sơn họp.\n"
    assert len(find_units(doc_of(line * 400))) == 20 * len(find_units(doc_of(line * 20)))


@pytest.mark.parametrize("words", ["tư tưởng", "đạo đức", "phong cách", "thời đại"])
def test_teaching_of_the_leader_is_no_person(words: str) -> None:
    assert not find_people(doc_of(f"Học tập {words} Hồ Chí Minh"))


@pytest.mark.parametrize("signed", [".N.G", ".\n\nTVB", ".\nPHÚ NAM", ".\nL.Tr", ".\n\nK. Thoa"])
def test_letters_and_pen_names_that_end_an_article_are_people(signed: str) -> None:
    article = "Hội viên góp công làm đường, trồng cây và vệ sinh ngõ xóm" * 8
    assert [person.text for person in find_people(doc_of(article + signed))] == [signed.lstrip(".\n")]
    paper = Clue("doc_number", "12/KH-UBND", method="letterhead")
    assert not find_people(doc_of(article + signed, paper))
