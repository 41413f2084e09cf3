"""DATE mentions: points in time joined to ranges, with their years filled in and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from nlp import edtf
from nlp.dates.plain_lines import with_accents
from nlp.dates.points import Point, find_points
from nlp.dates.roles import ANNIVERSARY, COUNTED_SO_FAR, WINDOW, Expression, is_cited, role_of, told_before
from nlp.dates.spans import begins_entry, expressions, has_cue, is_anniversary
from nlp.dates.years import YearContext, shared_years
from nlp.fields.document_date import find_issue, find_meeting, issue_clue
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions

TOLD = re.compile(r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|hôm|vừa qua|vừa rồi)[,\s(]{1,3}\Z", re.IGNORECASE)
"""Before a day of which is told what happened: it goes on from no plan."""
SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?=\s))")
SCHOOL_YEAR = re.compile(r"(?:năm học|niên khóa)\s\Z", re.IGNORECASE)
REVIEWED = re.compile(
    r"(?<!\w)(?:tổng kết|biểu dương|tuyên dương|điển hình tiên tiến|đại hội thi đua)(?!\w)[^.;!?\n]{0,200}\Z",
    re.IGNORECASE,
)
"""Before the years of a period that a meeting looked back on: it was held in the last of them."""
REMEMBERED = 15
"""Years before an anniversary: what lies further back is history."""
REVIEWED_WITHIN = 240
"""Characters."""
TO_COME = re.compile(r"(?<!\w)(?:đến|tới)\s(?:hết\s)?(?:năm\s)?\Z", re.IGNORECASE)
"""Before the year by which something is to be reached."""
TERM = re.compile(r"(?:nhiệm kỳ|khóa|kế hoạch)[^\w\n]{1,3}\Z", re.IGNORECASE)
"""Before the years of a term, which lie ahead of the meeting."""
FOUNDED = re.compile(r"(?<!\w)(?:thành lập|tái lập|ra đời)(?:\s(?:vào|từ|trong|hồi))?\s(?:ngày\s)?\Z", re.IGNORECASE)
"""Before the day or year in which a body began."""
FOUNDED_AGO = re.compile(r"(?<!\w)kỷ niệm\s(?P<count>\d{1,3})\snăm\s(?:ngày\s)?(?:thành|tái) lập(?!\w)", re.IGNORECASE)
YEARS_COUNTED = re.compile(
    r"(?<!\w)(?P<count>\d{2,4})\snăm\s(?:[^.;:\n]{2,80}|(?<=niệm\s\d\d\snăm\s))\(\Z", re.IGNORECASE
)
"""Before the first and the present year of an anniversary: `kỷ niệm 230 năm … (1788 - 2018)`, `kỷ niệm 50 năm (…`."""


def add_dates(doc: Doc) -> None:
    """Add DATE mentions; the document's clues about its day give years to dates without one."""
    issue = issue_clue(doc.document.clues)
    day, at = (issue[1], issue[0].start) if issue else (None, None)
    add_mentions(doc, find_dates(doc.text, published=day, title=_title(doc), issued_at=at))


def _title(doc: Doc) -> str:
    clues = [clue.text for clue in doc.document.clues if clue.field in ("title", "subject")]
    return " ".join(clues)


def find_dates(
    text: str, *, published: date | None = None, title: str = "", issued_at: int | None = None
) -> Iterator[Mention]:
    """Yield the DATE mentions of `text` in order of their start.

    A date without a year takes it from `published`, from the only year of `title`, or from the nearest full date, where
    there is no other from the present day of an anniversary; without any of them its value stays empty. Without
    `published` the text's own date line is looked for; `issued_at` is where it begins, if that is known.
    """
    surface, text = text, with_accents(text)
    issue = find_issue(text, find_points(surface))
    if published is None and issue is not None:
        published = issue[1]
    points = list(_parted(text, shared_years(text, find_points(surface))))
    pairs = [pair for pair in pairwise(points) if is_anniversary(*pair)]
    anniversaries = frozenset(point.start for pair in pairs for point in pair)
    told_now = _told_now(_anchors(text, points, anniversaries), pairs)
    day = published or find_meeting(text, points)
    context = YearContext(day, _only_year(title), told_now, school_year=_school_year(title))
    own = issue[0] if issue is not None and (issued_at is None or issue[1] == published) else None
    for expression in expressions(text, points):
        context = _passed(text, context, expression.first, expression.start)
        value = _value(text, expression, context)
        context = _told(text, context.followed_by(expression.first, expression.end, value), expression)
        is_issue = expression.first == own or (issued_at is not None and expression.start <= issued_at < expression.end)
        role = "issued" if is_issue else role_of(text, expression, anniversaries)
        yield _mention(surface, expression, value, role)


