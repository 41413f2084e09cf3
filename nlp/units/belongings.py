"""What a unit without a place belongs to: the place, the firm or the formation that its document is about."""

from __future__ import annotations

from bisect import bisect_left

from nlp.lexicon import Entry
from nlp.places.gazetteer import Place, is_province_value
from nlp.places.home_places import Home
from nlp.places.levels import level_of
from nlp.units.formations import (
    LOWEST_OF_ZONE,
    PART_OF,
    find_superior,
    may_command,
    own_name,
    rank_of,
    ranks,
    stands_alone,
)
from nlp.units.kinds import BARE_LEVELS, begins_as, belongs, has_boards, holds, is_central, is_whole, joint, may_hold
from nlp.units.known_names import KnownNames
from nlp.units.name_patterns import PARTY
from nlp.units.owner import Systems, council_of, has_committee, with_departments
from nlp.units.parse import UnitParse
from nlp.units.party_levels import LEADING_BOARD, PARTY_LEVELS, at_level, in_city, led_body
from nlp.units.place_names import at_place, one_district, place_in_full
from nlp.units.surroundings import Surroundings

MILITARY_OFFICES = ("Ban Chỉ huy ", "Bộ Chỉ huy ", "Bộ Tư lệnh ")
NATION_FRONT = "Mặt trận Tổ quốc Việt Nam"
"""Not short for a province's front, which the page may name too."""


