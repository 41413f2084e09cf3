"""The year of a date that is written without one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.records import record
from nlp import edtf
from nlp.dates.points import Point

WINTER = 2
"""Up to this month a page still reports on the last months of the year before."""
AUTUMN = 11
"""From this month on a date may belong to the year before (in a page of winter) or a plan to the next year."""
DEADLINE_PASSED = 120
"""Days. A deadline longer past than this when the document came out is one of the next year: reports look back on
deadlines a few months old, plans of autumn look forward to those of spring."""

LAST_MONTH = 12
NEAR = 200
"""Characters between two dates of which the second goes on from the first."""
SPRING, LATE = 7, 8
"""Months: in a list of days to come that passes from late in a year to its first half a new year has begun."""
LIST_GAP = re.compile(r"\s?(?:,|;|,?\s?và|hoặc|-|–)\s{0,2}", re.IGNORECASE)
HALVES_GAP = re.compile(r"[^.;:\n\d]{1,60}")
"""Between the two halves of a year that a title names together: `6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2012`."""
LISTED = frozenset(("day", "days", "month", "months", "quarter", "quarters"))


def shared_years(text: str, points: Sequence[Point]) -> Sequence[Point]:
    """The points, those of a list with the year that stands at its end: `tháng 10, tháng 11 và tháng 12 năm 2019`."""
    if not any(point.year is None for point in points):
        return points
    shared = list(points)
    for at in range(len(points) - 2, -1, -1):
        point, following = shared[at], shared[at + 1]
        if (
            point.year is None
            and following.year is not None
            and not point.shift
            and _are_listed(text, point, following)
        ):
            shared[at] = replace(point, year=following.year - (point.order > following.order))
    return shared


def _are_listed(text: str, point: Point, following: Point) -> bool:
    if following.start - point.end > NEAR:
        return False
    if point.kind == following.kind == "count":
        return HALVES_GAP.fullmatch(text, point.end, following.start) is not None
    both = point.kind in LISTED and following.kind in LISTED and not point.needs
    return both and LIST_GAP.fullmatch(text, point.end, following.start) is not None


@record(frozen=True, slots=True)
class YearContext:
    """What a document tells about its year: publication day, the year its title names, years written in full."""

    published: date | None = None
    title_year: int | None = None
    anchors: Sequence[tuple[int, int]] = ()
    """(offset, year) in order of offset; cited documents' years and historic ones left out."""

    before: tuple[int, date] | None = None
    """Where the date before ends in the text, and its last day, where it lies ahead of the publication day."""
    broken: bool = False
    """Whether a sentence ended since."""
    told_year: tuple[int, int] | None = None
    """Where a year ends with which a sentence opens, and that year; None once the sentence has ended."""
    timetable: bool = False
    """Whether the next date heads an entry of a timetable: `Tháng 11: …`."""
    school_year: int | None = None
    """The first of the two years that the title names as a school year."""

    def followed_by(self, point: Point, end: int, value: str | None) -> YearContext:
        """The context for the dates behind `point`, which ends at `end` and has this value."""
        if self.published is None or value is None or point.kind in ("year", "years", "count"):
            return self
        last = edtf.bounds(value)[1]
        if last is None or not self.published < last or last.year > self.published.year + 1:
            return self
        return replace(self, before=(end, last), broken=False)

    def year_for(self, point: Point, *, deadline: bool = False) -> int | None:
        """The year of `point`, from the publication day, else the title, else the nearest date with a year.

        `deadline`: the point closes an open range (`trước ngày 15/3`), so it does not lie far back.
        """
        if self.published is None:
            return self.title_year or self._nearest(point.start)
        if point.shift:
            return self.published.year + point.shift
        if self.told_year is not None and point.kind in LISTED:
            return self.told_year[1]
        if deadline:
            return self._deadline_year(point, self.published)
        going_on = self._going_on(point, self.published)
        if going_on is not None:
            return going_on
        year, month = self.published.year, self.published.month
        if self.school_year in (year, year - 1) and point.kind in LISTED:
            return (self.school_year or year) + (point.order[0] < LATE)
        if point.kind == "lunar":
            return self._lunar_year(point, self.published)
        if self.title_year == year + 1 and month >= AUTUMN - 1 and point.order[0] < month:
            return self.title_year
        if self.title_year == year - 1 and month <= WINTER + 1 and point.order[0] > month:
            return self.title_year
        if month <= WINTER and point.order[0] >= AUTUMN and point.kind in ("day", "days", "month"):
            planned = point.kind == "month" and (self.timetable or self.title_year == year)
            return year if planned else year - 1
        return year

    def _lunar_year(self, point: Point, published: date) -> int:
        """The lunar year that brings the days around its turn nearest to the publication day."""
        year = published.year
        if point.month == 1 and published.month >= AUTUMN:
            return year + 1
        return year - 1 if point.month == LAST_MONTH and published.month <= WINTER else year

    def _going_on(self, point: Point, published: date) -> int | None:
        """The year of a date that goes on from one that lies ahead: plans list their days in order."""
        if self.before is None or point.start - self.before[0] > NEAR or point.kind not in LISTED:
            return None
        last = self.before[1]
        year = last.year
        if point.order < (last.month, last.day):
            if self.broken or last.month < LATE or (last.month, last.day) == (12, 31) or point.order[0] >= SPRING:
                return None
            year += 1
        if year > published.year and point.order >= (published.month, published.day):
            return None
        return year

    def _deadline_year(self, point: Point, published: date) -> int:
        month, day = point.order
        passed = (published - date(published.year, month, min(day, 28))).days
        return published.year + 1 if passed > DEADLINE_PASSED else published.year

    def _nearest(self, offset: int) -> int | None:
        if not self.anchors:
            return None
        at = bisect_left(self.anchors, (offset, 0))
        near = self.anchors[max(0, at - 1) : at + 1]
        return min(near, key=lambda anchor: abs(anchor[0] - offset))[1]
