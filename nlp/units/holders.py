"""What the words around a unit say of it: the firm or school that a part stands beside, the members of a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp.text.reading import Reading
from nlp.units.formations import ranks
from nlp.units.forms import has_trait, stops
from nlp.units.kinds import belongs, is_owner, may_hold, owns
from nlp.units.parse import Part, UnitParse

BEHIND = frozenset({",", "(", "-", "thuộc", "của"})
"""Marks and words between a part and the firm or school that it is of."""
BELONGING = frozenset({"thuộc", "của"})
PARTY = frozenset({"Đảng ủy", "Đảng bộ"})
BESIDE = frozenset({",", "-", "và"})
ARMED = {
    "Bộ Chỉ huy quân sự": "Quân sự", "Bộ Chỉ huy Quân sự": "Quân sự",
    "Ban Chỉ huy quân sự": "Quân sự", "Ban Chỉ huy Quân sự": "Quân sự",
    "Bộ Chỉ huy Bộ đội Biên phòng": "Bộ đội Biên phòng",
}  # fmt: skip
"""Command of a place -> what the party committee beside it is called after."""
LEADING = 2
"""Namings of a command on a page that is about it."""
OWN = frozenset({"(", "thuộc", "của"})
"""Those that also join a farm or works to its company."""
REACH = 60
"""Syllables: a firm named further back is not the one whose parts are told of."""
LONGEST_MEMBERS = 16
"""Syllables in brackets that tell whose cluster it is."""


def find_joined(reading: Reading, parses: Iterable[UnitParse]) -> dict[int, UnitParse]:
    """First syllable of a workshop, ward or class -> the firm or school right behind it: `Tổ 5 (Nông trường X)`."""
    return {part.first: holder for part, holder in pairwise(parses) if _joined(reading, part, holder)}


def find_near(reading: Reading, parses: Iterable[UnitParse]) -> dict[int, UnitParse]:
    """First syllable of such a part -> the last firm or school before it on its line."""
    found: dict[int, UnitParse] = {}
    owner: UnitParse | None = None
    for parse in parses:
        if not parse.bare and owns(parse.head.value) and not belongs(parse.head.value, "department"):
            owner = parse
        elif owner is not None and _is_part(parse) and _near(reading, owner, parse):
            found[parse.first] = owner
    return found


def _joined(reading: Reading, part: UnitParse, holder: UnitParse) -> bool:
    if holder.first - part.end != 1 or holder.bare or not owns(holder.head.value):
        return False
    if not may_hold(holder.head.value, part.head.value):
        return False
    mark = reading.keys[part.end]
    if _is_part(part):
        return mark in BEHIND
    firm = is_owner(part.head.value) and part.last_place is None
    return mark in OWN and firm and holder.head.value not in ranks()  # `Tổng công ty … (Binh đoàn 12)`: the same


def _is_part(parse: UnitParse) -> bool:
    return belongs(parse.head.value, "department") and parse.parts[-1].kind == "text"


def _near(reading: Reading, owner: UnitParse, part: UnitParse) -> bool:
    """Whether both stand on one line."""
    return (
        part.first - owner.end < REACH
        and may_hold(owner.head.value, part.head.value)
        and not any(reading.breaks[owner.end : part.first + 1])
    )


def find_ministries(reading: Reading, parses: Sequence[UnitParse]) -> Iterator[UnitParse]:
    """Yield clusters together with the ministry behind them: `Cụm thi đua số 5, Bộ Công an`, `… (Bộ Công an)`."""
    for cluster, ministry in pairwise(parses):
        if cluster.head.kind != "cluster" or cluster.bare or ministry.first - cluster.end != 1:
            continue
        mark, after = reading.keys[cluster.end], reading.keys[ministry.end]
        joined = (mark == "(" and after == ")") or (mark == "," and after not in {",", "và"})
        if joined and ministry.head.value == "Bộ" and not ministry.bare:
            yield _with(reading, cluster, ministry)


def _with(reading: Reading, part: UnitParse, whole: UnitParse) -> UnitParse:
    """A part together with what it is of."""
    piece = Part("unit", reading.surface(whole.first, whole.end), unit=whole)
    return UnitParse(part.first, whole.end, part.head, (*part.parts, piece), part.capital)


def find_owned(reading: Reading, parses: Sequence[UnitParse]) -> Iterator[UnitParse]:
    """Yield clusters and bare boards together with the body they are `thuộc` or `của`: `Cụm thi đua số 2 thuộc …`."""
    for part, whole in pairwise(parses):
        end = part.end + (reading.keys[part.end] == ",")
        end += reading.keys[end] == "trực"
        named = not whole.bare or (not whole.head.ambiguous and whole.head.kind not in ("party_level", "committee"))
        if not named or whole.first != end + 1 or reading.keys[end] not in BELONGING or reading.breaks[whole.first]:
            continue
        if _takes_owner(part):
            yield _with(reading, part, whole)


def _takes_owner(part: UnitParse) -> bool:
    """Whether a cluster, or a council for emulation told by no name, is one of what it belongs to."""
    if part.head.kind == "cluster":
        return not part.bare and part.last_place is None
    return part.bare and part.capital and part.head.value.startswith("Hội đồng Thi đua")


def find_led(reading: Reading, parses: Sequence[UnitParse]) -> Iterator[UnitParse]:
    """Yield party committees with the name of the body whose command stands behind them.

    `Đảng ủy, Bộ Chỉ huy quân sự tỉnh X` is `Đảng ủy Quân sự tỉnh X`; before `Ban Giám đốc Công an tỉnh X` it is
    `Đảng ủy Công an tỉnh X`.
    """
    yield from _alone(parses)
    for party, command in pairwise(parses):
        if party.head.value not in PARTY or not party.bare or command.first - party.end != 1 or command.bare:
            continue
        if reading.keys[party.end] not in BESIDE:
            continue
        branch = ARMED.get(command.head.value, "")
        if branch:
            parts = (Part("text", branch), *command.parts[1:])
        elif has_trait(command.head.value, "lead") and command.parts[-1].unit is not None and len(command.parts) == 2:
            parts = command.parts[1:]
        else:
            continue
        yield UnitParse(party.first, command.end, party.head, (*party.parts, *parts), party.capital)


def _alone(parses: Sequence[UnitParse]) -> Iterator[UnitParse]:
    """Yield the first bare `Đảng ủy` of a page on one command, with that command's name, where no commune is named."""
    party = next((parse for parse in parses if parse.bare and parse.head.value == "Đảng ủy"), None)
    commands = [parse for parse in parses if parse.head.value in ARMED and not parse.bare]
    communes = any(place.kind == "ward" for parse in parses if (place := parse.last_place) is not None)
    named = {parse.last_place.value for parse in commands if parse.last_place is not None and parse.last_place.name}
    if party is not None and len(commands) >= LEADING and len(named) <= 1 and not communes:
        branch = Part("text", ARMED[commands[0].head.value])
        yield UnitParse(party.first, party.end, party.head, (*party.parts, branch, *commands[0].parts[1:]), True)


def find_members(reading: Reading, parses: Iterable[UnitParse]) -> Iterator[UnitParse]:
    """Yield clusters together with their members in brackets: `Khối thi đua số 3 (các cơ quan Nội chính tỉnh)`."""
    for parse in parses:
        at = parse.end + 1
        if parse.head.kind != "cluster" or parse.bare or reading.keys[parse.end] != "(" or reading.keys[at] != "các":
            continue
        end = next((one for one in range(at, min(at + LONGEST_MEMBERS, len(reading))) if reading.keys[one] == ")"), 0)
        if end and not stops("clause").intersection(reading.keys[at:end]):
            members = Part("text", reading.surface(at, end))
            yield UnitParse(parse.first, end, parse.head, (*parse.parts, members), parse.capital)
