"""The lines of what stands side by side on a PDF's page, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.orthography import fold
from ingest.parsers.pdf_aside import Aside, strips_of
from ingest.parsers.pdf_columns import NARROWEST, bounds
from ingest.parsers.pdf_layout import Row, Segment, joined
from ingest.parsers.pdf_rows import row_of

SIGNERS = 3
"""Segments of a row from which it is one of several signers; two are parted by the region's own gutter."""

OVER = 0.35
"""Font sizes by which lines of one column reach into each other where they are printed over each other."""

TITLE_CUT = re.compile(r"cong hoa xa hoi(?: chu nghia)?(?: viet)?|dang cong san(?: viet)?")

LEFT_OPEN = re.compile(r"(?:\b(?:ngày|tháng|năm)|\bsố\s*[:.]?)$", re.I)
"""What stands before a place that is filled in by hand."""


def aside_lines(rows: Sequence[Row], aside: Aside) -> Iterator[Segment]:
    """The lines of columns side by side, column by column from the left: two of a letterhead, more where several sign.

    A national title that was broken over two lines is made whole.
    """
    lines = [_with_blanks(row.segments, aside.gutter) for row in _parted(rows)]
    gutters = [aside.gutter] if aside.is_uneven else [gutter for _, gutter in strips_of(lines)]
    for number, (low, high) in enumerate(bounds(gutters)):
        sides = ([segment for segment in line if low <= segment.middle < high] for line in lines)
        column = [segment for side in sides if side for segment in _rejoined(side)]
        ordered = sorted(column, key=_by_place if not _is_overprinted(column) else _by_drawing)
        yield from _with_whole_title(ordered) if number else ordered


def _by_place(segment: Segment) -> tuple[float, float]:
    return segment.top, segment.x0


def _by_drawing(segment: Segment) -> tuple[float, float]:
    return segment.start, segment.top


def _is_overprinted(column: Sequence[Segment]) -> bool:
    """Whether lines of a column are printed over each other: a long one was broken where there was no room for it.

    Then only the order in which they were drawn tells what goes on with what.
    """
    if any(segment.start < 0 for segment in column):
        return False
    return any(_is_over(one, other) for at, one in enumerate(column) for other in column[:at])


def _is_over(one: Segment, other: Segment) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > OVER * min(one.size, other.size) and min(one.x1, other.x1) > max(one.x0, other.x0)


def _rejoined(side: Sequence[Segment]) -> Sequence[Segment]:
    """What stands on a line of one column, in one where no wide gap parts it: a day may be filled in later."""
    loose = row_of([replace(segment, start=-1, end=-1) for segment in side]).segments
    return loose if len(loose) < len(side) else side


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
        if left_open and (last.middle < gutter) == (segment.middle < gutter):
            parts[-1].append(segment)
        else:
            parts.append([segment])
    return [joined(part) for part in parts]
