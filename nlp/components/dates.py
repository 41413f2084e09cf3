"""DATE mentions: points in time joined to ranges, with their years filled in and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from nlp import edtf
from nlp.date_points import Point, find_points
from nlp.date_roles import COUNTED_SO_FAR, WINDOW, Expression, is_cited, role_of
from nlp.date_years import YearContext
from nlp.document_date import find_issue, issue_clue
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions

RANGE_GAP = re.compile(
    r"\s{0,2}(?:(?P<dash>[-–—])|(?:,?\s)?(?:cho\s)?(?:đến|tới))\s{0,2}(?P<whole>hết\s{1,2})?", re.IGNORECASE
)
LIST_GAP = re.compile(r"\s?(?:,|;|và|hoặc|-|–)\s{0,2}", re.IGNORECASE)
BOUND = re.compile(r"(?<!\w)(?P<word>từ|trước|đến)(?P<whole>\s{1,2}hết)?\s{1,3}$", re.IGNORECASE)
LAST_WORD = re.compile(r"(\w+)[\s:]*$")
TWO_WORDS = re.compile(r"(\w+\s+\w+)[\s:]*$")
OPENS = re.compile(r"(?:^|[\n.;])[\s*+-]*$")
"""Before a day that heads an entry of a timetable: `20/8: tập huấn`."""
CLOSES = re.compile(r"[.;]?\s*(?:$|\n)|\stại\s|\.\s")
"""After a day that ends one: `Họp Hội đồng: 10/10.`"""
NAMED_DAY = re.compile(r"(?<!\w)ngày\s[^.;:()\n]{3,80}$", re.IGNORECASE)
JOINABLE = frozenset(
    ("day", "days", "day_number", "month", "year", "quarter", "now", "year_start", "year_end", "lunar")
)


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

    A date without a year takes it from `published`, from the only year of `title`, or from the nearest full date;
    without any of them its value stays empty. Without `published` the text's own date line is looked for; `issued_at`
    is where it begins, if that is known.
    """
    points = find_points(text)
    issue = find_issue(text, points)
    if published is None and issue is not None:
        published = issue[1]
    pairs = [pair for pair in pairwise(points) if _is_anniversary(*pair)]
    anniversaries = frozenset(point.start for pair in pairs for point in pair)
    context = YearContext(published, _only_year(title), _anchors(text, points, anniversaries))
    for expression in _expressions(text, points):
        value = _value(text, expression, context)
        first = expression.first
        own = issue[0] if issue is not None and (issued_at is None or issue[1] == published) else None
        is_issue = first == own or (issued_at is not None and expression.start <= issued_at < expression.end)
        role = "issued" if is_issue else role_of(text, expression, anniversaries)
        yield Mention(
            expression.start,
            expression.end,
            "DATE",
            text[expression.start : expression.end],
            value,
            {"role": role} if role else {},
            confidence=0.95 if value else 0.7,
            source=f"rules/dates.tsv: {first.rule}",
        )


def _only_year(title: str) -> int | None:
    years = {point.year for point in find_points(title) if point.year and point.kind not in ("years", "day")}
    return years.pop() if len(years) == 1 else None


def _anchors(text: str, points: Sequence[Point], anniversaries: frozenset[int]) -> list[tuple[int, int]]:
    """Where years are written, without those of cited documents, of periods and of two-day anniversaries."""
    found = []
    for point in points:
        if not point.year or point.kind == "years" or point.start in anniversaries:
            continue
        if not is_cited(text[max(0, point.start - WINDOW) : point.start]) and (
            not point.needs or _has_cue(text, point, None)
        ):
            found.append((point.start, point.year))
    return found


def _expressions(text: str, points: Sequence[Point]) -> Iterator[Expression]:
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
        elif not point.needs or (point.needs == "cue" and _has_cue(text, point, accepted)) or _is_year_end(text, point):
            accepted = point
            yield _bounded(text, Expression(point.start, point))


def _joins(text: str, first: Point, second: Point, gap: re.Match[str]) -> bool:
    if first.kind not in JOINABLE or second.kind not in JOINABLE - {"now", "day_number", "year_start"}:
        return False
    if first.kind == "day_number":
        return second.kind == "day"
    if first.kind in ("now", "year_start"):
        return gap["dash"] is None
    if gap["dash"] is None:
        return True
    if _is_anniversary(first, second):
        return False
    if second.needs == "cue" and first.needs == "cue":
        return _has_cue(text, first, None)
    return first.kind == second.kind


def _is_anniversary(first: Point, second: Point) -> bool:
    """Whether two neighbouring days are a first day and its return: the same day and month of different years."""
    return (
        first.is_full_day
        and second.is_full_day
        and (first.day, first.month) == (second.day, second.month)
        and first.year != second.year
        and second.start - first.end <= len(" - ngày ")
    )


def _is_year_end(text: str, point: Point) -> bool:
    return point.kind == "year_end" and BOUND.search(text[max(0, point.start - 12) : point.start]) is not None


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(entry.form for entry in load_lexicon("date_cues") if entry.kind in (kind, "both"))


def _has_cue(text: str, point: Point, accepted: Point | None) -> bool:
    """Whether bare figures are a date: a cue word before them, brackets around them, or a date they are listed with."""
    before = text[max(0, point.start - WINDOW) : point.start]
    if accepted and accepted.kind in (point.kind, "years") and LIST_GAP.fullmatch(text[accepted.end : point.start]):
        return True
    kind = "year" if point.kind == "year" else "day"
    for pattern in (LAST_WORD, TWO_WORDS):
        found = pattern.search(before)
        if found and " ".join(found[1].lower().split()) in _cues(kind):
            return True
    if kind == "year":
        return False
    after = text[point.end : point.end + 5]
    if (OPENS.search(before) and after.startswith(":")) or (before.endswith(": ") and CLOSES.match(after)):
        return True
    return (before.endswith("(") and after[:1] in (")", ",", ";", " ")) or bool(
        point.kind == "day" and NAMED_DAY.search(before)
    )


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
    return edtf.interval(edtf.OPEN, edtf.last_day(value) if whole else edtf.without_clock(value))


def _range_value(first: Point, second: Point, whole: bool, context: YearContext) -> str | None:
    if first.kind == "day_number":
        first = replace(first, kind="day", month=second.month, year=second.year)
    second_year = second.year or (_year_after(first, second) if first.year else context.year_for(second))
    if second_year is None:
        return None
    end = second.value(second_year)
    if end is None:
        return None
    end = edtf.last_day(end) if whole or second.part == "cuối" else edtf.without_clock(end)
    if first.kind == "now":
        start = context.published.isoformat() if context.published else None
    else:
        first_year = first.year or (second_year if first.order <= second.order else second_year - 1)
        start = first.value(first_year)
    if start is None:
        return None
    value = edtf.interval(edtf.without_clock(start), end)
    return value if edtf.is_edtf(value) else None


def _year_after(first: Point, second: Point) -> int | None:
    if first.year is None:
        return None
    return first.year if first.order <= second.order else first.year + 1
