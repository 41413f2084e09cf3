"""Proper names in capitals: of schools, firms and farms."""

from __future__ import annotations

from nlp.people.names import capital_run, looks_like_person, surely_person
from nlp.people.titles import titles
from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.text.reading import Reading
from nlp.units.capitals import is_brand, joins_capital
from nlp.units.cursor import Cursor
from nlp.units.forms import (
    followers,
    has_trait,
    head_at,
    heads,
    is_firm,
    longer_head_at,
    pair_at,
    region_end,
    stops,
    whole_at,
)
from nlp.units.name_runs import is_last_syllable, run_end
from nlp.units.nesting import family_name

AFTER_PERSONS = ("Trường", "Nông trường", "Nhà hát", "Thư viện")
"""How the heads of houses begin that are named after persons."""
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
    if not cursor.open() or (another and (cursor.bare or not is_last_syllable(reading, cursor.at))):
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
        end = max(run_end(cursor, cursor.at), region_end(reading, cursor.at))
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
