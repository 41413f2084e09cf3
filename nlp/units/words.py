"""Small pieces of a unit's name: numbers, `Trung ương`, joining words."""

from __future__ import annotations

import re
from functools import cache

from nlp.people.names import capital_run, surely_person
from nlp.places.level_words import read_level
from nlp.syllables import split_syllables
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.cursor import Cursor
from nlp.units.forms import (
    arms,
    counts,
    counts_bodies,
    fields,
    followers,
    has_trait,
    heads,
    links,
    stops,
)

DATED = re.compile(r"\.\d|\s(?:tháng|năm(?!\s(?:19|20)\d\d(?!\d|,?\s?(?:[-–]|và|đến)?\s?\d{4})))\s(?!học\s)")
"""Behind a figure that begins a day or counts months: `Công đoàn Việt Nam 28.7`, `Hội Nông dân 6 tháng đầu năm`.

In `Khối thi đua 3 năm 2024` it is the number of the bloc.
"""
SIDES = frozenset({"bên", "phía"})
CLASS = re.compile(r"\d{1,2}[A-Z]\d{0,2}\Z")
LEGAL_FORMS = frozenset({"CTCP", "JSC", "TNHH", "CP"})
LONGEST_KIND = 2
"""Syllables of a head that says nothing of what a body is for."""
ZONES = (("khu", "công", "nghiệp"), ("kcn",))


def take_nation(cursor: Cursor) -> bool:
    if not cursor.open() or not (cursor.reading.upper[cursor.at] or _small_centre(cursor)):
        return False
    key = cursor.reading.keys[cursor.at]
    if key not in _nation_keys() and not "việtnam".startswith(key):
        return False
    for length in (4, 3, 2, 1):
        if cursor.at + length > len(cursor.reading) or not cursor.reading.word(cursor.at + length - 1):
            continue  # a dash behind `Việt Nam` is none of the name
        surface = cursor.reading.surface(cursor.at, cursor.at + length)
        plain = surface.lower().replace(" ", "").replace("-", "")
        central = plain in {"t.ư", "t.w", "tw"} or surface == "TƯ"
        if surface.lower() in stops("nation") or plain == "việtnam" or central:
            full = "Trung ương" if central or plain == "trungương" else surface
            full = "Việt Nam" if plain in {"vn", "việtnam"} else full
            cursor.add("text", cursor.at + length, full)
            if full == "Trung ương" and cursor.open() and cursor.reading.keys[cursor.at] in {"đảng", "đoàn", "hội"} \
                    and cursor.reading.upper[cursor.at] and not _named_behind(cursor):  # fmt: skip
                cursor.add("text", cursor.at + 1)
            return True
    return False


def _named_behind(cursor: Cursor) -> bool:
    """`Ban Thư ký Trung ương Hội Sinh viên Việt Nam`: the centre is that of an organisation with a name of its own."""
    unit = cursor.nested(cursor.at)
    return unit is not None and unit.end > cursor.at + 1


def _small_centre(cursor: Cursor) -> bool:
    """`Hội đồng Thi đua - Khen thưởng trung ương`: behind a body told whole; `trung ương đến cơ sở` are all levels."""
    told = cursor.capital and (not cursor.bare or len(cursor.head.value.split()) > LONGEST_KIND)
    keys = cursor.reading.keys[cursor.at : cursor.at + 3]
    return told and keys[:2] == ("trung", "ương") and keys[2:] != ("đến",)


@cache
def _nation_keys() -> frozenset[str]:
    """The syllables with which the nation's names and `T.Ư` begin."""
    return frozenset({"t", "tw", "tư"}).union(split_syllables(form).keys[0] for form in stops("nation"))


def take_number(cursor: Cursor) -> bool:
    if not cursor.open():
        return False
    end = cursor.at + (cursor.reading.keys[cursor.at] == "số")
    if not cursor.reading.number(end):
        return False
    surface = cursor.reading.surface(end, end + 1)
    if surface.isdigit() and end == cursor.at and (len(surface) > 3 or _measure(cursor, end + 1)):
        return False
    if end == cursor.at and surface.isdigit() and DATED.match(cursor.reading.text, cursor.reading.ends[end]):
        return False
    if end == cursor.at and cursor.head.kind != "military" and counts(cursor.reading, end) and not _own_number(cursor):
        return False
    goes_on = end + 1 < len(cursor.reading) and not cursor.reading.breaks[end + 1]
    placed = end == cursor.at and goes_on and read_level(cursor.reading, end + 1) is not None
    if placed and cursor.head.kind != "named" and not has_trait(cursor.head.value, "serial"):
        return False
    if end > cursor.at and _numbers_a_document(cursor, end + 1):
        return False
    word = "số " if end > cursor.at else ""
    return cursor.add("text", end + 1, word + surface)


