"""What each kind of head noun licenses behind it; a rule tells whether a unit was read."""

from __future__ import annotations

from collections.abc import Callable

from nlp.lexicon import Entry
from nlp.people.names import capital_run, surely_person
from nlp.units.capitals import proper
from nlp.units.cluster_rule import take_cluster
from nlp.units.codes import named_by_letters, take_cell_code, take_initials, take_university
from nlp.units.cursor import Cursor
from nlp.units.field_names import take_field, take_small_field
from nlp.units.forms import counts, has_trait, heads, is_firm
from nlp.units.houses import house_at, take_brand, take_campus, take_taught, whole_army_at
from nlp.units.missions import take_mission
from nlp.units.national_bodies import PARTY_COMMITTEE
from nlp.units.nesting import (
    branch_at,
    take_bare_branch,
    take_dashed_branch,
    take_standing,
    take_unit,
    take_units_together,
)
from nlp.units.order import organisation_above
from nlp.units.place_tails import (
    take_area,
    take_free_name,
    take_group,
    take_place,
    take_seat,
    take_second_place,
    take_two_levels,
)
from nlp.units.proper_names import take_name, take_quoted
from nlp.units.purposes import take_long_purpose, take_purpose
from nlp.units.small_tails import take_owner_tail
from nlp.units.teams import take_quarter, take_team
from nlp.units.villages import take_cell_village, village_at
from nlp.units.words import (
    take_arm,
    take_code,
    take_day,
    take_legal_form,
    take_letter,
    take_link,
    take_nation,
    take_number,
    take_sector,
    take_zones,
)

CENTRAL_BODIES = ("Hội ", "Đoàn ", "Liên hiệp ", "Mặt trận ", "Công đoàn ", "Tổng Liên đoàn ")
"""How the names of organisations begin that have a central committee of their own."""


def _whole(cursor: Cursor) -> bool:
    """A body there is one of; the Party's committee gives way to that of the organisation named behind it."""
    organisation = heads().longest(cursor.reading, cursor.at) if cursor.head.value == PARTY_COMMITTEE else None
    if organisation is not None and organisation.entry.value.startswith(CENTRAL_BODIES) and cursor.open():
        cursor.rename(Entry(cursor.head.form, "Ban Chấp hành Trung ương", "committee"))
        return take_unit(cursor)
    if cursor.head.value == PARTY_COMMITTEE and (above := organisation_above(cursor)):
        cursor.rename(Entry(cursor.head.form, f"Ban Chấp hành Trung ương {above}", "whole"))
    return any(cursor.reading.upper[cursor.first : cursor.at])  # `quân đội nhân dân Việt Nam`, `vùng 3 Hải quân`


def _office_holder(cursor: Cursor) -> bool:
    before = cursor.reading.keys[cursor.first - 1] if cursor.first else ""
    end = capital_run(cursor.reading, cursor.at)
    named = end - cursor.at >= 2 and not cursor.reading.shouting[cursor.at] and not cursor.reading.breaks[cursor.at]
    return cursor.capital and before not in {"phó", "nguyên"} and not named


def _party_level(cursor: Cursor) -> bool:
    taken = take_field(cursor) if cursor.head.value.endswith(("đoàn", " hội")) else False
    named = take_place(cursor, named_only=True) or take_free_name(cursor)
    if not named and cursor.capital:
        take_nation(cursor)
    if not named and cursor.head.value.endswith("hu ủy"):
        take_number(cursor)  # `Liên khu ủy V`
    association = cursor.head.value.endswith(" hội") and cursor.reading.upper[cursor.first + 1]
    association = association or _youth_union(cursor)
    return cursor.capital or named or taken or association


def _youth_union(cursor: Cursor) -> bool:
    """`xã Đoàn đã tổ chức`, `xã Đoàn Lê Văn An`: not the first syllable of a name, `xã Đoàn Kết`."""
    reading, at = cursor.reading, cursor.at
    if not cursor.head.value.lower().endswith(" đoàn") or not reading.upper[cursor.first + 1]:
        return False
    return not reading.upper[at] or reading.breaks[at] > 0 or surely_person(reading, at, capital_run(reading, at))


