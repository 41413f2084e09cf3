"""Where a document is at home: the province, city, district and commune that its bare level words stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from ingest.document import Document
from ingest.quick_patterns import any_case
from nlp.authority.places import communes_of, communes_within
from nlp.lexicon import Entry, load_lexicon
from nlp.places.gazetteer import Place, districts_by_value, is_province, province_domains
from nlp.places.levels import ADMINISTRATION, kind_of, level_of
from nlp.places.named_places import named_places
from nlp.text.reading import Reading, read
from nlp.units.forms import is_firm
from nlp.units.parse import UnitParse

CLUE_WEIGHTS = {"issuer": 8, "superior": 3, "authority": 8, "place": 6, "source": 4, "title": 3}
"""A letterhead says whose document it is; a place named in passing (weight 1) does not."""
SITE_WEIGHT = 4
PAPERS = re.compile(r"(?:báo|đài|tạp chí|bản tin)\s", re.I)
"""Sites that tell of all places of their province: the level of one's own office does not follow from their name."""
UNIT_WEIGHT = 2
DOMINANCE = 1.2
"""A province or district outweighs the next by so much where bare level words stand for it on the whole page."""
DOMINANT_WEIGHT = 6
"""A commune that weighs less is not the one whose page it is."""
FORMER_WEIGHT = 0.25
"""A former province or city that a firm is called after, without its level: `Tổng công ty Du lịch Sài Gòn`."""
FURNITURE_WEIGHT = 1
FURNITURE_LIMIT = 6_000
"""Characters of menus and footers that are read: the owner's name and address stand at their start and end."""
DOMAIN = re.compile(r"[\w.-]+\.(?:gov|edu|org|com|net)?\.?vn\b")
ADDRESSED = ("địa chỉ", "trụ sở", "điện thoại", "email", "chịu trách nhiệm", "bản quyền")
ADDRESS = re.compile(any_case((*ADDRESSED, "cơ quan chủ quản", "đơn vị quản lý")))
ADDRESS_WEIGHT = 4