def _mention(surface: str, expression: Expression, value: str | None, role: str) -> Mention:
    """The record of one date as it is written; without a value it is less sure."""
    return Mention(
        expression.start,
        expression.end,
        "DATE",
        surface[expression.start : expression.end],
        value,
        {"role": role} if role else {},
        confidence=0.95 if value else 0.7,
        source=f"rules/dates.tsv: {expression.first.rule}",
    )


def _passed(text: str, context: YearContext, point: Point, start: int) -> YearContext:
    """The context at the next date, which begins with `point`: what ended since the one before."""
    if context.told_year and SENTENCE_END.search(text, context.told_year[0], start):
        context = replace(context, told_year=None)
    heads = point.kind == "month" and text[point.end : point.end + 1] == ":" and begins_entry(text, start)
    if heads != context.timetable:
        context = replace(context, timetable=heads)
    if context.before is None:
        return context
    if TOLD.search(text, max(0, start - len("vừa rồi, ngày ")), start):
        return replace(context, before=None)
    broken = SENTENCE_END.search(text, context.before[0], start) is not None
    return context if broken == context.broken else replace(context, broken=broken)


def _told(text: str, context: YearContext, expression: Expression) -> YearContext:
    """The context behind a year with which a sentence opens: `Năm 1995 có nhiều kỷ niệm lớn: …`."""
    first = expression.first
    if first.kind != "year" or first.year is None or expression.second is not None or expression.bound:
        return context
    if not text[expression.start].isupper() or text[first.start : first.end].isupper():
        return context
    return replace(context, told_year=(expression.end, first.year))


def _parted(text: str, points: Sequence[Point]) -> Iterator[Point]:
    """The points, the first and the present year of an anniversary as two of them."""
    for point in points:
        counted = (
            YEARS_COUNTED.search(text, max(0, point.start - WINDOW), point.start) if point.kind == "years" else None
        )
        if counted is None or point.year is None or point.last - point.year != int(counted["count"]):
            yield point
            continue
        figures = len(str(point.year)), len(str(point.last))
        yield replace(point, end=point.start + figures[0], kind="year", last=0, rule=ANNIVERSARY)
        yield replace(point, start=point.end - figures[1], kind="year", year=point.last, last=0, rule=ANNIVERSARY)


def _only_year(title: str) -> int | None:
    years = {point.year for point in find_points(title) if point.year and point.kind not in ("years", "day")}
    return years.pop() if len(years) == 1 else None


def _school_year(title: str) -> int | None:
    """The first of the two years that the title names as a school year."""
    years = (point for point in find_points(title) if point.kind == "years" and point.year)
    return next(
        (p.year for p in years if p.year and p.last == p.year + 1 and SCHOOL_YEAR.search(title, 0, p.start)), None
    )


