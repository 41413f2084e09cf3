"""Where what a document tells of happened: the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Clue, Document
from ingest.orthography import loose
from nlp.fields.houses import find_house
from nlp.fields.issuer_names import own_place
from nlp.fields.letterhead_issuer import unit_name
from nlp.fields.page_addresses import towns_called
from nlp.fields.page_place import SEATED, find_page_place, province_at_end
from nlp.fields.scene import (
    COMMUNE,
    LEAD,
    PROVINCE,
    TOWN,
    VENUES,
    WARD,
    bare_place,
    find_headed,
    find_scene,
    find_titled,
)
from nlp.mention import Evidence, Mention
from nlp.places.bare_places import is_place_shaped
from nlp.places.gazetteer import is_province_value, province_entries
from nlp.places.home_province import home_province
from nlp.places.levels import levels_pattern

OWN_COMMUNE = re.compile(rf"(?:UBND|Ủy ban nhân dân|Đảng ủy) ({levels_pattern('ward')})(?=\s?[;,.)\n])")
"""A commune that a document speaks of without its name is that of its letterhead."""
PROVINCIAL = re.compile(
    r"(?:Công ty (?:TNHH MTV )?(?:Điện lực|Xổ số kiến thiết)|Điện lực|Viễn thông|VNPT|Bưu điện|Kho bạc Nhà nước"
    r"|Cục \S+)\s"
)
"""Branches that each province has one of."""
DEPARTMENT = re.compile(r"(?:sở|ty|UBND tỉnh|ủy ban nhân dân tỉnh)\s", re.IGNORECASE)
VENUE = re.compile(rf"(?<!\w)tại\s(?:(?:{VENUES})\s(?:của\s)?)?$", re.IGNORECASE)
DAY_BEHIND = re.compile(r",\s{0,2}ngày\s?\d", re.IGNORECASE)
"""What stands behind the place of a date line."""

Decision = tuple[str, Evidence]


def find_place(
    document: Document,
    mentions: Sequence[Mention],
    issuer: str,
    doc_type: str,
    *,
    is_letter: bool,
    site: str = "",
    title_end: int = 0,
) -> Decision | None:
    """Where it happened: the letterhead's place at the issuer's level, or the place that a page's first lines name."""
    body, mentions = document.body, _without_authors(document, mentions)
    titled = find_titled(body, mentions, title_end) if doc_type in ("news", "other") and not is_letter else None
    if titled is not None:
        return titled.name, Evidence("title", titled.start, titled.end)
    own = own_place(issuer) or _of_firm(issuer)
    scene = _find_scene(body, mentions, own, is_letter=is_letter)
    clue = _place_clue(document)
    if clue is not None and (is_letter or clue.method == "letterhead"):
        if scene is not None and doc_type == "agreement" and TOWN.match(scene.name):
            return scene.name, Evidence("lead", scene.start, scene.end)
        return _of_paper(document, mentions, clue, issuer), Evidence.of(clue)
    dated = _before_day(body, mentions) if clue is None and is_letter and not own else None
    if dated is not None:
        return dated.name, Evidence("dateline", dated.start, dated.end)
    of_office = is_letter and doc_type != "agreement" and not _is_minutes(document)
    if own and (scene is None or of_office or _gives_way(body, scene, own, mentions)):
        return own, Evidence("issuer")
    if scene is not None:
        return _at_level(scene, mentions), Evidence("lead", scene.start, scene.end)
    home = find_page_place(document, mentions, issuer, site, title_end, is_letter=is_letter)
    return home or (None if is_letter else find_house(body, mentions, issuer))


