"""Points in time joined to the spans that are one DATE, and those dropped that only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.orthography import CAPITALS, SMALL
from nlp.dates.points import Point
from nlp.dates.roles import ANNIVERSARY, WINDOW, Expression, told_before
from nlp.dates.years import LIST_GAP
from nlp.lexicon import load_lexicon, load_matcher

RANGE_GAP = re.compile(
    r"\s{0,2}(?:(?P<dash>[-–—])|\s?(?:cho\s)?(?:đến|tới))\s{0,2}(?P<whole>hết\s{1,2})?", re.IGNORECASE
)
BOUND = re.compile(r"(?<!\w)(?P<word>từ|trước|đến)(?P<whole>\s{1,2}hết)?(?:(?<=từ)\s{1,2}sau)?\s{1,3}$", re.IGNORECASE)
MOST_WORDS = 4
"""Before figures that may be a date: `Quốc tế Lao động 1/5`, the day's name."""
NO_WORD = re.compile(r".*\W", re.DOTALL)
LAST_MARKS = re.compile(r"[\s:]+\Z")
OPENS = re.compile(r"(?:^|[\n.;])[\s*+-]*$")
"""Before a day that heads an entry of a timetable: `20/8: tập huấn`."""
CLOSES = re.compile(r"[.;]?\s*(?:$|\n)|\stại\s|\.\s")
"""After a day that ends one: `Họp Hội đồng: 10/10.`"""
LONGEST_WORDS = 40
"""Characters of the last words before a date with what stands behind them."""
NAMED_DAY = re.compile(r"ngày(?<!\w....)\s[^.;:()\n]{3,80}$")
AFTER_WEAK = re.compile(
    r"\s?(?:[,;:)\n“”«»\"]|\.(?!\w)|\Z)|\s(?:và|tại|của|do|cho|với|có|được|là|đạt|gồm|như|trên|về|tới|[-–])(?!\w)",
    re.IGNORECASE,
)
"""Behind figures that a weak cue makes a date: no noun that they could count."""
MEASURED = re.compile(r"\s?(?:%|tỷ|tỉ|triệu|nghìn|tấn|tạ|ha|km|m|kg|lần|điểm|đồng|độ|mét|giờ)(?!\w)", re.IGNORECASE)
"""Behind a decimal number, which is no day with its month."""
IN_BRACKETS = re.compile(r"(?:(?:,|\svà)\s(?:19|20)\d\d){0,5}\)")
"""Behind a year in brackets, alone or the first of several."""
DOTTED, SPACED = "day_dotted", "day_spaced"
GREAT_DAY = re.compile(r"(?<!\w)(?:[Nn]gày|NGÀY)\s(?:[^\W\d_]+,?\s){1,12}?(?P<last>[^\W\d_]+)\s\(?\Z")
"""A great day's name before its figures: `Ngày thành lập Công đoàn Việt Nam 28.7`."""
WEEKDAY = re.compile(r"(?<!\w)(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật),?\s\Z")
FROM = re.compile(r"(?<!\w)từ\s{1,2}\Z", re.IGNORECASE)
LAW = re.compile(r"(?<!\w)(?:Luật|Pháp lệnh|Hiến pháp)\s[^.;:\n\d]{2,60}\s\Z")
"""A law's title before its year."""
SMALL_LAW = re.compile(r"(?<!\w)(?:luật|pháp lệnh)\s(?=[^.;:\n\d]{2,60}\s\Z)")
TODAY = re.compile(r"(?<!\w)(?:hôm|sáng|trưa|chiều|tối|đêm) nay\s?[-–,(]\s?\Z")
"""Before the day that it was: `Sáng nay - 28/2`."""
SHARE = re.compile(rf"(?P<part>\d{{1,2}})/(?P<whole>\d{{1,2}})\s[{SMALL}]")
BEHIND_NAME = re.compile(rf"(?<![^\s“(])[{SMALL}]+(?:[ “]{{1,2}}[{CAPITALS}][{SMALL}]{{0,12}}){{1,4}}[ ”]{{1,2}}\Z")
"""A word in small letters and a name before a year: `Kết quả Hành trình Đỏ 2025`."""
CYCLE_YEAR = re.compile(
    r"(?<!\w)(?:giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý)\s"
    r"(?:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\s?[-–]\s?\Z",
    re.IGNORECASE,
)
"""The name of a year in the cycle of sixty and a dash before its figures: `Tết Nguyên đán Quý Mão – 2023`."""
LONGEST_PLAN = 10
"""Years between two months that are no longer a plan's beginning and end."""
JOINABLE = frozenset(
    ("day", "days", "day_number", "month", "year", "quarter", "now", "year_start", "year_end", "lunar")
)


