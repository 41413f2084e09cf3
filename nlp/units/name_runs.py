"""How far a proper name goes: capitalised words, codes and fields, and the marks that join them."""

from __future__ import annotations

import re

from nlp.people.titles import titles
from nlp.places.gazetteer import known_name
from nlp.places.level_words import read_level
from nlp.text.reading import Reading
from nlp.units.capitals import joins_small
from nlp.units.cursor import Cursor
from nlp.units.forms import counts, fields, head_at, not_units, pair_at, stops, whole_at

LETTERED = re.compile(r"\d{1,3}[A-Z]")
APOSTROPHES = frozenset({"'", "’"})
MARKS = APOSTROPHES | {"-", "&", "."}
"""What may join the parts of a name."""
LONGEST_RUN = 8
"""Syllables and marks behind which no further part of a name begins."""


def run_end(cursor: Cursor, at: int) -> int:
    """The end of the capitalised words, codes (`Z111`, `ABC`) and fields of the lexicon at `at`; `at` without any."""
    reading, start = cursor.reading, at
    at = _past_place(cursor, at)
    while at < len(reading) and at - start < LONGEST_RUN and (at == start or not reading.breaks[at]):
        inside = at > start
        if _other_begins(reading, at, inside=inside):
            break
        joined = inside and reading.keys[at] in MARKS
        if joined and _is_coded(reading, at):
            return at + 2
        upto = _past_mark(reading, at) if joined else _past_word(cursor, at, inside=inside)
        if upto == at:
            break
        at = upto
    if at > start + 1 and reading.keys[at - 1] == "-":
        return _past_last_dash(reading, at)
    return at


def is_last_syllable(reading: Reading, at: int) -> bool:
    """`Hợp tác xã Duyên Trường`: a head noun that ends a run of capitals is the name's last syllable."""
    return reading.keys[at] in stops("name_head") and not reading.upper[at + 1] and not reading.shouting[at]


def _past_place(cursor: Cursor, at: int) -> int:
    """The end of a place's name with which the name of a house begins: `Hải Phòng` ends with a head noun."""
    known = known_name(cursor.reading, at) if cursor.head.kind == "named" and cursor.reading.upper[at] else None
    return known.end if known is not None and known.end > at + 1 else at


def _other_begins(reading: Reading, at: int, *, inside: bool) -> bool:
    """Whether another body, a level, a contest or, `inside` the name, a post begins at `at`."""
    another = inside and _head_begins(reading, at) and not is_last_syllable(reading, at)
    if another or read_level(reading, at) is not None or reading.keys[at] in stops("contest"):
        return True
    return inside and _title_at(reading, at)


def _head_begins(reading: Reading, at: int) -> bool:
    return head_at(reading, at) and not whole_at(reading, at)


def _past_word(cursor: Cursor, at: int, *, inside: bool) -> int:
    """The end of the field, capitalised word or number at `at`; `at` itself where the name does not go on with it."""
    reading = cursor.reading
    field = fields().longest(reading, at) if inside and reading.upper[at] else None
    if field is not None:
        return field.end
    if inside and counts(reading, at):
        return at
    named = (reading.upper[at] and reading.word(at)) or (inside and reading.number(at)) or _is_lettered(cursor, at)
    if not named or (inside and known_name(reading, at) is not None and not reading.keys[at].isdigit()):
        return at
    central = reading.keys[at : at + 2] == ("trung", "ương")  # `Trường Cao đẳng Sư phạm Trung ương`
    return at if central else at + 1


def _past_mark(reading: Reading, at: int) -> int:
    """Where the name goes on behind the mark at `at`; `at` itself where the mark ends it."""
    if reading.keys[at] in APOSTROPHES:
        return at + 2 if reading.glued(at) and reading.glued(at + 1) else at  # `Trường THCS Th'may`
    if joins_small(reading, at):
        return at + 2  # `Hợp tác xã Tân-phong` in old prints
    if not reading.upper[at + 1] or reading.breaks[at + 1] or _is_apart(reading, at + 1):
        return at
    return at if reading.keys[at] == "." and not reading.glued(at + 1) else at + 1


def _is_apart(reading: Reading, at: int) -> bool:
    """Whether a mark parts a name from what begins at `at`: `Trại giam Nà Tấu – Khối trưởng`."""
    if _head_begins(reading, at) or pair_at(reading, at, "headline"):  # `Trường Sơn Ca - Phát động`
        return True
    return not_units().longest(reading, at) is not None


def _past_last_dash(reading: Reading, at: int) -> int:
    """The end of a name behind whose dash at `at` a place stands, else the dash: `… Đồng Đăng - Lạng Sơn`."""
    known = known_name(reading, at) if not reading.breaks[at] else None
    return known.end if known is not None else at - 1


def _is_coded(reading: Reading, at: int) -> bool:
    """`HQ-634`, `K-84`: a number glued to capitals by the dash at `at`."""
    glued = reading.keys[at] == "-" and reading.glued(at) and reading.glued(at + 1)
    return glued and reading.keys[at + 1].isdigit() and reading.surface(at - 1, at).isupper()


def _is_lettered(cursor: Cursor, at: int) -> bool:
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
