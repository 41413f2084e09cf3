"""Segments of a PDF's page put to rows: what wide gaps part on a line, what is printed over another text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.orthography import is_capitals
from ingest.parsers.pdf_layout import OVERPRINT, Row, Segment, in_lines, joined

GAP = 1.6
"""Wide gap, in font sizes: blanks in a justified line stretch to 1.2, columns stand 2 apart and more."""

HEAD_RIGHT = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|ĐẢNG (?:CỘNG SẢN|LAO ĐỘNG)|VIỆT NAM DÂN CHỦ CỘNG|ĐOÀN TNCS HỒ"
)
"""What stands right in a letterhead, with other words left of it."""

NARROW_GAP = 0.6
"""Font sizes between the columns of a letterhead whose office has a long name; words in it stand 0.35 apart."""

CAPITALS_GAP = 0.9
"""Wide gap in a line of capitals: they are never justified, and several who sign stand as close as 1.4."""

APART_GAP = 0.2
"""Font sizes between words that were not drawn one behind the other: a blank is 0.25, letters of a word touch."""

LINE_BREAK = 3
"""Characters between two segments that were drawn one behind the other: a blank and a line break."""

LAYER = 0.1
"""Points by which a text printed over another one is put below it."""


def rows_of_segments(segments: Iterable[Segment]) -> list[Row]:
    """The segments in rows from top to bottom; neighbours with no wide gap between them are one segment."""
    lines = in_lines(segment for segment in segments if segment.text)
    return [row_of(layer) for line in lines for layer in (_layers(line) if len(line) > 1 else [line])]


def _layers(line: list[Segment]) -> list[list[Segment]]:
    """The segments of a line, those printed over others as lines of their own below it, in the order of drawing."""
    if all(other.x0 - one.x1 > -OVERPRINT for one, other in pairwise(line)):
        return [line]
    layers: list[list[Segment]] = []
    for segment in sorted(line, key=lambda segment: segment.start):
        free = next((layer for layer in layers if not any(_is_over(segment, one) for one in layer)), None)
        if free is None:
            free = []
            layers.append(free)
        above = layers[-2][0].top + LAYER if free is layers[-1] and len(layers) > 1 else segment.top
        free.append(replace(segment, top=max(segment.top, above)))
    return [sorted(layer, key=lambda segment: segment.x0) for layer in layers]


def _is_over(segment: Segment, other: Segment) -> bool:
    """Whether half of a segment is printed over another text."""
    common = min(segment.x1, other.x1) - max(segment.x0, other.x0)
    breadth = min(segment.x1 - segment.x0, other.x1 - other.x0)
    return segment.text != other.text and common > max(OVERPRINT, breadth / 2)


def gap_in(text: str) -> float:
    """The wide gap in a line of such text, in font sizes."""
    return CAPITALS_GAP if is_capitals(text) else GAP


def row_of(line: Sequence[Segment]) -> Row:
    """The segments of one line, from left to right, as a row."""
    if len(line) == 1:
        return Row((line[0],), (), (line[0].x0, line[0].top, line[0].x1, line[0].bottom))
    parts: list[list[Segment]] = [[line[0]]]
    for segment in line[1:]:
        last = parts[-1][-1]
        gap = NARROW_GAP if HEAD_RIGHT.match(segment.text) else gap_in(last.text + segment.text)
        if _is_drawn_apart(last, segment):
            gap = APART_GAP
        if segment.apart or _reaches_into(last, segment) or segment.x0 - last.x1 > gap * max(segment.size, last.size):
            parts.append([segment])
        elif not _is_overprint(last, segment):
            parts[-1].append(segment)
    segments = tuple(joined(part) if len(part) > 1 else part[0] for part in parts)
    x1, bottom = max(one.x1 for one in segments), max(one.bottom for one in segments)
    return Row(segments, (), (segments[0].x0, min(one.top for one in segments), x1, bottom))


def _is_drawn_apart(last: Segment, segment: Segment) -> bool:
    """Whether other text was drawn between two segments of a line: each belongs to a column or cell of its own."""
    return min(last.end, segment.start) >= 0 and not 0 <= segment.start - last.end <= LINE_BREAK


def _reaches_into(last: Segment, segment: Segment) -> bool:
    """Whether the end of a segment reaches into the head of the next one, which is another text."""
    return segment.x0 < last.x1 - OVERPRINT and _is_drawn_apart(last, segment) and segment.text != last.text


def _is_overprint(last: Segment, segment: Segment) -> bool:
    """Whether a segment is drawn a second time in its place, as some programs make bold and shadows."""
    return segment.text == last.text and segment.x0 - last.x0 <= OVERPRINT and abs(segment.top - last.top) <= OVERPRINT