def expressions(text: str, points: Sequence[Point]) -> Iterator[Expression]:
    """Join points to ranges, drop those that lack the cue they need, and take in the bound before them."""
    index = 0
    accepted: Point | None = None
    while index < len(points):
        point = points[index]
        following = points[index + 1] if index + 1 < len(points) else None
        gap = RANGE_GAP.fullmatch(text[point.end : following.start]) if following else None
        index += 1
        if following and gap and _joins(text, point, following, gap):
            index += 1
            accepted = following
            yield _bounded(text, Expression(point.start, point, following, whole=gap["whole"] is not None))
        elif not point.needs or (point.needs == "cue" and has_cue(text, point, accepted)) or _is_year_end(text, point):
            accepted = point
            yield _bounded(text, Expression(point.start, point))


def _joins(text: str, first: Point, second: Point, gap: re.Match[str]) -> bool:
    if first.kind not in JOINABLE or second.kind not in JOINABLE - {"day_number", "year_start"}:
        return False
    if first.rule == second.rule == ANNIVERSARY:
        return False
    if DOTTED in (first.rule, second.rule):
        return _joins_dotted(text, first, second, gap)
    if first.kind == "day_number":
        return second.kind in ("day", "lunar")
    if "now" in (first.kind, second.kind):
        return gap["dash"] is None and (first.kind == "now" or _is_from(text, first))
    if first.kind == "year_start":
        return gap["dash"] is None
    if gap["dash"] is None:
        return True
    if is_anniversary(first, second):
        return False
    if second.needs == "cue" and first.needs == "cue":
        return has_cue(text, first, None) or _looks_like_span(text, first, second)
    return first.kind == second.kind


def _looks_like_span(text: str, first: Point, second: Point) -> bool:
    """Whether two bare days can be no fractions: `01/01 - 07/5`, `16/4 - 19/5`."""
    if first.kind != second.kind or first.order >= second.order or DOTTED in (first.rule, second.rule):
        return False
    return any(point.day > 12 or text[point.start] == "0" for point in (first, second))


def _joins_dotted(text: str, first: Point, second: Point, gap: re.Match[str]) -> bool:
    """Whether two figures with a dot are the days of a span (`từ 19.8 đến 27.11`) and not decimal numbers."""
    return (
        gap["dash"] is None
        and first.rule == second.rule
        and first.order < second.order
        and _is_from(text, first)
        and MEASURED.match(text, second.end) is None
    )


def _is_from(text: str, point: Point) -> bool:
    return FROM.search(text, max(0, point.start - 5), point.start) is not None


def is_anniversary(first: Point, second: Point) -> bool:
    """Whether two neighbouring days or months are the first and its return: the same of different years."""
    if first.kind != second.kind or first.year is None or second.year is None:
        return False
    returns = first.kind == "day" or (first.kind == "month" and second.year - first.year >= LONGEST_PLAN)
    return (
        returns
        and (first.day, first.month) == (second.day, second.month)
        and first.year != second.year
        and second.start - first.end <= len(" - ngày ")
    )


def _is_year_end(text: str, point: Point) -> bool:
    return point.kind == "year_end" and BOUND.search(text[max(0, point.start - 12) : point.start]) is not None


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(entry.form for entry in load_lexicon("date_cues") if entry.kind in (kind, "both"))


