"""What the name of a unit holds: the larger unit and the place it ends with, and what of it is abbreviated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import CAPITALS
from nlp.authority.bodies import COMMITTEES, find_body, find_central
from nlp.authority.places import Level, Life, Territory, find_territories, level_class
from nlp.authority.spans import Span
from nlp.lexicon import load_lexicon
from nlp.places.gazetteer import is_province_value
from nlp.places.levels import AUTHORITY_KINDS, levels_pattern
from nlp.text.reading import Reading, read
from nlp.units.grammar import parse_unit
from nlp.units.parse import UnitParse

NAME = rf"(?:[{CAPITALS}]\S*?|\d{{1,2}})"
PLACES = re.compile(
    rf"(?:^|(?<=[ ,]))(?<!tác )(?P<level>{levels_pattern()})"
    rf" (?P<name>{NAME}(?:(?: - | ){NAME})*)(?=,|$| (?:{levels_pattern(*AUTHORITY_KINDS)}) )"
)
"""Places with their level words, one by one: `xã Tân Lập`, `huyện Vũ Thư`, `tỉnh Thái Bình` at the end of a name."""

LEVELS = {first: level for level, first in COMMITTEES.items()}
COMMITTEE = re.compile(rf"(?P<level>{'|'.join(LEVELS)}) (?:ủy|[Đđ]oàn) (?P<name>{NAME}(?:(?: - | ){NAME})*)")
"""Committees whose name tells the level of the place after it: `Huyện ủy Nghi Lộc`."""

OPEN_NAMES = frozenset({"Ty", "Đài"})
"""Heads that bear the bare name of their province: `Ty Thông tin Thái Nguyên`."""
BRANCH = "Chi nhánh"
STAY = frozenset({"VN", "HCM"})
"""Abbreviations that do not stand for what a unit is."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place at the end of a name: where it begins there, as written, and the one place it can be.

    `lives` are those of this one, or of all that it may be where they are the same.
    """

    start: int
    text: str
    level: Level | None
    territory: Territory | None
    lives: tuple[Life, ...]

    @property
    def full(self) -> str:
        return self.territory.full if self.territory is not None else self.text


def find_owner(name: str, reading: Reading, parse: UnitParse | None) -> str:
    """The larger unit that the name ends with, `''` without one."""
    if parse is not None:
        for part in parse.parts[1:]:
            unit = part.unit
            if unit is not None:
                start = reading.starts[unit.first]
                if unit.head.value == BRANCH and _has_branches(name):
                    return name[:start].rstrip(" ,")
                return _without_place(name[start:]) if parse.head.value == BRANCH else name[start:]
    comma = name.find(", ", reading.ends[parse.end - 1] if parse is not None else 0)
    tail = name[comma + 2 :] if comma > 0 else ""
    return tail if tail and _is_unit(tail) else ""


def _has_branches(name: str) -> bool:
    """Whether `Chi nhánh` in the name makes it that of a branch: not in `Công đoàn Chi nhánh Ngân hàng …`."""
    found = find_body(name)
    return found is not None and found[0].kind in ("bank", "enterprise")


def _without_place(name: str) -> str:
    """The bank or firm itself, of the name of its branch at a place."""
    found = PLACES.search(name)
    return name[: found.start()].rstrip(" ,") if found is not None else name


def _is_unit(text: str) -> bool:
    if find_central(text) is not None:
        return True
    parse = parse_unit(read(text), 0)
    return parse is not None and not parse.bare


def find_place(name: str, parse: UnitParse | None) -> Where | None:
    """The place that the name ends with, or that its head says of which level it is."""
    found = list(PLACES.finditer(name))
    while found and not _reach_end(name, found):
        found = found[1:]
    if found:
        names = [f"{match['level']} {match['name']}" for match in found]
        return _place(found[0].start(), name[found[0].start() :], names)
    implied = COMMITTEE.fullmatch(name)
    if implied is not None:
        full = f"{LEVELS[implied['level']]} {implied['name']}"
        return _place(implied.start("name"), full, [full])
    return _bare_province(name, parse) if parse is not None and len(parse.parts) > 1 else None


def _bare_province(name: str, parse: UnitParse) -> Where | None:
    """The province whose name stands without its level behind a head that does so."""
    last = parse.parts[-1]
    if last.place is None or not is_province_value(last.place.value) or not name.endswith(f" {last.text}"):
        return None
    if parse.head.value.split()[0] not in OPEN_NAMES:
        return None
    return _place(len(name) - len(last.text), last.place.value, [last.place.value])


def _place(start: int, text: str, names: list[str]) -> Where:
    """The place of these names, each lying in the next; the one that it is where only one bears the name there."""
    fits = [one for one in find_territories(names[0]) if set(names[1:]) <= set(one.above)]
    shared = {one.lives for one in fits}
    lives = next(iter(shared)) if len(shared) == 1 else (Life(Span()),)
    return Where(start, text, level_class(names[0]), fits[0] if len(fits) == 1 else None, lives)


def _reach_end(name: str, found: list[re.Match[str]]) -> bool:
    """Whether the places follow each other to the end of the name."""
    ends = [match.end() for match in found]
    gaps = [name[end : after.start()] for end, after in zip(ends, found[1:], strict=False)]
    return ends[-1] == len(name) and all(gap in (" ", ", ") for gap in gaps)


def has_field(name: str, words: int, where: Where) -> bool:
    """Whether the name says more between the words it begins with and its place."""
    return len(name[: where.start].replace(",", " ,").split()) > words


def abbreviated(name: str) -> tuple[str, ...]:
    """The name with all in it that has a usual abbreviation abbreviated."""
    short = _in_full().sub(lambda found: _abbreviations()[found[0].lower()], name)
    return (short,) if short != name else ()


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Words in small letters -> what stands for them; names of countries and people stay."""
    entries = load_lexicon("abbreviations")
    return {entry.value.lower(): entry.form for entry in entries if not entry.ambiguous and entry.form not in STAY}


@lru_cache(maxsize=1)
def _in_full() -> re.Pattern[str]:
    words = sorted(_abbreviations(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
