"""The larger unit that a unit belongs to, and offices of several bodies."""

from __future__ import annotations

from nlp.lexicon import Entry
from nlp.people.names import capital_run, surely_person
from nlp.places.level_words import entrusts, read_level
from nlp.places.levels import ADMINISTRATION
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.formations import ranks
from nlp.units.forms import has_trait, heads, not_units, stops
from nlp.units.kinds import belongs, is_owner
from nlp.units.order import stands_below
from nlp.units.parse import Part, UnitParse

COORDINATED = frozenset({"council", "committee", "party_level"})
"""Kinds of heads of which several may share an office: `Văn phòng HĐND và UBND huyện`."""


DASHES = frozenset({"-", "–"})
OF_HOUSES = ("Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh")
"""Associations of a house, whose names are those of all of them."""


DASHED_WHOLES = {
    "Khoa": ("Trường", "Đại học", "Học viện"),
    "Đội": ("Công an", "Đồn Biên phòng", "Chi cục", "Cục"),
}
"""Parts, and how the names of their wholes begin that stand behind a dash."""


def family_name(reading: Reading, first: int) -> bool:
    """Whether `Đoàn` at `first` is the family name of a person."""
    if reading.keys[first] != "đoàn" or heads().longest(reading, first + 1) is not None:
        return False
    return surely_person(reading, first, capital_run(reading, first))


def take_unit(cursor: Cursor) -> bool:
    """The larger unit it belongs to: a head with a capital, or one in small letters with a proper name."""
    if not cursor.open():
        return False
    if _take_dashed_whole(cursor):
        return True
    found = heads().longest(cursor.reading, cursor.at)
    if found is None or entrusts(cursor.reading, found.end - 1):
        return False
    skipped = not_units().longest(cursor.reading, cursor.at)
    if skipped is not None and skipped.end > found.end:
        return False
    small = not cursor.reading.upper[cursor.at] and cursor.head.kind == "field" and not cursor.capital
    named = cursor.reading.upper[found.end] or read_level(cursor.reading, found.end) is not None
    if small and (found.entry.value == cursor.head.value or not named):
        return False
    if found.entry.kind == "office_holder" or family_name(cursor.reading, cursor.at):
        return False
    if stands_below(cursor, found.entry):
        return False
    if found.entry.value == cursor.head.value and cursor.head.kind in COORDINATED and not _of_agency(cursor):
        return False  # `UBND UBND tỉnh`: no body is part of one of its own kind
    unit = cursor.nested(cursor.at)
    if (
        unit is None
        and cursor.capital
        and found.entry.kind == "party_level"
        and not any(cursor.reading.upper[cursor.at : found.end])
    ):
        unit = UnitParse(found.first, found.end, found.entry, (Part("head", found.entry.value),), False)
    if unit is None or (unit.head.kind == "cluster" and (unit.bare or not unit.capital)):
        return False
    if unit.bare and unit.head.ambiguous and not has_trait(unit.head.value, "owner"):
        return False
    return cursor.add("unit", unit.end, unit=unit)


def _take_dashed_whole(cursor: Cursor) -> bool:
    """`Tiểu đoàn 7 - Trung đoàn 88`, `Hội Phụ nữ - Bệnh viện Quân y 211`: the formation or the house behind a dash."""
    reading, at = cursor.reading, cursor.at
    if reading.keys[at] not in DASHES or reading.breaks[at + 1] or reading.glued(at) or reading.glued(at + 1):
        return False
    found = heads().longest(reading, at + 1) if reading.upper[at + 1] else None
    if found is None or not (_commands(cursor, found.entry) or _houses(cursor, found.entry)):
        return False
    unit = cursor.nested(at + 1)
    if unit is None or unit.bare or reading.keys[unit.end] in DASHES:
        return False
    cursor.at = at + 1
    return cursor.add("unit", unit.end, unit=unit)


def _commands(cursor: Cursor, head: Entry) -> bool:
    own, higher = ranks().get(cursor.head.value, 0), ranks().get(head.value, 0)
    return 0 < own < higher


def _houses(cursor: Cursor, head: Entry) -> bool:
    """Whether the head is that of a house or a firm that has associations, cells and unions of its own."""
    own = " ".join(part.text for part in cursor.parts)
    if not cursor.bare and cursor.parts[-1].place is None and cursor.parts[-1].unit is None:
        return head.value.startswith(DASHED_WHOLES.get(cursor.head.value, "-"))
    inner = belongs(own, "inner") or own in OF_HOUSES
    return inner and head.kind == "named" and is_owner(head.value)


