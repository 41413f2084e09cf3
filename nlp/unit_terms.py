"""The terms by which committees are told that a congress elects: `Bộ Chính trị khóa XII`."""

from __future__ import annotations

from nlp.unit_cursor import Cursor

ELECTED = ("Ban Chấp hành Trung ương Đảng", "Ban Bí thư", "Bộ Chính trị")
"""How the names of such bodies begin; assemblies and associations are named without their term."""
TERM = frozenset({"khóa", "khoá"})


def take_term(cursor: Cursor) -> bool:
    """The term of the committee that was read."""
    reading, at = cursor.reading, cursor.at
    if not cursor.head.value.startswith(ELECTED) or not cursor.open() or reading.keys[at] not in TERM:
        return False
    numbered = not reading.breaks[at + 1] and reading.upper[at + 1] and reading.number(at + 1)
    return numbered and cursor.add("text", at + 2)
