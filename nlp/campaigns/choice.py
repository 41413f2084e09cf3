"""Which campaigns a document tells of: variants of one name put together, and those only named in passing left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nlp.campaigns.grammar import verbs_pattern
from nlp.mention import Mention
from nlp.text.intervals import Cover
from nlp.text.quotations import plain_form

MOST_INSIDE = 24
"""Mentions that a campaign's name may hold."""
LOOK_BACK = 70
"""Characters before a campaign in which the verb that governs it stands."""
TOLD = re.compile(
    rf"(?:{verbs_pattern('told')})"
    r"\s*(?:các|việc|lễ|thêm|một|đợt|trong|thống\s+nhất|tổ\s+chức)?\s*(?:[“\"]\s*)?$"
)
"""This and the three below are searched for in small letters, which is quicker than to ignore their case."""
LAUNCHED = re.compile(rf"(?:{verbs_pattern('launched')})\s*(?:các|thêm|một|tổ\s+chức)?\s*$")
PASSING = re.compile(
    r"(?:gắn(?:[^.;,]{0,30}\s+với)?(?:\s+chặt)?(?:\s+với)?(?:\s+thực\s+hiện)?|lồng\s+ghép|tiếp\s+tục|cùng\s+với|kết\s+hợp(?:\s+với)?|tiếp\s+nối"
    r"|nối\s+tiếp|đẩy\s+mạnh|thực\s+hiện\s+tốt|song\s+song\s+với|như|nhớ[\w\s]{0,15}|tiếp\s+sức\s+cho)\s*(?:các|việc)?\s*$"
)
JOINED = re.compile(r"hưởng\s+ứng\s*(?:các|việc)?\s*$")
MEETING = re.compile(verbs_pattern("meeting"), re.IGNORECASE)
DRIVE = re.compile(r"(?:đợt|chiến\s+dịch|cuộc\s+thi\s+đua|tháng\s+thi\s+đua)", re.IGNORECASE)
"""Heads of campaigns with a time of their own; `phong trào` and `cuộc vận động` may be standing ones."""
SPAN = re.compile(r"(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+(?:ngày(?:\s+đêm)?|tuần|tháng)(?!\w)", re.IGNORECASE)
"""How long a drive lasts, as it stands in its name before any quotation mark: `đợt thi đua 100 ngày`."""
QUOTE = re.compile(r"[“\"«]")
TITLE_POINTS, TOLD_POINTS, EVENT_POINTS, LAUNCH_POINTS, PASSING_POINTS = 3.0, 1.0, 2.0, 2.5, -1.0
ENOUGH = 2.0
"""A campaign is told of when it stands in the title, is launched, is the subject of a meeting, or comes up again."""


@dataclass(slots=True)
class Candidate:
    """The mentions of one campaign; `slogan` is its quoted name, `events` are the plain forms of those it greets.

    `spans` says that it was known by its length again: then the words of the other mention are no name.
    """

    mentions: list[Mention]
    slogan: str = ""
    events: frozenset[str] = frozenset()
    themed: bool = False
    points: float = 0.0
    launched: bool = False
    nested: list[Mention] = field(default_factory=list)
    spans: bool = False

    @property
    def name(self) -> str:
        """The fullest way in which the document names it, in small letters where it does so too."""
        quoted = [one for one in self.mentions if self.spans and self.slogan and self.slogan in plain_form(one.text)]
        longest = max(quoted or self.mentions, key=lambda one: (len(one.text), not one.text.isupper(), -one.start))
        return " ".join(longest.text.split())

    @property
    def is_drive(self) -> bool:
        """Whether it has a time of its own."""
        return DRIVE.match(self.mentions[0].text) is not None

    @property
    def start(self) -> int:
        """Where it is named first, in characters."""
        return min(one.start for one in self.mentions)