def take_letter(cursor: Cursor) -> bool:
    """`Vùng A`: a letter instead of a number."""
    letter = cursor.open() and cursor.reading.upper[cursor.at] and len(cursor.reading.keys[cursor.at]) == 1
    return letter and cursor.add("text", cursor.at + 1)


def take_day(cursor: Cursor) -> bool:
    """`Bệnh viện 27 tháng 2`, `Trường THCS 19 tháng 8`: a day in words as a name, behind the kind of house alone."""
    reading, at = cursor.reading, cursor.at
    if not cursor.open() or len(cursor.parts) > 2 or reading.keys[at + 1] != "tháng":
        return False
    numbers = reading.keys[at].isdigit() and reading.keys[at + 2].isdigit()
    dated = reading.keys[at + 3] in {"năm", "/", "-"} and not reading.breaks[at + 3]
    return numbers and not dated and cursor.add("text", at + 3)


def _numbers_a_document(cursor: Cursor, after: int) -> bool:
    """Whether the number before syllable `after` is that of a document: `của Sở Nội vụ số 12/SNV-TĐKT`."""
    reading = cursor.reading
    if reading.keys[after] == "/":
        return reading.glued(after)
    coded = reading.keys[after] == "-" and reading.glued(after) and reading.surface(after + 1, after + 2).isupper()
    return reading.keys[after] == "ngày" or coded


def _own_number(cursor: Cursor) -> bool:
    """`Đội 3 cạn nước`: behind a bare head a number is its name, but `HTX 15 lái xe` counts what follows.

    Firms, hospitals and commands are numbered beyond a dozen behind their trade too: `Tổng công ty Xây dựng 319 ký`.
    """
    uncelled = cursor.head.kind == "committee" and not has_trait(cursor.head.value, "cell")
    if uncelled and counts_bodies(cursor.reading, cursor.at):
        return False  # `Công đoàn 9 bệnh viện`; a cell has its number and belongs to a body
    after = cursor.reading.keys[cursor.at + 1]
    serial = has_trait(cursor.head.value, "serial") and after in followers() and after not in stops("counted")
    return serial or (cursor.bare and cursor.head.value != "Hợp tác xã")


def take_arm(cursor: Cursor) -> bool:
    """`Đại đội 4 bộ đội địa phương`, `tiểu đội nữ dân quân`: the arm in small words, closed by a mark or a place."""
    if not cursor.open() or (cursor.bare and cursor.reading.upper[cursor.at]):
        return False
    found = arms().longest(cursor.reading, cursor.at)
    return found is not None and cursor.add("text", found.end)


def take_zones(cursor: Cursor) -> bool:
    """`Khu kinh tế Dung Quất và các khu công nghiệp`: the other zones of the board or union of an economic zone."""
    reading, at = cursor.reading, cursor.at
    if not cursor.open() or reading.keys[at : at + 2] != ("và", "các") or len(cursor.parts) < 2:
        return False
    zones = next((zones for zones in ZONES if reading.keys[at + 2 : at + 2 + len(zones)] == zones), ())
    return bool(zones) and cursor.add("text", at + 2 + len(zones))


def take_legal_form(cursor: Cursor) -> bool:
    """`Tổng công ty Khoáng sản Hà Tĩnh - CTCP`: the legal form behind a firm's name."""
    reading, at = cursor.reading, cursor.at
    if cursor.bare or not cursor.open() or reading.keys[at] not in {"-", "–"} or reading.breaks[at + 1]:
        return False
    if reading.surface(at + 1, at + 2) not in LEGAL_FORMS:
        return False
    return cursor.add("text", at + 1) and cursor.add("text", at + 2)


