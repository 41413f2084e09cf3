"""Canonical names of organisations: abbreviations in full, the place or larger unit that the document tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingest.orthography import loose

from nlp.gazetteer import Place, kind_of, level_of
from nlp.home_places import Home
from nlp.lexicon import Entry
from nlp.unit_grammar import Part, UnitParse

PARTY_LEVELS = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}
"""First syllable of `Tỉnh ủy`, `Huyện đoàn` … -> the level whose name follows it without a level word."""
PROVINCIAL = frozenset({"Sở"})
OF_PLACE = frozenset({
    "Hội đồng nhân dân", "Ủy ban nhân dân", "Đoàn đại biểu Quốc hội", "Liên đoàn Lao động", "Hội",
    "Hội Liên hiệp Phụ nữ", "Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Hội Chữ thập đỏ",
    "Hội Liên hiệp Thanh niên", "Ủy ban Mặt trận Tổ quốc", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc",
    "Hội đồng Thi đua - Khen thưởng", "Hội đồng Thi đua, khen thưởng", "Đài Phát thanh và Truyền hình",
    "Đài Truyền thanh", "Đài Truyền thanh - Truyền hình", "Bộ Chỉ huy Quân sự", "Bộ Chỉ huy quân sự",
    "Ban Chỉ huy Quân sự", "Ban Chỉ huy quân sự", "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Bộ đội Biên phòng",
    "Ủy ban Kháng chiến Hành chính", "Ủy ban hành chính", "Ủy ban kháng chiến hành chính",
    "Bộ Chỉ huy Bộ đội Biên phòng", "Trung tâm Y tế",
    "Công an huyện", "Công an tỉnh", "Công an thành phố", "Liên minh Hợp tác xã", "Bảo hiểm xã hội",
    "Kho bạc Nhà nước", "Trung tâm Chính trị", "Trung tâm Bồi dưỡng chính trị", "Trường Chính trị",
})  # fmt: skip
"""Bodies that every province, district or commune has: without a place they are those of the document's own."""
OF_OWNER = frozenset({"Khoa", "Phòng", "Vụ", "Đội", "Ban", "Cục", "Tổ", "Phân xưởng", "Thanh tra", "Văn phòng"})
"""Departments: without a place they belong to the document's own hospital, firm, ministry or district."""
OWNERS = frozenset({"Bệnh viện", "Bệnh viện Đa khoa", "Công ty", "Công ty cổ phần", "Tổng công ty", "Tập đoàn", "Bộ",
                    "Học viện", "Trường Đại học", "Đại học", "Ngân hàng", "Công an", "Nhà máy", "Xí nghiệp",
                    "Tổng cục", "Cục"})  # fmt: skip
OF_DISTRICT = frozenset({"Phòng"})
TWINS = {"Đảng ủy": "Đảng bộ", "Đảng bộ": "Đảng ủy"}
"""A party committee and the organisation that it leads bear the same name."""


