"""When a campaign runs: the dates of sentences that tell it, put together to one EDTF interval."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from nlp import edtf
from nlp.campaign_grammar import heads_pattern
from nlp.mention import Mention
from nlp.sentence_breaks import BREAK, sentence_start

SPAN_CUE = re.compile(
    r"thời\s+gian|kéo\s+dài|có\s+giá\s+trị|thời\s+hạn|chia\s+(?:làm|thành)|đợt\s+\d|bước\s+\d|bắt\s+đầu|thực\s+hiện\s+từ|tính\s+từ"
    r"|kết\s+thúc|khép\s+lại|chặng|được\s+tổ\s+chức|mở\s+màn|diễn\s+ra|thực\s+hiện\s*$"
)
"""This and the next three are searched for in small letters, which is quicker than to ignore their case."""
TIME = re.compile(r"thời\s+(?:gian|hạn)")
CLOSING = re.compile(r"(?:kết\s+thúc|khép\s+lại|tổng\s+kết|bế\s+mạc)\D{0,30}$")
OPENING = re.compile(
    r"(?:mở\s+màn|mở\s+đầu|khởi\s+xướng|(?<!\w)mở(?!\w)|bắt\s+đầu|ra\s+quân|phát\s+động|khởi\s+động|khai\s+mạc)\D{0,30}$"
)
HYPHENS = heads_pattern().replace(r"\s+", r"[\s-]+")
"""The heads of campaigns as they were written before 1975, too: `thi-đua`."""
CAMPAIGN = re.compile(rf"(?<!\w)(?:{HYPHENS}|chặng|hành\s+động)(?!\w)", re.IGNORECASE)
STAGE = re.compile(
    r"^(?:\s*[^.;:\n]{0,60}(?:giai\s+đoạn|năm\s+học|trong\s+(?:\w+\s+)?năm)|\s*,?\s*(?:trong)?)\s*\(?\s*$",
    re.IGNORECASE,
)
RUNNING = re.compile(
    r"^(?:\s*\([^()]{4,40}\))?\s*,?\s*(?:mở|chạy|diễn\s+ra|kéo\s+dài|(?:được\s+)?(?:tổ\s+chức|thực\s+hiện)|kể|tính)?\s*$",
    re.IGNORECASE,
)
"""Between a name and the range in which it runs: `… Việt Nam (18/11/1930 - 18/11/2011), chạy từ ngày 15/7 đến …`."""
MOST_BEHIND = 3
"""Dates behind a name that are looked at: those of a feast in brackets come before its period."""
LONGEST_GAP = 120
"""Characters from a campaign's name to the period that belongs to it."""
SENTENCE = 160
"""Characters before and after a date that are looked at."""
IGNORED_ROLES = frozenset(("issued", "cited", "anniversary"))


def find_period(text: str, campaigns: Sequence[Mention], dates: Sequence[Mention]) -> str | None:
    """The EDTF period that the document tells for a campaign, None where it tells none.

    A period directly after its name wins, unless a sentence that speaks of its time names days within it; then the
    ranges of such sentences, from the first start to the last end; then an open start or end.
    """
    usable = _usable(dates)
    timed = [one for one in usable if SPAN_CUE.search(_before_in_sentence(text, one))]
    ranges = [str(one.value) for one in timed if "/" in str(one.value)]
    closed = [value for value in ranges if edtf.OPEN not in value]
    direct = find_own_period(text, campaigns, dates)
    if direct is not None:
        within = [str(one.value) for one in timed if _is_closed(one) and TIME.search(_before_in_sentence(text, one))]
        within = [value for value in within if _is_within(value, direct)]
        return _union(within) if within else direct
    if closed:
        return _union(closed)
    near = [str(one.value) for one in usable if "/" in str(one.value) and _speaks_of_campaign(text, one)]
    near = [value for value in near if edtf.OPEN not in value and len(value) > len("2020/2025")]
    if near:
        return _union(near)
    start = next((value.partition("/")[0] for value in ranges if value.endswith("/" + edtf.OPEN)), None)
    end = next((value.partition("/")[2] for value in reversed(ranges) if value.startswith(edtf.OPEN + "/")), None)
    start = start or _day_after(text, usable, OPENING)
    end = end or _day_after(text, usable, CLOSING)
    if start is None and end is None:
        return None
    if start is not None and end is not None and _first_day(start) > edtf.last_day(end):
        start = None  # two campaigns of one page: an end says more than the other's start
    return edtf.interval(start or edtf.OPEN, end or edtf.OPEN)


def find_own_period(text: str, campaigns: Sequence[Mention], dates: Sequence[Mention]) -> str | None:
    """The period in a campaign's name or directly after it, which is no other's of the same document; None without."""
    usable = _usable(dates)
    starts = [one.start for one in usable]
    for campaign in campaigns:
        first, behind = bisect_left(starts, campaign.start), bisect_left(starts, campaign.end)
        inside = [str(one.value) for one in usable[first:behind] if one.end <= campaign.end and _is_closed(one)]
        if inside:
            return inside[0]
        for after in usable[behind : behind + MOST_BEHIND]:
            gap = text[campaign.end : after.start]
            if len(gap) > LONGEST_GAP:
                break
            staged = STAGE.match(gap) and _is_span(str(after.value)) and ("\n" not in gap or _is_whole(after))
            if staged or (RUNNING.match(gap) and _is_closed(after)):
                return str(after.value)
    return None


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


def _speaks_of_campaign(text: str, date: Mention) -> bool:
    after = BREAK.search(text, date.end, date.end + SENTENCE)
    behind = text[date.end : after.start() if after else date.end + SENTENCE]
    sentence = _before_in_sentence(text, date) + behind.lower()
    return CAMPAIGN.search(sentence) is not None


def _day_after(text: str, dates: Iterable[Mention], word: re.Pattern[str]) -> str | None:
    """The day of which the sentence says that the campaign opened, or closes."""
    for date in dates:
        before = _before_in_sentence(text, date)
        if word.search(before) and CAMPAIGN.search(before) and "/" not in str(date.value):
            return edtf.without_clock(str(date.value))
    return None


def _is_span(value: str) -> bool:
    start, slash, _ = value.partition("/")
    return bool(slash) or len(start) == 4 or start[5:7] > "12"


def _before_in_sentence(text: str, date: Mention) -> str:
    """What of its sentence stands before a date, in small letters."""
    return text[sentence_start(text, date.start, SENTENCE) : date.start].lower()


def _union(values: Iterable[str]) -> str:
    """From the first start to the last end, with the precision they were written in."""
    pairs = [value.split("/") for value in values]
    start = min((pair[0] for pair in pairs), key=_first_day)
    end = max((pair[1] for pair in pairs), key=edtf.last_day)
    return edtf.interval(start, end)


def _first_day(point: str) -> str:
    return str(edtf.bounds(point)[0])
