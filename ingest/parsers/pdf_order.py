"""The lines of a PDF's page in reading order: columns of letterheads, signatures and prose one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.orthography import fold
from ingest.parsers.pdf_layout import Row, Segment, joined, row_of
from ingest.parsers.pdf_measure import Measure

LONGEST_REGION = 18
"""Rows of a letterhead or a signature with the longest list of recipients seen."""

NARROWEST = 6.0
"""Points that the gutter between two columns has at least; a letterhead's tables leave 10."""

CENTRAL = (0.2, 0.8)
"""Share of a page's width between which a gutter lies; lists and indents have theirs further left."""

SIDE_BY_SIDE = 0.6
"""Font sizes by which two columns stand beside each other at least; lines one under the other overlap by 0.2."""

FAR = 90
"""Points between rows of one region: a signature leaves 80 for the seal."""

SIGNERS = 3
"""Segments of a row from which it is one of several signers; two are parted by the region's own gutter."""

LIST_NUMBER = re.compile(r"[-+•*]|(?:[IVX]+|\d{1,2}|[a-zđ])[.)]")

TITLE_CUT = re.compile(r"cong hoa xa hoi(?: chu nghia)?(?: viet)?|dang cong san(?: viet)?")
LEAST_PROSE, PROSE_WORDS, PROSE_SHARE = 8, 4, (0.6, 0.4)
"""Rows of two columns of prose, words on a line that make it prose, and the share of such lines in either
column; the numbers on the left of a letterhead and most lines of a list of recipients are shorter."""

LEFT_OPEN = re.compile(r"(?:\b(?:ngày|tháng|năm)|\bsố\s*[:.]?)$", re.I)
"""What stands before a place that is filled in by hand."""


def reading_order(
    rows: Sequence[Row], left: float, width: float, *, at_head: bool = False
) -> Iterator[tuple[Row | Segment, Measure | None]]:
    """The lines of a page or column in reading order; those that may flow into a paragraph come with their measure.

    Rows in two columns are read column by column: those of prose (a bulletin) flow, a letterhead's and a signature's
    do not.
    """
    measure = Measure(rows, width)
    at = 0
    while at < len(rows):
        row = rows[at]
        end, gutter = _prose_columns(rows, at, left, width)
        if end > at:
            yield from _by_prose_columns(rows[at:end], gutter)
        elif (end := _columns_end(rows, at, left, width, at_head=at_head and at == 0)) > at:
            yield from _by_columns(rows[at:end])
        elif row.cells:
            yield row, None
        elif row.segments:
            yield joined(row.segments) if len(row.segments) > 1 else row.segments[0], measure
        at = max(end, at + 1)


def _prose_columns(rows: Sequence[Row], start: int, left: float, width: float) -> tuple[int, float]:
    """Where two columns of prose that begin at `start` end, and what parts them; `start` itself where none begin.

    Their rows leave one strip free, and most lines of the left column fill it.
    """
    if len(rows[start].segments) != 2:
        return start, 0.0
    end, strip = start, (rows[start].segments[0].x1, rows[start].segments[1].x0)
    while end < len(rows) and rows[end].segments and not rows[end].cells:
        free = _free(rows[end], strip)
        if free is None:
            break
        strip = free
        end += 1
    middle = (strip[0] + strip[1]) / 2
    if end - start < LEAST_PROSE or not CENTRAL[0] < (middle - left) / width < CENTRAL[1]:
        return start, 0.0
    lines = [one for row in rows[start:end] for one in row.segments]
    for is_left, share in zip((True, False), PROSE_SHARE, strict=True):
        side = [len(one.text.split()) >= PROSE_WORDS for one in lines if (one.x0 < middle) == is_left]
        if sum(side) < share * len(side):
            return start, 0.0
    return end, middle


def _free(row: Row, strip: tuple[float, float]) -> tuple[float, float] | None:
    """What a row leaves free of a strip between two columns; None where it leaves less than a gutter."""
    low, high = strip
    for segment in row.segments:
        if segment.middle < (strip[0] + strip[1]) / 2:
            low = max(low, segment.x1)
        else:
            high = min(high, segment.x0)
    return (low, high) if high - low >= NARROWEST else None


def _by_prose_columns(rows: Sequence[Row], gutter: float) -> Iterator[tuple[Row | Segment, Measure | None]]:
    """The lines of two columns of prose, the left one first, each read as a page of its own."""
    for is_left in (True, False):
        sides = (tuple(one for one in row.segments if (one.x0 < gutter) == is_left) for row in rows)
        column = [row_of(side) for side in sides if side]
        left, right = min(row.box[0] for row in column), max(row.box[2] for row in column)
        yield from reading_order(column, left, right - left)


def _columns_end(rows: Sequence[Row], start: int, left: float, width: float, *, at_head: bool) -> int:
    """Where a region of two columns that begins at `start` ends; `start` itself where none begins.

    A region is as many rows as leave a gutter free from top to bottom with text beside each other; but for a page's
    head its first row reaches into the right column, so that no paragraph's short last line is drawn in.
    """
    segments = rows[start].segments
    if not segments or not (at_head or segments[-1].x0 - left > CENTRAL[0] * width):
        return start
    for end in range(_furthest(rows, start, left, width), start + 1, -1):
        region = rows[start:end]
        gutter = _gutter(region)
        if (
            gutter
            and CENTRAL[0] < (gutter - left) / width < CENTRAL[1]
            and (at_head or region[0].segments[-1].x0 >= gutter)
        ):
            return end
    return start


