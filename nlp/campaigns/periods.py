"""When a campaign runs: the dates of sentences that tell it, put together to one EDTF interval."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from nlp import edtf
from nlp.campaigns.time_cues import (
    are_years,
    closing,
    ends_stage,
    is_finer,
    is_reviewed,
    is_span,
    is_timed,
    opening,
    speaks_of_campaign,
)
from nlp.mention import Mention

STAGE = re.compile(
    r"^(?:\s*[^.;:\n]{0,60}(?:giai\s+đoạn|năm\s+học|trong\s+(?:\w+\s+)?năm)|\s*,?\s*(?:trong)?)\s*\(?\s*$",
    re.IGNORECASE,
)
RUNNING = re.compile(
    r"^(?:\s*\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?)?(?:\s*\([^()]{4,40}\))?\s*,?"
    r"\s*(?:mở|chạy|diễn\s+ra|kéo\s+dài|(?:được\s+)?(?:tổ\s+chức|thực\s+hiện)|kể|tính)?\s*$",
    re.IGNORECASE,
)
"""Between a name and the range in which it runs: `… Việt Nam (18/11/1930 - 18/11/2011), chạy từ ngày 15/7 đến …`."""
IS = re.compile(r"^\)?,?\s*là\s*$")
"""Between a period and the campaign: `đợt 3 (từ 01/9 đến 22/12), là đợt thi đua …`."""
LENGTH = re.compile(r"(?<![\w.,])(\d{2,3})\s+ngày(?!\w)", re.IGNORECASE)
"""How long a drive lasts, in its name: `đợt thi đua 100 ngày đêm`."""
SLACK = 2
"""Days by which a period may differ from the round figure in a name."""
MOST_BEHIND = 3
"""Dates behind a name that are looked at: those of a feast in brackets come before its period."""
LONGEST_GAP = 120
"""Characters from a campaign's name to the period that belongs to it."""
IGNORED_ROLES = frozenset(("issued", "cited", "anniversary"))
OF_THE_DOCUMENT = frozenset(("issued", "event"))
YEAR_RANGE, DAY = len("2020/2025"), len("2020-01-01")


def find_period(
    text: str, campaigns: Sequence[Mention], dates: Sequence[Mention], launched: str | None = None
) -> str | None:
    """The EDTF period that the document tells for a campaign, None where it tells none.

    A range as long as the campaign's name says wins; then a period directly after its name, unless the text names days
    within it as its time; then the ranges of sentences, lines and sections that speak of its time, from the first start
    to the last end; then an open start or end. `launched` is the day of the launch of which the document tells.
    """
    usable = _usable(dates)
    timed = [one for one in usable if is_timed(text, one)]
    start, end = _start(text, usable, timed) or launched, _end(text, usable, timed)
    told = _as_long(campaigns, usable, start) or _own_or_finer(text, campaigns, dates) or _run(text, dates, timed)
    if told is not None or (start is None and end is None):
        return told
    if start is not None and end is not None and _first_day(start) > edtf.last_day(end):
        start = None  # two campaigns of one page: an end says more than the other's start
    return edtf.interval(start or edtf.OPEN, end or edtf.OPEN)


def _start(text: str, dates: Sequence[Mention], timed: Sequence[Mention]) -> str | None:
    told = (str(one.value).partition("/") for one in timed)
    return next((start for start, _, end in told if end == edtf.OPEN), None) or opening(text, dates)


def _end(text: str, dates: Sequence[Mention], timed: Sequence[Mention]) -> str | None:
    told = (str(one.value).partition("/") for one in reversed(timed))
    return closing(text, dates) or next((end for start, _, end in told if start == edtf.OPEN), None)


def _as_long(campaigns: Sequence[Mention], dates: Sequence[Mention], start: str | None) -> str | None:
    """The first range as long as the campaign's name says; else from its start to a day as far from it."""
    told = next((found for one in campaigns if (found := LENGTH.search(one.text))), None)
    if told is None:
        return None
    ranges = [_days(str(one.value)) for one in dates if _is_closed(one)]
    if start is not None:
        ends = [str(one.value).removeprefix(edtf.OPEN + "/") for one in dates]
        days = [end[:DAY] for end in ends if len(end) >= DAY and "/" not in end]
        ranges += [edtf.interval(start, day) for day in days if start <= day]
    return next((value for value in ranges if abs(_length(value) - int(told[1])) <= SLACK), None)


