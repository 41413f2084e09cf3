"""What part a date plays in a document, told by its bound and the words beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.quick_patterns import quick_codes
from ingest.records import record
from nlp.campaigns.grammar import heads_pattern
from nlp.dates.points import Point
from nlp.text.alternatives import load_alternatives

ANNIVERSARY = "anniversary"
"""The rule of the first and the present year of an anniversary, and their role."""
WINDOW = 90
"""Characters before a date that may hold a cue: longer ones would cross sentences."""
LONGEST_CUE = 48
"""Characters of the longest cue of an event, a start or an end, with the words behind it."""
LONGEST_COUNTED = 24
"""Characters of `tính từ hết`, `so với cùng kỳ` and the blanks behind them."""
CACHED_WINDOWS = 1_024
"""Each date is asked for what stands before it twice: for the years of others, and for its own role."""


def _words(kind: str) -> str:
    """The words of date_role_words.tsv of a kind, as the alternatives of a pattern."""
    return load_alternatives("date_role_words", kind)


CITED_NUMBER = re.compile(r"\d\d*[^\s,;()]*[/-][^\W\d_]{2,}[^\s,;()]*\s*,?\s*$")
CITED_LAW = re.compile(
    quick_codes(("luật(?<!pháp luật)", "pháp lệnh", "hiến pháp"), not_after=r"\w") + r"\s[^.;\n]{2,80}\s*,?\s*$"
)
CITED_UNNUMBERED = re.compile(
    rf"(?<!\w)(?:{_words('cited')})(?: (?:hội nghị|đại hội|của|họp|hội đồng))?[^.;,:()\n\d]{{0,60}} $"
)
AT_HOUR = re.compile(r"(?<!\w)(?:hồi|lúc|sáng|chiều|tối)\s$")
"""What stands before the hour of a meeting, never before the day of a paper."""
COMPARED = re.compile(r"(?:so với|so|cùng kỳ)\s(?:cùng kỳ\s)?$")
COUNTED_SO_FAR = re.compile(r"(?<!\w)tính\s+(?:(?:đến|từ)\s+(?:hết\s+)?)?$", re.IGNORECASE)
EVENT_CUE = re.compile(
    r"(?:^|[\n.–-]|\(\w{2,20}\)|(?<!\w)lts\s?:)\s*(?:vừa qua,\s|theo đó,\s)?[,(]?\s*$|(?<!\w)(?:hôm nay,?|hồi|lúc)\s$"
    r"|(?<!\w)(?:sáng|chiều|tối|trưa|đêm|trong|vào|hôm|hai|các)\s*"
    r"(?:thứ\s\w+,?\s|chủ nhật,?\s)?(?:nay\s(?:[-–]\s)?)?\(?$"
    rf"|(?<!\w)(?:{_words('event')})"
    r"\s?:?(?:\s(?:vào|hôm|từ))?\s$"
)
START_CUE = re.compile(rf"(?<!\w)(?:{_words('start')})\s?:?(?:\s(?:vào|hôm|từ|kể từ))?\s$")
END_CUE = re.compile(
    rf"(?<!\w)(?:(?:kết thúc(?: (?:{heads_pattern()}|đợt))?|{_words('end')})"
    r"\s?:?(?:\s(?:vào|là|hôm|đến|trong|ngày))?"
    r"|tổng kết\s(?:vào|trong|dịp|ấn định|dự kiến|ấn định vào|dự kiến vào))\s$"
)
END_BEHIND = re.compile(
    r"\s(?:là|làm) (?:hạn|thời hạn|ngày cuối)|:\s(?:lễ )?(?:tổng kết|bế mạc|kết thúc)", re.IGNORECASE
)
START_BEHIND = re.compile(r":\s(?:lễ )?(?:phát động|ra quân|khởi động|khởi công)", re.IGNORECASE)
POSTED = re.compile(rf"(?<!\w)(?:{_words('posted')})[^\n\d]{{0,12}}$")
NAMED_DAY = re.compile(
    rf"(?:(?<!\w)ngày (?:{_words('great_day')})"
    r"|quốc khánh|(?<!\w)thành lập (?:đảng|đoàn|hội|quân đội)|giải phóng miền nam|cách mạng tháng tám"
    r"|kỷ niệm|mừng ngày)(?! hội)"
    r"[^.;()\n]{0,70}$"
)
"""Words that name a great day, before its date, which may stand in brackets."""
NAMED_BEHIND = re.compile(r"\)?,?\s(?:kỷ niệm \d|ngày (?:truyền thống|thành lập|sinh|giải phóng))", re.IGNORECASE)


@record(frozen=True, slots=True)
class Expression:
    """One or two points that make one DATE; `bound` is the word before it that opens a range."""

    start: int
    first: Point
    second: Point | None = None
    bound: str = ""
    whole: bool = False

    @property
    def end(self) -> int:
        """Where its last point ends."""
        return (self.second or self.first).end


def told_before(text: str, at: int) -> str:
    """What stands before a date at `at`, in small letters: cues are found quicker in them than by any case."""
    return text[max(0, at - WINDOW) : at].lower()


@lru_cache(maxsize=CACHED_WINDOWS)
def is_cited(before: str) -> bool:
    """Whether a cited document's number or a law's title ends right before a date; `before` as from `told_before`."""
    return (CITED_NUMBER.search(_last_piece(before)) or CITED_LAW.search(before)) is not None


def _last_piece(before: str) -> str:
    """What ends a text between blanks, commas and brackets, one comma behind it aside: all of a number lies in it."""
    words = before.rstrip().removesuffix(",").split()
    return words[-1][max(map(words[-1].rfind, ",;()")) + 1 :] if words else ""


def role_of(text: str, expression: Expression, anniversaries: frozenset[int]) -> str:
    """The part a date plays; `other` where nothing shows it."""
    first = expression.first
    before = told_before(text, expression.start)
    if first.rule == ANNIVERSARY:
        return "anniversary"
    near = max(0, len(before) - LONGEST_COUNTED)
    if COMPARED.search(before, near) or COUNTED_SO_FAR.search(before, near):
        return "other"
    if is_cited(before) and first.kind in ("day", "year"):
        return "cited"
    if expression.bound:
        return "start" if expression.bound == "từ" else "end"
    if expression.second is not None or first.kind not in ("day", "days", "month", "quarter", "lunar"):
        return "other"
    return _role_of_day(text, expression, before, anniversaries)


def _role_of_day(text: str, expression: Expression, before: str, anniversaries: frozenset[int]) -> str:
    first = expression.first
    if first.start in anniversaries:
        return "anniversary"
    if first.is_full_day and POSTED.search(before):
        return "issued"
    near = max(0, len(before) - LONGEST_CUE)
    if END_CUE.search(before, near) or END_BEHIND.match(text, expression.end):
        return "end"
    if START_CUE.search(before, near) or START_BEHIND.match(text, expression.end):
        return "start"
    if CITED_UNNUMBERED.search(before) and first.kind != "quarter" and not AT_HOUR.search(before):
        return "cited"
    if first.kind in ("month", "quarter"):
        return "other"
    in_brackets = before.endswith("(")
    cued = EVENT_CUE.search(before, near) is not None
    if not in_brackets and (cued or (first.clock and before.endswith(": "))):
        return "anniversary" if NAMED_BEHIND.match(text, expression.end) else "event"
    if _is_named(text, expression, before):
        return "anniversary"
    return "event" if cued else "other"


def _is_named(text: str, expression: Expression, before: str) -> bool:
    """Whether a great day is named right before a day, which stands in brackets or bare, or right behind it."""
    in_brackets = before.endswith("(") and text[expression.end : expression.end + 1] in (")", ",", ";")
    bare = not in_brackets and expression.first.year is None and text[expression.first.start].isdigit()
    named = (in_brackets or bare) and NAMED_DAY.search(before.rstrip("( ")) is not None
    return named or NAMED_BEHIND.match(text, expression.end) is not None