def _furthest(rows: Sequence[Row], start: int, left: float, width: float) -> int:
    """Where a region of columns ends at the latest: at a table, far white, or a line over all of its middle."""
    end = start
    for end in range(start, min(len(rows), start + LONGEST_REGION)):
        row = rows[end]
        if row.cells or not row.segments or (end > start and row.top - rows[end - 1].bottom > FAR):
            return end
        if any(one.x0 - left < CENTRAL[0] * width and one.x1 - left > CENTRAL[1] * width for one in row.segments):
            return end
    return end + 1


def _gutter(region: Sequence[Row]) -> float | None:
    """The abscissa that parts the columns of a region; None where no strip is free or nothing stands side by side."""
    segments = sorted((segment for row in region for segment in row.segments), key=lambda segment: segment.x0)
    widest, gutter, edge = NARROWEST, None, segments[0].x1
    for segment in segments[1:]:
        if segment.x0 - edge > widest:
            widest, gutter = segment.x0 - edge, (segment.x0 + edge) / 2
        edge = max(edge, segment.x1)
    if gutter is None:
        return None
    left = [segment for segment in segments if segment.x1 <= gutter]
    right = [segment for segment in segments if segment.x0 >= gutter]
    if all(LIST_NUMBER.fullmatch(segment.text) for segment in left):
        return None
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    return gutter if bottom - top > SIDE_BY_SIDE * min(segment.size for segment in segments) else None


def _top(segments: Sequence[Segment]) -> float:
    return min(segment.top for segment in segments)


def _bottom(segments: Sequence[Segment]) -> float:
    return max(segment.bottom for segment in segments)


def _by_columns(rows: Sequence[Row]) -> Iterator[tuple[Segment, None]]:
    """The segments of a region, column by column from the left: two of a letterhead, more where several sign.

    A national title that was broken over two lines is made whole.
    """
    gutter = _gutter(rows) or 0.0
    segments = [segment for row in _parted(rows) for segment in _with_blanks(row.segments, gutter)]
    columns: list[list[Segment]] = []
    edge = 0.0
    for segment in sorted(segments, key=lambda segment: segment.x0):
        if not columns or segment.x0 - edge > NARROWEST:
            columns.append([])
        columns[-1].append(segment)
        edge = max(edge, segment.x1)
    for number, column in enumerate(columns):
        ordered = sorted(column, key=lambda segment: (segment.top, segment.x0))
        yield from ((segment, None) for segment in (_with_whole_title(ordered) if number else ordered))


def _parted(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, a segment that runs through a gutter that three signers and more leave free in others parted there.

    Long names of offices side by side may leave no more than a blank between them.
    """
    most = max(len(row.segments) for row in rows)
    full = [row.segments for row in rows if len(row.segments) == most]
    if most < SIGNERS or len(full) < 2:
        return rows
    strips = [(max(one[at].x1 for one in full), min(one[at + 1].x0 for one in full)) for at in range(most - 1)]
    if any(high - low < NARROWEST for low, high in strips):
        return rows
    return [row_of(tuple(part for one in row.segments for part in _part(one, strips))) for row in rows]


def _part(segment: Segment, strips: Sequence[tuple[float, float]]) -> Iterator[Segment]:
    """A segment in two at the blank nearest to the strip that it runs through, as far as its letters are even."""
    through = next((strip for strip in strips if segment.x0 < strip[0] and segment.x1 > strip[1]), None)
    blanks = [at for at, letter in enumerate(segment.text) if letter == " "]
    if through is None or not blanks:
        yield segment
        return
    place = (sum(through) / 2 - segment.x0) / (segment.x1 - segment.x0) * len(segment.text)
    at = min(blanks, key=lambda blank: abs(blank - place))
    before = tuple(word for word in segment.words if word.end <= at)
    behind = (word for word in segment.words if word.start > at)
    moved = tuple(replace(word, start=word.start - at - 1, end=word.end - at - 1) for word in behind)
    yield replace(segment, text=segment.text[:at], x1=through[0], words=before)
    yield from _part(replace(segment, text=segment.text[at + 1 :], x0=through[1], words=moved), strips)


def _with_whole_title(segments: Sequence[Segment]) -> Iterator[Segment]:
    held: Segment | None = None
    for segment in segments:
        if held:
            segment = joined([held, segment])
            held = None
        if TITLE_CUT.fullmatch(fold(segment.text)):
            held = segment
        else:
            yield segment
    if held:
        yield held


def _with_blanks(segments: Sequence[Segment], gutter: float) -> list[Segment]:
    """The segments of a row, those made one that a place left to be filled in parts: `ngày … tháng … năm 2026`."""
    parts: list[list[Segment]] = [[segments[0]]]
    for segment in segments[1:]:
        last = parts[-1][-1]
        left_open = LEFT_OPEN.search(last.text) or segment.text.startswith("/")
        if left_open and (last.x1 <= gutter) == (segment.x1 <= gutter):
            parts[-1].append(segment)
        else:
            parts.append([segment])
    return [joined(part) for part in parts]
