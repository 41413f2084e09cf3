"""What the words beside a date tell of a campaign's time: that it begins, ends or runs then."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp import edtf
from nlp.mention import Mention
from nlp.text.alternatives import LOOSE_GAP, load_alternatives
from nlp.text.sentence_breaks import sentence_end, sentence_start

SPAN_CUE = re.compile(
    r"thời\s+gian(?!\s+(?:chờ|qua|tới|làm|khám|xử|giải|này))|kéo\s+dài|có\s+giá\s+trị|thời\s+hạn|chia\s+(?:làm|thành)"
    r"|đợt\s+(?:\d|một|hai|ba|bốn)|bước\s+\d|bắt\s+đầu|thực\s+hiện\s+từ|tính\s+từ"
    r"|kết\s+thúc|khép\s+lại|chặng|được\s+tổ\s+chức|mở\s+màn|diễn\s+ra|thực\s+hiện\s*$"
)
"""This and the patterns up to `DRIVE` are searched for in small letters, which is quicker than to ignore their case."""
FINER = re.compile(r"thời\s+(?:gian|hạn)|(?<!\w)(?:diễn\s+ra|kéo\s+dài)\s*$|\d+\s+ngày(?:\s+đêm)?\s*[,(]?\s*$")
"""Before the days of a campaign whose year its name tells."""
STAGE_END = re.compile(r"(?:đợt|bước|chặng)\s+(?:\d|một|hai|ba|bốn)\W*$")
"""Before the end of one stage of several."""
REVIEWED = re.compile(r"(?:sơ|tổng)\s+kết[^;\n]{0,50}$")
"""Before the days in which a campaign is looked back at."""
RECKONED = re.compile(r"(?<!đầu\stiên\s)(?<!\w)(?:kể|tính)\s*$")
SENTENCE_END = re.compile(r"\s*(?:[.;\n]|\Z)")
CLOSING = re.compile(r"(?:kết\s+thúc|khép\s+lại|tổng\s+kết|bế\s+mạc)\D{0,30}$")
CLOSES = re.compile(r"^\W*kết\s+thúc\s*(?:vào\s*)?$")
"""A sentence of its own that tells the end."""
OPENING = re.compile(
    r"(?:mở\s+màn|mở\s+đầu|khởi\s+xướng|(?<!\w)mở(?!\w)|bắt\s+đầu|ra\s+quân|phát\s+động|khởi\s+động|khai\s+mạc"
    r"|duy\s+trì)\D{0,30}$"
)
DRIVE = re.compile(r"(?<!\w)(?:đợt|thi\s+đua)(?!\w)")
"""A campaign that has no name there."""
CAMPAIGN = re.compile(
    rf"(?<!\w)(?:{load_alternatives('campaign_heads', gap=LOOSE_GAP)}|chặng|hành\s+động)(?!\w)", re.IGNORECASE
)
YEARS = re.compile(r"(?:trong\s+\w+\s+năm|năm\s+(?:qua|năm)?\s*\()\s*$")
"""Before the years of a campaign whose name stands elsewhere in the sentence."""
PAST_YEARS = re.compile(r"giai\s+đoạn\s*$")
"""The same where they are over: plans of other things name such years too."""
HEADING = re.compile(r"[ \t]*(?:[IVX]{1,4}|\d{1,2}|[A-ZĐ]|Điều \d{1,2})[ \t]*[.\-)/:–][^\n]{1,60}(?=\n|\Z)")
TIME_HEADING = re.compile(
    r"^[ \t]*(?:\w{1,4}|Điều \d{1,2})[ \t]*[.\-)/:–]\W*(?:\w+\s+){0,3}"
    r"(?:thời\s+gian|tiến\s+độ|tiến\s+trình|các\s+bước|bao\s+giờ)",
    re.IGNORECASE,
)
"""A heading behind which the times of a campaign stand: `III. TIẾN TRÌNH`, `4. Bao giờ?`."""
TIME_LABEL = re.compile(r"^[^:\n]{0,40}thời\s+gian[^:\n]{0,30}:")
"""What begins a line that tells them: `1. Phạm vi và thời gian:`."""
SECTION = 700
"""Characters behind a heading in which its section is looked at."""
SENTENCE = 160
"""Characters before and after a date that are looked at."""


def is_timed(text: str, date: Mention) -> bool:
    """Whether the sentence or the line before a date, or the heading above it, says that it tells a time."""
    if SPAN_CUE.search(before_in_sentence(text, date)) or _is_reckoned(text, date):
        return True
    return TIME_LABEL.match(_before_in_line(text, date)) is not None or _is_under_time(text, date)


def is_finer(text: str, date: Mention) -> bool:
    """Whether a range is told as the time of the campaign, though its name tells one already."""
    before = before_in_sentence(text, date)
    if FINER.search(before) or _is_reckoned(text, date):
        return True
    return any(not before[one.end() :].strip() for one in CAMPAIGN.finditer(before))


def is_reviewed(text: str, date: Mention) -> bool:
    """Whether the campaign is looked back at on a date, rather than runs."""
    return REVIEWED.search(before_in_sentence(text, date)) is not None


def ends_stage(text: str, date: Mention) -> bool:
    """Whether one of several stages ends then: `đợt hai đến hết tháng 4`."""
    return STAGE_END.search(before_in_sentence(text, date)) is not None


def are_years(text: str, date: Mention, now: str) -> bool:
    """Whether a sentence tells years as those of a campaign; `now` is the year of the document."""
    before = before_in_sentence(text, date)
    return bool(YEARS.search(before) or (PAST_YEARS.search(before) and str(date.value).partition("/")[2] <= now))


def speaks_of_campaign(text: str, date: Mention) -> bool:
    """Whether the sentence of a date names a campaign."""
    behind = text[date.end : sentence_end(text, date.end, SENTENCE)]
    return CAMPAIGN.search(before_in_sentence(text, date) + behind.lower()) is not None


def opening(text: str, dates: Iterable[Mention]) -> str | None:
    """The point of time of which the text says that the campaign began then; None without one."""
    told = (str(date.value).partition("/") for date in dates if _is_told(text, date, OPENING))
    return next((edtf.without_clock(start) for start, _, end in told if end in ("", edtf.OPEN)), None)


def closing(text: str, dates: Iterable[Mention]) -> str | None:
    """The same of its end."""
    told = (str(date.value).partition("/") for date in dates if _is_told(text, date, CLOSING))
    return next((edtf.without_clock(end or start) for start, _, end in told if end != edtf.OPEN), None)


def _is_told(text: str, date: Mention, word: re.Pattern[str]) -> bool:
    """Whether the word stands before a date and means the campaign; a year or quarter alone is no point of time."""
    before = before_in_sentence(text, date)
    value = str(date.value)
    if not word.search(before) or ("/" not in value and is_span(value)):
        return False
    return bool(CAMPAIGN.search(before) or DRIVE.search(before) or CLOSES.match(before)) or _is_under_time(text, date)


def is_span(value: str) -> bool:
    """Whether a value is a range, a year or a quarter."""
    start, slash, _ = value.partition("/")
    return bool(slash) or len(start) == 4 or start[5:7] > "12"


def _is_reckoned(text: str, date: Mention) -> bool:
    """Whether a range begins behind `tính` or `kể` and a campaign: in its sentence, or as a sentence behind it.

    `Tính từ 01/10 đến 31/7, tỷ lệ giải quyết đạt …` tells a result.
    """
    before = _before_in_line(text, date)
    if str(date.value).startswith(edtf.OPEN) or not RECKONED.search(before):
        return False
    if RECKONED.match(before_in_sentence(text, date).strip()) and not SENTENCE_END.match(text, date.end):
        return False
    return bool(CAMPAIGN.search(before) or DRIVE.search(before))


def _is_under_time(text: str, date: Mention) -> bool:
    """Whether the last heading above a date, in so many characters, is of times."""
    end = date.start
    while end > 0:
        line = text.rfind("\n", 0, end) + 1
        if line < date.start - SECTION:
            return False
        if found := HEADING.match(text, line, date.start):
            return TIME_HEADING.match(found[0]) is not None
        end = line - 1
    return False


def _before_in_line(text: str, date: Mention) -> str:
    """What of its line stands before a date, in small letters."""
    return text[max(text.rfind("\n", 0, date.start) + 1, date.start - 2 * SENTENCE) : date.start].lower()


def before_in_sentence(text: str, date: Mention) -> str:
    """What of its sentence stands before a date, in small letters."""
    return text[sentence_start(text, date.start, SENTENCE) : date.start].lower()
