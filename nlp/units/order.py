"""Which bodies stand below another one, so that two names in a row are not part and whole: `BỘ Y TẾ BỆNH VIỆN E`."""

from __future__ import annotations

from nlp.lexicon import Entry
from nlp.units.cursor import Cursor
from nlp.units.formations import ranks

HIGHEST = frozenset({"Bộ", "Sở", "Ty"})
"""Heads of bodies that are part of none, once their field is told."""
BOARDS = frozenset({"Ban Chấp hành", "Ban Thường vụ", "Ban Thường trực"})
ASSOCIATIONS = ("Hội ", "Đoàn Thanh niên", "Công đoàn", "Liên đoàn ", "Mặt trận ", "Ủy ban Mặt trận")
"""How the names of organisations begin that have boards; a board is named before its organisation."""
ABOVE = (
    ("Tổng cục", ("Cục", "Chi cục", "Vụ", "Viện", "Trường", "Tổng cục")),
    ("Tổng Liên đoàn", ("Công đoàn", "Liên đoàn")),
    ("Đảng bộ", ("Đảng ủy", "Chi bộ")),
)
"""How the name of a higher body begins, and those of bodies below it."""
LONGEST_LINE = 14
"""Syllables of the line above."""
OFFICE_OF_SCHOOLS = "Phòng Giáo dục"


def stands_below(cursor: Cursor, head: Entry) -> bool:
    """Whether a body with `head` behind the name read so far is no whole that it is part of, but one below it."""
    value, own = head.value, cursor.head.value
    if ranks().get(value, 0) and 0 < ranks()[value] <= ranks().get(own, 0):
        return True
    if own in HIGHEST:
        return not cursor.bare
    if value in BOARDS:
        return own.startswith(ASSOCIATIONS) and cursor.reading.shouting[cursor.at]
    if value.startswith("Trường") and len(cursor.parts) > 1:
        return f"{own} {cursor.parts[1].text}".startswith(OFFICE_OF_SCHOOLS)
    below = next((below for above, below in ABOVE if own.startswith(above)), ())
    return value.startswith(below) if below else False


def organisation_above(cursor: Cursor) -> str:
    """The nationwide association or youth union on the line above `BAN CHẤP HÀNH TRUNG ƯƠNG`, or `''`."""
    reading, first = cursor.reading, cursor.first
    if not first or not (reading.breaks[first] and reading.shouting[first] and reading.shouting[first - 1]):
        return ""
    at = first - 1
    while at and not reading.breaks[at] and first - at < LONGEST_LINE:
        at -= 1
    unit = cursor.nested(at)
    if unit is None or unit.end != first or not unit.head.value.startswith(ASSOCIATIONS):
        return ""
    nation = unit.parts[-1].text.lower() == "việt nam"
    whole = unit.bare or (nation and len(unit.parts) == 2)
    return f"{unit.head.value} Việt Nam" if nation and whole else unit.head.value if whole else ""