def choose_campaigns(text: str, mentions: Sequence[Mention], title_end: int) -> list[Candidate]:
    """The campaigns that the document tells of, the main one first; `title_end` is where its head ends."""
    candidates = _merged(_candidate(one, inside) for one, inside in _with_inside(mentions))
    meetings = Cover(one for one in mentions if one.label == "EVENT" and MEETING.search(one.text[:60]))
    head = _head_slogans(mentions, title_end)
    for candidate in candidates:
        points = [_points(text, one, meetings) for one in candidate.mentions]
        candidate.points = sum(points)
        candidate.launched = LAUNCH_POINTS in points
        if candidate.is_drive:
            candidate.points += 1.0
        first = text[max(0, candidate.start - LOOK_BACK) : candidate.start].lower()
        in_title = candidate.start < title_end and not PASSING.search(first)
        if in_title or _titled(candidate, head):
            candidate.points += TITLE_POINTS
    chosen = [one for one in candidates if one.points >= ENOUGH]
    if not chosen and candidates:
        best = max(candidates, key=lambda one: (one.points, -one.start))
        chosen = [best] if best.points > 0 else []
    return sorted(chosen, key=lambda one: (-one.points, one.start))


def _with_inside(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each campaign with the mentions in it; `mentions` are in order of start, hosts first."""
    for index, mention in enumerate(mentions):
        if mention.label == "CAMPAIGN":
            following = mentions[index + 1 : index + 1 + MOST_INSIDE]
            yield mention, [one for one in following if one.end <= mention.end]


def _candidate(campaign: Mention, inside: Sequence[Mention]) -> Candidate:
    slogans = [one for one in inside if one.label == "SLOGAN"]
    events = frozenset(plain_form(one.text) for one in inside if one.label == "EVENT")
    themed = bool(slogans) and any(word in campaign.text.lower() for word in ("chủ đề", "khẩu hiệu"))
    return Candidate([campaign], plain_form(slogans[0].text) if slogans else "", events, themed, nested=slogans)


def _merged(found: Iterable[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in found:
        same = next((one for one in kept if _is_same(one, candidate)), None)
        if same is None:
            kept.append(candidate)
            continue
        same.mentions += candidate.mentions
        same.nested += candidate.nested
        same.events |= candidate.events
        same.spans = same.spans or _lasts_as_long(same, candidate)
        same.slogan = same.slogan or candidate.slogan
    return kept


def _is_same(one: Candidate, other: Candidate) -> bool:
    if one.slogan and other.slogan and not (one.themed or other.themed):
        return one.slogan == other.slogan
    if (one.events and other.events) or (one.slogan and one.slogan == other.slogan) or _lasts_as_long(one, other):
        return True
    if (one.themed and other.events) or (one.events and other.themed):
        return True
    return plain_form(one.mentions[0].text) == plain_form(other.mentions[0].text)


def _lasts_as_long(one: Candidate, other: Candidate) -> bool:
    """Whether two drives are one by their length: `đợt thi đua 100 ngày` has a quoted name in one place only."""
    return not (one.slogan and other.slogan) and bool(_span(one)) and _span(one) == _span(other)


def _span(candidate: Candidate) -> str:
    """The kind and length of a drive whose name tells it."""
    text = candidate.mentions[0].text
    head = DRIVE.match(text)
    span = head and SPAN.search(QUOTE.split(text)[0])
    return plain_form(f"{head[0]} {span[0]}") if head and span else ""


def _points(text: str, mention: Mention, meetings: Cover) -> float:
    if meetings.holds(mention.start, mention.end):
        return EVENT_POINTS
    before = text[max(0, mention.start - LOOK_BACK) : mention.start].lower()
    if LAUNCHED.search(before):
        return LAUNCH_POINTS
    if PASSING.search(before) or (JOINED.search(before) and not DRIVE.match(mention.text)):
        return PASSING_POINTS
    if JOINED.search(before):
        return TOLD_POINTS
    return TOLD_POINTS if TOLD.search(before) else 0.25


def _titled(candidate: Candidate, head: Mapping[str, list[int]]) -> bool:
    """Whether the quoted name stands in the head of the document without its noun; `head` as from `_head_slogans`."""
    nested = {one.start for one in candidate.nested}
    return bool(candidate.slogan) and any(start not in nested for start in head.get(candidate.slogan, ()))


def _head_slogans(mentions: Iterable[Mention], title_end: int) -> dict[str, list[int]]:
    """The slogans in the head of the document, in plain form, with where they begin."""
    found: dict[str, list[int]] = {}
    for one in mentions:
        if one.label == "SLOGAN" and one.start < title_end:
            found.setdefault(plain_form(one.text), []).append(one.start)
    return found
