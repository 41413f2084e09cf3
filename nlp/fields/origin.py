"""Where what a document tells of happened: the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.fields.doc_type import is_interview
from nlp.fields.event_day import days_of
from nlp.fields.houses import find_house
from nlp.fields.issuer_names import PLACE_NAME, SITED, own_place, usual_letters
from nlp.fields.letterhead_issuer import unit_name
from nlp.fields.page_addresses import address_of, commune_of_address, towns_called
from nlp.fields.scene import (
    COMMUNE,
    LEAD,
    PLAIN_LEVEL,
    PROVINCE,
    TOWN,
    VENUES,
    WARD,
    find_headed,
    find_named,
    find_scene,
    find_titled,
    in_dated_sentence,
)
from nlp.mention import Evidence, Mention
from nlp.places.bare_places import is_place_shaped
from nlp.places.gazetteer import is_province_value, province_entries
from nlp.places.home_province import home_province
from nlp.places.levels import AUTHORITY_KINDS, levels_pattern

OWN_COMMUNE = re.compile(rf"(?:UBND|Ủy ban nhân dân|Đảng ủy) ({levels_pattern('ward')})(?=\s?[;,.)\n])")
"""A commune that a document speaks of without its name is that of its letterhead."""
PROVINCIAL = re.compile(
    r"(?:Công ty (?:TNHH MTV )?(?:Điện lực|Xổ số kiến thiết)|Điện lực|Viễn thông|VNPT|Bưu điện|Kho bạc Nhà nước"
    r"|Cục \S+)\s"
)
"""Branches that each province has one of."""
SEATED = re.compile(r"(?:Trường|Nhà máy|Xí nghiệp|Học viện|Công đoàn (?:Trường|Nhà máy))\s")
DEPARTMENT = re.compile(r"(?:sở|ty|UBND tỉnh|ủy ban nhân dân tỉnh)\s", re.IGNORECASE)
VENUE = re.compile(rf"(?<!\w)tại\s(?:(?:{VENUES})\s(?:của\s)?)?$", re.IGNORECASE)
BARE_LEVEL = re.compile(rf"(?<!\w)(?:{levels_pattern(*AUTHORITY_KINDS)})$", re.IGNORECASE)
DAY_BEHIND = re.compile(r",\s{0,2}ngày\s?\d", re.IGNORECASE)
"""What stands behind the place of a date line."""

BANNER_LINES = 6
"""Lines at a page's top among which its site's name and the office above it stand."""

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
    signed = [clue for clue in document.clues if clue.field == "author" and clue.start is not None]
    mentions = [one for one in mentions if one.label != "PLACE" or not _is_author(one, signed)]
    places = (clue for clue in document.clues if clue.field == "place" and clue.method != "address")
    clue = next((clue for clue in places if is_place_shaped(clue.text)), None)
    own = own_place(issuer) or _of_firm(issuer)
    scene, venue = find_scene(document.body, mentions), _venue(document.body, mentions)
    if venue is not None and (scene is None or _is_parted(venue, scene, mentions)):
        scene = venue
    titled = (
        find_titled(document.body, mentions, title_end) if doc_type in ("news", "other") and not is_letter else None
    )
    if titled is not None:
        return titled.name, Evidence("title", titled.start, titled.end)
    headed = find_headed(document.body, mentions)
    if headed is not None and own and _bare(headed.name) == _bare(own):
        headed = None  # the town is what its own office calls it: a district that is a town today
    if headed is not None and not is_letter and scene is None:
        scene = headed
    if clue is not None and (is_letter or clue.method == "letterhead"):
        if scene is not None and doc_type == "agreement" and TOWN.match(scene.name):
            return scene.name, Evidence("lead", scene.start, scene.end)
        place = own or _of_superior(document, mentions) or _seat(document, mentions, clue, issuer)
        return place or _letterhead_place(document, mentions, clue), Evidence.of(clue)
    dated = _before_day(document.body, mentions) if clue is None and is_letter and not own else None
    if dated is not None:
        return dated.name, Evidence("dateline", dated.start, dated.end)
    if (
        scene is not None
        and own
        and (_is_wider(scene.name, own) or (scene.name.lower().startswith(WARD) and TOWN.match(own)))
    ):
        return own, Evidence("issuer")
    if (
        scene is not None
        and COMMUNE.match(own)
        and TOWN.match(scene.name)
        and _tells_of_unit(document.body, scene, mentions)
    ):
        return own, Evidence("issuer")
    if scene is not None and TOWN.match(scene.name) and loose(scene.text) == _bare(scene.name):
        scene = replace(scene, value=_level_then(scene.name, mentions))
    if scene is not None and (not is_letter or doc_type == "agreement" or _is_minutes(document)):
        return scene.name, Evidence("lead", scene.start, scene.end)
    if own:
        return own, Evidence("issuer")
    if scene is not None:
        return scene.name, Evidence("lead", scene.start, scene.end)
    home = _at_home(document, mentions, issuer, site, title_end, is_letter=is_letter)
    return home or (None if is_letter else find_house(document.body, mentions, issuer))


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


def _bare(place: str) -> str:
    """A place's name without its level."""
    return loose(PLAIN_LEVEL.sub("", place))


