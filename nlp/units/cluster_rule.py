"""What the head noun of an emulation cluster or bloc licenses behind it: its number, its members, or both."""

from __future__ import annotations

from nlp.people.names import capital_run
from nlp.places.gazetteer import regions
from nlp.units.clusters import take_description
from nlp.units.cursor import Cursor
from nlp.units.forms import fields, heads, stops
from nlp.units.nesting import take_unit
from nlp.units.words import take_number

SHORTEST_CLUSTER = 4
"""Syllables: `cụm văn phòng khối huyện, thị ủy` is a name in small letters, `cụm xã` is not."""


def take_cluster(cursor: Cursor) -> bool:
    """The number and the members of a cluster or bloc; false where it is none by name."""
    if not cursor.capital and (_several(cursor) or _names_behind(cursor)):
        return False
    if _take_region(cursor):
        return True
    numbered = take_number(cursor) or _take_bloc_number(cursor)
    owned = numbered and take_unit(cursor)
    if owned and cursor.reading.keys[cursor.at] == "các" and cursor.open():
        take_description(cursor, dash=False)  # `Cụm thi đua số 4 Hội Chữ thập đỏ các tỉnh Đông Nam Bộ`
    described = owned or take_description(cursor, dash=numbered)
    if cursor.head.value in {"Cụm", "Khối"} and described and _vague(cursor):
        return False
    if described and not numbered and cursor.parts[-1].kind == "text":
        take_number(cursor)  # `Khối các sở quản lý nhà nước 1`
    counted = cursor.first > 0 and cursor.reading.number(cursor.first - 1) and not _of_emulation(cursor)
    if not cursor.capital and not numbered and counted:
        return False  # `2 cụm thi đua địa phương`
    if not cursor.capital and cursor.head.value in {"Cụm", "Khối"}:
        if cursor.head.value == "Khối" and described:
            return _of_emulation(cursor) and _told_by_field(cursor)
        if numbered and cursor.head.value == "Cụm" and cursor.parts[1].text.startswith("số "):
            return True  # `phong trào của cụm số 2`
        return described and cursor.at - cursor.first > SHORTEST_CLUSTER
    return cursor.capital or numbered or described


def _names_behind(cursor: Cursor) -> bool:
    """`khối giao ước thi đua Khối doanh nghiệp Năng lượng`: what it is before the name that it has."""
    found = heads().longest(cursor.reading, cursor.at) if cursor.reading.upper[cursor.at] and cursor.open() else None
    return found is not None and found.entry.kind == "cluster"


def _take_region(cursor: Cursor) -> bool:
    """`Cụm sông Hậu`, `Cụm Đồng Tháp Mười`: the river or the region where the members of a cluster lie."""
    reading, at = cursor.reading, cursor.at
    if not (cursor.capital and cursor.bare and cursor.open()) or cursor.head.value != "Cụm":
        return False
    if reading.keys[at] == "sông" and reading.upper[at + 1] and not reading.breaks[at + 1]:
        return cursor.add("text", capital_run(reading, at + 1, limit=2))
    region = regions().longest(reading, at)
    return region is not None and region.entry.kind != "abroad" and cursor.add("text", region.end)


def _vague(cursor: Cursor) -> bool:
    """`Khối doanh nghiệp đóng góp`: a sentence about firms, not the name of a bloc."""
    reading = cursor.reading
    if reading.keys[cursor.at] in {"của", "thuộc", "trực", "số"} or _told_by_field(cursor):
        return False
    return (
        reading.sentence_start(cursor.first)
        and not reading.upper[cursor.first + 1]
        and (reading.keys[cursor.first + 1] not in {"các", "thi", "số", "cơ"})
    )


def _of_emulation(cursor: Cursor) -> bool:
    """Whether `thi đua` stands before the cluster, its year perhaps between them."""
    keys, at = cursor.reading.keys, cursor.first
    at -= 2 if keys[max(at - 2, 0)] == "năm" else 0
    return at > 0 and keys[at - 1] == "đua"


def _told_by_field(cursor: Cursor) -> bool:
    """`Khối doanh nghiệp Năng lượng, Viễn thông`: a field with a capital behind the kind of its members."""
    reading = cursor.reading
    inner = range(cursor.first + 1, cursor.at)
    return any(reading.upper[at] and fields().longest(reading, at) is not None for at in inner)


def _several(cursor: Cursor) -> bool:
    """`các khối thi đua của Bộ`, `mỗi cụm thi đua`, `khối thi đua thuộc tỉnh`: no one of them."""
    before = cursor.reading.keys[cursor.first - 1] if cursor.first else ""
    belongs = cursor.reading.keys[cursor.at] in {"thuộc", "của", "trực"}
    return (before in stops("plural") and not before.isdigit()) or before == "cụm" or belongs


def _take_bloc_number(cursor: Cursor) -> bool:
    """`Cụm thi đua khối 33`, `Cụm thi đua cụm số VII`: the number behind the word for a bloc."""
    reading, at = cursor.reading, cursor.at
    if cursor.head.value != "Cụm thi đua" or not cursor.open() or reading.keys[at] not in {"khối", "cụm"}:
        return False
    end = at + 1 + (reading.keys[at + 1] == "số")
    plain = f"số {reading.surface(end, end + 1)}" if reading.keys[at] == "cụm" else ""
    return reading.number(end) and cursor.add("text", end + 1, plain)
