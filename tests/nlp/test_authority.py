"""The authority file: what follows from names, the tables it follows from, and what may never follow."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ingest.tables import read_table
from nlp.authority import build
from nlp.authority.bodies import find_body
from nlp.authority.places import find_territories, level_class, provinces
from nlp.authority.rows import FOLDER, load_rows, several
from nlp.authority.spans import Span, first_day, last_day, overlap, whole
from nlp.authority.units import LONGEST, UnitFacts, describe, parted_into
from nlp.edtf import bounds
from nlp.lexicon import load_lexicon
from tests.case_tables import CASES, cases

ROOT = Path(__file__).parents[2]
POINTS = ("valid_from", "valid_to", "district_to")


@pytest.mark.parametrize("case", cases("authority.tsv"))
def test_facts_follow_from_name(case: dict[str, str]) -> None:
    facts = describe(case["name"])
    told = {name: getattr(facts, name) for name in ("kind", "place", "parent", "valid_from", "valid_to")}
    assert told | {"successors": "; ".join(facts.successors)} == {
        name: case[name] or "" for name in (*told, "successors")
    }


@pytest.mark.parametrize("name", ["provinces", "mergers", "wards", "bodies", "central", "military_zones"])
def test_table_loads_and_is_told_of(name: str) -> None:
    assert load_rows(name)
    assert f"`{name}.tsv`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_derived_tables_are_those_of_the_dependency() -> None:
    assert {name: (FOLDER / name).read_text(encoding="utf-8") for name in build.tables()} == build.tables()


@pytest.mark.parametrize("name", ["provinces", "bodies", "central"])
def test_rows_have_their_source_and_sound_dates(name: str) -> None:
    for row in load_rows(name):
        assert row["source"], row
        points = [row[column] for column in POINTS if row.get(column, "") not in ("", "*")]
        assert all(bounds(point) for point in points)
        assert first_day(points[0]) <= last_day(points[-1]) if points else True


def test_rows_are_sorted_and_there_once() -> None:
    for name, column in (("bodies", "head"), ("central", "name"), ("military_zones", "province")):
        names = [row[column] for row in load_rows(name)]
        assert names == sorted(set(names))


def test_successor_of_a_province_is_there_when_it_ends() -> None:
    """To the year: some ends are known by their year only."""
    for territory in provinces().values():
        for life in territory.lives:
            year = last_day(life.span.end).year
            for name in life.successors:
                lives = [after.span for after in provinces()[name].lives]
                assert any(first_day(one.start).year - 1 <= year <= last_day(one.end).year for one in lives), name


def test_lives_of_a_province_do_not_overlap() -> None:
    for territory in provinces().values():
        for one, after in zip(territory.lives, territory.lives[1:], strict=False):
            assert last_day(one.span.end) < first_day(after.span.start)


def test_central_bodies_lead_to_central_bodies_or_are_described() -> None:
    for row in load_rows("central"):
        for name in (row["parent"], *several(row["successor"])):
            assert not name or describe(name).kind, name


def test_rule_of_every_body_gives_a_name_that_is_described() -> None:
    """What stands above a body is a body of a known kind itself, so that the tree has no blind ends."""
    for row in load_rows("bodies"):
        for level, place in (
            ("province", "tỉnh Nghệ An"),
            ("district", "huyện Nghi Lộc"),
            ("ward", "phường Bắc Nha Trang"),
        ):
            if row[level]:
                parent = describe(f"{row['head']} {place}").parent
                assert describe(parent).kind, (row["head"], level, parent)


def test_chain_of_parents_ends() -> None:
    for case in read_table(CASES / "authority.tsv"):
        seen, name = [], case["name"]
        while name:
            assert name not in seen
            seen.append(name)
            name = describe(name).parent


def test_commune_that_kept_its_name_lies_where_it_lies_now() -> None:
    (commune,) = find_territories("xã Hòa Thịnh")
    assert commune.full == "xã Hòa Thịnh, tỉnh Đắk Lắk"
    assert commune.lives[0].span == Span()


def test_all_districts_and_provinces_of_the_lexicons_are_known() -> None:
    for name, level in (("provinces", "province"), ("provinces_former", "province"), ("districts", "district")):
        assert all(find_territories(entry.value)[0].level == level for entry in load_lexicon(name))
    assert len(load_rows("mergers")) == 63 - 34


def test_level_of_a_city_is_that_of_its_rank() -> None:
    assert [level_class(name) for name in ("thành phố Hà Nội", "thành phố Vinh", "đặc khu Phú Quốc", "thôn Đông")] == [
        "province", "district", "ward", None,
    ]  # fmt: skip


def test_spans_meet_and_join() -> None:
    assert overlap(Span("1976", ""), Span("", "1991-12-26")) == Span("1976", "1991-12-26")
    assert overlap(Span("1976", ""), Span("", "1975")) is None
    assert whole([Span("1965", "1975"), Span("1991", "")]) == Span("1965", "")


def test_unit_of_a_parted_province_is_led_back_to() -> None:
    assert parted_into("Tỉnh ủy Nam Hà") == ("Tỉnh ủy Hà Nam Ninh",)
    assert parted_into("Ủy ban nhân dân tỉnh Bắc Giang") == ("Ủy ban nhân dân tỉnh Hà Bắc",)
    assert parted_into("Ủy ban nhân dân tỉnh Nghệ An") == ("Ủy ban nhân dân tỉnh Nghệ Tĩnh",)
    assert parted_into("Công ty Mía đường Sơn La") == parted_into("Chính phủ") == ()


def test_longest_head_wins() -> None:
    found = find_body("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An")
    assert found is not None
    assert found[0].head == "Ủy ban Mặt trận Tổ quốc Việt Nam"


def test_other_spelling_and_decomposed_letters_give_the_same_facts() -> None:
    plain = describe("Ủy ban nhân dân huyện Nghi Lộc")
    for other in ("Uỷ ban nhân dân huyện Nghi Lộc", unicodedata.normalize("NFD", plain.name)):
        assert describe(other).parent == plain.parent


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Ủy ban nhân dân huyện Nghi Lộc", "UBND huyện Nghi Lộc"),
        ("Hội Liên hiệp Phụ nữ tỉnh Nghệ An", "Hội LHPN tỉnh Nghệ An"),
        ("Phòng Giáo dục và Đào tạo huyện Nghi Lộc", "Phòng GD&ĐT huyện Nghi Lộc"),
        ("Ban Thường vụ Liên đoàn Lao động tỉnh Nghệ An", "BTV LĐLĐ tỉnh Nghệ An"),
    ],
)
def test_alias_is_the_name_abbreviated(name: str, alias: str) -> None:
    assert describe(name).aliases == (alias,)


def test_name_without_usual_abbreviations_has_no_alias() -> None:
    assert describe("Công ty Mía đường Sơn La").aliases == ()


@pytest.mark.parametrize("word", ["Hội xã A ", "xã A - ", "huyện ", "Chi nhánh Ngân hàng, ", "Tổ 1, "])
def test_names_are_read_up_to_a_length_and_longer_ones_are_none(word: str) -> None:
    name = (word * LONGEST)[:LONGEST].rstrip(" ,-")
    assert describe(name).name == " ".join(name.split())
    assert describe(word * LONGEST) == UnitFacts(" ".join((word * LONGEST).split()))
