"""Where and when what a document tells of happened: place and event day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.bare_places import is_place_shaped
from nlp.gazetteer import is_province_value, province_entries
from nlp.home_places import address_of, commune_of_address, towns_called
from nlp.issuer import OWN_SITE, unit_name
from nlp.issuer_names import PLACE_NAME, home_province, own_place, usual_letters
from nlp.mention import Evidence, Mention
from nlp.page_days import NEWS_WITHIN, sentence_around
from nlp.scene import COMMUNE, LEAD, PROVINCE, TOWN, find_headed, find_named, find_scene, find_titled

OWN_COMMUNE = re.compile(r"(?:UBND|Ủy ban nhân dân|Đảng ủy) (xã|phường|thị trấn)(?=\s?[;,.)\n])")
"""A commune that a document speaks of without its name is that of its letterhead."""
PROVINCIAL = re.compile(
    r"(?:Công ty (?:TNHH MTV )?(?:Điện lực|Xổ số kiến thiết)|Điện lực|Viễn thông|VNPT|Bưu điện|Kho bạc Nhà nước"
    r"|Cục \S+)\s"
)
"""Branches that each province has one of."""
SEATED = re.compile(r"(?:Trường|Nhà máy|Xí nghiệp|Học viện|Công đoàn (?:Trường|Nhà máy))\s")
DEPARTMENT = re.compile(r"(?:sở|ty|UBND tỉnh|ủy ban nhân dân tỉnh)\s", re.IGNORECASE)
PAPERS = frozenset({"plan", "decision", "directive", "resolution", "guidance"})
"""Kinds of page that tell of a paper, not of a day."""
READ_AT = re.compile(r"\((?:đọc|trình bày|phát biểu|diễn văn|do)\s[^()\n]{0,140}$", re.IGNORECASE)
"""What stands under a speech's title before its day: `(Đọc tại Đại hội công nhân viên chức ngày …)`."""
HELD_ON = re.compile(
    r"(?:hôm nay|hồi|thông qua|họp|vào lúc|thời gian\s?:)[,\s]{1,2}(?:[^.\n]{0,20}\s)?$", re.IGNORECASE
)
"""What stands before the day on which minutes, agreements and resolutions were made."""
MEETING = re.compile(
    r"(?<!\w)(?:(?:kính |trân trọng )?mời|triệu tập|họp (?:lúc|vào)|chủ trì (?:buổi|cuộc)|buổi làm việc)(?!\w)",
    re.IGNORECASE,
)
"""What a notice says of the meeting that it asks to or tells the outcome of."""
AT_TIME = re.compile(r"\W*(?:\d[.)]\s?)?thời gian(?: họp| tổ chức)?\s?:", re.IGNORECASE)
"""How the line of an invitation begins that tells when."""
VENUE = re.compile(r"(?<!\w)tại\s(?:(?:trụ sở|hội trường|khuôn viên|sân)\s(?:của\s)?)?$", re.IGNORECASE)
MADE = re.compile(r"\W*(?:hôm nay|hồi|vào lúc|vào hồi|thời gian\s?:)[,\s][^.\n]{0,60}$", re.IGNORECASE)
"""How the line of minutes begins that tells their day."""
LONGEST_MEETING = 5
"""Days of the longest meeting that pages tell of as one."""

BANNER_LINES = 6
"""Lines at a page's top among which its site's name and the office above it stand."""

Decision = tuple[str, Evidence]

