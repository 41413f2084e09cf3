"""Canonical names of organisations: abbreviations in full, the place or larger unit that the document tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from nlp.form_tree import FormTree
from nlp.gazetteer import Place, is_province, is_province_value, level_of
from nlp.home_places import Home
from nlp.lexicon import Entry, load_lexicon
from nlp.reading import read
from nlp.unit_parse import Part, UnitParse

PARTY_LEVELS = {
    "Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã",
}  # fmt: skip
"""First syllable of `Tỉnh ủy`, `Huyện đoàn` … -> the level whose name follows it without a level word."""
MILITARY_RANKS = (
    "Trung đội", "Đại đội", "Tiểu đoàn", "Trung đoàn", "Lữ đoàn", "Sư đoàn", "Quân đoàn", "Quân khu",
)  # fmt: skip
BELONGING_BEFORE = "Việt Nam"
FRONT = re.compile(
    r"(Ủy ban Mặt trận Tổ quốc|(?<!Ủy ban )Mặt trận Tổ quốc)(?! Việt Nam) (?=tỉnh|thành|huyện|quận|thị|xã|phường)"
)


@lru_cache(maxsize=1)
def belongings() -> dict[str, frozenset[str]]:
    """Head in full words -> how it belongs: `place`, `province`, `owner`, `department`, `inner`, `level`."""
    found: dict[str, set[str]] = {}
    for entry in load_lexicon("unit_belongings"):
        found.setdefault(entry.form, set()).add(entry.kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


@lru_cache(maxsize=1)
def _short_forms() -> FormTree:
    """Abbreviations that stand for one thing only, by the lexicons of heads and fields."""
    return FormTree(
        entry
        for name in ("unit_fields", "unit_heads", "abbreviations")
        for entry in load_lexicon(name)
        if entry.value != entry.form and not entry.ambiguous and any(letter.isupper() for letter in entry.form[1:])
    )


@lru_cache(maxsize=2_000)
def expand(text: str) -> str:
    """`text` with its abbreviations in full and shouted words in small letters."""
    reading = read(text)
    pieces: list[str] = []
    at = 0
    while at < len(reading):
        found = _short_forms().longest(reading, at)
        if found is not None and reading.surface(at, found.end) != found.entry.value:
            pieces.append(_gap(text, reading.ends[at - 1] if at else 0, reading.starts[at]) + found.entry.value)
            at = found.end
            continue
        pieces.append(_gap(text, reading.ends[at - 1] if at else 0, reading.starts[at]) + reading.surface(at, at + 1))
        at += 1
    return " ".join("".join(pieces).split())


def _gap(text: str, start: int, end: int) -> str:
    return text[start:end]


def _belongs(head: str, kind: str) -> bool:
    return kind in belongings().get(head, frozenset())


class Names:
    """Canonical names for the units of one document; full names found anywhere in it explain the short ones.

    `main` is the canonical name of the unit whose document it is, as far as a letterhead tells; `neighbours` gives
    units without a place that of the units they are listed with.
    """

    def __init__(
        self, parses: Iterable[UnitParse], home: Home, *, main: UnitParse | None = None,
        neighbours: Mapping[int, Place] | None = None,
    ) -> None:  # fmt: skip
        self._home = home
        self._neighbours = neighbours or {}
        self._full: Counter[str] = Counter()
        self._by_head: dict[str, Counter[str]] = {}
        self._owner = self._main = self._bloc_name = ""
        self._known: dict[tuple[str, str, Place | None], str] = {}
        parses = list(parses)
        listed = [parse for parse in parses if not parse.bare]
        for parse in parses:
            front = " ".join(parse.head.value.split()[:2])
            if parse.bare and parse.head.kind == "whole" and front in GROUPS:
                self._by_head.setdefault(front, Counter())[parse.head.value] += 1
        for parse in sorted(listed, key=_leans):
            name = self.spell(parse)
            self._full[name] += 1
            self._by_head.setdefault(parse.head.value, Counter())[name] += 1
        self._front = any("Mặt trận Tổ quốc Việt Nam " in name for name in self._full)
        self._main = self._extended(self.spell(main), main) if main is not None and not main.bare else ""
        self._owner = self._find_owner(Counter(parse.head.value for parse in parses if parse.bare))
        self._bloc_name = self._find_bloc()
        self._regroup(listed)
        self._known.clear()

    def _regroup(self, parses: list[UnitParse]) -> None:
        """Count the names once more, each gone on to its longest form."""
        grouped: dict[str, Counter[str]] = {}
        for parse in parses:
            grouped.setdefault(parse.head.value, Counter())[self.name(parse)] += 1
        self._by_head = {**self._by_head, **grouped}

    def _find_owner(self, bare: Counter[str]) -> str:
        """The hospital, firm, school or ministry whose departments the document names without saying so."""
        if self._main:
            for owned in re.finditer(r"(?:^| )(?=[A-ZĐ])", self._main):
                tail = self._main[owned.end() :]
                if any(_belongs(head, "owner") and tail.startswith(head + " ") for head in belongings()):
                    return tail
        counted: Counter[str] = Counter()
        for head, names in self._by_head.items():
            if _belongs(head, "owner"):
                counted.update(names)
        if self._main or not counted:
            return ""
        name, count = counted.most_common(1)[0]
        count += sum(times for head, times in bare.items() if name.startswith(head + " "))
        return name if count >= OWNER_MENTIONS and not name.startswith("Bộ ") else ""

    def explains(self, head: Entry) -> bool:
        """Whether the document holds a full name that a bare `head` may stand for."""
        return bool(self._heads_like(head)) or (head.value == "Khối" and bool(self._bloc_name))

    def _heads_like(self, head: Entry) -> list[str]:
        value = head.value
        found = [other for other in self._by_head if other == value or other.startswith(value + " ")]
        if value == "Mặt trận":
            found += [other for other in self._by_head if "Mặt trận" in other]
        if value == "Chi nhánh":
            found += [other for other, names in self._by_head.items() if any(" Chi nhánh " in name for name in names)]
        if value == "Hội đồng":
            found = [other for other in found if other.startswith("Hội đồng Thi đua")]
        return found

    def name(self, parse: UnitParse) -> str:
        """The canonical name of one unit."""
        if parse.bare:
            return self._finish(self._bare(parse))
        name = self.spell(parse)
        if parse.last_place is None or not parse.last_place.name:
            key = (name, parse.head.value, self._neighbours.get(parse.first))
            if key not in self._known:
                self._known[key] = self._extended(name, parse)
            name = self._known[key]
        return self._finish(name)

    def _finish(self, name: str) -> str:
        if self._front and "Mặt trận Tổ quốc" in name:
            name = FRONT.sub(r"\1 Việt Nam ", name)
        return name

    def _bare(self, parse: UnitParse) -> str:
        head = parse.head
        if head.kind in ("whole", "office_holder") or _belongs(head.value, "system"):
            return head.value
        if head.kind == "party_level":
            return self._party(head)
        neighbour = self._neighbours.get(parse.first)
        if neighbour is not None and head.kind in ("council", "committee"):
            return f"{head.value} {self._place(neighbour, head.value)}"
        if self._owner and _belongs(head.value, "inner"):
            return f"{head.value} {self._owner}"
        best = self._explained(head)
        return best or self._extended(head.value, parse)

    def _explained(self, head: Entry) -> str:
        found = re.search(rf"(?:^| ){re.escape(head.value)} ", self._main)
        if found is not None and head.ambiguous:
            return self._main[found.start() :].strip()
        counted: Counter[str] = Counter()
        for like in self._heads_like(head):
            counted.update(self._by_head[like])
        if not counted and head.value == "Khối":
            return self._bloc_name
        if not counted:
            return self._twin(head.value)
        return counted.most_common(1)[0][0]

    def _twin(self, head: str) -> str:
        """A party committee bears the name of the organisation that it leads, and the other way round."""
        twin = {"Đảng ủy": "Đảng bộ", "Đảng bộ": "Đảng ủy"}.get(head, "")
        counted = self._by_head.get(twin)
        return head + counted.most_common(1)[0][0][len(twin) :] if counted else ""

    def _party(self, head: Entry) -> str:
        level = PARTY_LEVELS.get(head.value.split()[0], "")
        place = self._home.resolve(level, 0) if level else ""
        return f"{head.value} {place[len(level) + 1 :]}" if place else head.value

    def _extended(self, name: str, parse: UnitParse) -> str:
        """A name without a place: the one in the document that goes on from it, else by the rules of its head."""
        if name.endswith(" Khối") and self._bloc_name:
            name = name[: -len("Khối")] + self._bloc_name
        name = self._bloc_of(name)
        longer = [full for full in self._full if full.startswith((name + " ", name + ","))]
        if longer and parse.head.kind != "whole":
            return max(longer, key=lambda full: (self._full[full], -len(full)))
        numbered = self._numbered(name, parse)
        if numbered:
            return numbered
        if parse.last_place is not None or name.endswith(COMPLETE) or "Liên khu" in name:
            return name
        return self._belonging(name, parse)

    def _numbered(self, name: str, parse: UnitParse) -> str:
        """`Cụm VII` is `Cụm thi đua số VII …`; `Ban CSKTXH` is the board whose words begin so."""
        last = name.rsplit(" ", 1)[-1]
        head = parse.head.value
        if parse.head.kind != "cluster" and not last.isupper():
            return ""
        for full in self._full:
            if full == name or not full.startswith(head):
                continue
            rest = full[len(head) :]
            if parse.head.kind == "cluster" and re.search(rf" số {re.escape(last)}(?: |$)", rest):
                return full
            if len(last) > 2 and last.isupper() and _initials(rest).startswith(last):
                return full
        return ""

    def _find_bloc(self) -> str:
        """`Khối Doanh nghiệp tỉnh Bình Định`, cut out of the full name of its party committee."""
        counted: Counter[str] = Counter()
        for name, count in self._full.items():
            found = re.search(r"Khối (?!thi đua)\S.*", name)
            if found is not None:
                counted[self._bloc_of(found.group())] += count
        if not counted:
            return ""
        return max(counted, key=lambda name: (level_word(name) != "", counted[name]))

    def _bloc_of(self, name: str) -> str:
        """Blocs of agencies and of firms are a province's: the place is added."""
        if not re.search(r"Khối (?:[Cc]ác cơ quan|[Dd]oanh nghiệp|[Cc]ơ quan)[^,]*$", name) or level_word(name):
            return name
        if name.endswith(COMPLETE):
            return name
        place = self._province()
        return f"{name} {place}" if place else name

    def _belonging(self, name: str, parse: UnitParse) -> str:
        head = parse.head.value
        tail = parse.parts[-1].kind
        if parse.head.kind == "military" and head in MILITARY_RANKS:
            return self._chained(name, head)
        if tail == "unit" or parse.parts[-1].text.lower() in SCHOOL_WORDS:
            return name
        inner = _belongs(head, "inner") and (parse.bare or parse.parts[1].text == "cơ sở")
        if self._owner and (inner or _belongs(head, "department")) and self._owner not in name:
            return f"{name} {self._owner}"
        if self._main.startswith(CENTRAL):
            return name
        neighbour = self._neighbours.get(parse.first)
        if neighbour is not None and _belongs(head, "place"):
            return f"{name} {self._place(neighbour, head)}"
        if _belongs(head, "province"):
            place = self._province()
            return f"{name} {place}" if place else name
        if _belongs(head, "board") and not self._owner:
            return self._of_main(name)
        if _belongs(head, "old"):
            place = self._home.best("province")
            return f"{name} {place.partition(' ')[2]}" if place else name
        if _belongs(head, "place"):
            return self._of_home(name)
        if _belongs(head, "inner") and parse.bare and head in {"Đảng ủy", "Đảng bộ"}:
            return self._of_home(name)
        if _belongs(head, "department") and self._home.main_kind in ("district", "town", "ward") and head == "Phòng":
            return self._of_home(name)
        return name

    def _of_main(self, name: str) -> str:
        """A board of a party or mass organisation belongs to the one whose document it is."""
        main = re.sub(r"^(?:Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Thường trực) ", "", self._main)
        if main.startswith(("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Liên đoàn", "Ủy ban Mặt trận", "Hội ", "Đảng ủy")):
            return f"{name} {main}"
        return name

    def _province(self) -> str:
        """The province, or the city of that rank, that the document is at home in."""
        city = self._home.best("city")
        if self._home.main_kind == "city" and is_province_value(city):
            return city
        return self._home.best("province") or city

    def _of_home(self, name: str) -> str:
        place = self._home.main()
        level = level_of(place)
        if not place:
            return name
        return f"{name}{place[len(level) :]}" if name.endswith(" " + level) else f"{name} {place}"

    def _chained(self, name: str, head: str) -> str:
        """`Đại đội 2` of a page about a brigade is that brigade's: the larger formation named most."""
        counted: Counter[str] = Counter()
        for rank in MILITARY_RANKS[MILITARY_RANKS.index(head) + 1 :]:
            counted.update(self._by_head.get(rank, Counter()))
        if not counted:
            return name
        higher, count = counted.most_common(1)[0]
        return f"{name} {higher}" if (count >= OWNER_MENTIONS or len(counted) == 1) and higher not in name else name

    def spell(self, parse: UnitParse) -> str:
        """The name as it stands, in full words, with bare levels and nested short names filled in."""
        words: list[str] = []
        last = len(parse.parts) - 1
        for index, part in enumerate(parse.parts):
            words.append(self._part(part, parse.head.value, final=index == last and parse.head.kind != "cluster"))
        if words[0] == "Đoàn" and _youth(parse.parts[1:]):
            words[0] = "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
        text = " ".join(" ".join(words).replace(" ,", ",").split())
        return text[:1].upper() + text[1:]

    def _part(self, part: Part, head: str, *, final: bool) -> str:
        if part.place is not None:
            return self._place(part.place, head)
        if part.unit is None:
            return part.text if part.kind == "head" else self._words(part.text)
        unit = part.unit
        if not unit.bare:
            return self.spell(unit)
        if not final or unit.head.kind == "whole":
            return unit.head.value
        if unit.head.kind == "party_level":
            return self._party(unit.head)
        return self._nested(unit)

    def _words(self, text: str) -> str:
        if text.lower() in SCHOOL_WORDS:
            return self._explained(_SCHOOL) or text
        if text.isupper() and len(text) > 5 and " " in text:
            return expand(_quiet(text))
        return expand(text)

    def _nested(self, unit: UnitParse) -> str:
        """A short name at the end of another name: the one full name that explains it."""
        best = self._explained(unit.head)
        if best and (unit.head.ambiguous or unit.head.kind in ("field", "named", "military", "council", "cluster")):
            return best
        if _belongs(unit.head.value, "place"):
            return self._of_home(unit.head.value)
        return unit.head.value

    def _place(self, place: Place, head: str) -> str:
        if place.name and not place.level and place.entry is not None and is_province(place.entry):
            return place.entry.value if _belongs(head, "level") else place.name
        if place.name:
            return f"{place.level} {place.name}".strip()
        resolved = self._home.resolve(place.level, place.first)
        return resolved or place.level


