"""The house in which something was held, where a page tells of no place of administration."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.orthography import CAPITALS, loose
from nlp.fields.event_day import days_of
from nlp.fields.scene import LEAD, PLAIN_LEVEL, VENUES, in_dated_sentence
from nlp.mention import Evidence, Mention

AT_HOUSE = re.compile(
    rf"(?<!\w)tại\s(?P<room>(?:{VENUES})\s[^,;\n]{{1,24}},\s)?(?P<house>(?:{VENUES})\s(?:của\s)?)?$", re.IGNORECASE
)
"""What stands before whose house it is: `tại Trụ sở Báo …`, `tại Hội trường A1, Học viện …`."""
NUMBERED = re.compile(rf"(?:{VENUES})\s\S*\d", re.IGNORECASE)
"""A hall by its number, which says less than whose it is."""
PARTY = re.compile(r"(?:đảng|ban cán sự|chi bộ)\s", re.IGNORECASE)
"""Bodies of the Party within another one, which have no house."""
BEFORE = 60
OF_PAPER = re.compile(
    rf"(?<!\w)tại\s(?P<house>(?:{VENUES})\s(?:của\s)?(?-i:Báo|Đài|Tạp chí)(?:\s(?-i:[{CAPITALS}])\w*)+)", re.IGNORECASE
)
"""The house of a newspaper, which is no unit."""

Decision = tuple[str, Evidence]


def find_house(body: str, mentions: Sequence[Mention], issuer: str) -> Decision | None:
    """The hall or the house of another body where a page's first lines tell that something was on a day."""
    days = [day.start for day in days_of(mentions) if day.start < LEAD]
    for one in mentions:
        if one.start >= LEAD or one.label not in ("UNIT", "PLACE") or PLAIN_LEVEL.match(one.name):
            continue
        if NUMBERED.match(one.text) or PARTY.match(one.text):
            continue
        found = AT_HOUSE.search(body, max(0, one.start - BEFORE), one.start)
        if found is None or not in_dated_sentence(body, one.start, days) or _is_own(one.name, issuer):
            continue
        start = found.start("house") if found["house"] else one.start
        return " ".join(body[start : one.end].split()), Evidence("lead", start, one.end)
    paper = OF_PAPER.search(body, 0, LEAD)
    if paper is None or not in_dated_sentence(body, paper.start("house"), days):
        return None
    return " ".join(paper["house"].split()), Evidence("lead", *paper.span("house"))


def _is_own(house: str, issuer: str) -> bool:
    """Whether a body meets in its own house, which says no more than its name."""
    return bool(issuer) and (loose(house) in loose(issuer) or loose(issuer) in loose(house))
