"""The full name of a place that a unit's name holds: with its level, and of a numbered ward with its town."""

from __future__ import annotations

import re

from nlp.places.gazetteer import Place, is_province, is_province_value, province_entries
from nlp.places.home_places import Home
from nlp.places.levels import level_of
from nlp.text.reading import read
from nlp.units.forms import fields, has_trait, stops
from nlp.units.kinds import belongs
from nlp.units.parse import UnitParse
from nlp.units.party_levels import LEADERS_CITY

JOINTS = frozenset({"-", ",", "và"})
NUMBERED_WARD = re.compile(r"phường \d{1,2}$")
"""Wards of one city share their numbers with those of every other."""


def place_in_full(home: Home, place: Place, head: str, *, alone: bool = True) -> str:
    """The full name of a place in a unit's name; a ward that is only numbered bears its town's name too.

    A place behind a bank's name is that of a branch.
    """
    if branch := _branch_at(home, head, place):
        return branch
    value = _named_place(home, place, head)
    if place.kind != "ward" or not alone or not NUMBERED_WARD.match(value):
        return value
    district = home.best("district")
    town = district if district.startswith("quận ") else home.best("town") or home.best("city")
    return f"{value} {town}".strip()


def _branch_at(home: Home, head: str, place: Place) -> str:
    """A bank's branch at a place, `''` for other bodies; the state's own banks have branches in provinces alone."""
    province = place.entry is not None and is_province(place.entry) and place.entry.value.startswith("tỉnh ")
    town = place.entry.value if province and place.entry is not None else _named_place(home, place, "")
    if has_trait(head, "bank") or (has_trait(head, "state_bank") and is_province_value(town)):
        return f"Chi nhánh {town}"
    return ""


def bank_of(name: str, head: str) -> str:
    """A bank in the name of its branch, which tells the branch once: `Chi nhánh Ngân hàng … tỉnh Sơn La`."""
    return name.replace(" Chi nhánh ", " ", 1) if head == "Chi nhánh" else name


def branch_in_full(text: str, head: str) -> str:
    """The words of a bank's name with its branch in full: `CN Sa Đéc`; the place behind `CN` alone tells that too."""
    short, blank, rest = text.partition(" ")
    if short != "CN" or not (has_trait(head, "bank") or has_trait(head, "state_bank")):
        return text
    return f"Chi nhánh {rest}" if blank else ""


def has_own_name(parse: UnitParse) -> bool:
    """`Trạm máy kéo Cầu Giát`, `Trạm X46`: a proper name, or a province's, stands where a place could."""
    last = parse.parts[-1]
    if last.text.lower() in province_entries() or last.text.lower() in stops("region"):
        return True
    return last.kind == "text" and last.text[:1].isupper() and _goes_past_fields(last.text)


def _goes_past_fields(text: str) -> bool:
    """Whether a proper name stands behind the fields that a name's words begin with, or in their stead."""
    reading = read(text)
    at = 0
    while at < len(reading) and (found := fields().longest(reading, at)) is not None:
        at = found.end
        at += at < len(reading) and reading.keys[at] in JOINTS
    return at < len(reading) and reading.upper[at]


def at_place(name: str, place: str) -> str:
    """A name with that place, whose level may stand at its end already (`Khối cơ quan tỉnh`)."""
    level = level_of(place)
    if not place or place in name:
        return name
    return f"{name}{place[len(level) :]}" if level and name.endswith(" " + level) else f"{name} {place}"


def one_district(home: Home) -> str:
    """The one district that a document at home in a province names; its own place where it names none or several."""
    main = home.main()
    kinds = ("district", "town", "city") if is_province_value(main) else ()
    named = [value for kind in kinds for value in home.votes.get(kind, ()) if not is_province_value(value)]
    return named[0] if len(named) == 1 else main


def _named_place(home: Home, place: Place, head: str) -> str:
    if place.name and not place.level and place.entry is not None and is_province(place.entry):
        whole = belongs(head, "level") or place.entry.value == LEADERS_CITY
        return place.entry.value if whole else place.name
    if place.name and not place.level and place.entry is not None and belongs(head, "level"):
        return home.likeliest(place.entry)
    if place.name:
        return f"{place.level} {place.name}".strip()
    resolved = home.resolve(place.level, place.first)
    return resolved or place.level