def take_code(cursor: Cursor) -> bool:
    """`lớp 9A`, `lớp 12D1`: a grade with its letter."""
    coded = cursor.open() and CLASS.match(cursor.reading.surface(cursor.at, cursor.at + 1)) is not None
    return coded and cursor.add("text", cursor.at + 1)


def _measure(cursor: Cursor, at: int) -> bool:
    """Whether a number is a share, the first of a fraction, or measures something (`Lớp mẫu giáo 5 tuổi`).

    A school may be named after a day (`19/5`), a team may lie on a side (`Đội 3 phía Nam`).
    """
    key = cursor.reading.keys[at]
    if key in stops("measure") and not cursor.reading.breaks[at]:
        return key not in SIDES
    return key == "%" or (key == "/" and cursor.head.kind != "named")


def take_link(cursor: Cursor, *, only: tuple[str, ...] = ()) -> bool:
    if not cursor.open(newline=True):
        return False
    found = links(named=cursor.head.kind == "named").longest(cursor.reading, cursor.at)
    if found is None or (only and found.entry.form not in only):
        return False
    if found.entry.form == "toàn quốc" and cursor.head.form == "Đoàn":
        return False  # `Đại hội Đoàn toàn quốc`: the congress is that of the whole country
    if found.entry.kind == "owner":
        named = cursor.reading.upper[cursor.at] or cursor.reading.number(found.end)
        if named and found.entry.value != "Trường":
            return False
        head = heads().longest(cursor.reading, cursor.at)
        goes_on = cursor.reading.upper[found.end] and (
            found.entry.value == "Trường"
            or not surely_person(cursor.reading, found.end, capital_run(cursor.reading, found.end))
        )
        if head is not None and (head.end > found.end or goes_on):
            return False
        return cursor.capital and cursor.head.value != "Hội đồng" and cursor.add("text", found.end)
    if found.entry.form == "Khối" and _other_bloc(cursor.reading, found.end):
        return False
    if found.entry.form == "ngành" and (sector := _sector(cursor, found.end)) is not None:
        return cursor.add("text", sector.end, f"ngành {sector.entry.value}")
    if found.entry.form in {"cơ sở", "ngành"} and not _goes_on(cursor, found.end):
        return False
    if found.entry.form in {"các cơ quan"} and not _goes_on(cursor, found.end):
        return False
    cursor.add("text", found.end, _linked(cursor, found))
    if found.entry.form.lower() == "khu vực" and cursor.open() and cursor.reading.number(cursor.at):
        cursor.add("text", cursor.at + 1)  # `Học viện Chính trị khu vực I`, `Ngân hàng Nhà nước Khu vực 13 tổ chức`
    return True


def take_sector(cursor: Cursor) -> bool:
    """`Công đoàn ngành y tế`: the sector in small letters behind a head that tells of one."""
    sector = _sector(cursor, cursor.at) if cursor.head.value.endswith(" ngành") else None
    return sector is not None and cursor.add("text", sector.end, sector.entry.value)


def _sector(cursor: Cursor, at: int) -> Found | None:
    """`Hội đồng thi đua khen thưởng ngành thanh tra`: a sector in small letters, of two syllables or more."""
    reading = cursor.reading
    if not cursor.capital or reading.upper[at] or reading.breaks[at] or reading.keys[at] in followers():
        return None
    found = fields().longest(reading, at)
    return found if found is not None and found.end > at + 1 and found.entry.form[0].isupper() else None


def _other_bloc(reading: Reading, at: int) -> bool:
    """`Công đoàn Khối Thi đua số 3`, `Đảng bộ bộ phận Khối phố 5`, `khối 4`: a cluster or a quarter, no bloc."""
    return reading.keys[at : at + 2] == ("thi", "đua") or reading.keys[at] == "phố" or reading.keys[at].isdigit()


def _linked(cursor: Cursor, found: Found) -> str:
    surface = cursor.reading.surface(found.first, found.end)
    return found.entry.form if cursor.reading.shouting[found.first] else " ".join(surface.split())


def _goes_on(cursor: Cursor, at: int) -> bool:
    return (
        at < len(cursor.reading)
        and not cursor.reading.breaks[at]
        and (cursor.reading.upper[at] or read_level(cursor.reading, at) is not None)
    )
