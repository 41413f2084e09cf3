"""Proper names in capitals: of schools, firms and farms."""

from __future__ import annotations

from nlp.gazetteer import known_name
from nlp.level_words import read_level
from nlp.person_names import capital_run, surely_person
from nlp.reading import Reading
from nlp.unit_cursor import Cursor
from nlp.unit_forms import counts, fields, followers, head_at, not_units, stops, whole_at
from nlp.unit_nesting import family_name

FARMS = frozenset({"Nông trường"})
"""Named after persons, like schools."""
LONGEST_LINE = 7
"""Syllables and marks of a firm's name in a letterhead."""


def _compound(cursor: Cursor, at: int) -> bool:
    """`Bệnh viện Nhân ái`: the small syllable belongs to the capital before it."""
    reading = cursor.reading
    if at >= len(reading) or reading.breaks[at] or reading.upper[at] or reading.shouting[at - 1]:
        return False
    return reading.keys[at].isalpha() and reading.keys[at] not in followers() and read_level(reading, at) is None


def take_name(cursor: Cursor) -> bool:
    """A proper name of capitals: of a school, a firm, a farm."""
    reading = cursor.reading
    another = head_at(reading, cursor.at) and not whole_at(reading, cursor.at)
    another = another and not (cursor.head.value in FARMS and family_name(reading, cursor.at))
    if not cursor.open() or (another and (cursor.bare or not _last_syllable(reading, cursor.at))):
        return False
    if reading.keys[cursor.at] in {'"', "“"} or _begins_award(cursor):
        return False
    school = cursor.head.value.startswith("Trường") or cursor.head.value in FARMS
    known = known_name(reading, cursor.at)
    if not school and known is not None and known.end >= capital_run(reading, cursor.at):
        return False
    if reading.shouting[cursor.at]:
        if not school and cursor.head.kind != "named":
            return False
        end = _line_end(cursor) or capital_run(reading, cursor.at, limit=3)
        end = next((at for at in range(cursor.at, end) if _ends_shout(cursor, at)), end)
    else:
        end = _name_run(cursor, cursor.at)
    if end == cursor.at:
        return False
    if end == cursor.at + 1 and not school and _compound(cursor, end):
        end += 1
    if not school and surely_person(reading, cursor.at, end):
        return False
    for cut in range(cursor.at + 2, end - 1):
        if surely_person(reading, cut, capital_run(reading, cut)):
            end = cut
            break
    return cursor.add("text", end)


def _ends_shout(cursor: Cursor, at: int) -> bool:
    """Whether a place, or what the bearer of a name does, begins: `TRƯỜNG THPT NAM SÁCH KHAI GIẢNG`."""
    named = at > cursor.at or not cursor.bare
    told = named and " ".join(cursor.reading.keys[at : at + 2]) in stops("headline")
    return told or read_level(cursor.reading, at) is not None


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


def _name_run(cursor: Cursor, at: int) -> int:
    """Capitalised words, codes (`Z111`, `ABC`), fields of the lexicon, joined by a glued or spaced dash."""
    reading = cursor.reading
    start = at
    known = known_name(reading, at) if cursor.head.kind == "named" and reading.upper[at] else None
    at = known.end if known is not None and known.end > at + 1 else at  # `Hải Phòng` ends with a head noun
    while at < len(reading) and at - start < 8 and (at == start or not reading.breaks[at]):
        another = at > start and head_at(reading, at) and not whole_at(reading, at) and not _last_syllable(reading, at)
        if another or read_level(reading, at) is not None:
            break
        field = fields().longest(reading, at) if at > start and reading.upper[at] else None
        if field is not None:
            at = field.end
            continue
        if at > start and counts(reading, at):
            break
        if (reading.upper[at] and reading.word(at)) or (at > start and reading.number(at)):
            if at > start and known_name(reading, at) is not None and not reading.keys[at].isdigit():
                break
            at += 1
            continue
        if at > start and reading.keys[at] == "-" and _coded(cursor, at):
            return at + 2
        if at > start and reading.keys[at] in {"-", "&", "."} and reading.upper[at + 1] and not reading.breaks[at + 1]:
            another = head_at(reading, at + 1) and not whole_at(reading, at + 1)
            told = " ".join(reading.keys[at + 1 : at + 3]) in stops("headline")
            if another or told or not_units().longest(reading, at + 1) is not None:
                break  # `Trại giam Nà Tấu – Khối trưởng`, `Trường Sơn Ca - Phát động`
            if reading.keys[at] == "." and not reading.glued(at + 1):
                break
            at += 1
            continue
        break
    return at