class Names:
    """Canonical names for the units of one document; full names found anywhere in it explain the short ones."""

    def __init__(self, parses: Iterable[UnitParse], home: Home) -> None:
        self._home = home
        self._full: Counter[str] = Counter()
        self._by_head: dict[str, Counter[str]] = {}
        self._owner = ""
        listed = list(parses)
        for parse in listed:
            if not parse.bare and self._complete(parse):
                name = self.spell(parse)
                self._full[name] += 1
                self._by_head.setdefault(parse.head.value, Counter())[name] += 1
        self._owner = self._main_owner()
        self._cache: dict[str, str] = {}

    def _complete(self, parse: UnitParse) -> bool:
        """Whether nothing more can be added to a name: it ends with a place, or its kind has none."""
        return parse.last_place is not None or parse.head.kind in {"cluster", "named", "military", "office", "field"} \
            or any(part.kind == "text" for part in parse.parts)  # fmt: skip

    def _main_owner(self) -> str:
        owned: Counter[str] = Counter()
        for head in OWNERS:
            owned.update(self._by_head.get(head, Counter()))
        return owned.most_common(1)[0][0] if owned else ""

    def explains(self, head: Entry) -> bool:
        """Whether the document holds a full name that a bare `head` may stand for."""
        return bool(self._heads_like(head))

    def _heads_like(self, head: Entry) -> list[str]:
        value = head.value
        found = [other for other in self._by_head if other == value or other.startswith(value + " ")]
        if value == "Mặt trận":
            found += [other for other in self._by_head if "Mặt trận" in other]
        if value == "Hội đồng":
            found = [other for other in found if other.startswith("Hội đồng Thi đua")]
        if not found and value in TWINS and TWINS[value] in self._by_head:
            found = [TWINS[value]]
        return found

    def name(self, parse: UnitParse) -> str:
        """The canonical name of one unit."""
        if parse.bare:
            return self._bare(parse)
        name = self.spell(parse)
        if parse.last_place is not None:
            return name
        return self._extended(name, parse)

    def _bare(self, parse: UnitParse) -> str:
        head = parse.head
        if head.kind in ("whole", "office_holder"):
            return head.value
        if head.kind == "party_level":
            return self._party(head)
        counted: Counter[str] = Counter()
        for like in self._heads_like(head):
            counted.update(self._by_head[like])
        if counted:
            best = counted.most_common(1)[0][0]
            twin = TWINS.get(head.value)
            return head.value + best[len(twin) :] if twin and best.startswith(twin) else best
        return self._extended(head.value, parse)

    def _party(self, head: Entry) -> str:
        level = PARTY_LEVELS.get(head.value.split()[0], "")
        place = self._home.resolve(level, 0) if level else ""
        return f"{head.value} {place[len(level) + 1 :]}" if place else head.value

    def _extended(self, name: str, parse: UnitParse) -> str:
        """A name without a place: the one in the document that goes on from it, else by the rules of its head."""
        longer = [full for full in self._full if full.startswith(name + " ") and len(full) > len(name) + 3]
        if longer and parse.head.kind not in ("whole",):
            return max(longer, key=lambda full: self._full[full])
        if name.endswith(("Việt Nam", "Trung ương", "tối cao", "Đảng")):
            return name
        head = parse.head.value
        if head in PROVINCIAL:
            place = self._home.best("province") or self._home.best("city")
            return f"{name} {place}" if place else name
        if parse.parts[-1].kind != "unit" and _in_region(name):
            return name
        if head in OF_PLACE and parse.head.kind != "named" and parse.parts[-1].kind != "unit":
            place = self._home.main()
            if place and level_of(place) and name.endswith(" " + level_of(place)):
                return f"{name}{place[len(level_of(place)):]}"
            return f"{name} {place}" if place else name
        if head in OF_OWNER and not parse.bare and parse.parts[-1].kind == "text":
            return self._owned(name, head)
        return name

    def _owned(self, name: str, head: str) -> str:
        if self._owner and not self._owner.startswith(name):
            return f"{name} {self._owner}"
        if head in OF_DISTRICT and self._home.main_kind in ("district", "town"):
            return f"{name} {self._home.main()}"
        return name

    def spell(self, parse: UnitParse) -> str:
        """The name as it stands, in full words, with bare levels and nested short names filled in."""
        words: list[str] = []
        last = len(parse.parts) - 1
        for index, part in enumerate(parse.parts):
            words.append(self._part(part, final=index == last))
        text = " ".join(" ".join(words).replace(" ,", ",").split())
        return text[:1].upper() + text[1:]

    def _part(self, part: Part, *, final: bool) -> str:
        if part.place is not None:
            return self._place(part.place)
        if part.unit is None:
            return part.text
        unit = part.unit
        if not unit.bare:
            return self.spell(unit)
        if not final:
            return unit.head.value
        if unit.head.kind == "party_level":
            return self._party(unit.head)
        return self._bare_owner(unit)

    def _bare_owner(self, unit: UnitParse) -> str:
        by_head: Counter[str] = Counter()
        for like in self._heads_like(unit.head):
            by_head.update(self._by_head[like])
        if by_head and unit.head.kind in ("field", "named", "council"):
            return by_head.most_common(1)[0][0]
        if unit.head.value in OF_PLACE and self._home.main():
            return f"{unit.head.value} {self._home.main()}"
        return unit.head.value

    def _place(self, place: Place) -> str:
        if place.name:
            return f"{place.level} {place.name}".strip()
        resolved = self._home.resolve(place.level, place.first)
        return resolved or place.level


def _in_region(name: str) -> bool:
    return "Liên khu" in name or name.endswith(("Bắc Bộ", "Nam Bộ", "Thủ đô"))


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, spelling of tone marks and capitals aside."""
    return loose(one) == loose(other)


def level_kind(value: str) -> str:
    """The kind of level that a full place name begins with."""
    return kind_of(level_of(value))
