"""Proper names in capitals: of schools, firms and farms."""

from __future__ import annotations

import re

from nlp.people.names import capital_run, looks_like_person, surely_person
from nlp.people.titles import titles
from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.text.reading import Reading
from nlp.units.capitals import is_brand, joins_capital, joins_small
from nlp.units.cursor import Cursor
from nlp.units.forms import (
    counts,
    fields,
    followers,
    has_trait,
    head_at,
    heads,
    is_firm,
    longer_head_at,
    not_units,
    pair_at,
    region_end,
    stops,
    whole_at,
)
from nlp.units.nesting import family_name

AFTER_PERSONS = ("Trường", "Nông trường", "Nhà hát", "Thư viện")
"""How the heads of houses begin that are named after persons."""
LETTERED = re.compile(r"\d{1,3}[A-Z]")
FORCES = ("Công an nhân dân", "Quân đội nhân dân")
CLOSING = {"“": "”", '"': '"', "«": "»"}
LONGEST_QUOTED = 12
"""Syllables and marks of a club's name in quotation marks."""
LONGEST_LINE = 7
"""Syllables and marks of a firm's name in a letterhead."""


def take_name(cursor: Cursor) -> bool:
    """A proper name of capitals: of a school, a firm, a farm."""
    reading = cursor.reading
    another = head_at(reading, cursor.at) and not whole_at(reading, cursor.at)
    another = another and not (cursor.head.value.startswith(AFTER_PERSONS[1:]) and family_name(reading, cursor.at))
    short = _short_name(reading, cursor.at) and (not cursor.bare or is_firm(cursor.head.value))
    another = another and not short
    if not cursor.open() or (another and (cursor.bare or not _last_syllable(reading, cursor.at))):
        return False
    if reading.keys[cursor.at] in {'"', "“"} or _begins_award(cursor):
        return False
    if not cursor.bare and _take_force(cursor):
        return True
    school = cursor.head.value.startswith(AFTER_PERSONS)
    if cursor.depth and cursor.bare and is_firm(cursor.head.value) and _chief_behind(reading, cursor.at):
        return False  # `Chủ tịch Công đoàn Công ty Đặng Lệ Hằng trao`
    known = known_name(reading, cursor.at)
    if not school and known is not None and known.end >= capital_run(reading, cursor.at):
        return False
    if reading.shouting[cursor.at]:
        if not school and cursor.head.kind != "named":
            return False
        end = _line_end(cursor) or capital_run(reading, cursor.at, limit=3)
        end = next((at for at in range(cursor.at, end) if _ends_shout(cursor, at)), end)
    else:
        end = max(_name_run(cursor, cursor.at), region_end(reading, cursor.at))
    if end == cursor.at:
        return False
    if end == cursor.at + 1 and not school and joins_capital(reading, end) and not is_brand(cursor, end):
        end += 1
    if not school and surely_person(reading, cursor.at, end) and not _hospital(cursor):
        return False
    for cut in range(cursor.at + 2, end - 1):
        if surely_person(reading, cut, capital_run(reading, cut)):
            end = cut
            break
    return cursor.add("text", end)


def _hospital(cursor: Cursor) -> bool:
    """`Bệnh viện Đa khoa Nguyễn Đình Chiểu`; in `Giám đốc Bệnh viện Lê Văn Tám` a person's name follows."""
    reading, first = cursor.reading, cursor.first
    post = first > 0 and not reading.breaks[first] and titles().ends(reading.keys[first - 1])
    alone = cursor.bare and cursor.head.value == "Bệnh viện"
    return cursor.head.value.startswith("Bệnh viện") and not (alone and post)


def _chief_behind(reading: Reading, at: int) -> bool:
    """Whether a person's whole name stands at `at`, and what the person does behind it."""
    end = capital_run(reading, at)
    told = end - at > 2 and reading.keys[end] in followers() and not reading.upper[end]
    return told and looks_like_person(reading, at, sure=True)


def take_quoted(cursor: Cursor) -> bool:
    """`Câu lạc bộ “Mái ấm bình yên”`, `tổ "Đèn chờ thuyền"`; the full name is without the quotation marks."""
    reading, at = cursor.reading, cursor.at
    closing = CLOSING.get(reading.keys[at])
    if closing is None or not (cursor.bare and has_trait(cursor.head.value, "quoted")):
        return False
    if not cursor.open() or not reading.upper[at + 1] or _one_of_many(cursor):
        return False
    for end in range(at + 2, min(at + LONGEST_QUOTED, len(reading))):
        if reading.breaks[end]:
            return False
        if reading.keys[end] == closing:
            cursor.small = True
            return cursor.add("text", end + 1, reading.surface(at + 1, end))
    return False


def _one_of_many(cursor: Cursor) -> bool:
    """Whether a count, `các` or `mô hình` stands before the head: a kind of club, not one."""
    reading, first = cursor.reading, cursor.first
    before = reading.keys[first - 1] if first and not reading.breaks[first] else ""
    return before.isdigit() or before in stops("plural") or before in {"hình", "“", '"'}


def _take_force(cursor: Cursor) -> bool:
    """`Học viện Chính trị Công an nhân dân`: the force behind what its school teaches."""
    found = heads().longest(cursor.reading, cursor.at)
    return found is not None and found.entry.value.startswith(FORCES) and cursor.add("text", found.end)


