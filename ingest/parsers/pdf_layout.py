"""A PDF page's words as rows of segments: what stands on one line, parted at gaps wider than between words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Protocol, TypeVar

from ingest.document import Box
from ingest.paragraphs import PieceWord

SAME_LINE = 0.5
"""Share of the smaller height by which words on one line overlap."""

SMALL = 0.72
"""Share of the usual height below which a thing is a note's number or an exponent."""

WORD_GAP = 0.14
"""Gap between two words, in font sizes: a blank is 0.25 wide, the white beside a letter 0.05."""

OVERPRINT = 1.5
"""Points by which a text printed twice is moved at most."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them; coordinates are points from the page's top left corner.

    `words` are those of a segment that was read from a picture. `start` and `end` are the page's characters in the
    order in which they were drawn; -1 where that is not known. `apart` tells that a gutter lies left of it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    words: tuple[PieceWord, ...] = ()
    start: int = -1
    end: int = -1
    apart: bool = False

    @property
    def box(self) -> Box:
        """The segment's place on the page."""
        return (round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))

    @property
    def middle(self) -> float:
        """The abscissa of the segment's middle."""
        return (self.x0 + self.x1) / 2


def joined(segments: Sequence[Segment]) -> Segment:
    """The segments as one, as large as all of them and as bold as the least; the size is the first one's.

    No blank stands between two that touch, as a letter and the exponent behind it do.
    """
    text, words = "", list[PieceWord]()
    last: Segment | None = None
    for segment in segments:
        if last and not -OVERPRINT < segment.x0 - last.x1 <= WORD_GAP * max(segment.size, last.size):
            text += " "
        words += (replace(word, start=len(text) + word.start, end=len(text) + word.end) for word in segment.words)
        text += segment.text
        last = segment
    return Segment(
        text,
        min(segment.x0 for segment in segments),
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
        segments[0].size,
        all(segment.bold for segment in segments),
        tuple(words),
        segments[0].start,
        segments[-1].end,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """The segments of one line from left to right; a table's row has the lines of each of its `cells` instead.

    `table` numbers the tables of a page from 1; an empty cell has no lines.
    """

    segments: tuple[Segment, ...]
    cells: tuple[tuple[Segment, ...], ...] = ()
    box: Box = (0, 0, 0, 0)
    table: int = 0

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.box[3]

    @property
    def text(self) -> str:
        """The row's words."""
        lines = self.segments or [line for cell in self.cells for line in cell]
        return " ".join(line.text for line in lines)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page's rows from top to bottom; number counts from 1, sizes are points.

    `text_from` and `turned` are the page's in `ingest.document.Page`. `lacks` says why the page has to be recognised
    from its picture: `no text`, `text layer doubtful`; empty where its text is good. `loose` are texts that belong to
    no line of the page: a watermark, a note along its margin, what a digital signature says of itself.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    text_from: str = "text"
    turned: int = 0
    lacks: str = ""
    loose: tuple[str, ...] = ()


class Placed(Protocol):
    """Something with a place on the page, in points from the top left corner."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


def in_lines(things: Iterable[AnyPlaced]) -> list[list[AnyPlaced]]:
    """The things in lines from top to bottom, each from left to right: on one line are those that overlap by half.

    Small ones (the number of a note) come last, each to the line that it overlaps most.
    """
    lines: list[list[AnyPlaced]] = []
    ordered = sorted(things, key=lambda thing: (thing.top + thing.bottom, thing.x0))
    least = SMALL * median(thing.bottom - thing.top for thing in ordered) if ordered else 0.0
    small = [thing for thing in ordered if thing.bottom - thing.top < least]
    for thing in ordered:
        if thing.bottom - thing.top < least:
            continue
        for line in reversed(lines[-3:]):
            if thing.top < line[0].bottom and _overlap(thing, line[0]) > SAME_LINE:
                line.append(thing)
                break
        else:
            lines.append([thing])
    for thing in small:
        best = max(lines, key=lambda line: _overlap(thing, line[0]), default=None)
        if best and _overlap(thing, best[0]) > SAME_LINE:
            best.append(thing)
        else:
            lines.append([thing])
    if small:
        lines.sort(key=lambda line: line[0].top + line[0].bottom)
    for line in lines:
        if len(line) > 1:
            line.sort(key=lambda thing: thing.x0)
    return lines


def _overlap(thing: Placed, other: Placed) -> float:
    """By how much of the smaller one's height two things stand beside each other."""
    top, bottom = max(thing.top, other.top), min(thing.bottom, other.bottom)
    return (bottom - top) / max(0.1, min(thing.bottom - thing.top, other.bottom - other.top))
