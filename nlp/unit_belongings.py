"""What a unit without a place belongs to: the place, the firm or the formation that its document is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from nlp.gazetteer import Place, is_province, is_province_value, level_of
from nlp.home_places import Home
from nlp.known_names import MILITARY_RANKS, KnownNames
from nlp.lexicon import Entry, load_lexicon
from nlp.unit_parse import UnitParse

PARTY_LEVELS = {
    "Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã",
}  # fmt: skip
"""First syllable of `Tỉnh ủy`, `Huyện đoàn` … -> the level whose name follows it without a level word."""
LEADING_BOARD = re.compile(r"^(?:Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Thường trực) ")
OWNER_MENTIONS = 2
"""A firm or ministry named less often is not whose departments the page speaks of."""
SCHOOL_WORDS = frozenset({"trường", "nhà trường"})


@lru_cache(maxsize=1)
def belongings() -> dict[str, frozenset[str]]:
    """Head in full words -> how it belongs: `place`, `province`, `owner`, `department`, `inner`, `level`."""
    found: dict[str, set[str]] = {}
    for entry in load_lexicon("unit_belongings"):
        found.setdefault(entry.form, set()).add(entry.kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


@lru_cache(maxsize=1)
def _central() -> tuple[str, ...]:
    """How the names of bodies begin that speak of departments in every province."""
    return tuple(entry.form + " " for entry in load_lexicon("central_bodies") if entry.kind == "everywhere")


@lru_cache(maxsize=1)
def _with_boards() -> tuple[str, ...]:
    """How the names of organisations begin whose boards are called `Ban …` alone."""
    return tuple(entry.form + " " for entry in load_lexicon("unit_belongings") if entry.kind == "has_boards")


def is_central(name: str) -> bool:
    """Whether the body's documents speak of departments in every province."""
    return f"{name} ".startswith(_central())


def belongs(head: str, kind: str) -> bool:
    """Whether bodies with `head` belong in that way; kinds as in unit_belongings.tsv."""
    return kind in belongings().get(head, frozenset())


class Belongings:
    """The home, the main unit and the owner of one document's units; `main` and `owner` are `''` where unknown."""

    def __init__(self, home: Home, neighbours: Mapping[int, Place], known: KnownNames) -> None:
        self._home = home
        self._neighbours = neighbours
        self.known = known
        self.main = self.owner = ""

    def neighbour(self, parse: UnitParse) -> Place | None:
        """The place of the units that `parse` is listed with."""
        return self._neighbours.get(parse.first)

    def complete(self, name: str, parse: UnitParse) -> str:
        head = parse.head.value
        tail = parse.parts[-1].kind
        if parse.head.kind == "military" and head in MILITARY_RANKS:
            return self._chained(name, head)
        if tail == "unit" or parse.parts[-1].text.lower() in SCHOOL_WORDS:
            return name
        inner = belongs(head, "inner") and (parse.bare or parse.parts[1].text == "cơ sở")
        if self.owner and (inner or belongs(head, "department")) and self.owner not in name:
            return f"{name} {self.owner}"
        if is_central(self.main):
            return name
        neighbour = self._neighbours.get(parse.first)
        if neighbour is not None and belongs(head, "place"):
            return f"{name} {self.place(neighbour, head)}"
        if belongs(head, "province"):
            place = self.province()
            return f"{name} {place}" if place else name
        if belongs(head, "board") and not self.owner:
            return self._of_main(name)
        if belongs(head, "old"):
            place = self._home.best("province")
            return f"{name} {place.partition(' ')[2]}" if place else name
        if belongs(head, "place"):
            return self.of_home(name)
        if belongs(head, "inner") and parse.bare and head in {"Đảng ủy", "Đảng bộ"}:
            return self.of_home(name)
        if belongs(head, "department") and self._home.main_kind in ("district", "town", "ward") and head == "Phòng":
            return self.of_home(name)
        return name

    def _of_main(self, name: str) -> str:
        """A board of a party or mass organisation belongs to the one whose document it is."""
        main = LEADING_BOARD.sub("", self.main)
        return f"{name} {main}" if f"{main} ".startswith(_with_boards()) else name

    def province(self) -> str:
        """The province, or the city of that rank, that the document is at home in."""
        city = self._home.best("city")
        if self._home.main_kind == "city" and is_province_value(city):
            return city
        return self._home.best("province") or city

    def of_home(self, name: str) -> str:
        place = self._home.main()
        level = level_of(place)
        if not place:
            return name
        return f"{name}{place[len(level) :]}" if name.endswith(" " + level) else f"{name} {place}"

    def _chained(self, name: str, head: str) -> str:
        """`Đại đội 2` of a page about a brigade is that brigade's: the larger formation named most."""
        higher, count, several = self.known.higher_formation(head)
        if not higher or higher in name or not (count >= OWNER_MENTIONS or several == 1):
            return name
        return f"{name} {higher}"

    def party(self, head: Entry) -> str:
        level = PARTY_LEVELS.get(head.value.split()[0], "")
        place = self._home.resolve(level, 0) if level else ""
        return f"{head.value} {place[len(level) + 1 :]}" if place else head.value

    def place(self, place: Place, head: str) -> str:
        if place.name and not place.level and place.entry is not None and is_province(place.entry):
            return place.entry.value if belongs(head, "level") else place.name
        if place.name:
            return f"{place.level} {place.name}".strip()
        resolved = self._home.resolve(place.level, place.first)
        return resolved or place.level
