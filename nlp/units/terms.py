"""The terms by which committees are told that a congress elects: `Bộ Chính trị khóa XII`."""

from __future__ import annotations

from nlp.units.cursor import Cursor
from nlp.units.forms import has_trait

TERM = frozenset({"khóa", "khoá"})


def take_term(cursor: Cursor) -> bool:
    """The term of the committee that was read."""
    reading, at = cursor.reading, cursor.at
    if not has_trait(cursor.head.value, "elected") or not cursor.open() or reading.keys[at] not in TERM:
        return False
    numbered = not reading.breaks[at + 1] and reading.upper[at + 1] and reading.number(at + 1)
    return numbered and cursor.add("text", at + 2)
