"""The newspaper or bulletin, and its issue, in which a page says that its text was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from ingest.document import Document
from nlp import edtf
from nlp.dates.points import find_points
from nlp.mention import Evidence
from nlp.text.clue_fields import clues_of

EDGE = 4
"""Lines with text at either end of a page among which it says so."""
LINE = re.compile(r"[^\S\n]*\S[^\n]*")
PRINTED = re.compile(
    r"[\W_]*(?:(?:bài )?(?:đã )?(?:được )?(?:đăng|in)(?: lại)?(?: trên| trong| tại| ở)?\s"
    r"|(?:trích|theo|nguồn|rút)(?: từ| trong| đăng trên)?\s?:?\s)?"
    r"(?P<name>(?:Báo(?!\s(?:cáo|công|giá|hiệu|danh|tin))|Tạp chí"
    r"|Bản tin|Nội san|Tập san|Đặc san|Tờ tin|Tuần báo)\s[^,;:()\n\d]{2,50}?)"
    r"(?:\s?,\s?|\s?[-–(]\s?|\s(?=số|ra))(?P<issue>(?:ra|số|thứ|chủ nhật|ngày|tháng)(?!\w)[^\n]{0,60})",
    re.IGNORECASE,
)
HEADED = re.compile(
    r"\s*(?P<name>(?:Bản tin|Nội san|Tập san|Đặc san|Tờ tin)\s[^\n.:;,|]{3,60})\n(?:[^\n]*\n){0,2}?"
    r"[^\n]{0,60}?(?<!\w)(?P<issue>số\s(?:ra|\d)[^\n]{0,40}\d{4})",
    re.IGNORECASE,
)
"""A bulletin's name over its page, with its issue in a line below: `Lưu hành nội bộ - Số ra tháng 6/2020`."""
MONTH = re.compile(
    r"tháng\s(?P<month>0?[1-9]|1[0-2])(?:\s?[/.-]\s?|\snăm\s)(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
SAVED = re.compile(r"\s*date (?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?=\s)")
"""How a page that was saved as a text begins with its month."""
DATED = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A periodical's name, the day or month of its issue (EDTF) where that is told, and where each is said."""

    name: str
    said: Evidence
    issued: str = ""
    dated: Evidence | None = None


def find_printed(document: Document) -> Printed | None:
    """The periodical that a line at either end, or of the page's frame, names with its dated issue.

    `(Đăng trên Bản tin …, số tháng 4/2023)`, `Báo X, số ra ngày 20-11-1974, trang 1`.
    """
    for start, end in _edge_lines(document.body):
        found = PRINTED.fullmatch(document.body, start, end)
        if found is not None and DATED.search(found["issue"]):
            value, at, to = _issued(found["issue"], found.start("issue"))
            dated = Evidence("lead", at, to) if value else None
            return Printed(_name(found), Evidence("lead", *found.span("name")), value, dated)
    headed = HEADED.match(document.body)
    if headed is not None:
        value, at, to = _issued(headed["issue"], headed.start("issue"))
        dated = Evidence("lead", at, to) if value else None
        return Printed(_written(_name(headed), document.body), Evidence("lead", *headed.span("name")), value, dated)
    for clue in clues_of(document, "source"):
        found = PRINTED.fullmatch(clue.text)
        if found is not None and DATED.search(found["issue"]):
            value = _issued(found["issue"], 0)[0]
            return Printed(_name(found), Evidence.of(clue), value, Evidence.of(clue) if value else None)
    return None


def saved_month(body: str) -> tuple[str, Evidence] | None:
    """The month with which a page that was saved as a text begins."""
    saved = SAVED.match(body)
    return (f"{saved['year']}-{saved['month']}", Evidence("lead", *saved.span())) if saved is not None else None


def _edge_lines(body: str) -> list[tuple[int, int]]:
    """The bounds of the lines with text at either end, those at the end from the last one up."""
    first = list(islice((one.span() for one in LINE.finditer(body)), EDGE + 1))
    last: list[tuple[int, int]] = []
    end = len(body.rstrip())
    while end > 0 and len(last) < EDGE:
        start = body.rfind("\n", 0, end) + 1
        last.append((start, end))
        end = len(body[:start].rstrip()) if start else 0
    return [*first, *last]


def _name(found: re.Match[str]) -> str:
    return " ".join(found["name"].split())


def _written(name: str, body: str) -> str:
    """A name in capitals as the page writes it elsewhere."""
    found = (one[0] for one in re.finditer(re.escape(name), body, re.IGNORECASE))
    return next((one for one in found if not one.isupper()), name)


def _issued(issue: str, offset: int) -> tuple[str, int, int]:
    """The day of an issue, with `ngày` before it (`số 7 tháng 9 năm 2011` is a number and a month), or its month.

    With where it stands; empty where neither is told.
    """
    for point in find_points(issue):
        worded = issue[point.start : point.start + len("ngày")].lower() == "ngày"
        if worded and point.is_full_day and point.year is not None:
            day = edtf.day(point.year, point.month, point.day, "")
            return day or "", offset + point.start, offset + point.end
    month = MONTH.search(issue)
    if month is None:
        return "", offset, offset
    return f"{month['year']}-{int(month['month']):02}", offset + month.start(), offset + month.end()
