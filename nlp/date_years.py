"""The year of a date that is written without one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nlp.date_points import Point

WINTER = 2
"""Up to this month a page still reports on the last months of the year before."""
AUTUMN = 11
"""From this month on a date may belong to the year before (in a page of winter) or a plan to the next year."""
DEADLINE_PASSED = 120
"""Days. A deadline longer past than this when the document came out is one of the next year: reports look back on
deadlines a few months old, plans of autumn look forward to those of spring."""


@dataclass(frozen=True, slots=True)
class YearContext:
    """What a document tells about its year: publication day, the year its title names, years written in full."""

    published: date | None = None
    title_year: int | None = None
    anchors: Sequence[tuple[int, int]] = ()
    """(offset, year) in order of offset; cited documents' years and historic ones left out."""

    def year_for(self, point: Point, *, deadline: bool = False) -> int | None:
        """The year of `point`, from the publication day, else the title, else the nearest date with a year.

        `deadline`: the point closes an open range (`trước ngày 15/3`), so it does not lie far back.
        """
        if self.published is None:
            return self.title_year or self._nearest(point.start)
        if deadline:
            return self._deadline_year(point, self.published)
        year, month = self.published.year, self.published.month
        if self.title_year == year + 1 and month >= AUTUMN - 1 and point.order[0] < month:
            return self.title_year
        if self.title_year == year - 1 and month <= WINTER + 1 and point.order[0] > month:
            return self.title_year
        if month <= WINTER and point.order[0] >= AUTUMN and point.kind in ("day", "days", "month"):
            return year - 1
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
