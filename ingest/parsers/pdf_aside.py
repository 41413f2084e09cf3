"""What stands side by side on a PDF's page and does not flow: letterheads, recipients beside a signer, signers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.official.recipient_rows import COPIES
from ingest.parsers.pdf_columns import CENTRAL, NARROWEST
from ingest.parsers.pdf_layout import Row, Segment
from ingest.parsers.pdf_rows import HEAD_RIGHT

LONGEST_REGION = 18
"""Rows of a letterhead or a signature with the longest list of recipients seen."""

TIGHTEST = 0.5
"""Points that a narrower gutter has at least, where in two rows and more text stands on both sides of it."""

SIDE_BY_SIDE = 0.6
"""Font sizes by which two columns stand beside each other at least; lines one under the other overlap by 0.2."""

FAR = 90
"""Points between rows of one region: a signature leaves 80 for the seal."""


LIST_NUMBER = re.compile(r"[-+•*]|(?:[IVX]+|\d{1,2}|[a-zđ])[.)]")


ADDRESSEES = re.compile(r"kính gửi", re.I)


@dataclass(frozen=True, slots=True)
class Aside:
    """Columns in the rows up to `end`, and the abscissa that parts them; in an uneven one some line reaches over it."""

    end: int
    gutter: float
    is_uneven: bool = False


def find_aside(rows: Sequence[Row], start: int, left: float, width: float, *, at_head: bool) -> Aside | None:
    """The columns that begin at row `start`.

    They are as many rows as leave a gutter free from top to bottom with text beside each other; but for a page's head
    the first reaches into the right column, so that no paragraph's short last line is drawn in.
    """
    segments = rows[start].segments
    if not segments or not (at_head or segments[-1].x0 - left > CENTRAL[0] * width):
        return None
    furthest = _furthest(rows, start, left, width)
    even = _even(rows, start, furthest, lambda x: CENTRAL[0] < (x - left) / width < CENTRAL[1], at_head=at_head)
    uneven = _uneven_head(rows, start, furthest) if at_head else None
    return uneven if uneven and (not even or even.end < uneven.end) else even


def _even(
    rows: Sequence[Row], start: int, furthest: int, is_central: Callable[[float], bool], *, at_head: bool
) -> Aside | None:
    """The most rows that leave a gutter free from top to bottom."""
    for end in range(furthest, start + 1, -1):
        region = rows[start:end]
        gutter = _gutter(region)
        if not gutter or not is_central(gutter) or _ends_apart(region, gutter):
            continue
        if at_head or region[0].segments[-1].x0 >= gutter:
            return Aside(end, gutter)
    return None


def _uneven_head(rows: Sequence[Row], start: int, furthest: int) -> Aside | None:
    """A letterhead set with tabs or blanks, whose longest lines reach over each other's column in other rows."""
    pairs = [row.segments for row in rows[start:furthest] if len(row.segments) == 2]
    if len(pairs) < 2 or not any(HEAD_RIGHT.match(right.text) for _, right in pairs):
        return None
    middles = [(one.x1 + other.x0) / 2 for one, other in pairs]
    closest = min(range(len(pairs)), key=lambda at: pairs[at][1].x0 - pairs[at][0].x1)
    return max((_uneven(rows, start, furthest, x) for x in (median(middles), middles[closest])), key=_reach)


def _reach(aside: Aside | None) -> int:
    return aside.end if aside else 0


def _uneven(rows: Sequence[Row], start: int, furthest: int, gutter: float) -> Aside | None:
    """The rows that a gutter parts, as many as there are, but for addressees below them."""
    end = start
    while end < furthest and _is_parted(rows[end], gutter):
        end += 1
    while end > start and len(rows[end - 1].segments) == 1 and ADDRESSEES.match(rows[end - 1].text):
        end -= 1
    region = rows[start:end]
    return Aside(end, gutter, is_uneven=True) if sum(len(row.segments) == 2 for row in region) > 1 else None


def _is_parted(row: Row, gutter: float) -> bool:
    """Whether a row has a segment on either side of a gutter, or one that lies on one side of it."""
    if len(row.segments) == 2:
        return row.segments[0].middle < gutter < row.segments[1].middle
    if len(row.segments) != 1:
        return False
    line = row.segments[0]
    return min(gutter - line.x0, line.x1 - gutter) <= line.size


def _ends_apart(region: Sequence[Row], gutter: float) -> bool:
    """Whether recipients or addressees begin below all that stands right of a gutter: they are no part of a column."""
    beside = max(at for at, row in enumerate(region) if row.segments[-1].x0 >= gutter)
    below = [row.segments[0].text for row in region[beside + 1 :]]
    return any(COPIES.match(text) or ADDRESSEES.match(text) for text in below)


def _furthest(rows: Sequence[Row], start: int, left: float, width: float) -> int:
    """Where a region of columns ends at the latest: at a table, addressees, far white, a line over all its middle."""
    end = start
    for end in range(start, min(len(rows), start + LONGEST_REGION)):
        row = rows[end]
        if row.cells or not row.segments or (end > start and row.top - rows[end - 1].bottom > FAR):
            return end
        if end > start and ADDRESSEES.match(row.segments[0].text):
            return end
        if any(one.x0 - left < CENTRAL[0] * width and one.x1 - left > CENTRAL[1] * width for one in row.segments):
            return end
    return end + 1


def _gutter(region: Sequence[Row]) -> float | None:
    """The abscissa that parts the columns of a region; None where no strip is free or nothing stands side by side."""
    lines = [row.segments for row in region]
    gutter = max(strips_of(lines), default=(0.0, 0.0))[1]
    left = [segment for line in lines for segment in line if segment.x1 <= gutter]
    right = [segment for line in lines for segment in line if segment.x0 >= gutter]
    if not gutter or all(LIST_NUMBER.fullmatch(segment.text) for segment in left):
        return None
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    return gutter if bottom - top > SIDE_BY_SIDE * min(segment.size for segment in [*left, *right]) else None


def strips_of(lines: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """The breadth and the middle of each strip that is free from top to bottom and broad enough for a gutter."""
    segments = sorted((segment for line in lines for segment in line), key=lambda segment: segment.x0)
    found, edge = list[tuple[float, float]](), segments[0].x1
    for segment in segments[1:]:
        width, middle = segment.x0 - edge, (segment.x0 + edge) / 2
        if width > NARROWEST or (width > TIGHTEST and _is_parted_twice(lines, middle)):
            found.append((width, middle))
        edge = max(edge, segment.x1)
    return found


def _is_parted_twice(lines: Sequence[Sequence[Segment]], gutter: float) -> bool:
    """Whether two lines and more have text on both sides of a gutter."""
    return sum(line[0].x1 <= gutter <= line[-1].x0 for line in lines) > 1


def _top(segments: Sequence[Segment]) -> float:
    return min(segment.top for segment in segments)


def _bottom(segments: Sequence[Segment]) -> float:
    return max(segment.bottom for segment in segments)