def _short_name(reading: Reading, at: int) -> bool:
    """`Công ty Đầu tư và Thương mại Trường Lộc`: `Trường` with one more capital is a name, no school."""
    alone = reading.keys[at] == "trường" and reading.upper[at + 1] and not reading.breaks[at + 1]
    return alone and capital_run(reading, at) == at + 2 and not longer_head_at(reading, at)


def _ends_shout(cursor: Cursor, at: int) -> bool:
    """Whether a place, or what the bearer of a name does, begins: `TRƯỜNG THPT NAM SÁCH KHAI GIẢNG`."""
    named = at > cursor.at or not cursor.bare
    told = named and pair_at(cursor.reading, at, "headline")
    below = at > cursor.at and longer_head_at(cursor.reading, at)
    return told or below or read_level(cursor.reading, at) is not None


def _line_end(cursor: Cursor) -> int:
    """The end of a letterhead's line that begins with the unit: its name goes to the end of the line."""
    reading = cursor.reading
    if not reading.breaks[cursor.first]:
        return 0
    end = cursor.at
    while end < len(reading) and not reading.breaks[end]:
        if (not reading.shouting[end] and reading.word(end)) or read_level(reading, end) is not None:
            return end if read_level(reading, end) is not None else 0
        end += 1
    return end if end - cursor.at <= LONGEST_LINE and reading.word(end - 1) else 0


def _begins_award(cursor: Cursor) -> bool:
    """`Nông trường 4 Huân chương Lao động`: a number ends the name, an honour follows."""
    return cursor.reading.number(cursor.at - 1) and cursor.reading.keys[cursor.at] in stops("not_name")


def _last_syllable(reading: Reading, at: int) -> bool:
    """`Hợp tác xã Duyên Trường`: a head noun that ends a run of capitals is the name's last syllable."""
    return reading.keys[at] in stops("name_head") and not reading.upper[at + 1] and not reading.shouting[at]


def _coded(cursor: Cursor, at: int) -> bool:
    """`HQ-634`, `K-84`: a number glued to capitals by a dash."""
    reading = cursor.reading
    return (
        reading.glued(at)
        and reading.glued(at + 1)
        and reading.keys[at + 1].isdigit()
        and (reading.surface(at - 1, at).isupper())
    )


def _lettered(cursor: Cursor, at: int) -> bool:
    """`Bệnh viện Quân y 7A`: a number with its letter."""
    reading = cursor.reading
    numbered = cursor.head.kind == "named" and reading.keys[at][:1].isdigit()
    return numbered and LETTERED.fullmatch(reading.surface(at, at + 1)) is not None


def _title_at(reading: Reading, at: int) -> bool:
    """Whether a post or the title of an order begins, its first syllable alone in a capital: `… Châu Đốc Linh mục`."""
    if reading.upper[at + 1] or not titles().begins(reading.keys[at]):
        return False
    found = titles().longest(reading, at)
    return found is not None and found.end > at + 1 and (found.entry.kind == "post" or found.entry.value == "order")


def _name_run(cursor: Cursor, at: int) -> int:
    """Capitalised words, codes (`Z111`, `ABC`), fields of the lexicon, joined by a glued or spaced dash."""
    reading = cursor.reading
    start = at
    known = known_name(reading, at) if cursor.head.kind == "named" and reading.upper[at] else None
    at = known.end if known is not None and known.end > at + 1 else at  # `Hải Phòng` ends with a head noun
    while at < len(reading) and at - start < 8 and (at == start or not reading.breaks[at]):
        another = at > start and head_at(reading, at) and not whole_at(reading, at) and not _last_syllable(reading, at)
        if another or read_level(reading, at) is not None or reading.keys[at] in stops("contest"):
            break
        if at > start and _title_at(reading, at):
            break
        field = fields().longest(reading, at) if at > start and reading.upper[at] else None
        if field is not None:
            at = field.end
            continue
        if at > start and counts(reading, at):
            break
        if (reading.upper[at] and reading.word(at)) or (at > start and reading.number(at)) or _lettered(cursor, at):
            if at > start and known_name(reading, at) is not None and not reading.keys[at].isdigit():
                break
            if reading.keys[at : at + 2] == ("trung", "ương"):
                break  # `Trường Cao đẳng Sư phạm Trung ương`
            at += 1
            continue
        if at > start and reading.keys[at] in {"'", "’"} and reading.glued(at) and reading.glued(at + 1):
            at += 2  # `Trường THCS Th'may`
            continue
        if at > start and joins_small(reading, at):
            at += 2  # `Hợp tác xã Tân-phong` in old prints
            continue
        if at > start and reading.keys[at] == "-" and _coded(cursor, at):
            return at + 2
        if at > start and reading.keys[at] in {"-", "&", "."} and reading.upper[at + 1] and not reading.breaks[at + 1]:
            another = head_at(reading, at + 1) and not whole_at(reading, at + 1)
            told = pair_at(reading, at + 1, "headline")
            if another or told or not_units().longest(reading, at + 1) is not None:
                break  # `Trại giam Nà Tấu – Khối trưởng`, `Trường Sơn Ca - Phát động`
            if reading.keys[at] == "." and not reading.glued(at + 1):
                break
            at += 1
            continue
        break
    if at > start + 1 and reading.keys[at - 1] == "-":
        known = known_name(reading, at) if not reading.breaks[at] else None
        return known.end if known is not None else at - 1  # `Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn`
    return at