def _committee(cursor: Cursor) -> bool:
    take_nation(cursor)
    if cursor.head.value == "Thường trực" and cursor.reading.number(cursor.at):
        return False  # `Thường trực 23 cơ sở Hội`
    if take_number(cursor) or (has_trait(cursor.head.value, "grade") and take_code(cursor)):
        pass
    elif take_purpose(cursor) or take_long_purpose(cursor):
        take_nation(cursor) or take_number(cursor) or take_place(cursor) or take_unit(cursor) or take_name(cursor)
        take_zones(cursor) and take_place(cursor)
        return proper(cursor)
    take_sector(cursor)
    linked = not village_at(cursor) and take_link(cursor)
    if linked:
        take_nation(cursor)
    if take_cell_village(cursor):
        return proper(cursor)
    delegates = cursor.head.form == "Đoàn" and not cursor.capital  # `đoàn Phụ nữ cao tuổi`
    if take_unit(cursor):
        if has_trait(cursor.head.value, "numbered"):
            take_number(cursor)  # `Tổ đại biểu HĐND số 3`
        led = cursor.head.form == "Đoàn" and cursor.reading.keys[cursor.at] == "do"  # `Đoàn Sở Y tế do ông …`
        return proper(cursor) and not (delegates or led)
    if take_place(cursor):
        return proper(cursor)
    if not delegates and take_field(cursor, strict=has_trait(cursor.head.form, "strict")):
        take_nation(cursor)
        take_unit(cursor) or take_place(cursor)
        take_zones(cursor) and take_place(cursor)
    elif linked and cursor.parts[-1].text.endswith("ơ quan") and has_trait(cursor.head.value, "cell"):
        take_number(cursor)  # `Chi bộ cơ quan 2`
    elif take_cell_code(cursor):
        return True
    return proper(cursor)


def _council(cursor: Cursor) -> bool:
    if cursor.head.value.endswith((" xã", " phường")) and take_free_name(cursor):
        return cursor.capital
    if take_cell_village(cursor):
        return proper(cursor)  # `Tổ công nghệ số cộng đồng khối 4`
    take_two_levels(cursor)
    if take_place(cursor):
        place = cursor.parts[-1].place
        if place is None and has_trait(cursor.head.value, "formation"):
            take_unit(cursor)  # `Tòa án quân sự khu vực 1 Quân khu 4`
        leveled = place is None or place.level or not has_trait(cursor.head.value, "leveled")
        return proper(cursor) and bool(leveled)
    take_link(cursor)
    if has_trait(cursor.head.value, "serial") and take_number(cursor):
        take_place(cursor)
        return proper(cursor)
    if take_unit(cursor):
        return proper(cursor)
    if cursor.head.value.startswith("Trường") and take_name(cursor):
        take_place(cursor)
        return proper(cursor)
    take_field(cursor) and take_place(cursor)
    take_nation(cursor)
    return proper(cursor)


def _office(cursor: Cursor) -> bool:
    take_link(cursor)
    if take_units_together(cursor) or take_place(cursor):
        return proper(cursor)
    if take_field(cursor):
        take_place(cursor) or take_unit(cursor)
    return proper(cursor)


def _field(cursor: Cursor) -> bool:
    if not _field_named(cursor):
        return False
    if has_trait(cursor.head.value, "branch"):
        take_seat(cursor) or (cursor.parts[-1].unit is not None and take_area(cursor))
    return True


def _field_named(cursor: Cursor) -> bool:
    if cursor.head.form == "TT" and take_standing(cursor):
        return True
    if take_initials(cursor):
        return take_unit(cursor) or take_place(cursor) or True
    if take_quoted(cursor):
        placed = take_place(cursor) or take_unit(cursor)
        return placed or cursor.head.value != "Quỹ"  # `Quỹ “Vì người nghèo”` is the one of all levels
    strict = has_trait(cursor.head.form, "strict") or not cursor.capital
    if take_field(cursor, strict=strict):
        if take_owner_tail(cursor):
            return True
        take_nation(cursor)
        numbered = any(has_trait(cursor.head.value, trait) for trait in ("numbered", "serial"))
        if numbered or cursor.reading.keys[cursor.at] == "số":
            take_number(cursor)
        take_link(cursor, only=("cơ quan", "ngành", "Khối", "khối"))
        take_unit(cursor) or take_place(cursor) or take_quarter(cursor)
        return proper(cursor)
    alone = cursor.capital and has_trait(cursor.head.value, "numbered_alone")  # `Phòng 4`, no `phòng 12` of a house
    if (alone or has_trait(cursor.head.value, "numbered")) and take_number(cursor):
        take_unit(cursor)
        return True
    if take_team(cursor):
        take_number(cursor)
        return take_unit(cursor) or take_quarter(cursor) or True
    if take_small_field(cursor):
        return take_unit(cursor) or take_name(cursor) or take_place(cursor) or take_number(cursor) or True
    if has_trait(cursor.head.value, "direct_unit") and (
        take_unit(cursor) or (cursor.head.value == "Thanh tra" and take_place(cursor))
    ):
        return proper(cursor)
    if has_trait(cursor.head.value, "direct_place"):
        take_place(cursor)
    elif has_trait(cursor.head.value, "branch"):
        if take_unit(cursor) and cursor.parts[-1].unit is not None and cursor.parts[-1].unit.bare:
            take_place(cursor, named_only=True)
        elif cursor.bare:
            take_place(cursor)
    return proper(cursor)


