"""The day a document came out: from what reading found about it, or from its own date line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.document import Clue
from nlp.dates.points import Point, find_points

HEAD = 1500
"""Characters at the start in which a page's date line or a letterhead's date stands."""
TOP = 500
"""Characters at the start in which figures of a day, alone in their line, are the page's date."""
TAIL = 40
MOST_BESIDE = 70
"""Characters beside a date that stands alone in its line."""
POSTED = re.compile(
    r"(?:ngày đăng|đăng ngày|đăng lúc|cập nhật|ngày gửi|ngày ban hành|gửi bởi|người đăng|xuất bản|đã đăng"
    r"|\A\s*date(?!\w))[^\n\d]{0,12}$",
    re.IGNORECASE,
)
POSTED_ON_SITE = re.compile(r"(?:ngày đăng|đăng ngày|đăng lúc|ngày cập nhật|cập nhật)[^\n\d]{0,8}$", re.IGNORECASE)
WEEKDAY = re.compile(r"(?:thứ\s+\w+|chủ\s+nhật)\s*[,|–-]?\s*(?:ngày\s*)?$", re.IGNORECASE)
HELD = re.compile(r"(?:^|\n)\s*(?:hồi|hôm nay|vào lúc|lúc)[,\s]{1,2}$", re.IGNORECASE)
"""What stands before the hour at which minutes begin."""
TIMETABLE = re.compile(
    r"(?<!\w)(?:hạn|khai mạc|bế mạc|bắt đầu|kết thúc|tổ chức|diễn ra|nhận bài|nộp bài|tập trung)(?!\w)[^\n]*\Z",
    re.IGNORECASE,
)
"""In the line before an hour that the page announces: `Hạn cuối nhận bài: 16 giờ, ngày 05/11/2017`."""
LETTERHEAD = re.compile(r"(?:^|[\n\t|]|\s{2}|[Hh]ạnh phúc\s|[Ss]ố\s?:?\s?\d[\w/&-]{3,30}\s)[^\n\t,.;:|]{2,40},\s?$")
PLACE_AND_DAY = re.compile(r"(?:^|\n)\s*\(?[^\W\d_][^\n\d,.;:|()]{2,30},\s(?:ngày\s)?$")
DASH_BEHIND = re.compile(r"\)?\s?[-–—]\s?\w")
"""Between them stands the day with which an agency's text opens: `Phú Quốc, 31.12.2020 – Chiều 30.12 …`."""
ATTACHED = re.compile(
    r"\n\s*\((?:được )?(?:ban hành )?(?:kèm theo|theo) "
    r"(?:quyết định|công văn|kế hoạch|hướng dẫn|nghị quyết|tờ trình|thông tư)[^\n()]{0,60}?\s$",
    re.IGNORECASE,
)
"""`(Ban hành kèm theo Quyết định số … ngày …)`, under the heading of what was issued with it."""
SAVED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\s(?=[^\W\d_])")
"""What copies saved with their day begin with: `2026-02-03 Ngày 3-2, …`."""
FIRST_SITES = 1997
"""The year in which the country's first pages appeared."""
OF_OLD = re.compile(r"(?:kỷ|kỉ) niệm|ngày (?:thành lập|truyền thống|sinh|mất)", re.IGNORECASE)
"""What has a day of former years behind it in a title."""
LINE_END = re.compile(r"[ .]*(?:\n|\Z)")
DATE_FIELDS = ("published", "date")


def issue_clue(clues: Sequence[Clue]) -> tuple[Clue, date, str] | None:
    """The first clue that holds a full day, a publication day before a date line: the clue, its day, its clock."""
    for field in DATE_FIELDS:
        for clue in clues:
            if clue.field != field:
                continue
            for point in find_points(clue.text):
                day = _day(point)
                if day is not None:
                    return clue, day, point.clock
    return None


def find_issue(text: str, points: Sequence[Point]) -> tuple[Point, date] | None:
    """The point of the text's own date line and its day: after `Ngày đăng`, with a clock time, or in a letterhead."""
    for point in points:
        day = _day(point)
        if day is None:
            continue
        if (point.start <= HEAD and _is_date_line(text, point)) or _ends_page(text, point):
            return point, day
    dated = [(point, day) for point in points if (day := _day(point))]
    below = next((one for one in dated if _is_letterhead(text, one[0])), None)
    return below or next((one for one in dated if one[0].start <= HEAD and _is_attached(text, one[0])), None)