def _level_then(place: str, mentions: Sequence[Mention]) -> str:
    """A place that is written without its level, with that which its own offices bear on the page: it may be past."""
    named = (own_place(one.name) for one in mentions if one.label == "UNIT" and SEATED.match(one.name) is None)
    levels = {one for one in named if TOWN.match(one) and _bare(one) == _bare(place)}
    return next(iter(levels)) if len(levels) == 1 and place not in levels else place


def _venue(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place of the body in whose house something was held: `tại trụ sở UBND huyện Phú Lộc`."""
    for unit in mentions:
        if unit.label == "UNIT" and unit.start < LEAD and VENUE.search(body, max(0, unit.start - 30), unit.start):
            place = own_place(unit.name) or _of_firm(unit.name) or _province_at_end(unit.name)
            if place:
                return replace(unit, value=place)
    return None


def _is_parted(venue: Mention, scene: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a body is named between the house where something was held and a place: that is not where it stands."""
    return any(one.label == "UNIT" and venue.end <= one.start < scene.start for one in mentions)


def _province_at_end(unit: str) -> str:
    """The province that a name ends with, without its level: `Bệnh viện Ung bướu Cần Thơ`."""
    province = province_entries().get(" ".join(unit.split()[-2:]).lower())
    return province.value if province is not None else ""


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


def _at_home(
    document: Document, mentions: Sequence[Mention], issuer: str, site: str, title_end: int, *, is_letter: bool
) -> Decision | None:
    """The place of a page that tells of no scene: its issuer's by name or address, else what its lead names first."""
    own_site = SITED.match(issuer) is not None and not is_letter
    address = address_of(document) if own_site else None
    province = _province_at_end(issuer)
    in_its_town = address is not None and TOWN.match(address[0]) and _bare(address[0]) == _bare(province)
    if province and not (address is not None and (SEATED.match(issuer) or in_its_town)):
        return province, Evidence("issuer")
    if address is not None and _bears_name(issuer, f"{site} {address[1]}"):
        return address[0], Evidence("furniture")
    above = _place_over(document, site) if own_site and _bears_name(issuer, site) else ""
    if above:
        return above, Evidence("furniture")
    commune = commune_of_address(document) if own_site else None
    if commune is not None and _bears_name(issuer, f"{site} {commune[1]}"):
        return commune[0], Evidence("furniture")
    named = None if is_letter else find_named(document.body, mentions)
    if named is not None and _is_within(named.name, issuer):
        named = None  # an office that leaves its own place out tells of places in it as examples
    if named is not None and is_interview(document.body):
        headline = (one for one in mentions if one.label == "PLACE" and one.end <= title_end)
        named = next(headline, named)  # who is asked names places in passing
    near = _near_unit(document.body, mentions, title_end)
    if near is not None and (named is None or (near.start < named.start and not TOWN.match(named.name))):
        return own_place(near.name), Evidence("unit", near.start, near.end)
    if named is not None:
        return named.name, Evidence("lead", named.start, named.end)
    return None


def _is_within(place: str, issuer: str) -> bool:
    """Whether a place is smaller than the level that an office bears without a name: `Ủy ban nhân dân thành phố`."""
    level = BARE_LEVEL.search(issuer)
    if level is None:
        return False
    return COMMUNE.match(place) is not None or (level[0].lower() == "tỉnh" and TOWN.match(place) is not None)


def _near_unit(body: str, mentions: Sequence[Mention], title_end: int) -> Mention | None:
    """The first unit that writes its place and stands in the headline, or where the lead tells when it happened.

    Units in captions, in lists of guests and in what a paper is based on come from anywhere.
    """
    told = [m.start for m in days_of(mentions) if m.start < LEAD and m.attributes.get("role") in ("event", "other")]
    for unit in mentions:
        if unit.label == "UNIT" and unit.start < LEAD:
            place = own_place(unit.name)
            written = place and loose(place.split()[-1]) in loose(unit.text)
            if written and (unit.end <= title_end or in_dated_sentence(body, unit.start, told)):
                return unit
    return None


def _place_over(document: Document, site: str) -> str:
    """The place of the office on the banner's line above the site's own name: `PHÒNG GD&ĐT HUYỆN SÌN HỒ`."""
    lines = [line.strip() for block in document.furniture for line in block.splitlines()][:BANNER_LINES]
    own = next((at for at, line in enumerate(lines) if loose(site) in loose(line)), 0)
    above = usual_letters(lines[own - 1]) if own and looks_like_organisation(lines[own - 1]) else ""
    found = PLACE_NAME.search(above)
    return found[0] if found is not None else _province_at_end(above)


def _bears_name(unit: str, text: str) -> bool:
    """Whether a site's name or address line holds the last words of a unit's name."""
    return loose(" ".join(unit.split(" - ")[0].split()[-2:])) in loose(text)


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
