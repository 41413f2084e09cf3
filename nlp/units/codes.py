"""Letters and codes in names of bodies: `Cục LN&KL`, `P.KT`, `chi bộ KT3`, `Chi đoàn c17`, `Trường ĐHTL`."""

from __future__ import annotations

import re

from ingest.orthography import is_syllable
from nlp.units.cursor import Cursor
from nlp.units.field_initials import field_of
from nlp.units.formation_codes import LETTERS
from nlp.units.forms import fields, has_trait

INITIALS = re.compile(r"[A-ZĐ]{2,}(?:&[A-ZĐ]{2,})+(?!\w)")
"""First letters of two fields or more: `LN&KL` for `Lâm nghiệp và Kiểm lâm`."""
DOTTED = re.compile(r"[A-ZĐ]{2,}(?!\w|\.\w)")
"""First letters right behind the point of a short head: `P.KT`."""
CELL = re.compile(r"(?P<rank>[bcdef])?(?(rank)|[A-ZĐ]{1,3})(?P<number>\d{1,2})(?![\w-]|[./,]\d)")
"""The workshop or the formation of a cell or a chapter: `KT3`, `c17`."""
UNIVERSITY = re.compile(r"ĐH([A-ZĐ]+(?:&[A-ZĐ]+)*)(?!\w)")
SHORTEST_SCHOOL = 4
"""Letters of a school's name: fewer are a grade's (`Trường TH`)."""


def take_initials(cursor: Cursor) -> bool:
    """The first letters of what a department is concerned with, where no list holds them."""
    reading, at = cursor.reading, cursor.at
    if not reading.shouted[at] or not (cursor.capital and cursor.bare and cursor.open()):
        return False
    dotted = cursor.head.form.endswith(".") and reading.glued(at)
    found = (DOTTED if dotted else INITIALS).match(reading.text, reading.starts[at])
    if found is None:
        return False
    end = reading.syllables_of(found.start(), found.end())[1]
    known = fields().longest(reading, at)
    if known is not None and known.end >= end:
        return False
    return cursor.add("text", end, field_of(found[0]) or found[0])


def take_cell_code(cursor: Cursor) -> bool:
    """The code of the workshop or formation whose cell or chapter it is."""
    reading, at = cursor.reading, cursor.at
    if not cursor.open() or not has_trait(cursor.head.value, "cell"):
        return False
    found = CELL.match(reading.text, reading.starts[at])
    if found is None:
        return False
    rank = LETTERS.get(found["rank"] or "")
    end = reading.syllables_of(found.start(), found.end())[1]
    return cursor.add("text", end, f"{rank} {found['number']}" if rank else found[0])


def take_university(cursor: Cursor) -> bool:
    """`Trường ĐHKHXH&NV`: a university by the letters of its one field, `Khoa học Xã hội và Nhân văn`."""
    reading, at = cursor.reading, cursor.at
    found = UNIVERSITY.match(reading.text, reading.starts[at]) if cursor.bare and cursor.open() else None
    field = field_of(found[1]) if found is not None and cursor.head.form == "Trường" else ""
    if found is None or not field:
        return False
    return cursor.add("text", reading.syllables_of(found.start(), found.end())[1], f"Đại học {field}")


def named_by_letters(cursor: Cursor) -> bool:
    """Whether the last syllable that was read is the first letters of a name: no word, and more than a grade's."""
    letters = cursor.reading.surface(cursor.at - 1, cursor.at)
    told = letters.isupper() and letters.isalpha() and not cursor.reading.shouting[cursor.at - 1]
    return told and len(letters) >= SHORTEST_SCHOOL and not is_syllable(letters)
