"""The newspaper or bulletin, and its issue, in which a page says that its text was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.date_points import Point, find_points

EDGE = 4
"""Lines with text at either end of a page among which it says so."""
PRINTED = re.compile(
    r"[\W_]*(?:(?:bài )?(?:đã )?(?:được )?(?:đăng|in)(?: lại)?(?: trên| trong| tại| ở)?\s"
    r"|(?:trích|theo|nguồn|rút)(?: từ| trong| đăng trên)?\s?:?\s)?"
    r"(?P<name>(?:Báo(?!\s(?:cáo|công|giá|hiệu|danh|tin))|Tạp chí"
    r"|Bản tin|Nội san|Tập san|Đặc san|Tờ tin|Tuần báo)\s[^,;:()\n\d]{2,50}?)"
    r"(?:\s?,\s?|\s?[-–(]\s?|\s(?=số|ra))(?P<issue>(?:ra|số|thứ|chủ nhật|ngày|tháng)(?!\w)[^\n]{0,60})",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"tháng\s(?P<month>0?[1-9]|1[0-2])(?:\s?[/.-]\s?|\snăm\s)(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
SAVED = re.compile(r"\s*date (?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?=\s)")
"""How a page that was saved as a text begins with its month."""
DATED = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A periodical's name and where it stands in the body; `issue` is what follows of its issue, with its place."""

    name: str
    start: int
    end: int
    issue: str
    issue_start: int


def find_printed(body: str) -> Printed | None:
    """The periodical that a line at either end names with its dated issue: `(Đăng trên Bản tin …, số tháng 4/2023)`."""
    lines = [found for found in re.finditer(r"[^\n]+", body) if found[0].strip()]
    for line in (*lines[1 : 1 + EDGE], *reversed(lines[-EDGE:])):
        found = PRINTED.fullmatch(body, *line.span())
        if found is not None and DATED.search(found["issue"]):
            name = " ".join(found["name"].split())
            return Printed(name, *found.span("name"), found["issue"], found.start("issue"))
    return None


def name_of_line(line: str) -> str:
    """The periodical that a line in a page's frame names with its dated issue: `Báo X, số ra ngày 20-11-1974`."""
    found = PRINTED.fullmatch(line)
    return " ".join(found["name"].split()) if found is not None and DATED.search(found["issue"]) else ""


def day_of_issue(issue: str) -> Point | None:
    """The day on which an issue came out, with `ngày` before it: `số 7 tháng 9 năm 2011` is a number and a month."""
    days = (point for point in find_points(issue) if point.is_full_day and point.year is not None)
    return next((point for point in days if issue[point.start : point.start + len("ngày")].lower() == "ngày"), None)


def find_month(body: str, printed: Printed | None) -> tuple[str, int, int] | None:
    """The month of the issue (`2023-04`), where no day of it is told, and its place."""
    found = MONTH.search(printed.issue) if printed is not None else None
    if found is not None and printed is not None:
        start, end = (printed.issue_start + at for at in found.span())
        return f"{found['year']}-{int(found['month']):02}", start, end
    saved = SAVED.match(body)
    return (f"{saved['year']}-{saved['month']}", *saved.span()) if saved is not None else None
