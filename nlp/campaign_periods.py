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
    r"|kết\s+thúc|khép\s+lại|chặng|được\s+tổ\s+chức|mở\s+màn|diễn\s+ra"
)
"""This and the next three are searched for in small letters, which is quicker than to ignore their case."""
CAMPAIGN = re.compile(rf"(?<!\w)(?:{heads_pattern()}|chặng|hành\s+động)(?!\w)", re.IGNORECASE)
CLOSING = re.compile(r"(?:kết\s+thúc|khép\s+lại|tổng\s+kết|bế\s+mạc)\D{0,30}$")
OPENING = re.compile(r"(?:mở\s+màn|bắt\s+đầu|ra\s+quân|phát\s+động|khởi\s+động|khai\s+mạc)\D{0,30}$")
STAGE = re.compile(r"^(?:[^.;:\n]{0,60}giai\s+đoạn|\s*,?\s*(?:trong)?)\s*\(?\s*$", re.IGNORECASE)
LONGEST_GAP = 120
"""Characters from a campaign's name to the period that belongs to it."""
SENTENCE = 160
"""Characters before and after a date that are looked at."""
IGNORED_ROLES = frozenset(("issued", "cited", "anniversary"))


def find_period(text: str, campaigns: Sequence[Mention], dates: Sequence[Mention]) -> str | None:
    """The EDTF period that the document tells for a campaign, None where it tells none.

    A period directly after its name wins; then the ranges of sentences that speak of its time, from the first start
    to the last end; then an open start.
    """
    usable = [one for one in dates if isinstance(one.value, str) and one.attributes.get("role") not in IGNORED_ROLES]
    starts = [one.start for one in usable]
    for campaign in campaigns:
        follows = bisect_left(starts, campaign.end)
        after = usable[follows] if follows < len(usable) else None
        if after is None or after.start - campaign.end > LONGEST_GAP:
            continue
        if STAGE.match(text[campaign.end : after.start]) and _is_span(str(after.value)):
            return str(after.value)
    timed = [one for one in usable if SPAN_CUE.search(_before_in_sentence(text, one))]
    ranges = [str(one.value) for one in timed if "/" in str(one.value)]
    closed = [value for value in ranges if edtf.OPEN not in value]
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