PAIR_BEFORE = re.compile(r"\d\s?[-–/]\s?$")
PAIR_BEHIND = re.compile(r"\s{0,2}[-–]\s{0,2}\d")


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
    places = (clue for clue in document.clues if clue.field == "place" and clue.method != "address")
    clue = next((clue for clue in places if is_place_shaped(clue.text)), None)
    own = own_place(issuer) or _of_firm(issuer)
    scene = find_scene(document.body, mentions, paper=not document.furniture) or _venue(document.body, mentions)
    titled = (
        find_titled(document.body, mentions, title_end) if doc_type in ("news", "other") and not is_letter else None
    )
    if titled is not None:
        return titled.name, Evidence("title", titled.start, titled.end)
    headed = find_headed(document.body, mentions)
    if headed is not None and not is_letter and (scene is None or COMMUNE.match(scene.name)):
        scene = headed
    if clue is not None and (is_letter or clue.method == "letterhead"):
        if scene is not None and doc_type == "agreement" and TOWN.match(scene.name):
            return scene.name, Evidence("lead", scene.start, scene.end)
        place = own or _of_superior(document, mentions) or _seat(document, mentions, clue, issuer)
        return place or _letterhead_place(document, mentions, clue), Evidence.of(clue)
    if scene is not None and own and (_is_wider(scene.name, own) or (COMMUNE.match(scene.name) and TOWN.match(own))):
        return own, Evidence("issuer")
    if scene is not None and (not is_letter or doc_type == "agreement" or _is_minutes(document)):
        return scene.name, Evidence("lead", scene.start, scene.end)
    if own:
        return own, Evidence("issuer")
    if scene is not None:
        return scene.name, Evidence("lead", scene.start, scene.end)
    return _at_home(document, mentions, issuer, site, is_letter=is_letter)