def _anchors(text: str, points: Sequence[Point], anniversaries: frozenset[int]) -> list[tuple[int, int]]:
    """Where years are written, without those of cited documents, of periods and of two-day anniversaries.

    Of a period that is looked back on the last year counts: `ngày 12/9 … tổng kết phong trào … (2003-2007)`; of a
    body's first year that of the one anniversary told: `kỷ niệm 15 năm thành lập … được thành lập năm 2009`; of a day
    alone in brackets that of its anniversary: `kỷ niệm 70 năm ngày … (11/6/1948)`.
    """
    counts = cache(lambda: {int(match["count"]) for match in FOUNDED_AGO.finditer(text)})
    found = []
    for point in points:
        if point.kind == "years" and point.last and _is_reviewed(text, point):
            found.append((point.start, point.last))
        if not point.year or point.kind == "years" or point.start in anniversaries:
            continue
        if point.kind == "year" and TO_COME.search(text, max(0, point.start - len("đến hết năm ")), point.start):
            continue
        if FOUNDED.search(text, max(0, point.start - WINDOW), point.start):
            found.extend((point.start, point.year + count) for count in counts() if len(counts()) == 1)
            continue
        counted = YEARS_COUNTED.search(text, max(0, point.start - WINDOW), point.start)
        if counted is not None and point.is_full_day and text[point.end : point.end + 1] == ")":
            found.append((point.start, point.year + int(counted["count"])))
            continue
        if not is_cited(told_before(text, point.start)) and (not point.needs or has_cue(text, point, None)):
            found.append((point.start, point.year))
    return found


def _told_now(anchors: list[tuple[int, int]], pairs: Sequence[tuple[Point, Point]]) -> list[tuple[int, int]]:
    """The anchors but those of the days remembered, long before an anniversary's present day; else that day's year."""
    present = [(day.start, day.year) for _, day in pairs if day.year]
    if not present:
        return anchors
    earliest = min(year for _, year in present) - REMEMBERED
    return [(at, year) for at, year in anchors if year >= earliest] or present


def _is_reviewed(text: str, point: Point) -> bool:
    before = text[max(0, point.start - REVIEWED_WITHIN) : point.start]
    return REVIEWED.search(before) is not None and TERM.search(before) is None


def _value(text: str, expression: Expression, context: YearContext) -> str | None:
    first, second = expression.first, expression.second
    if second is not None:
        return _range_value(first, second, expression.whole, context)
    deadline = expression.bound in ("trước", "đến") and not COUNTED_SO_FAR.search(
        text[max(0, expression.start - 12) : expression.first.start]
    )
    year = first.year or context.year_for(first, deadline=deadline)
    value = first.value(year) if year else None
    if value is None or not expression.bound:
        return value
    if expression.bound == "từ":
        return edtf.interval(value, edtf.OPEN)
    whole = expression.whole or (first.part == "cuối" and expression.bound == "đến")
    return edtf.interval(edtf.OPEN, edtf.last_day(value) if whole and not first.clock else value)


def _range_value(first: Point, second: Point, whole: bool, context: YearContext) -> str | None:
    if first.kind == "day_number":
        first = replace(first, kind=second.kind, month=second.month, year=second.year, cycle=second.cycle)
    if second.kind == "now":
        return _until_now(first, context)
    second_year = second.year or (_year_after(first, second) if first.year else context.year_for(second))
    if second_year is None:
        return None
    end = second.value(second_year)
    if end is None:
        return None
    if (whole or second.part == "cuối") and not second.clock:
        end = edtf.last_day(end)
    if first.kind == "now":
        start: str | None = context.published.isoformat() if context.published else edtf.OPEN
    else:
        first_year = first.year or (second_year if first.order <= second.order else second_year - 1)
        start = first.value(first_year)
    if start is None:
        return None
    value = edtf.interval(start, end)
    return value if edtf.is_edtf(value) else None


def _until_now(first: Point, context: YearContext) -> str | None:
    """`từ năm 2016 đến nay`: up to the day of the document, open where that is not known."""
    year = first.year or context.year_for(first)
    start = first.value(year) if year else None
    if start is None:
        return None
    value = edtf.interval(edtf.without_clock(start), context.published.isoformat() if context.published else edtf.OPEN)
    return value if edtf.is_edtf(value) else None


def _year_after(first: Point, second: Point) -> int | None:
    if first.year is None:
        return None
    return first.year if first.kind == "year" or first.order <= second.order else first.year + 1
