"""Firms, hospitals and schools called after a house, a trade or a group: `Công ty Cổ phần Bệnh viện Tâm Phúc`."""

from __future__ import annotations

from nlp.lexicon import forms_of
from nlp.people.names import capital_run
from nlp.places.gazetteer import known_name
from nlp.units.cursor import Cursor
from nlp.units.forms import counts, has_trait, heads, is_firm

GROUPS = frozenset({"Tập đoàn", "Tổng công ty", "Ngân hàng"})


def house_at(cursor: Cursor) -> bool:
    """Whether the name is that of a house: `Công ty Cổ phần Bệnh viện Tâm Phúc`, `Bệnh viện Trường Đại học Y Dược`."""
    found = heads().longest(cursor.reading, cursor.at) if cursor.reading.upper[cursor.at] else None
    if found is None or not cursor.capital or cursor.reading.shouting[cursor.at]:
        return False
    called_after = "school" if cursor.head.value == "Bệnh viện" else "house" if is_firm(cursor.head.value) else None
    return called_after is not None and found.entry.value.startswith(forms_of("unit_traits", called_after))


def take_taught(cursor: Cursor) -> bool:
    """`Học viện Ngân hàng`, `Trường Cán bộ Tòa án`: a school for a body's trade, which no other body's name is."""
    taught = cursor.head.value.startswith(forms_of("unit_traits", "school"))
    found = heads().longest(cursor.reading, cursor.at) if taught else None
    return found is not None and has_trait(found.entry.value, "taught") and cursor.add("text", found.end)


def take_brand(cursor: Cursor) -> bool:
    """`Tổng công ty Viễn thông MobiFone`, `Công ty Bảo hiểm Agribank`: a group's own name behind a firm's field."""
    reading, at = cursor.reading, cursor.at
    group = cursor.head.value in GROUPS or (not cursor.bare and is_firm(cursor.head.value))
    found = heads().longest(reading, at) if cursor.open() and group else None
    return found is not None and has_trait(found.entry.value, "brand") and cursor.add("text", found.end)


def whole_army_at(cursor: Cursor) -> bool:
    """Whether a zone, corps or service stands behind a school or hospital of the army."""
    found = heads().longest(cursor.reading, cursor.at)
    return found is not None and found.entry.value.startswith(("Quân khu", "Quân đoàn", "Quân chủng", "Binh đoàn"))


def take_campus(cursor: Cursor) -> bool:
    """`Bệnh viện Bạch Mai cơ sở Hà Nam`, `… cơ sở 2`: the second house of a hospital or school."""
    reading, at = cursor.reading, cursor.at
    houses = cursor.head.value.startswith(("Bệnh viện", "Trường ", "Đại học", "Học viện")) and not cursor.bare
    if not houses or not cursor.open() or reading.keys[at : at + 2] != ("cơ", "sở"):
        return False
    known = known_name(reading, at + 2)
    number = reading.keys[at + 2].isdigit() and not counts(reading, at + 2)
    if known is None and not number:
        end = capital_run(reading, at + 2, limit=2)
        return end == at + 4 and heads().longest(reading, at + 2) is None and cursor.add("text", end)
    return cursor.add("text", known.end if known is not None else at + 3)
