"""The place of a page that tells of no scene: its issuer's by name or address, else what its lead names first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.fields.doc_type import is_interview
from nlp.fields.event_day import days_of
from nlp.fields.issuer_names import PLACE_NAME, SITED, own_place, usual_letters
from nlp.fields.page_addresses import address_of, commune_of_address
from nlp.fields.scene import COMMUNE, LEAD, TOWN, bare_place, find_named, in_dated_sentence
from nlp.mention import Evidence, Mention
from nlp.places.gazetteer import province_entries
from nlp.places.levels import AUTHORITY_KINDS, levels_pattern

SEATED = re.compile(r"(?:Trường|Nhà máy|Xí nghiệp|Học viện|Công đoàn (?:Trường|Nhà máy))\s")
"""Bodies that stand in one town whose province their name may bear."""
BARE_LEVEL = re.compile(rf"(?<!\w)(?:{levels_pattern(*AUTHORITY_KINDS)})$", re.IGNORECASE)
BANNER_LINES = 6
"""Lines at a page's top among which its site's name and the office above it stand."""


def find_page_place(
    document: Document, mentions: Sequence[Mention], issuer: str, site: str, title_end: int, *, is_letter: bool
) -> tuple[str, Evidence] | None:
    """The place and what showed it; None where neither the issuer, its site nor the body tells of one."""
    own_site = SITED.match(issuer) is not None and not is_letter
    address = address_of(document) if own_site else None
    province = province_at_end(issuer)
    if province and not (address is not None and _is_narrower(address[0], issuer, province)):
        return province, Evidence("issuer")
    shown = _on_furniture(document, issuer, site, address) if own_site else ""
    if shown:
        return shown, Evidence("furniture")
    return _in_body(document.body, mentions, issuer, title_end, is_letter=is_letter)


def province_at_end(unit: str) -> str:
    """The province that a name ends with, without its level: `Bệnh viện Ung bướu Cần Thơ`; empty without one."""
    province = province_entries().get(" ".join(unit.split()[-2:]).lower())
    return province.value if province is not None else ""


def _is_narrower(town: str, issuer: str, province: str) -> bool:
    """Whether an address tells better than the province in its body's name where that stands."""
    its_town = TOWN.match(town) is not None and bare_place(town) == bare_place(province)
    return its_town or SEATED.match(issuer) is not None


def _on_furniture(document: Document, issuer: str, site: str, address: tuple[str, str] | None) -> str:
    """The place that an issuer's own site tells around its pages: in its address, or in the banner above its name."""
    if address is not None and _bears_name(issuer, f"{site} {address[1]}"):
        return address[0]
    above = _place_over(document, site) if _bears_name(issuer, site) else ""
    if above:
        return above
    commune = commune_of_address(document)
    return commune[0] if commune is not None and _bears_name(issuer, f"{site} {commune[1]}") else ""


def _in_body(
    body: str, mentions: Sequence[Mention], issuer: str, title_end: int, *, is_letter: bool
) -> tuple[str, Evidence] | None:
    """The place that the lead names, or that of a body that acts in front of it."""
    named = None if is_letter else _named(body, mentions, issuer, title_end)
    near = _near_unit(body, mentions, title_end)
    if near is not None and (named is None or (near.start < named.start and not TOWN.match(named.name))):
        return own_place(near.name), Evidence("unit", near.start, near.end)
    return (named.name, Evidence("lead", named.start, named.end)) if named is not None else None


def _named(body: str, mentions: Sequence[Mention], issuer: str, title_end: int) -> Mention | None:
    """The place that a lead names first, in an interview that of its headline."""
    named = find_named(body, mentions)
    if named is None or _is_within(named.name, issuer):
        return None  # an office that leaves its own place out tells of places in it as examples
    if is_interview(body):
        headline = (one for one in mentions if one.label == "PLACE" and one.end <= title_end)
        return next(headline, named)  # who is asked names places in passing
    return named


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
    return found[0] if found is not None else province_at_end(above)


def _bears_name(unit: str, text: str) -> bool:
    """Whether a site's name or address line holds the last words of a unit's name."""
    return loose(" ".join(unit.split(" - ")[0].split()[-2:])) in loose(text)