@dataclass(slots=True)
class Home:
    """Full place names by kind (`province`, `city`, `district`, `town`, `ward`), each with its weight.

    `named_at` holds for each level word the syllables of the body at which its places are named; `hints` are provinces
    that today's districts of the document speak for, with their weights.
    """

    votes: dict[str, dict[str, float]] = field(default_factory=dict)
    named_at: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    hints: dict[str, float] = field(default_factory=dict)
    main_kind: str = ""
    _named: dict[str, str] | None = None
    _communes: list[Mapping[str, str]] | None = None
    _heaviest: dict[str, tuple[str, bool]] = field(default_factory=dict, compare=False, repr=False)
    _weighed: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict, compare=False, repr=False)
    """What was answered by all votes of a kind, until there is another vote: units ask for the same again and again."""

    def vote(self, value: str, weight: float, at: int | None = None) -> None:
        """Count one naming of the place `value`; `at` is its syllable in the body."""
        level = level_of(value)
        kind = kind_of(level)
        if not kind:
            return
        counted = self.votes.get(kind)
        if counted is None:
            counted = self.votes[kind] = {}
        counted[value] = counted.get(value, 0) + weight
        self._heaviest.clear()
        self._weighed.clear()
        if at is not None:
            self.named_at.setdefault(level, []).append((at, value))

    def named(self, short: str) -> str:
        """The full name of the place `short` that the document names with its level elsewhere; empty without one."""
        if self._named is None:
            values = [value for counted in self.votes.values() for value in counted]
            self._named = {value[len(level_of(value)) + 1 :]: value for value in reversed(values)}
        return self._named.get(" ".join(short.split()), "")

    def commune(self, short: str) -> str:
        """The full name of the commune `short` of a district or province that the document names; `''` without one."""
        if self._communes is None:
            provinces = self.votes.get("province", {})
            districts = [value for kind in ("district", "town", "city") for value in self.votes.get(kind, ())]
            above = [self.best("province"), *self.votes.get("city", ())]
            self._communes = [
                *(communes_of(value, provinces) for value in districts),
                *(communes_within(value) for value in above),
            ]
        return next((there[short] for there in self._communes if short in there), "")

    def best(self, kind: str) -> str:
        """The place of `kind` that weighs most, `''` without one; the first named wins a tie."""
        return self._first_of(kind)[0]

    def _first_of(self, kind: str) -> tuple[str, bool]:
        """The place of `kind` that weighs most, and whether bare level words stand for it alone, so much it weighs."""
        if kind not in self._heaviest:
            counted = self.votes.get(kind, {})
            value = max(counted, key=counted.__getitem__, default="")
            others = max((weight for other, weight in counted.items() if other != value), default=0)
            weight = counted.get(value, 0)
            self._heaviest[kind] = value, weight >= DOMINANT_WEIGHT and weight > 2 * others
        return self._heaviest[kind]

    def resolve(self, level: str, at: int) -> str:
        """The full name that the bare level word `level` at syllable `at` stands for, `''` when nothing tells."""
        kind = kind_of(level)
        if kind == "ward" and (near := self._nearest(kind, level, at)):
            return near
        asked = level, self.main_kind
        if asked not in self._weighed:
            self._weighed[asked] = self._weigh(kind, level)
        first, contested = self._weighed[asked]
        return (self._last_named(level, at) or first) if contested else first

    def _weigh(self, kind: str, level: str) -> tuple[str, bool]:
        """The place that weighs most of those of a level, the first one of communes; whether others come close."""
        fitting = {value: weight for value, weight in self.votes.get(kind, {}).items() if level_of(value) == level}
        if not fitting or kind == "ward":
            return next(iter(fitting), "") or self._only(level), False
        if len(fitting) > 1 and self.main_kind != "city" and (own := self._own(fitting)):
            fitting = own
        first, *others = sorted(fitting, key=lambda value: -fitting[value])
        return first, bool(others) and fitting[others[0]] * DOMINANCE > fitting[first]

    def _nearest(self, kind: str, level: str, at: int) -> str:
        """The commune whose document it is; else that named last before syllable `at`, or first; `''` without any."""
        own, alone = self._first_of(kind) if self.main_kind == kind else ("", False)
        if alone and level_of(own) == level:
            return own
        named = self.named_at.get(level, [])
        return named[max(bisect_right(named, at, key=itemgetter(0)) - 1, 0)][1] if named else ""

    def _only(self, level: str) -> str:
        """The one city of the province, or township of the district, that the document is at home in; else `''`."""
        found: set[str] = set()
        if level == "thành phố" and (province := self.best("province")):
            entries = (entry for same in districts_by_value().values() for entry in same)
            found = {entry.value for entry in entries if entry.kind == province and level_of(entry.value) == level}
        elif level == "thị trấn" and self.main_kind == "district":
            communes = communes_of(self.best("district"), self.votes.get("province", {}))
            found = {value for value in communes.values() if level_of(value) == level}
        return found.pop() if len(found) == 1 else ""

    def _own(self, fitting: Mapping[str, float]) -> dict[str, float]:
        """Those of the places that lie in the province the document is at home in."""
        province = self.best("province")
        return {
            value: weight
            for value, weight in fitting.items()
            if province in {entry.kind for entry in districts_by_value().get(value.lower(), ())}
        }

    def _last_named(self, level: str, at: int) -> str:
        """The place of that level which the text names last before syllable `at`, `''` without one."""
        named = self.named_at.get(level, [])
        index = bisect_left(named, at, key=itemgetter(0))
        return named[index - 1][1] if index else ""

    def likeliest(self, entry: Entry) -> str:
        """The full name of a place written without its level: as the document names it elsewhere, else the entry's."""
        return self.named(entry.form) or entry.value

    def main(self) -> str:
        """The place at the level of the document's own office."""
        if self.main_kind == "ward":
            return self.best("ward")
        return self.best(self.main_kind) if self.main_kind else self.best("province") or self.best("city")