class Belongings:
    """The home, the main unit and the owner of one document's units; `main` and `owner` are `''` where unknown.

    `with_boards` holds, by first syllable, the names of the party and mass organisations of the text.
    """

    def __init__(self, home: Home, around: Surroundings, known: KnownNames) -> None:
        self.home = home
        self._neighbours = around.neighbours
        self._superiors = around.superiors
        self._joined = around.joined
        self._communal = around.communal
        self._wide = tuple(f" {number}" for number in around.wide)
        self.holders: dict[int, str] = {}
        self.higher: dict[str, str] = {}
        self.known = known
        self._systems = Systems()
        self.main = self.owner = ""
        self.letterhead = True
        self.with_boards: list[tuple[int, str]] = []

    def listed_with(self, parse: UnitParse) -> Place | None:
        """The place of the units that `parse` stands in one list with."""
        return self._neighbours.get(parse.first)

    def is_joined(self, parse: UnitParse) -> bool:
        """Whether words join the unit to the one before it."""
        return parse.first in self._joined

    def neighbour(self, parse: UnitParse) -> Place | None:
        """The place of the units that `parse` is listed with."""
        return self._neighbours.get(parse.first) or (self._commune() if parse.first in self._communal else None)

    def _commune(self) -> Place | None:
        """The commune that the document is about, as a place in a name."""
        value = self.home.best("ward")
        level = level_of(value)
        return Place(0, 0, level, "ward", value[len(level) + 1 :]) if level else None

    def around(self, parse: UnitParse) -> tuple[Place | None, str, bool, str]:
        """All that the words around a unit tell of what it belongs to: its name depends on nothing else there."""
        first = parse.first
        return self.neighbour(parse), self.holders.get(first, ""), first in self._joined, self._superiors.get(first, "")

    def led_by_chief(self, parse: UnitParse) -> str:
        """A committee or board with the body whose chief sits in it, `''` where no post tells of one."""
        whose = self.holders.get(parse.first, "") if belongs(parse.head.value, "of_chief") else ""
        return f"{parse.head.value} {whose}" if whose else ""

    def beside(self, parse: UnitParse) -> str:
        """A bare council or committee with the place of the units it is listed with; `''` for others.

        A province's or district's party committee has another name than a commune's.
        """
        place, head = self.neighbour(parse), parse.head.value
        if place is None or parse.head.kind not in ("council", "committee") or is_whole(head):
            return ""
        other = belongs(head, "party") or belongs(head, "sector") or (head == "Đảng ủy" and place.kind != "ward")
        return "" if other else f"{head} {place_in_full(self.home, place, head)}"

    def of_system(self, parse: UnitParse) -> str:
        """A body that each place has in one system: that of the document's own unit, else of the place beside it."""
        head = parse.head.value
        own = PARTY.sub("", self.main)
        if own.startswith(f"{head} "):
            return own
        beside = self.neighbour(parse)
        return f"{head} {place_in_full(self.home, beside, head)}" if beside else head

    def is_local(self) -> bool:
        """Whether the document is at home in a district, a commune or a city below the provinces."""
        kind = self.home.main_kind
        return kind in ("district", "town", "ward") or (kind == "city" and not is_province_value(self.home.main()))

    def not_central(self, full: str, name: str) -> str:
        """`full`, unless it is the central body's, which a province's paper cites: `Ban Thi đua - Khen thưởng`."""
        if name == NATION_FRONT:
            return ""
        local = belongs(name, "place") and self.main and not is_central(self.main) and self.home.main()
        return "" if local and full == f"{name} Trung ương" else full

    def leads(self) -> bool:
        """Whether the owner has a party committee and unions of its own: a cooperative has teams only."""
        return not self.owner.startswith("Hợp tác xã ")

    def owned(self, head: str, name: str) -> bool:
        """Whether bodies with `head` are parts of the owner: a formation's staff sections are called `Ban …`."""
        if not self.leads():
            return belongs(head, "crew")
        if holds(self.owner, "in_school") and (belongs(head, "campus") or belongs(name, "campus")):
            return True
        if not (may_hold(self.owner, head) and may_hold(self.owner, name)):
            return False
        return belongs(head, "department") or (
            (belongs(head, "staff") or belongs(name, "staff"))
            and (rank_of(self.owner) > 0 or self.owner.startswith(MILITARY_OFFICES))
        )

    def of_owner(self, name: str, head: str) -> str:
        if self.owner.startswith(f"{name} "):
            return self.owner
        owner = with_departments(self.owner, self.province()) if head == "Phòng" else self.owner
        return f"{name}{joint(head)}{owner}"

    def board_of_main(self, name: str) -> str:
        """A board of the party or mass organisation whose document it is, `''` where `name` is none of that kind."""
        if not self.letterhead or not belongs(name, "board") or name in {"Ban", "Văn phòng"}:
            return ""
        main = led_body(self.main)
        if not has_boards(main):
            return ""
        return f"{name} {main.replace('Đảng ủy ', 'Đảng bộ ', 1) if name == 'Ban Chấp hành' else main}"

    def board_of_last(self, name: str, first: int) -> str:
        """`Ban Thường vụ` of the party or mass organisation named last before syllable `first`."""
        if not belongs(name, "party"):
            return ""
        before = self.with_boards[: bisect_left(self.with_boards, (first, ""))]
        last = before[-1][1] if before else LEADING_BOARD.sub("", self.main)
        return f"{name} {last}" if has_boards(last) else ""

    def local(self, national: str, head: str) -> str:
        """The body of a nationwide organisation at the place where the document is at home."""
        place = self.home.main()
        own = national.removesuffix(" Việt Nam")
        if self.main.endswith(" Việt Nam") or not place or not (self.main or f"{own} {place}" in self.known.full):
            return national
        return f"{own} {place}"

    def of_main(self, name: str) -> str:
        """A board of the party or mass organisation whose document it is; `''` where it is no such one's."""
        main = led_body(self.main)
        return f"{name} {main}" if has_boards(main) else ""

    def province(self) -> str:
        """The province, or the city of that rank, that the document is at home in."""
        city = self.home.best("city")
        if self.home.main_kind == "city" and is_province_value(city):
            return city
        return self.home.best("province") or city

    def of_local(self, name: str) -> str:
        """A cluster is one of the party organisation or union that tells of it, else of the province or district."""
        districts = self.home.votes.get("district", ())
        if system := self._systems[self.known, self.province()]:
            return f"{name} {system}"
        if self.home.main_kind == "ward" or name.endswith(self._wide):
            return name  # of several communes: one has no numbered clusters; or of several provinces
        if not self.main and (whose := council_of(self.known)):
            return f"{name} {whose}"
        if self.main.startswith("Sở ") or (not self.main and len(districts) > 1):
            return f"{name} {self.province()}".strip()
        if not self.main or begins_as("authority", self.main):
            return self.of_home(name)
        whose = self.main[len(name) + 1 :] if self.main.lower().startswith(f"{name.lower()} ") else ""
        if level_of(whose):
            return f"{name} {whose}"  # the letterhead's cluster, with its province
        main = self.main.replace("Đảng ủy ", "Đảng bộ ", 1)
        return f"{name} {main}" if self.main.startswith(("Đảng ", "Liên đoàn ", "Công an ")) else name

    def of_committee(self, name: str) -> str:
        """A cluster told by the party committee of a level, with its place: `… giúp việc Tỉnh ủy`."""
        level = PARTY_LEVELS.get(name.split()[-2], "")
        return at_place(name, self.home.resolve(level, 0).removeprefix(f"{level} ")) if level else name

    def of_home(self, name: str, *, district: bool = False) -> str:
        """A name with the place that the document is at home in; `district`: not with a commune."""
        if district and self.home.main_kind == "ward":
            return name
        district = district or belongs(name, "district")
        return at_place(name, one_district(self.home) if district else self.home.main())

    def of_bare_level(self, name: str) -> str:
        """A name that ends with a level alone, with the place of that level: `Cụm thi đua ngành Y tế thành phố`."""
        level = next(level for level in BARE_LEVELS if name.endswith(level))[1:]
        place = self.home.resolve(level, 0)
        if place:
            return f"{name[: -len(level)]}{place}"
        return self.of_home(name) if level_of(self.home.main()) == level else name

    def of_province(self, name: str) -> str:
        """A name with the province that the document is at home in."""
        return at_place(name, self.province())

    def chained(self, name: str, parse: UnitParse) -> str:
        """`Đại đội 2` is that of the formation it is listed with, and both are of the one that the page is about."""
        listed = self._superiors.get(parse.first, "")
        head = parse.head.value
        name = self.known.formation(name, head)
        if stands_alone(head):
            return f"{name}{PART_OF}{listed}" if listed and head == LOWEST_OF_ZONE else name
        if listed:
            name, head = f"{name}{PART_OF}{listed}", next(rank for rank in ranks() if listed.startswith(rank))
            commanded = not stands_alone(head) and may_command(self.main, head)
            return f"{name}{PART_OF}{own_name(self.main)}" if commanded else name
        if head not in self.higher:
            self.higher[head] = find_superior(head, self.main or self.owner, self.known.full)
        higher = self.higher[head]
        return f"{name}{PART_OF}{higher}" if higher and higher not in name else name

    def party_committee(self, name: str) -> str:
        """`Đảng ủy` alone is that of the owner or a commune; a district or province has another word for its own."""
        if self.owner and self.leads() and has_committee(self.owner, name):
            return f"{name} {self.owner}"
        ward = self.home.best("ward")
        if name == "Đảng ủy" and self.home.main_kind != "ward":
            return f"{name} {ward}" if len(self.home.votes.get("ward", ())) == 1 else name
        return self.of_home(name)

    def level_place(self, head: Entry) -> str:
        """The full name of the place whose level the first syllable of `Tỉnh ủy`, `Huyện hội` tells."""
        level = PARTY_LEVELS.get(head.value.split()[0], "")
        return self.home.resolve(level, 0) if level else ""

    def party(self, head: Entry) -> str:
        return at_level((told := in_city(head, self.province())).value, self.level_place(told))