def _of_agency(cursor: Cursor) -> bool:
    """`Đảng ủy Cơ quan Đảng ủy Khối`: the committee within the office of another one."""
    return cursor.parts[-1].text.lower() == "cơ quan"


def take_units_together(cursor: Cursor) -> bool:
    """`Văn phòng HĐND và UBND huyện`, `Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh`: one office of several bodies."""
    if not take_unit(cursor):
        return False
    taken = cursor.parts[-1].unit
    while taken is not None and taken.bare and taken.head.kind in COORDINATED:
        joint = _unit_joint(cursor)
        if not joint:
            break
        mark = cursor.reading.surface(cursor.at, cursor.at + 1)
        saved_at, saved_parts = cursor.at, list(cursor.parts)
        cursor.add("text", cursor.at + joint, mark)
        if not take_unit(cursor):
            cursor.at, cursor.parts = saved_at, saved_parts
            break
        taken = cursor.parts[-1].unit
    return True


def _unit_joint(cursor: Cursor) -> int:
    key = cursor.reading.keys[cursor.at]
    if key in {"và", "-", "&"} and not cursor.reading.breaks[cursor.at] and cursor.at + 1 < len(cursor.reading):
        return 1
    if key != ",":
        return 0
    found = heads().longest(cursor.reading, cursor.at + 1)
    return int(
        found is not None and cursor.reading.upper[cursor.at + 1] and cursor.reading.keys[found.end] in {"và", "&"}
    )


def take_dashed_branch(cursor: Cursor) -> bool:
    """`Ngân hàng TMCP Công Thương - Chi nhánh Kon Tum`, `Trường Đại học Sư phạm - Đại học Huế`."""
    reading, at = cursor.reading, cursor.at
    if (cursor.bare and not has_trait(cursor.head.value, "brand")) or not cursor.open():
        return False
    if reading.keys[at] not in {"-", "–"} or not reading.upper[at + 1] or reading.breaks[at + 1]:
        return False
    found = heads().longest(reading, at + 1)
    if found is None:
        return False
    if not has_trait(found.entry.value, "bank_branch") and not found.entry.value.startswith("Đại học"):
        return False
    unit = cursor.nested(at + 1)
    if unit is None:
        return False
    cursor.add("text", at + 1)
    return cursor.add("unit", unit.end, unit=unit)


def take_bare_branch(cursor: Cursor) -> bool:
    """`Ngân hàng Chính sách xã hội chi nhánh tỉnh`: small letters behind a bank, before the level of its place."""
    reading, at = cursor.reading, cursor.at
    small = reading.keys[at : at + 2] == ("chi", "nhánh") and not reading.upper[at] and cursor.open()
    if not small or not cursor.capital or not cursor.head.value.startswith("Ngân hàng"):
        return False
    level = read_level(reading, at + 2)
    return level is not None and level.kind in ADMINISTRATION and cursor.add("text", at + 2, "Chi nhánh")


def branch_at(cursor: Cursor, at: int) -> bool:
    """`Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh Lào Cai`."""
    found = heads().longest(cursor.reading, at) if at < len(cursor.reading) else None
    if found is None or not has_trait(found.entry.value, "bank_branch"):
        return False
    return not cursor.bare or cursor.head.value.startswith("Ngân hàng") or has_trait(cursor.head.value, "brand")


def take_standing(cursor: Cursor) -> bool:
    """`TT HĐND tỉnh`, `TT Thành ủy`: before a council or party body `TT` is its standing committee, not a centre."""
    before = cursor.reading.keys[cursor.first - 1] if cursor.first and not cursor.reading.breaks[cursor.first] else ""
    if before in stops("post_end"):
        return False  # `Phó Bí thư TT Huyện ủy`: a rank
    found = heads().longest(cursor.reading, cursor.at)
    if found is None or found.entry.kind not in COORDINATED or not cursor.reading.upper[cursor.at]:
        return False
    if found.entry.value.startswith(("Hội ", "Trường", "Trung tâm", "Đoàn")) and "đồng" not in found.entry.value:
        return False
    cursor.rename(Entry("TT", "Thường trực", "committee"))
    return take_unit(cursor)
