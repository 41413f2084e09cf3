"""Short names that a list or a firm's full name explains: `Sở Y tế Hà Nội, Hải Phòng`, `Than Hà Lầm`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from nlp.mention import Mention
from nlp.places.gazetteer import Place, is_province, known_name, prefer_province
from nlp.text.reading import Reading
from nlp.units.forms import fields, is_firm
from nlp.units.parse import Part, UnitParse

JOINTS = frozenset({",", "và", ";"})
LISTED_KINDS = frozenset({"field", "council", "committee", "party_level"})
"""Kinds of heads of which each place has one."""
ENDS = frozenset({",", ";", ".", "và", "(", ")", ":", ""})
"""What stands behind a place that is a member of the list, not the first word of something else."""
LONGEST_ASIDE = 6
"""Syllables in brackets behind a member: `Quảng Ngãi (cụm trưởng)`."""
FEWEST_FIRMS = 3
"""Places in a row behind a firm's name: fewer may tell where it is."""
LONGEST_PAIR = 3
"""Bodies in a row that tell of each other."""
SEARCHED_FIRMS = 40
"""Firms of one document whose names are looked for without their head: each is one pass over the text."""
GUESSED = 0.75


def find_elliptic(reading: Reading, parses: list[UnitParse]) -> Iterator[UnitParse]:
    """Yield the further members of lists whose head noun stands once: `Hội CCB Lào Cai, Yên Bái và Sơn La`."""
    starts = {parse.first for parse in parses}
    for parse in parses:
        if not parse.bare and is_firm(parse.head.value):
            yield from _firms(reading, parse, starts)
            continue
        place = parse.parts[-1].place
        if place is None or place.level or place.entry is None or parse.head.kind not in LISTED_KINDS:
            continue
        at = parse.end
        while reading.keys[at] in JOINTS and at + 1 not in starts:
            member = _member(reading, at + 1, place)
            if member is None:
                break
            part = Part("place", reading.surface(member.first, member.end), member)
            yield UnitParse(member.first, member.end, parse.head, (*parse.parts[:-1], part), True)
            at = _past_aside(reading, member.end)


def find_rows(reading: Reading, parses: list[UnitParse]) -> frozenset[int]:
    """The first syllables of bare heads that stand in a row of bodies: `gồm: Công ty Xăng dầu, Điện lực, Bưu điện`.

    Only of bodies that each place has, in a row of three or more of which one bears its full name.
    """
    found: set[int] = set()
    row: list[UnitParse] = []
    for parse in parses:
        beside = row and reading.keys[row[-1].end] in JOINTS and parse.first == row[-1].end + 1
        if not beside:
            found |= _lone_heads(row)
            row = []
        if parse.capital and not reading.breaks[parse.first]:
            row.append(parse)
        elif row:
            found |= _lone_heads(row)
            row = []
    return frozenset(found | _lone_heads(row))


def _lone_heads(row: list[UnitParse]) -> set[int]:
    if len(row) < LONGEST_PAIR or all(parse.bare for parse in row):
        return set()
    return {parse.first for parse in row if parse.bare and parse.head.kind == "council"}


def _firms(reading: Reading, parse: UnitParse, starts: set[int]) -> Iterator[UnitParse]:
    """`Công ty Cao su Chư Sê, Chư Păh, Mang Yang, Kon Tum`: places in a row behind a firm that is named after one."""
    members: list[UnitParse] = []
    trade = fields().longest(reading, parse.first + len(parse.head.form.split()))
    if trade is None or trade.end >= parse.end:
        return
    at, words = parse.end, Part("text", trade.entry.value)
    while reading.keys[at] in JOINTS and at + 1 not in starts and not reading.breaks[at + 1]:
        known = known_name(reading, at + 1)
        if known is None or reading.keys[at + 1].isdigit() or reading.keys[known.end] not in ENDS:
            break
        part = Part("text", reading.surface(at + 1, known.end))
        members.append(UnitParse(at + 1, known.end, parse.head, (parse.parts[0], words, part), True))
        at = known.end
    if len(members) >= FEWEST_FIRMS:
        yield from members


def _member(reading: Reading, at: int, place: Place) -> Place | None:
    """The place at `at` when it is of the rank of `place` and nothing else."""
    known = known_name(reading, at)
    if known is None or reading.breaks[at] or place.entry is None or reading.keys[at].isdigit():
        return None  # `Công đoàn Đường Biên Hòa, 1.140 đoàn viên`: a figure is no district
    entry = prefer_province(known)
    if is_province(entry) != is_province(place.entry) or reading.keys[known.end] not in ENDS:
        return None
    return replace(place, first=at, end=known.end, name=known.entry.form, entry=entry)


def _past_aside(reading: Reading, at: int) -> int:
    if reading.keys[at] != "(":
        return at
    end = next((one for one in range(at, min(at + LONGEST_ASIDE, len(reading))) if reading.keys[one] == ")"), at - 1)
    return end + 1


def find_firms(reading: Reading, parses: list[UnitParse], name: Callable[[UnitParse], str]) -> Iterator[Mention]:
    """Yield firms named without their head noun: `Than Hà Lầm` where `Công ty CP Than Hà Lầm` is named too."""
    shorts: dict[str, UnitParse] = {}
    for parse in (unit for one in parses for unit in (one, *one.inside)):
        short = _trade_name(reading, parse) if not parse.bare and is_firm(parse.head.value) else ""
        if short and len(shorts) < SEARCHED_FIRMS:
            shorts.setdefault(short, parse)
    for short, parse in shorts.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", reading.text):
            value = name(parse)
            yield Mention(match.start(), match.end(), "UNIT", short, value, {}, GUESSED, "unit-firm")


def _trade_name(reading: Reading, parse: UnitParse) -> str:
    """The trade and the proper name of a firm: `Xi măng Hoàng Mai`; `''` where either is wanting."""
    first = parse.first + len(parse.head.form.split())
    trade = fields().longest(reading, first)
    if trade is None or not reading.upper[first] or reading.shouting[first]:
        return ""
    end = next((at for at in range(trade.end, parse.end) if reading.keys[at] == "-"), parse.end)
    proper = all(reading.upper[at] for at in range(trade.end, end))
    return reading.surface(first, end) if end > trade.end and proper else ""