def _without_authors(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions but for a byline's names that are read as places of that name: `Đức Thọ - Ngọc Ánh`."""
    signed = [clue for clue in document.clues if clue.field == "author" and clue.start is not None]
    return [one for one in mentions if one.label != "PLACE" or not _is_author(one, signed)]


def _place_clue(document: Document) -> Clue | None:
    """The first place that reading found in a letterhead or a date line."""
    places = (clue for clue in document.clues if clue.field == "place" and clue.method != "address")
    return next((clue for clue in places if is_place_shaped(clue.text)), None)


def _find_scene(body: str, mentions: Sequence[Mention], own: str, *, is_letter: bool) -> Mention | None:
    """The house where something was held, the place that the lead tells of, or the town that heads a page."""
    scene, venue = find_scene(body, mentions), _venue(body, mentions)
    if venue is not None and (scene is None or _is_parted(venue, scene, mentions)):
        return venue
    if scene is not None or is_letter:
        return scene
    headed = find_headed(body, mentions)
    if headed is not None and own and bare_place(headed.name) == bare_place(own):
        return None  # the town is what its own office calls it: a district that is a town today
    return headed


def _gives_way(body: str, scene: Mention, own: str, mentions: Sequence[Mention]) -> bool:
    """Whether the issuer's `own` place tells better where it happened than a wider scene, or a ward of its town."""
    if _is_wider(scene.name, own) or (scene.name.lower().startswith(WARD) and TOWN.match(own)):
        return True
    return COMMUNE.match(own) is not None and _tells_of_unit(body, scene, mentions)


def _of_paper(document: Document, mentions: Sequence[Mention], clue: Clue, issuer: str) -> str:
    """The place of a paper: its issuer's by name, by the body above it or by its seat, else the letterhead's."""
    own = own_place(issuer) or _of_firm(issuer) or _of_superior(document, mentions)
    return own or _seat(document, mentions, clue, issuer) or _letterhead_place(document, mentions, clue)


def _tells_of_unit(body: str, scene: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether brackets behind a commune's body say where that is: `Hội Nông dân xã Mường Khoa (huyện Tân Uyên)`."""
    named = {one.end for one in mentions if one.label == "UNIT" and COMMUNE.match(own_place(one.name))}
    opened = body.rfind("(", 0, scene.start)
    return (
        TOWN.match(scene.name) is not None
        and opened > 0
        and not body[opened + 1 : scene.start].strip()
        and len(body[:opened].rstrip()) in named
    )


def _is_author(place: Mention, authors: Sequence[Clue]) -> bool:
    """Whether a byline's name is read as a place of that name: `Đức Thọ - Ngọc Ánh`."""
    return any(clue.start is not None and clue.start <= place.start < (clue.end or clue.start) for clue in authors)


def _at_level(scene: Mention, mentions: Sequence[Mention]) -> str:
    """A scene's name; written without its level, with that which its own offices bear on the page: it may be past."""
    place = scene.name
    if TOWN.match(place) is None or loose(scene.text) != bare_place(place):
        return place
    named = (own_place(one.name) for one in mentions if one.label == "UNIT" and SEATED.match(one.name) is None)
    levels = {one for one in named if TOWN.match(one) and bare_place(one) == bare_place(place)}
    return next(iter(levels)) if len(levels) == 1 else place


def _venue(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place of the body in whose house something was held: `tại trụ sở UBND huyện Phú Lộc`."""
    for unit in mentions:
        if unit.label == "UNIT" and unit.start < LEAD and VENUE.search(body, max(0, unit.start - 30), unit.start):
            place = own_place(unit.name) or _of_firm(unit.name) or province_at_end(unit.name)
            if place:
                return replace(unit, value=place)
    return None


def _is_parted(venue: Mention, scene: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a body is named between the house where something was held and a place: that is not where it stands."""
    return any(one.label == "UNIT" and venue.end <= one.start < scene.start for one in mentions)


def _before_day(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place of a paper's date line, in a table's cell too: `Hà Nội, ngày 06 tháng 6 năm 2008`."""
    for place in mentions:
        if place.label == "PLACE" and place.start < LEAD and DAY_BEHIND.match(body, place.end):
            line = body.rfind("\n", 0, place.start) + 1
            if not body[line : place.start].rpartition("|")[2].strip():
                return place
    return None


def _is_wider(place: str, own: str) -> bool:
    return PROVINCE.match(place) is not None and PROVINCE.match(own) is None


def _is_minutes(document: Document) -> bool:
    return any(clue.field == "doc_type" and clue.text.lower().startswith("biên bản") for clue in document.clues)


def _of_firm(issuer: str) -> str:
    """The province of a provincial branch that is named after it without its level: `Công ty Điện lực Hà Nam`."""
    branch = PROVINCIAL.match(issuer)
    province = province_entries().get(issuer[branch.end() :].strip().lower()) if branch is not None else None
    return province.value if province is not None else ""


def _of_superior(document: Document, mentions: Sequence[Mention]) -> str:
    """The province of a provincial body whose hospital, school or firm issues without a place in its name."""
    for clue in document.clues:
        if clue.field == "superior" and DEPARTMENT.match(clue.text):
            return own_place(unit_name(clue, mentions))
    return ""


def _seat(document: Document, mentions: Sequence[Mention], clue: Clue, issuer: str) -> str:
    """The town of a province's name where a factory or school that is no branch of the province issues its paper."""
    if not SEATED.match(issuer) or PROVINCIAL.match(issuer):
        return ""
    name, home = " ".join(clue.text.split()), home_province(document, mentions)
    if not any(entry.form == name for entry in province_entries().values()):
        return ""
    return next((town.value for town in towns_called(name) if town.kind == home == f"tỉnh {name}"), "")


def _letterhead_place(document: Document, mentions: Sequence[Mention], clue: Clue) -> str:
    """The letterhead's place by its full name; a town that bears a later province's name stays a town."""
    place = _mention_at(mentions, clue.start, clue.end)
    name = " ".join(clue.text.split())
    if place is not None and is_province_value(place.name):
        home = home_province(document, mentions)
        town = next((town for town in towns_called(name) if town.kind in (home, place.name)), None)
        if home and home != place.name and town is not None:
            return town.value
    if place is not None and place.name != name:
        return place.name
    commune = OWN_COMMUNE.search(document.body)
    return f"{commune[1].lower()} {name}" if commune else name


def _mention_at(mentions: Sequence[Mention], start: int | None, end: int | None) -> Mention | None:
    if start is None or end is None:
        return None
    return next((m for m in mentions if m.label == "PLACE" and m.start < end and start < m.end), None)
