"""The name of a unit without a place, completed by what it belongs to: the first of several questions decides."""

from __future__ import annotations

from collections.abc import Callable

from nlp.places.gazetteer import is_province_value
from nlp.units.belongings import Belongings
from nlp.units.formations import PART_OF, ranks
from nlp.units.forms import is_firm, owner_words
from nlp.units.hospital_wards import hospital_of, is_ward
from nlp.units.kinds import belongs, is_central, joint, may_hold
from nlp.units.name_counts import RANK_OF_MINISTRY
from nlp.units.name_patterns import AREA_COURT, NUMBERED, QUARTER
from nlp.units.owner import board_body, departmental, has_committee, ministerial
from nlp.units.parse import UnitParse
from nlp.units.party_levels import is_party_committee, led_body
from nlp.units.place_names import at_place, has_own_name, place_in_full

NATIONAL_NOW = {"Cục Thuế": "Thuế", "Cục Thống kê": "Thống kê"}
"""Bodies of a province until 2025, of the nation where the page names those below them: `Thuế tỉnh Cà Mau`."""
WITHIN = frozenset({"cơ sở", "cơ quan"})
"""What may stand behind the union or youth union of an owner: `Công đoàn cơ quan`."""
MINISTRIES = ("Tổng cục", "Bộ", RANK_OF_MINISTRY)
Step = Callable[[Belongings, str, UnitParse], str | None]
"""Gives the completed name, or None where it does not decide."""


def complete(whose: Belongings, name: str, parse: UnitParse) -> str:
    """The name with the place, the firm or the formation that it belongs to; as it is where nothing tells of one."""
    for step in STEPS:
        whole = step(whose, name, parse)
        if whole is not None:
            return whole
    return name


def _board_of_body(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A board of a body that the text names in full."""
    body = board_body(name, whose.known)
    if not body:
        return None
    local = body.removesuffix(" Việt Nam")
    return f"{name} {body if local == body else whose.of_home(local)}"


def _formation(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A numbered formation with those above it; one with a name of its own is whole."""
    if parse.head.value not in ranks() or parse.bare or parse.parts[-1].kind != "text":
        return None
    return whose.chained(name, parse) if NUMBERED.search(name) else name


def _ends_with_unit(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A name that ends with whose it is; a department's cell is the owner's besides."""
    head, last = parse.head.value, parse.parts[-1]
    if last.kind == "unit" and belongs(head, "cell") and _lacks_owner(whose, name) and departmental(parse):
        return whose.of_owner(name, head)
    return name if last.kind == "unit" or last.text.lower() in owner_words() else None


def _held(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A part of the body that is told beside it."""
    holder = whose.holders.get(parse.first, "")
    if is_ward(name) and not whose.owner:
        holder = hospital_of(name, holder, whose.known)
    if not holder or holder in name or not may_hold(holder, name):
        return None
    head = parse.head.value
    told = not whose.owner or whose.is_joined(parse) or not whose.owned(head, name)
    return f"{name}{joint(head)}{holder}" if told else None


def _of_area(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body of an area; a court's with its province."""
    if " khu vực " not in name:
        return None
    province = whose.province() if AREA_COURT.match(name) else ""
    return f"{name} - {province}" if province else name


def _of_owner(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A part of the owner: its organisations within, its departments."""
    if not _lacks_owner(whose, name):
        return None
    head = parse.head.value
    within = _is_within(whose, parse) and whose.leads()
    return whose.of_owner(name, head) if within or whose.owned(head, name) else None


def _is_within(whose: Belongings, parse: UnitParse) -> bool:
    head = parse.head.value
    inner = belongs(head, "inner") and (parse.bare or parse.parts[1].text in WITHIN or belongs(head, "cell"))
    return inner and (not belongs(head, "committee") or has_committee(whose.owner, head))


def _of_ministry(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A department that only ministries have, with the one that the text names most."""
    head = parse.head.value
    if not belongs(head, "of_ministry") or may_hold(whose.owner, head):
        return None
    ministry = next(filter(None, map(whose.known.best, MINISTRIES)), "")
    return f"{name} {ministry}".strip()


def _of_firm(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A part that only firms have."""
    part = belongs(parse.head.value, "firm_part") and whose.main and is_firm(whose.owner) and whose.owner not in name
    return f"{name}{PART_OF}{whose.owner}" if part else None


def _of_nation(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body of the nation, or of a sector, which has no place."""
    if is_central(whose.main) or (not whose.main and ministerial(whose.known, whose.home)):
        return name
    bare_sector = parse.bare and belongs(parse.head.value, "sector")
    return name if bare_sector or NATIONAL_NOW.get(name) in whose.known.by_head else None


def _of_former_province(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body of older times, with the province without its level."""
    if not belongs(parse.head.value, "old"):
        return None
    province = whose.home.best("province")
    return f"{name} {province.partition(' ')[2]}" if province else name


def _beside_listed(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body of a place that stands in a list with others of that place."""
    place, head = whose.listed_with(parse), parse.head.value
    if place is None or not belongs(head, "place") or has_own_name(parse):
        return None
    if _is_provincial(head, name) and not is_province_value(place.value):
        return None
    return at_place(name, place_in_full(whose.home, place, head))


def _of_province(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body that only provinces have."""
    if not _is_provincial(parse.head.value, name):
        return None
    province = whose.province()
    return f"{name} {province}" if province else name


def _board(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A board of the party or mass organisation whose document it is, or that was named last."""
    ruled = not whose.main or is_party_committee(led_body(whose.main))
    if belongs(name, "party") and ruled and (last := whose.board_of_last(name, parse.first)):
        return last
    if not belongs(parse.head.value, "board") or whose.owner:
        return None
    return whose.of_main(name) or whose.board_of_last(name, parse.first) or name


def _of_home(whose: Belongings, name: str, parse: UnitParse) -> str | None:
    """A body of the place where the document is at home."""
    head = parse.head.value
    if (belongs(head, "place") and not has_own_name(parse)) or belongs(name, "place"):
        return whose.of_home(name)
    if belongs(head, "committee") and parse.bare:
        return whose.party_committee(name)
    return whose.of_home(name) if _is_of_commune(whose, name, parse) or _is_local(whose, parse) else None


def _is_of_commune(whose: Belongings, name: str, parse: UnitParse) -> bool:
    """Whether a commune's own body or a quarter of it is meant."""
    if whose.home.main_kind != "ward":
        return False
    quarter = not whose.owner and QUARTER.search(name) is not None
    return quarter or (parse.bare and belongs(parse.head.value, "commune"))


def _is_local(whose: Belongings, parse: UnitParse) -> bool:
    return belongs(parse.head.value, "local") and whose.is_local() and not has_own_name(parse)


def _is_provincial(head: str, name: str) -> bool:
    return belongs(head, "province") or belongs(name, "province")


def _lacks_owner(whose: Belongings, name: str) -> bool:
    """Whether the document's units have an owner that the name does not tell."""
    return bool(whose.owner) and whose.owner not in name


STEPS: tuple[Step, ...] = (
    _board_of_body, _formation, _ends_with_unit, _held, _of_area, _of_owner, _of_ministry, _of_firm, _of_nation,
    _of_former_province, _beside_listed, _of_province, _board, _of_home,
)  # fmt: skip
"""In this order: what stands in the text before what the document is about, the nearest before the widest."""