DESCRIPTION_WORDS = 5
"""So many shouted words are no proper name."""
CENTRAL = ("Bộ ", "Chính phủ", "Thủ tướng", "Trung ương", "Ban Chấp hành Trung ương", "Tổng Liên đoàn", "Quốc hội")
"""Documents of these bodies speak of departments in every province."""
GROUPS = frozenset({"Quân khu", "Tập đoàn", "Tổng Liên"})
"""Heads whose bearers have short names that stand alone (`QK9`, `TKV`)."""
OWNER_MENTIONS = 2
"""A firm or ministry named less often is not whose departments the page speaks of."""
COMPLETE = ("Việt Nam", "Trung ương", "tối cao", "Đảng", "Quốc gia", "toàn quốc")
SCHOOL_WORDS = frozenset({"trường", "nhà trường"})
_SCHOOL = Entry("Trường", "Trường", "named", True)


def _youth(parts: tuple[Part, ...]) -> bool:
    """`Đoàn xã`, `Đoàn phường`, `Đoàn trường`: the youth union of a commune or school."""
    if not parts:
        return False
    place, unit = parts[0].place, parts[0].unit
    school = unit is not None and unit.head.value.startswith("Trường")
    return (place is not None and place.kind == "ward") or school or parts[0].text.lower() in SCHOOL_WORDS


def _leans(parse: UnitParse) -> bool:
    """Whether its name ends with another unit's short name, which must be known first."""
    unit = parse.parts[-1].unit
    return unit is not None and unit.bare


def _initials(text: str) -> str:
    return "".join(word[0].upper() for word in re.findall(r"\w+", text))


def _quiet(text: str) -> str:
    """Shouted words as they would be written: a short name with capitals, a long description in small letters."""
    words = text.split()
    if len(words) < DESCRIPTION_WORDS:
        return text.title()
    return " ".join(word if _roman(word) else word.lower() for word in words)


def _roman(word: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+", word))


def level_word(name: str) -> str:
    """The level word of the place that a unit's name ends with, `''` without one."""
    found = re.search(r" (tỉnh|thành phố|huyện|quận|thị xã|xã|phường) (?=[A-ZĐ])", name)
    return found.group(1) if found else ""