def _venue(body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place of the body in whose house something was held: `tại trụ sở UBND huyện Phú Lộc`."""
    for unit in mentions:
        if unit.label == "UNIT" and unit.start < LEAD and VENUE.search(body, max(0, unit.start - 30), unit.start):
            place = own_place(unit.name)
            if place:
                return replace(unit, value=place)
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
    document: Document, mentions: Sequence[Mention], issuer: str, site: str, *, is_letter: bool
) -> Decision | None:
    """The place of a page that tells of no scene: its issuer's by name or address, else what its lead names first."""
    province = province_entries().get(" ".join(issuer.split()[-2:]).lower())
    if province is not None:
        return province.value, Evidence("issuer")
    own_site = OWN_SITE.match(issuer) is not None and not is_letter
    address = address_of(document) if own_site else None
    if address is not None and _bears_name(issuer, f"{site} {address[1]}"):
        return address[0], Evidence("furniture")
    above = _place_over(document, site) if own_site and _bears_name(issuer, site) else ""
    if above:
        return above, Evidence("furniture")
    commune = commune_of_address(document) if own_site else None
    if commune is not None and _bears_name(issuer, f"{site} {commune[1]}"):
        return commune[0], Evidence("furniture")
    named = None if is_letter else find_named(document.body, mentions)
    units = (unit for unit in mentions if unit.start < LEAD and unit.label == "UNIT")
    near = next((unit for unit in units if own_place(unit.name)), None)
    if near is not None and (named is None or (near.start < named.start and not TOWN.match(named.name))):
        return own_place(near.name), Evidence("unit", near.start, near.end)
    if named is not None:
        return named.name, Evidence("lead", named.start, named.end)
    return None


def _place_over(document: Document, site: str) -> str:
    """The place of the office on the banner's line above the site's own name: `PHÒNG GD&ĐT HUYỆN SÌN HỒ`."""
    lines = [line.strip() for block in document.furniture for line in block.splitlines()][:BANNER_LINES]
    own = next((at for at, line in enumerate(lines) if loose(site) in loose(line)), 0)
    found = (
        PLACE_NAME.search(usual_letters(lines[own - 1])) if own and looks_like_organisation(lines[own - 1]) else None
    )
    return found[0] if found is not None else ""


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


def find_event_day(
    document: Document, mentions: Sequence[Mention], doc_type: str, *, is_letter: bool
) -> Decision | None:
    """The day of what a page tells of: the first day in its first lines that is not its own; an agreement's own day."""
    days = _days(mentions)
    issued = next((m for m in days if m.attributes.get("role") == "issued"), None)
    if is_letter:
        return _day_of_paper(document.body, days, issued, doc_type)
    made = made_on(document, mentions) if not document.furniture else None
    if made is not None:
        return str(made.value), Evidence("lead", made.start, made.end)
    if doc_type in PAPERS:
        return None
    roles = ("event", "other", "anniversary", "start") if doc_type == "launch" else ("event", "other", "anniversary")
    for role in roles:
        for mention in days:
            told = mention.attributes.get("role") == role and mention.start < LEAD and not _is_hour_of(issued, mention)
            if told and not _of_pair(document.body, mention) and _is_news(mention, issued, doc_type):
                return str(mention.value), Evidence("lead", mention.start, mention.end)
    return None


def _is_hour_of(issued: Mention | None, day: Mention) -> bool:
    """Whether a day with its hour is the page's own, told a second time in its head."""
    value = str(day.value)
    return issued is not None and day is not issued and "T" in value and value[:10] == str(issued.value)[:10]


def _of_pair(body: str, day: Mention) -> bool:
    """Whether a day is one of an anniversary's two: `(19/8/1945 - 19/8/2018)`; the first of a meeting's is its own."""
    second = PAIR_BEFORE.search(body, max(0, day.start - 4), day.start) is not None
    return second or (day.attributes.get("role") == "anniversary" and PAIR_BEHIND.match(body, day.end) is not None)


def made_on(document: Document, mentions: Sequence[Mention]) -> Mention | None:
    """The day on which minutes or an agreement say in their first lines that they were made."""
    for day in _days(mentions):
        line = document.body.rfind("\n", 0, day.start) + 1
        if day.start < LEAD and "/" not in str(day.value) and MADE.match(document.body, line, day.start):
            return day
    return None


def _days(mentions: Sequence[Mention]) -> list[Mention]:
    """The dates that are one day, or the few days of one meeting."""
    return [m for m in mentions if m.label == "DATE" and isinstance(m.value, str) and _is_day(m.value)]


def _day_of_paper(body: str, days: Sequence[Mention], issued: Mention | None, doc_type: str) -> Decision | None:
    """The day on which an agreement, minutes or a resolution say that they were made, or a speech that it was held."""
    for mention in days:
        if mention.start < LEAD and READ_AT.search(body, max(0, mention.start - 160), mention.start):
            return str(mention.value), Evidence("lead", mention.start, mention.end)
    for mention in days if issued is None or doc_type == "resolution" else [issued]:
        if HELD_ON.search(body[max(0, mention.start - 40) : mention.start]) and "/" not in str(mention.value):
            return str(mention.value), Evidence("lead", mention.start, mention.end)
    for mention in days if doc_type == "notice" else ():
        if mention is not issued and mention.start < LEAD and "/" not in str(mention.value):
            start, end = sentence_around(body, mention.start)
            if MEETING.search(body, start, end) or AT_TIME.match(body, body.rfind("\n", 0, mention.start) + 1):
                return str(mention.value), Evidence("lead", mention.start, mention.end)
    if doc_type == "agreement" and issued is not None:
        return str(issued.value), Evidence("dateline", issued.start, issued.end)
    return None


def _is_day(value: str) -> bool:
    """Whether a value is one day, or the few days of one meeting."""
    first, _, last = (part.partition("T")[0] for part in value.partition("/"))
    if len(first) != len("2020-01-31"):
        return False
    return not last or (len(last) == len(first) and 0 < _days_between(first, last) < LONGEST_MEETING)


def _is_news(mention: Mention, issued: Mention | None, doc_type: str) -> bool:
    """Whether a day lies shortly before that of the page; a notice tells of a day to come."""
    if issued is None:
        return True
    days = _days_between(str(mention.value)[:10], str(issued.value)[:10])
    return -NEWS_WITHIN <= days <= 0 if doc_type == "notice" else 0 <= days <= NEWS_WITHIN


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