def _is_attached(text: str, point: Point) -> bool:
    """Whether the day is that of the paper with which this one was issued, in brackets under its heading."""
    return ATTACHED.search(text, max(0, point.start - 120), point.start) is not None


def find_meeting(text: str, points: Sequence[Point]) -> date | None:
    """The day on which minutes begin (`Hồi 19 giờ 30 ngày 1.5.1978 tại …`); None where there is none."""
    for point in points:
        if point.start > HEAD:
            return None
        day = _day(point)
        if day is not None and point.clock and HELD.search(text, max(0, point.start - 60), point.start):
            return day
    return None


def find_posted(text: str) -> tuple[Point, date] | None:
    """The day on which a page says that it was put up, wherever in its head: a list of papers has theirs beside it."""
    for point in find_points(text[:HEAD]):
        day = _day(point)
        if day is not None and POSTED_ON_SITE.search(text[max(0, point.start - 40) : point.start]):
            return point, day
    return None


def _ends_page(text: str, point: Point) -> bool:
    """Whether the date stands in brackets in the page's last line, behind its author."""
    return (
        len(text) - point.end <= TAIL
        and text[point.start - 1 : point.start] == "("
        and text[point.end : point.end + 1] == ")"
        and not text[point.end + 1 :].strip(" .)\n")
    )


def _is_date_line(text: str, point: Point) -> bool:
    if point.start == 0 and SAVED_DAY.match(text):
        return True
    before = text[max(0, point.start - 60) : point.start]
    if (place := PLACE_AND_DAY.search(before)) and (
        DASH_BEHIND.match(text, point.end) or ("(" in place[0] and text[point.end : point.end + 1] == ")")
    ):
        return True
    opens_line = not any(letter.isalnum() for letter in before.rpartition("\n")[2])
    if point.start <= TOP and opens_line and text[point.start].isdigit():
        return _stands_alone(text, point)
    if point.start <= TOP and opens_line and LINE_END.match(text, point.end):
        return True  # `Ngày 11 tháng 5, 2017`, a line of its own below the headline
    if POSTED.search(before):
        return True
    if HELD.search(before):
        return False
    if "\n" not in text[: point.start].lstrip() and (
        (point.clock and text[point.end : point.end + 1] in ("\n", "")) or _is_bracketed_behind(text, point)
    ):
        return True  # behind the title, in its line
    alone = _stands_alone(text, point)
    told = bool(point.clock or WEEKDAY.search(before)) and alone and TIMETABLE.search(before) is None
    return told or _is_letterhead(text, point)


def _is_bracketed_behind(text: str, point: Point) -> bool:
    """Whether a line that tells of no anniversary ends with the date in brackets: `Ký giao ước (10/04/2018)`."""
    if point.year is None or point.year < FIRST_SITES or OF_OLD.search(text, 0, point.start):
        return False
    return text[point.start - 2 : point.start] == " (" and text[point.end : point.end + 2] in (")\n", ")")


def _is_letterhead(text: str, point: Point) -> bool:
    """Whether the date stands as in a letterhead: `Cà Mau, ngày 08 tháng 3 năm 2024`, alone in its line."""
    is_worded = text[point.start : point.start + len("ngày")].lower() == "ngày"
    if not is_worded or not _stands_alone(text, point):
        return False
    before = text[max(0, point.start - 60) : point.start]
    return LETTERHEAD.search(before) is not None and HELD.search(before) is None


def _stands_alone(text: str, point: Point) -> bool:
    """Whether the date's line holds little else: running sentences also tell of days with their hours."""
    before = text[max(0, point.start - MOST_BESIDE - 1) : point.start].rpartition("\n")[2]
    after = text[point.end : point.end + MOST_BESIDE + 1].partition("\n")[0]
    return len(before) + len(after) <= MOST_BESIDE


def _day(point: Point) -> date | None:
    if not point.is_full_day or point.year is None:
        return None
    return date(point.year, point.month, point.day)
