"""What a unit without a place belongs to: the place, the firm or the formation that its document is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from nlp.formations import find_superior, may_command, own_name, rank_of, ranks
from nlp.gazetteer import Place, is_province, is_province_value, level_of
from nlp.home_places import Home
from nlp.known_names import KnownNames
from nlp.lexicon import Entry, load_lexicon
from nlp.unit_parse import UnitParse

PARTY_LEVELS = {
    "Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã",
}  # fmt: skip
"""First syllable of `Tỉnh ủy`, `Huyện đoàn` … -> the level whose name follows it without a level word."""
LEADING_BOARDS = frozenset({"Ban Thường vụ", "Ban Chấp hành"})
LEADING_BOARD = re.compile(r"^(?:Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Thường trực) ")
OWNER_MENTIONS = 2
"""A firm or ministry named less often is not whose departments the page speaks of."""
PARTY_COMMITTEES = frozenset({"Đảng ủy", "Đảng bộ"})
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


def has_boards(name: str) -> bool:
    """Whether the organisation's boards are called `Ban …` alone."""
    return f"{name} ".startswith(_with_boards())


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


def owns(head: str) -> bool:
    """Whether a body with `head` has departments of its own when it is the one whose document it is."""
    return belongs(head, "owner") or belongs(head, "main_owner")


def joint(head: str, superior: str) -> str:
    """What stands between a part and its whole: `Phân xưởng Sợi, Nhà máy …`, but `Phòng Kế hoạch Công ty …`."""
    if not belongs(head, "set_off") or (head == "Đội" and superior.startswith("Công an")):
        return " "
    return ", Đảng bộ " if head == "Chi bộ" else ", "


class Belongings:
    """The home, the main unit and the owner of one document's units; `main` and `owner` are `''` where unknown.

    `with_boards` holds, by first syllable, the names of the party and mass organisations of the text.
    """

    def __init__(
        self, home: Home, neighbours: Mapping[int, Place], superiors: Mapping[int, str], known: KnownNames
    ) -> None:
        self._home = home
        self._neighbours = neighbours
        self._superiors = superiors
        self.known = known
        self.main = self.owner = ""
        self.with_boards: list[tuple[int, str]] = []

    def neighbour(self, parse: UnitParse) -> Place | None:
        """The place of the units that `parse` is listed with."""
        return self._neighbours.get(parse.first)

    def complete(self, name: str, parse: UnitParse) -> str:
        head = parse.head.value
        tail = parse.parts[-1].kind
        if head in ranks() and not parse.bare and tail == "text":
            return self._chained(name, parse)
        if tail == "unit" or parse.parts[-1].text.lower() in SCHOOL_WORDS:
            return name
        inner = belongs(head, "inner") and (parse.bare or parse.parts[1].text == "cơ sở" or head == "Chi bộ")
        if self.owner and self.owner not in name and ((inner and self.leads()) or self._owned(head)):
            return self._of_owner(name, head)
        if is_central(self.main):
            return name
        if belongs(head, "old"):
            place = self._home.best("province")
            return f"{name} {place.partition(' ')[2]}" if place else name
        neighbour = self._neighbours.get(parse.first)
        if neighbour is not None and belongs(head, "place"):
            return f"{name} {self.place(neighbour, head)}"
        if belongs(head, "province") or belongs(name, "province"):
            place = self.province()
            return f"{name} {place}" if place else name
        if belongs(head, "board") and not self.owner:
            return self._of_main(name)
        if belongs(head, "place") or belongs(name, "place"):
            return self.of_home(name)
        if head in PARTY_COMMITTEES and parse.bare:
            return self.party_committee(name)
        if belongs(head, "department") and self._home.main_kind in ("district", "town", "ward") and head == "Phòng":
            return self.of_home(name)
        return name

    def leads(self) -> bool:
        """Whether the owner has a party committee and unions of its own: a cooperative has teams only."""
        return not self.owner.startswith("Hợp tác xã ")

    def _owned(self, head: str) -> bool:
        """Whether bodies with `head` are parts of the owner: a formation's staff sections are called `Ban …`."""
        return belongs(head, "department") or (belongs(head, "staff") and rank_of(self.owner) > 0)

    def _of_owner(self, name: str, head: str) -> str:
        return f"{name}{joint(head, self.owner)}{self.owner}"

    def board_of_main(self, name: str) -> str:
        """A board of the party or mass organisation whose document it is, `''` where `name` is none of that kind."""
        main = LEADING_BOARD.sub("", self.main)
        own = belongs(name, "board") and name not in {"Ban", "Văn phòng"} and has_boards(main)
        if name == "Ban Chấp hành":
            main = main.replace("Đảng ủy ", "Đảng bộ ", 1)
        return f"{name} {main}" if own else ""

    def board_of_last(self, name: str, first: int) -> str:
        """`Ban Thường vụ` of the party or mass organisation named last before syllable `first`."""
        at = bisect_left(self.with_boards, (first, ""))
        return f"{name} {self.with_boards[at - 1][1]}" if at and name in LEADING_BOARDS else ""

    def local(self, national: str, head: str) -> str:
        """The body of a nationwide organisation at the place where the document is at home."""
        place = self._home.main()
        if self.main.endswith(" Việt Nam") or not place:
            return national
        return f"{national.removesuffix(' Việt Nam')} {place}"

    def _of_main(self, name: str) -> str:
        """A board of a party or mass organisation belongs to the one whose document it is, else to the last named."""
        main = LEADING_BOARD.sub("", self.main)
        return f"{name} {main}" if has_boards(main) else name

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

    def _chained(self, name: str, parse: UnitParse) -> str:
        """`Đại đội 2` is that of the formation it is listed with, and both are of the one that the page is about."""
        listed = self._superiors.get(parse.first, "")
        head = parse.head.value
        name = self.known.formation(name, head)
        if listed:
            name, head = f"{name}, {listed}", next(rank for rank in ranks() if listed.startswith(rank))
            return f"{name}, {own_name(self.main)}" if may_command(self.main, head) else name
        higher = find_superior(head, self.main, self.known.full)
        return f"{name}, {higher}" if higher and higher not in name else name

    def party_committee(self, name: str) -> str:
        """`Đảng ủy` alone is that of the owner or a commune; a district or province has another word for its own."""
        if self.owner and self.leads():
            return f"{name} {self.owner}"
        ward = self._home.best("ward")
        if name == "Đảng ủy" and self._home.main_kind != "ward":
            return f"{name} {ward}" if len(self._home.votes.get("ward", ())) == 1 else name
        return self.of_home(name)

    def party(self, head: Entry) -> str:
        level = PARTY_LEVELS.get(head.value.split()[0], "")
        place = self._home.resolve(level, 0) if level else ""
        return f"{head.value} {place[len(level) + 1 :]}" if place else head.value

    def place(self, place: Place, head: str) -> str:
        if place.name and not place.level and place.entry is not None and is_province(place.entry):
            return place.entry.value if belongs(head, "level") else place.name
        if place.name and not place.level and place.entry is not None and belongs(head, "level"):
            return self._home.likeliest(place.entry)
        if place.name:
            return f"{place.level} {place.name}".strip()
        resolved = self._home.resolve(place.level, place.first)
        return resolved or place.level