def _own_or_finer(text: str, campaigns: Sequence[Mention], dates: Sequence[Mention]) -> str | None:
    """The period beside a campaign's name; where the text tells days within it as its time, those."""
    direct = find_own_period(text, campaigns, dates)
    if direct is None:
        return None
    finer = [_days(str(one.value)) for one in _usable(dates) if _is_closed(one) and is_finer(text, one)]
    within = [value for value in finer if _is_within(value, direct)]
    return _union(within) if within else direct


def _run(text: str, dates: Sequence[Mention], timed: Sequence[Mention]) -> str | None:
    """The ranges that are told as times put together; without any those in sentences of campaigns, or their years."""
    closed = [_days(str(one.value)) for one in timed if _is_closed(one) and not is_reviewed(text, one)]
    if closed:
        stages = [str(one.value).removeprefix(edtf.OPEN + "/") for one in timed if ends_stage(text, one)]
        return _union([*closed, *(edtf.interval(end, end) for end in stages if "/" not in end)])
    spoken = [one for one in _usable(dates) if _is_closed(one) and speaks_of_campaign(text, one)]
    near = [str(one.value) for one in spoken if len(str(one.value)) > YEAR_RANGE]
    if near:
        return _union(near)
    now = max((str(one.value)[:4] for one in dates if one.attributes.get("role") in OF_THE_DOCUMENT), default="")
    return next((str(one.value) for one in spoken if are_years(text, one, now)), None)


def find_own_period(text: str, campaigns: Sequence[Mention], dates: Sequence[Mention]) -> str | None:
    """The period in a campaign's name or beside it, which is no other's of the same document; None without."""
    usable = _usable(dates)
    starts = [one.start for one in usable]
    for campaign in campaigns:
        first, behind = bisect_left(starts, campaign.start), bisect_left(starts, campaign.end)
        inside = [str(one.value) for one in usable[first:behind] if one.end <= campaign.end and _is_closed(one)]
        if inside:
            return inside[0]
        before = usable[first - 1] if first else None
        if before is not None and _is_closed(before) and IS.match(text[before.end : campaign.start]):
            return _days(str(before.value))
        for after in usable[behind : behind + MOST_BEHIND]:
            gap = text[campaign.end : after.start]
            if len(gap) > LONGEST_GAP:
                break
            staged = STAGE.match(gap) and is_span(str(after.value)) and ("\n" not in gap or _is_whole(after))
            if staged or (RUNNING.match(gap) and _is_closed(after)):
                return str(after.value)
    return None


def _length(value: str) -> int:
    """Days of a closed range, the first and the last counted."""
    first, last = edtf.bounds(value)
    return (last - first).days + 1 if first and last else 0


def _days(value: str) -> str:
    """A range without the clock times at its ends."""
    return "/".join(map(edtf.without_clock, value.split("/")))


def _usable(dates: Sequence[Mention]) -> list[Mention]:
    return [one for one in dates if isinstance(one.value, str) and one.attributes.get("role") not in IGNORED_ROLES]


def _is_whole(date: Mention) -> bool:
    """Whether its period has no open end: one below a title begins the text rather than the campaign."""
    return edtf.OPEN not in str(date.value)


def _is_closed(date: Mention) -> bool:
    return "/" in str(date.value) and _is_whole(date)


def _is_within(value: str, wider: str) -> bool:
    """Whether a closed range lies within a period and tells more of it."""
    if edtf.OPEN in wider or value == wider:
        return False
    (first, last), (opened, closed) = _ends(value), _ends(wider)
    return opened <= first and last <= closed


def _ends(value: str) -> tuple[str, str]:
    start, _, end = value.partition("/")
    return _first_day(start), str(edtf.last_day(end or start))


def _union(values: Iterable[str]) -> str:
    """From the first start to the last end, with the precision they were written in."""
    pairs = [value.split("/") for value in values]
    start = min((pair[0] for pair in pairs), key=_first_day)
    end = max((pair[1] for pair in pairs), key=edtf.last_day)
    return edtf.interval(start, end)


def _first_day(point: str) -> str:
    return str(edtf.bounds(point)[0])