def has_cue(text: str, point: Point, accepted: Point | None) -> bool:
    """Whether bare figures are a date: a cue word before them, brackets around them, or a date they are listed with."""
    if accepted and accepted.kind in (point.kind, "years") and LIST_GAP.fullmatch(text, accepted.end, point.start):
        return True
    before = told_before(text, point.start)
    if point.rule in (DOTTED, SPACED):
        return (point.rule == DOTTED and WEEKDAY.search(before) is not None) or _of_great_day(text, point)
    kind = "year" if point.kind in ("year", "years") else "day"
    near = max(0, len(before) - LONGEST_WORDS)
    last = _last_words(before[near:])
    for count in range(1, len(last) + 1):
        words = " ".join(last[-count:])
        if words in _cues(kind) or (words in _cues("weak") and AFTER_WEAK.match(text, point.end)):
            return True
    if kind == "year":
        if CYCLE_YEAR.search(before, near) or _behind_name(text, point):
            return True
        in_brackets = before.endswith("(") and IN_BRACKETS.match(text, point.end) is not None
        law = in_brackets or LAW.search(text, max(0, point.start - WINDOW), point.start) is not None
        return law or _small_law(text, point.start)
    if TODAY.search(before, near) and not _is_share(text, point):
        return True
    after = text[point.end : point.end + 5]
    if (OPENS.search(before, near) and after.startswith(":")) or (before.endswith(": ") and CLOSES.match(after)):
        return True
    return (before.endswith("(") and after[:1] in (")", ",", ";", " ")) or bool(
        point.kind == "day" and NAMED_DAY.search(before)
    )


def _of_great_day(text: str, point: Point) -> bool:
    """Whether figures that may be a decimal number or a span are the day of what ends with a capital before them."""
    named = GREAT_DAY.search(text, max(0, point.start - WINDOW), point.start)
    return named is not None and named["last"][0].isupper() and AFTER_WEAK.match(text, point.end) is not None


def _is_share(text: str, point: Point) -> bool:
    """Whether figures may be a fraction of what stands behind them: `sáng nay, 2/3 học sinh`."""
    share = SHARE.match(text, point.start)
    return share is not None and int(share["part"]) < int(share["whole"]) and not AFTER_WEAK.match(text, point.end)


def _behind_name(text: str, point: Point) -> bool:
    """Whether a year stands behind a name inside a sentence, and counts nothing: `Hành trình Đỏ 2025`."""
    if point.kind != "year" or AFTER_WEAK.match(text, point.end) is None:
        return False
    return BEHIND_NAME.search(text, max(0, point.start - WINDOW), point.start) is not None


def _small_law(text: str, at: int) -> bool:
    """`luật giáo dục 2005`: a year directly behind the listed title of a law in small letters."""
    law = SMALL_LAW.search(text, max(0, at - WINDOW), at)
    title = load_matcher("laws").at(text, law.end()) if law else None
    return title is not None and not text[title.end : at].strip()


def _last_words(before: str) -> list[str]:
    """The last words of a text, MOST_WORDS at most, between which only blanks stand; blanks and colons may follow."""
    words: list[str] = []
    for piece in reversed(LAST_MARKS.sub("", before).split()[-MOST_WORDS:]):
        mark = NO_WORD.match(piece)
        if mark is not None:
            return [piece[mark.end() :], *words] if mark.end() < len(piece) else words
        words.insert(0, piece)
    return words


def begins_entry(text: str, start: int) -> bool:
    """Whether an entry of a list or of a timetable begins at an offset."""
    return OPENS.search(text, max(0, start - 8), start) is not None


def _bounded(text: str, expression: Expression) -> Expression:
    """The expression with `từ`, `trước`, `đến` or `đến hết` taken in where it stands directly before."""
    found = BOUND.search(text[max(0, expression.start - 14) : expression.start])
    if not found:
        return expression
    word = found["word"].lower()
    period = expression.second is not None or expression.first.kind in ("days", "years", "months", "quarters")
    if expression.first.kind == "count" or (period and word != "từ"):
        return expression
    start = expression.start - (len(found[0]))
    whole = expression.whole or found["whole"] is not None
    return replace(expression, start=start, bound="" if period else word, whole=whole)
