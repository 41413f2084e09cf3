"""The village, street group or quarter of a party cell, a chapter or a team."""

from __future__ import annotations

import re

from nlp.places.level_words import read_level
from nlp.units.cursor import Cursor
from nlp.units.forms import has_trait

VILLAGES = {"KP": "Khu phố", "TDP": "Tổ dân phố", "TK": "Tiểu khu"}
VILLAGE_CODE = re.compile(r"(KP|TDP|TK)\.?(\d{1,2}[A-Z]?)\Z", re.I)
"""Short forms glued to the number."""


def village_at(cursor: Cursor) -> int:
    """The end of a street group by its number behind a party cell or a chapter, 0 where none is.

    `Chi bộ khối 7`, `Chi hội TDP số 14`, `Chi bộ KP11`.
    """
    reading, at = cursor.reading, cursor.at
    if not has_trait(cursor.head.value, "cell") or not cursor.open():
        return 0
    if VILLAGE_CODE.match(reading.surface(at, at + 1)):
        return at + 1
    level = read_level(reading, at)
    end = level.end if level is not None and level.kind == "village" else at + (reading.keys[at] == "khối")
    if end == at or reading.breaks[end]:
        return 0
    end += reading.keys[end] == "số"
    return end + 1 if reading.keys[end].isdigit() else 0


def take_cell_village(cursor: Cursor) -> bool:
    end = village_at(cursor)
    return end > 0 and cursor.add("text", end, _village(cursor.reading.surface(cursor.at, end)))


def _village(surface: str) -> str:
    """`KP11` and `KP 11` as `Khu phố 11`."""
    code = VILLAGE_CODE.match(surface.replace(" ", ""))
    return f"{VILLAGES[code[1].upper()]} {code[2]}" if code is not None else surface
