"""The hospital, firm, school or ministry whose departments a document names without saying so."""

from __future__ import annotations

import re
from collections import Counter

from ingest.orthography import CAPITALS
from nlp.places.gazetteer import is_province_value
from nlp.places.home_places import UNIT_WEIGHT, Home
from nlp.places.levels import level_of, levels_pattern
from nlp.units.formations import own_name
from nlp.units.forms import owner_words
from nlp.units.kinds import begins_as, belongs, holds, is_owner, national, owner_starts
from nlp.units.known_names import KnownNames
from nlp.units.parse import UnitParse
from nlp.units.spelling import expand, plain_words

CAPITAL = re.compile(rf"(?:^| )(?=[{CAPITALS}])")
COMMUNE = re.compile(rf" (?:{levels_pattern('ward')})(?: |$)")
LOCAL = re.compile(rf"(?:{levels_pattern('district', 'ward')}|thành phố) ")
OWNER_MENTIONS = 2
"""A firm or ministry named less often, and not the only one, is not whose departments the page speaks of."""
BOARDS_OF = (("of_front", "Mặt trận"), ("of_women", "Hội Liên hiệp Phụ nữ"), ("of_union", "Liên đoàn Lao động"))
"""Kinds of boards that only one organisation has, and its head."""
CHAPTER = "Chi hội"
COUNCILS = ("Hội đồng Thi đua - Khen thưởng", "Hội đồng Thi đua, khen thưởng", "Hội đồng Thi đua và Khen thưởng")
MINISTRY_NAMINGS = 2
"""Full names of ministries on a page that tells of their bodies."""
MEMBERS = 3
"""Bodies of one kind, each of another place, on a page that tells of their cluster."""


def find_owner(main: str, known: KnownNames, bare: Counter[str], *, letterhead: bool = True) -> str:
    """The owner of the departments: within the unit `main` whose document it is, else named most; `''` without one.

    `bare` counts the heads that stand alone. The site (no `letterhead`) of a body of the whole nation tells of
    firms that are not its own.
    """
    for owned in CAPITAL.finditer(main):
        tail = main[owned.end() :]
        if tail.startswith(owner_starts()):
            return own_name(tail)
    if main and (letterhead or not main.endswith(" Việt Nam")):
        return ""
    counted = _count_owners(known, bare)
    if not counted:
        return _office(known)
    name, count = counted.most_common(1)[0]
    return name if count >= OWNER_MENTIONS or len(counted) == 1 else ""


def _office(known: KnownNames) -> str:
    """The office of an assembly or committee that the page names, where it names no other and no firm or school.

    That of a commune has no rooms: `Phòng Kinh tế` stands beside it.
    """
    offices = [(count, name) for name, count in known.by_head.get("Văn phòng", Counter()).items() if " và " in name]
    return offices[0][1] if len(offices) == 1 and not COMMUNE.search(offices[0][1]) else ""


def _count_owners(known: KnownNames, bare: Counter[str]) -> Counter[str]:
    """Firms, schools and the like by their mentions, inside other names too; groups where there is no other."""
    counted: Counter[str] = Counter()
    for head, names in known.by_head.items():
        if is_owner(head):
            counted.update({own_name(name): count for name, count in names.items()})
    single = Counter({name: count for name, count in counted.items() if not begins_as("wide", name)})
    for name in single:
        single[name] += sum(times for head, times in bare.items() if name.startswith(head + " "))
    return single or Counter({name: count for name, count in counted.items() if not name.startswith("Bộ ")})


def council_of(known: KnownNames) -> str:
    """The body whose council for emulation a page names, where it is one of a system: it forms the clusters."""
    name = next(filter(None, map(known.best, COUNCILS)), "")
    whose = next((name[len(head) + 1 :] for head in COUNCILS if name.startswith(f"{head} ")), "")
    return whose if holds(whose, "forms") else ""


def system_of(known: KnownNames, province: str) -> str:
    """The body above the courts, funds or unions of several places that a page names: it forms their clusters.

    That of the nation for those of several provinces, that of `province` for those of several districts; `''` where no
    such system stands out.
    """
    places = {head: {name.removeprefix(f"{head} ") for name in known.by_head.get(head, ())} for head in national()}
    counted = Counter({head: sum(1 for place in there if level_of(place)) for head, there in places.items()})
    (head, most), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    if most < MEMBERS or second * MEMBERS > most:
        return ""
    if sum(map(is_province_value, places[head])) >= MEMBERS:
        return national()[head]
    below = sum(1 for place in places[head] if LOCAL.match(place))
    return f"{head} {province}" if province and below >= MEMBERS else ""


class Systems(dict[tuple[KnownNames, str], str]):
    """What `system_of` answers, each question once: it counts all names that are known of a document."""

    def __missing__(self, asked: tuple[KnownNames, str]) -> str:
        answer = self[asked] = system_of(*asked)
        return answer


def ministerial(known: KnownNames, home: Home) -> bool:
    """Whether a page tells of a ministry's bodies: it names ministries again and again, and no body of a province."""
    if sum(known.by_head.get("Bộ", {}).values()) < MINISTRY_NAMINGS:
        return False
    weights = (weight for kind in ("province", "city") for weight in home.votes.get(kind, {}).values())
    return max(weights, default=0) < UNIT_WEIGHT


def board_body(name: str, known: KnownNames) -> str:
    """The front, women's union or trade union of a page, for a board that only it has; `''` for others."""
    return next((known.best(body) for kind, body in BOARDS_OF if belongs(name, kind)), "")


def has_committee(owner: str, head: str) -> bool:
    """Whether an owner has such a party organisation: a commune's police or clinic, and a school, has a cell alone."""
    if COMMUNE.search(owner):
        return False
    return head != "Đảng ủy" or not owner.startswith("Trường ") or holds(owner, "led")


def with_departments(owner: str, province: str) -> str:
    """The owner of a department: a district's police has teams, its departments are those of the province's police."""
    place = owner.removeprefix("Công an ")
    below = place != owner and LOCAL.match(place) is not None and not is_province_value(place)
    return f"Công an {province}" if below and province else owner


def board_of_firm(parse: UnitParse, known: KnownNames) -> str:
    """`Công đoàn Cao su Dầu Tiếng` with the firm's full name, where the document has one; `''` for others.

    Likewise `Chi hội thôn Đông` with the association that the document is about.
    """
    own = parse.parts[1]
    if parse.head.value == CHAPTER and (own.place is not None or own.text[:1].islower()):
        association = known.association
        names = (part.place.value if part.place else part.text for part in parse.parts[1:])
        return " ".join([CHAPTER, association, *names]) if association else ""
    if not belongs(parse.head.value, "inner") or own.kind != "text" or not own.text[:1].isupper():
        return ""
    name = " ".join(part.place.name if part.place else part.text for part in parse.parts[1:])
    firm = "" if name.isupper() and expand(name) != name else known.firm(name)  # `Công đoàn ĐSVN` has its own name
    return f"{parse.head.value} {firm}" if firm else ""


def departmental(parse: UnitParse) -> bool:
    """`Chi bộ Văn phòng`, `Chi bộ Khoa Nhi`: the cell of a department of the owner."""
    unit = parse.parts[-1].unit
    return unit is not None and belongs(unit.head.value, "department")


def is_told(parse: UnitParse) -> bool:
    """Whether a name is all words and places: nothing in it stands for another unit, of which more may be known."""
    if parse.head.kind == "party_level":
        return False  # `Huyện hội Thụy Anh`: which association's is told elsewhere
    return all(part.unit is None and plain_words(part.text).lower() not in owner_words() for part in parse.parts)
