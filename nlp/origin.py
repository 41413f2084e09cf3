"""Where a document comes from and what day it tells of: source, place, event day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Clue, Document
from nlp.issuer import unit_name
from nlp.mention import Evidence, Mention

LEAD = 1000
"""Characters of a page in which it says where and when."""
SITE = re.compile(
    r"(?:^|(?<=[“\"\n]))\s*"
    r"(?P<name>(?:Báo|BÁO|Tạp chí|TẠP CHÍ|(?:Cổng|Trang|CỔNG|TRANG) (?:thông tin|THÔNG TIN|TTĐT|tin)"
    r"|Website|Bản tin|BẢN TIN|Đài Phát thanh|ĐÀI PHÁT THANH)\s(?!(?:giá|cáo|chí|in|được|sự cố|lỗi|vi phạm)(?!\w))"
    r"[^\n.|;:©()”\"]{2,110})",
    re.MULTILINE,
)
SITE_END = re.compile(
    r"\s[-–]\s(?:số|địa chỉ|tỉnh|TP|đt|đường|quốc lộ|giấy phép|cơ quan|\d).*"
    r"|,?\s(?:giấy phép|địa chỉ|bản quyền|số \d|được|thuộc|trụ sở)(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
SOURCE_METHODS = ("html-meta", "meta", "vote-box", "site", "domain", "copyright", "dateline", "footer")
"""How a source was read, the surer ways first; a method not listed here comes between the page's own data and these."""
AT = re.compile(r"(?<!\w)(?:tại|trụ sở ở)\s[^.;:\n]{0,56}$", re.IGNORECASE)
UNIT_PLACE = re.compile(
    r"(?<!tác )(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s(?:[A-ZĐÀ-Ỹ][\w'’-]*\s?)+$",
)
TOWN = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|đặc khu)\s", re.IGNORECASE)

Decision = tuple[str, Evidence]


def find_source(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """The site or newspaper, as its own text names it: a site's full name before a domain or an abbreviation."""
    clues = sorted((clue for clue in document.clues if clue.field == "source"), key=_surety)
    named = next((clue for clue in clues if SITE.match(clue.text)), None)
    if named is None:
        for block in document.furniture:
            found = SITE.search(block)
            if found:
                return _site(found["name"]), Evidence("furniture")
    clue = named or (clues[0] if clues else None)
    if clue is None:
        return None
    name = _site(clue.text) if clue.method != "copyright" else unit_name(clue, mentions)
    return name, Evidence.of(clue)


def _surety(clue: Clue) -> int:
    return SOURCE_METHODS.index(clue.method) if clue.method in SOURCE_METHODS else 1


def _site(text: str) -> str:
    line = " ".join(text.split())
    found = SITE.match(line)
    return SITE_END.sub("", found["name"] if found else line).strip(" -–|,.")


def find_place(document: Document, mentions: Sequence[Mention], issuer: str, *, is_letter: bool) -> Decision | None:
    """Where it happened: the letterhead's place at the issuer's level, or the place that a page's first lines name."""
    clue = next((clue for clue in document.clues if clue.field == "place"), None)
    own = _own_place(issuer)
    if clue is not None and (is_letter or clue.method == "letterhead"):
        place = _mention_at(mentions, clue.start, clue.end)
        proof = Evidence.of(clue)
        return own or (_value(place) if place else "") or clue.text, proof
    for mention in mentions:
        if mention.label == "PLACE" and mention.start < LEAD and _is_scene(document.body, mention, own):
            return _value(mention), Evidence("lead", mention.start, mention.end)
    if own:
        return own, Evidence("issuer")
    for mention in mentions:
        if mention.label == "UNIT" and mention.start < LEAD and (place_name := _own_place(_value(mention))):
            return place_name, Evidence("unit", mention.start, mention.end)
    return None


def _is_scene(body: str, mention: Mention, own: str) -> bool:
    """Whether a place after `tại` tells where it happened: small ones do only where nothing larger is known."""
    if not AT.search(body[max(0, mention.start - 64) : mention.start]):
        return False
    return not own or bool(TOWN.match(_value(mention)))


def _own_place(unit: str) -> str:
    """The place at the end of a unit's canonical name, from its level word on; empty without one."""
    found = UNIT_PLACE.search(unit)
    return found[0].strip() if found else ""


def _mention_at(mentions: Sequence[Mention], start: int | None, end: int | None) -> Mention | None:
    if start is None or end is None:
        return None
    return next((m for m in mentions if m.label == "PLACE" and m.start < end and start < m.end), None)


def _value(mention: Mention) -> str:
    return mention.value if isinstance(mention.value, str) else mention.text


def find_event_day(
    document: Document, mentions: Sequence[Mention], doc_type: str, *, is_letter: bool
) -> Decision | None:
    """The day of what a page tells of: the first day in its first lines that is not its own; an agreement's own day."""
    days = [
        m for m in mentions if m.label == "DATE" and isinstance(m.value, str) and len(m.value.partition("T")[0]) == 10
    ]
    issued = next((m for m in days if m.attributes.get("role") == "issued"), None)
    if is_letter:
        if doc_type == "agreement" and issued is not None:
            return str(issued.value), Evidence("dateline", issued.start, issued.end)
        return None
    for role in ("event", "other"):
        for mention in days:
            value = str(mention.value)
            early = issued is None or value[:10] <= str(issued.value)[:10]
            if mention.attributes.get("role") == role and mention.start < LEAD and early:
                return value, Evidence("lead", mention.start, mention.end)
    return None
