"""Proper names in capitals: of schools, firms and farms."""

from __future__ import annotations

from nlp.gazetteer import known_name, read_level
from nlp.person_names import capital_run, surely_person
from nlp.unit_cursor import Cursor
from nlp.unit_forms import fields, head_at, whole_at


def take_name(cursor: Cursor) -> bool:
    """A proper name of capitals: of a school, a firm, a farm."""
    reading = cursor.reading
    if not cursor.open() or (head_at(cursor.reading, cursor.at) and not whole_at(cursor.reading, cursor.at)):
        return False
    if reading.keys[cursor.at] in {'"', "“"}:
        return False
    school = cursor.head.value.startswith("Trường")
    known = known_name(reading, cursor.at)
    if not school and known is not None and known.end >= capital_run(reading, cursor.at):
        return False
    if reading.shouting[cursor.at]:
        if not school and cursor.head.kind != "named":
            return False
        end = capital_run(reading, cursor.at, limit=3)
    else:
        end = _name_run(cursor, cursor.at)
    if end == cursor.at:
        return False
    if not school and surely_person(reading, cursor.at, end):
        return False
    for cut in range(cursor.at + 2, end - 1):
        if surely_person(reading, cut, capital_run(reading, cut)):
            end = cut
            break
    return cursor.add("text", end)


def _name_run(cursor: Cursor, at: int) -> int:
    """Capitalised words, codes (`Z111`, `ABC`), fields of the lexicon, joined by a glued or spaced dash."""
    reading = cursor.reading
    start = at
    while at < len(reading) and at - start < 8 and (at == start or not reading.breaks[at]):
        another = at > start and head_at(reading, at) and not whole_at(reading, at)
        if another or read_level(reading, at) is not None:
            break
        field = fields().longest(reading, at) if at > start and reading.upper[at] else None
        if field is not None:
            at = field.end
            continue
        if (reading.upper[at] and reading.word(at)) or (at > start and reading.number(at)):
            if at > start and known_name(reading, at) is not None and not reading.keys[at].isdigit():
                break
            at += 1
            continue
        if at > start and reading.keys[at] in {"-", "&", "."} and reading.upper[at + 1] and not reading.breaks[at + 1]:
            if (head_at(cursor.reading, at + 1) and not whole_at(cursor.reading, at + 1)) or (
                reading.keys[at] == "." and not reading.glued(at + 1)
            ):
                break
            at += 1
            continue
        break
    return at