def find_home(reading: Reading, parses: Iterable[UnitParse], document: Document, site: str = "") -> Home:
    """Weigh every place that the document names: in its units, its text, its letterhead and its furniture.

    `site` is the name of the site that the page is of.
    """
    home = Home()
    kinds: Counter[str] = Counter()
    former: set[int] = set()
    for parse in parses:
        place = parse.last_place
        if place is None:
            continue
        value = place.value
        if place.name and not place.level and place.entry is None and (level := _level_told(parse.head.value)):
            value = f"{level} {place.name}"
        if place.name:
            if is_firm(parse.head.value) and _is_former(place):
                former.add(place.first)
            home.vote(value, FORMER_WEIGHT if place.first in former else UNIT_WEIGHT, place.first)
        kind = place.kind or kind_of(level_of(value))
        kinds[kind] += 2 if parse.first * 4 < len(reading) else 1
    for place in named_places(reading):
        home.vote(place.value, 0 if place.first in former else 1, place.first)
        _vote_province(home, place.entry, 0.5)
    for values in home.named_at.values():
        values.sort()
    for clue in document.clues:
        weight = CLUE_WEIGHTS.get(clue.field, 0)
        if weight:
            _vote_text(home, clue.text, weight)
    _vote_text(home, site, SITE_WEIGHT)
    _vote_furniture(home, document)
    _take_hints(home)
    if not home.votes.get("ward"):
        _vote_commune(home, document)
    home.main_kind = _main_kind(document, kinds, site)
    return home


def _level_told(head: str) -> str:
    """The level of a commune that a head tells: `CAP Hòa Khánh Bắc` is the police of a ward."""
    level = head.rsplit(" ", 1)[-1]
    return level if kind_of(level) == "ward" else ""


def _vote_province(home: Home, entry: Entry | None, weight: float) -> None:
    """A district speaks for its province when only one province had a district of that name."""
    if entry is None or is_province(entry):
        return
    same = districts_by_value().get(entry.value.lower(), ())
    provinces = {other.kind for other in same}
    if len(provinces) == 1:
        province = provinces.pop()
        home.hints[province] = home.hints.get(province, 0) + weight


@lru_cache(maxsize=1)
def _former() -> frozenset[str]:
    return frozenset(entry.value for entry in load_lexicon("provinces_former"))


def _is_former(place: Place) -> bool:
    """Whether a province or city of former days is named without its level."""
    return not place.level and place.entry is not None and place.entry.value in _former()


def _take_hints(home: Home) -> None:
    """Districts vote for today's province, or for the former one that the document names in its stead."""
    named = home.votes.get("province", {})
    then = next((value for value in named if value in _former() and named[value] >= UNIT_WEIGHT), "")
    for province, weight in home.hints.items():
        home.vote(then if then and province not in named else province, weight)


def _vote_text(home: Home, text: str, weight: float) -> None:
    reading = read(text)
    for place in named_places(reading):
        home.vote(place.value, weight)
        _vote_province(home, place.entry, weight / 2)


def _vote_commune(home: Home, document: Document) -> None:
    """The commune that a paper is dated in, or that its issuer is called after: `Thụy Vân`, `HTX VŨ THẮNG`."""
    for clue in document.clues:
        if clue.field in ("place", "issuer") and (value := home.commune(" ".join(clue.text.title().split()[-2:]))):
            home.vote(value, 1)


def _vote_furniture(home: Home, document: Document) -> None:
    lines = [line for block in document.furniture for line in block.splitlines()]
    text = "\n".join(lines)
    if len(text) > FURNITURE_LIMIT:
        text = text[: FURNITURE_LIMIT // 2] + "\n" + text[-FURNITURE_LIMIT // 2 :]
    plain: list[str] = []
    addresses: list[str] = []
    for line in text.splitlines():
        (addresses if ADDRESS.search(line) else plain).append(line)
    _vote_text(home, "\n".join(plain), FURNITURE_WEIGHT)
    _vote_text(home, "\n".join(addresses), ADDRESS_WEIGHT)
    for domain in DOMAIN.findall(text.lower()):
        _vote_domain(home, domain)


def _vote_domain(home: Home, domain: str) -> None:
    parts = re.split(r"[.@-]", domain)
    for part in parts:
        entry = province_domains().get(part)
        if entry is not None:
            home.vote(entry.value, ADDRESS_WEIGHT)


def _main_kind(document: Document, kinds: Counter[str], site: str) -> str:
    own = [clue.text for clue in document.clues if clue.field in ("issuer", "authority") and clue.method != "footer"]
    for text in (*own, *([] if PAPERS.match(site) else [site])):
        for place in named_places(read(text)):
            kind = kind_of(level_of(place.value))
            if kind:
                return kind
    known = {kind: count for kind, count in kinds.items() if kind in ADMINISTRATION}
    return max(known, key=lambda kind: known[kind]) if known else ""
