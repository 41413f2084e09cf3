"""Which unit a document comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Clue, Document
from ingest.names import looks_like_organisation
from ingest.orthography import loose
from nlp.mention import Mention

LEAD = 1200
"""Characters of a page in which it names who acts."""
ACTS = re.compile(
    r"\s{0,2}(?:\([^)\n]{1,60}\)\s)?(?:[,(][^.\n]{0,80}[,)]\s)?(?:đã|vừa|sẽ|phối hợp|long trọng|\s)*"
    r"(?:phối hợp [^.\n]{0,90})?(?:phát động|tổ chức|ban hành|sơ kết|tổng kết|ký|triển khai|khai mạc|họp|mở|công bố"
    r"|chọn)(?!\w)",
    re.IGNORECASE,
)
ENDS_WITH_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|Việt Nam|Trung ương)(?:\s[A-ZĐÀ-Ỹ]\w*)*$")
PARTY = re.compile(r"(?:đảng|huyện|tỉnh|thành|quận|thị|xã|phường)\s(?:uỷ|ủy)|đảng bộ", re.IGNORECASE)
SITE = re.compile(r"^(?:trang|cổng) (?:thông tin(?: điện tử)?|ttđt)\s+", re.IGNORECASE)
"""What a site's footer puts before the name of the body whose site it is."""
BY = re.compile(r"(?<!\w)do\s$")
LEVEL = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|Việt Nam|Trung ương)\s", re.IGNORECASE)
JOINT = re.compile(r"\s[-–]\s?|\s?[-–]\s")
ROW = re.compile(r"\s?[-–]\s?")
TITLED = ("launch", "agreement", "review", "summary", "plan")
"""Kinds of page that tell of one act of one unit; other news has no issuer."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A unit's canonical name, and the offsets (None outside the body), page and method it was read from."""

    name: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


def find_issuer(
    document: Document, mentions: Sequence[Mention], *, doc_type: str = "", title: str = ""
) -> Issuer | None:
    """The unit that the letterhead names as issuer, or that a page's first lines tell of as acting; None without one.

    A page has an issuer only where `doc_type` is a kind that tells of one act.
    """
    clues = [clue for clue in document.clues if clue.field == "issuer"]
    for clue in sorted(clues, key=lambda clue: clue.start is None):
        committee = _committee(document, mentions) if PARTY.search(clue.text) else None
        return committee or Issuer(unit_name(clue, mentions), clue.method, clue.start, clue.end, clue.page)
    if doc_type not in TITLED:
        return None
    units = [mention for mention in mentions if mention.label == "UNIT" and mention.start < LEAD]
    for index, unit in enumerate(units):
        act = ACTS.match(document.body, unit.end)
        is_aside = BY.search(document.body, max(0, unit.start - 4), unit.start) and not (
            act and act[0].endswith("tổ chức")
        )
        if act and not is_aside:
            first = _first_of_row(document.body, units, index)
            return Issuer(_value(first), "lead", first.start, first.end)
    for unit in units[:1]:
        return Issuer(_value(unit), "lead", unit.start, unit.end)
    return None


def _first_of_row(body: str, units: Sequence[Mention], index: int) -> Mention:
    """The first of units that act together: `Đảng ủy - HĐND - UBND xã đã tổ chức`."""
    while index and ROW.fullmatch(body[units[index - 1].end : units[index].start]):
        index -= 1
    return units[index]


def _committee(document: Document, mentions: Sequence[Mention]) -> Issuer | None:
    """The committee for which a Party paper is signed: it issues, not the office in the letterhead."""
    for clue in document.clues:
        if clue.field == "authority" and clue.start is not None and clue.end is not None:
            for unit in mentions:
                if unit.label == "UNIT" and unit.start < clue.end and clue.start < unit.end and unit.value:
                    return Issuer(_value(unit), clue.method, clue.start, clue.end, clue.page)
    return None


def unit_name(clue: Clue, mentions: Sequence[Mention]) -> str:
    """The canonical name of the unit that a clue names: by its place in the body, else by its words."""
    units = [mention for mention in mentions if mention.label == "UNIT"]
    if clue.start is not None and clue.end is not None:
        inside = [unit for unit in units if unit.start < clue.end and clue.start < unit.end]
        if is_joint(clue.text) and inside:
            return _first_of_joint(inside)
        if inside:
            return _fuller(_value(max(inside, key=lambda unit: unit.end - unit.start)), units)
    name = SITE.sub("", clue.text)
    for unit in units:
        if loose(name) in (loose(unit.text), loose(_value(unit))):
            return _value(unit)
    return name


def _first_of_joint(units: Sequence[Mention]) -> str:
    """The first of bodies that issue together, at the place that the last of them names for all."""
    first, last = min(units, key=lambda unit: unit.start), max(units, key=lambda unit: unit.end)
    place = ENDS_WITH_PLACE.search(_value(last))
    if place is None or ENDS_WITH_PLACE.search(first.text) or LEVEL.search(first.text):
        return _value(first)
    return f"{ENDS_WITH_PLACE.sub('', _value(first)).strip()} {place[0]}"


def is_joint(name: str) -> bool:
    """Whether an issuer's name is that of several bodies: `HỘI NÔNG DÂN - HỘI LIÊN HIỆP PHỤ NỮ`."""
    parts = JOINT.split(name)
    return len(parts) > 1 and all(looks_like_organisation(part) for part in parts)


def _fuller(name: str, units: Sequence[Mention]) -> str:
    """The name with what the document adds to it elsewhere: `Cụm thi đua số 4` is `Cụm thi đua số 4 các huyện`."""
    longer = [_value(unit) for unit in units if loose(_value(unit)).startswith(loose(name) + " ")]
    return min(longer, key=len) if longer and not ENDS_WITH_PLACE.search(name) else name


def _value(unit: Mention) -> str:
    return unit.value if isinstance(unit.value, str) else unit.text