def _named(cursor: Cursor) -> bool:
    if house_at(cursor) and take_unit(cursor):
        return proper(cursor)
    take_link(cursor)
    cursor.head.value == "Tàu" or take_small_field(cursor) or take_field(cursor) or take_taught(cursor)
    keys = cursor.reading.keys
    if not take_day(cursor) and take_number(cursor) and keys[cursor.at] in {"/", "-"} and keys[cursor.at + 1].isdigit():
        cursor.stretch(cursor.at + 2)  # `Trường Mầm non 19/5`
    take_link(cursor, only=("Khu vực",)) or take_university(cursor) or take_name(cursor)  # `Xăng dầu Khu vực I`
    take_brand(cursor)
    take_group(cursor)
    take_nation(cursor)
    take_link(cursor)
    if not (branch_at(cursor, cursor.at) and take_unit(cursor)) and not take_dashed_branch(cursor):
        take_bare_branch(cursor)
        placed = take_place(cursor) and not (take_second_place(cursor) or take_group(cursor))
        if placed and (keys[cursor.at] == "số" or _second_of_name(cursor)):
            take_number(cursor)  # `Trường Tiểu học thị trấn Phố Mới số 2`, `Agribank Chi nhánh Bắc Giang II`
    if (cursor.bare and whole_army_at(cursor)) or has_trait(cursor.head.value, "direct_unit"):
        take_unit(cursor)  # `Trường Quân sự Quân khu 3`, `Trại tạm giam số 1 Công an tỉnh`
    take_legal_form(cursor)
    take_campus(cursor)
    if cursor.head.form == "Trường" and not cursor.bare and cursor.at - cursor.first == 2:
        return named_by_letters(cursor)
    return proper(cursor)


def _second_of_name(cursor: Cursor) -> bool:
    """A number behind the place of a branch or works: `Agribank Chi nhánh Bắc Giang II`, `Xi măng Hà Tiên 2`."""
    reading, at = cursor.reading, cursor.at
    if reading.upper[at] and reading.number(at):
        return has_trait(cursor.head.value, "bank")
    place = cursor.parts[-1].place
    bare = place is not None and not place.level
    return is_firm(cursor.head.value) and bare and not counts(reading, at)


def _class(cursor: Cursor) -> bool:
    """`lớp 9A`, `lớp 12A2 Trường THPT Chu Văn An`."""
    if not take_code(cursor):
        return False
    take_unit(cursor) or take_free_name(cursor)
    return True


def _military(cursor: Cursor) -> bool:
    if has_trait(cursor.head.value, "explained"):
        return cursor.capital and (take_number(cursor) or take_letter(cursor) or True)  # `Vùng 2` of the navy
    if take_number(cursor):
        take_arm(cursor)
        take_unit(cursor) or take_place(cursor, named_only=True)
        return True
    if take_field(cursor, strict=True) and take_number(cursor):
        take_arm(cursor)  # `Lữ đoàn Công binh 131 Hải quân`
        take_unit(cursor)
        return proper(cursor)
    arm = cursor.at
    if cursor.bare and take_arm(cursor):
        if take_number(cursor):
            return take_unit(cursor) or True  # `Trung đoàn không quân 937`
        return (
            take_unit(cursor) or take_place(cursor, named_only=True) or take_name(cursor) or cursor.reading.upper[arm]
        )
    if not take_place(cursor):
        take_name(cursor)
        take_place(cursor)
    return proper(cursor)


RULES: dict[str, Callable[[Cursor], bool]] = {
    "whole": _whole,
    "office_holder": _office_holder,
    "party_level": _party_level,
    "committee": _committee,
    "council": _council,
    "office": _office,
    "field": _field,
    "named": _named,
    "military": _military,
    "cluster": take_cluster,
    "class": _class,
    "mission": take_mission,
}
"""`kind` in unit_heads.tsv -> its rule."""
