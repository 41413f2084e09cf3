"""Two and more columns of prose on a PDF's page: where they begin and end, and what parts them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isinf

from ingest.official.recipient_rows import COPIES
from ingest.orthography import is_capitals
from ingest.parsers.pdf_layout import Row, Segment, in_lines, joined
from ingest.parsers.pdf_rows import row_of

NARROWEST = 6.0
"""Points that the gutter between two columns has at least; a letterhead's tables leave 10."""

CENTRAL = (0.2, 0.8)
"""Share of a page's width between which a gutter lies; lists and indents have theirs further left."""

LEAST_ROWS = 4
"""Rows of columns of prose: a letterhead has as many, whose lines begin at no common edge."""

PROSE_WORDS, PROSE_SHARE, FLUSH_SHARE = 4, 0.4, 0.4
"""Words on a line that make it prose, and the shares of a column's lines that are such and begin at its edge; the
numbers on the left of a table and most lines of a list of recipients are shorter, a letterhead's are centred."""

SAME_EDGE = 3.0
"""Points by which lines that begin at one edge differ at most."""

FULL = 0.85
"""Share of a column's width that a full line takes; ragged lines lack a word."""

DEEPEST = 0.3
"""Share of a column's width by which a first line is set in at most; 1 cm of 35 mm."""

Strip = tuple[float, float]


BESIDE = 3
"""Rows among which the other columns' first lines stand beside a column's: a table's are higher than a line."""

SOLID, SOLID_ROWS = 0.6, 6
"""Share of full lines, of so many and more, by which what stands beside them needs to be no prose: a column may hold
no more than a signature or a table."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of prose in rows `start` to `end`, half open, and the abscissas that part them."""

    start: int
    end: int
    gutters: tuple[float, ...]


def find_columns(rows: Sequence[Row], start: int, left: float, width: float) -> Columns | None:
    """The columns of prose that begin at row `start` or, under a letterhead with the same gutter, soon after it."""
    end, strips = _extent(rows, start)
    strips = [strip for strip in strips if CENTRAL[0] < (sum(strip) / 2 - left) / width < CENTRAL[1]]
    if end - start < LEAST_ROWS or not strips:
        return None
    widest = max(strips, key=lambda strip: strip[1] - strip[0])
    for chosen in (strips, [widest]) if len(strips) > 1 else (strips,):
        gutters = tuple(sum(strip) / 2 for strip in chosen)
        columns = [_Column(lines) for lines in _lines_by_column(rows[start:end], gutters)]
        if all(column.lines for column in columns) and (found := _body(columns, start, end, gutters)):
            return found
    return None


def column_rows(rows: Sequence[Row], gutters: Sequence[float]) -> Iterator[list[Row]]:
    """The rows of each column, from left to right, as those of a page of its own."""
    for low, high in bounds(gutters):
        segments = [one for row in rows for one in row.segments if low <= one.middle < high]
        tables = [row for row in rows if row.cells and low <= (row.box[0] + row.box[2]) / 2 < high]
        yield sorted([*map(row_of, in_lines(segments)), *tables], key=lambda row: row.top)


def bounds(gutters: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Where each column begins and ends, from left to right."""
    edges = (float("-inf"), *gutters, float("inf"))
    return pairwise(edges)


def _extent(rows: Sequence[Row], start: int) -> tuple[int, list[Strip]]:
    """How far some strip inside row `start` stays free of text, and which strips do."""
    extents = sorted(
        (line.x0, line.x1) for row in rows[start : start + 3] if row.top < rows[start].bottom for line in _lines(row)
    )
    strips, edge = list[Strip](), extents[0][1]
    for x0, x1 in extents:
        if x0 - edge >= NARROWEST:
            strips.append((edge, x0))
        edge = x1 if isinf(edge) else max(edge, x1)
    end = start
    for end in range(start, len(rows)):
        left = [part for strip in strips for part in _free(strip, rows[end])]
        if not left:
            return end, strips
        strips = left
    return end + 1, strips


def _free(strip: Strip, row: Row) -> Iterator[Strip]:
    """What a row leaves free of a strip, where that is as broad as a gutter."""
    low, high = strip
    for x0, x1 in ((line.x0, line.x1) for line in _lines(row)):
        if x1 <= low or x0 >= high:
            continue
        if x0 - low >= NARROWEST:
            yield low, x0
        low = x1
    if high - low >= NARROWEST:
        yield low, high


def _lines_by_column(rows: Sequence[Row], gutters: Sequence[float]) -> list[dict[int, Segment]]:
    """The lines of each column by the number of their row."""
    columns = []
    for low, high in bounds(gutters):
        sides = ([one for one in _lines(row) if low <= one.middle < high] for row in rows)
        columns.append({at: joined(side) for at, side in enumerate(sides) if side})
    return columns


def _lines(row: Row) -> Sequence[Segment]:
    """The segments of a row; a table's row is one line as broad as the table, of no size."""
    return row.segments or [Segment(row.text, *row.box, 0.0, False)]


class _Column:
    """The lines of a column by the number of their row, and the edge at which most of them begin."""

    def __init__(self, lines: dict[int, Segment]) -> None:
        self.lines = lines

    @cached_property
    def edge(self) -> float:
        """The abscissa at which most lines begin."""
        begins = sorted(line.x0 for line in self.lines.values())
        return max(begins, key=lambda x: bisect_right(begins, x + SAME_EDGE) - bisect_left(begins, x - SAME_EDGE))

    def is_flush(self, at: int) -> bool:
        """Whether there is a line in a row that begins at the column's edge; a table belongs to its column anyway."""
        line = self.lines.get(at)
        return bool(line and (not line.size or abs(line.x0 - self.edge) <= SAME_EDGE))

    @cached_property
    def right(self) -> float:
        """The abscissa at which the longest flush line ends."""
        return max(line.x1 for at, line in self.lines.items() if self.is_flush(at))

    def is_full(self, at: int) -> bool:
        """Whether there is a line in a row that fills the column."""
        return self.is_flush(at) and self.lines[at].x1 - self.edge >= FULL * (self.right - self.edge)

    def is_first_line(self, at: int) -> bool:
        """Whether there is a line in a row that is set in and runs to the column's right edge."""
        line, width = self.lines.get(at), self.right - self.edge
        return bool(
            line
            and line.x0 > self.edge
            and line.x1 - self.edge >= FULL * width
            and line.x0 - self.edge < DEEPEST * width
        )

    def is_prose(self, start: int, end: int) -> bool:
        """Whether the lines of these rows are prose."""
        own = [at for at in self.lines if start <= at < end]
        texts = [self.lines[at].text for at in own]
        wordy = sum(len(text.split()) >= PROSE_WORDS and not is_capitals(text) for text in texts)
        flush = sum(self.is_flush(at) for at in own)
        return len(own) >= LEAST_ROWS and wordy >= PROSE_SHARE * len(own) and flush >= FLUSH_SHARE * len(own)

    def is_solid(self, start: int, end: int) -> bool:
        """Whether most lines of these rows are full lines of prose."""
        own = [at for at in self.lines if start <= at < end]
        full = sum(self.is_full(at) or self.is_first_line(at) for at in own)
        return len(own) >= SOLID_ROWS and full >= SOLID * len(own) and self.is_prose(start, end)


def _body(columns: Sequence[_Column], start: int, end: int, gutters: tuple[float, ...]) -> Columns | None:
    """The columns without a letterhead above them and signatures below them that leave the same gutter free."""
    first, *others = columns
    rows = range(end - start)
    flush = [at for at in rows if any(column.is_flush(at) for column in others)]
    full = [at for at in rows if first.is_full(at)]
    if not flush or not full:
        return None
    begin = min(flush[0], full[0])
    if begin and any(column.is_first_line(begin - 1) for column in columns):
        begin -= 1
    if any(at <= begin and COPIES.match(line.text) for at, line in first.lines.items()):
        return None
    last = _end_of_body(first, others, flush[-1] + 1, len(rows))
    all_prose = all(column.is_prose(begin, last) for column in columns)
    if last - begin < LEAST_ROWS or not (all_prose or first.is_solid(begin, last)):
        return None
    return Columns(start + begin, start + last, gutters)


def _end_of_body(first: _Column, others: Sequence[_Column], after: int, end: int) -> int:
    """Where signatures below the columns begin: with the recipients, or where nothing more begins at an edge."""
    copies = next((at for at in range(after, end) if at in first.lines and COPIES.match(first.lines[at].text)), end)
    full = max((at + 1 for at in range(after, copies) if first.is_full(at)), default=after)
    begin = next((at for at in range(full, copies) if any(at in column.lines for column in others)), copies)
    is_below = any(not first.is_flush(at) for at in first.lines if begin <= at < end)
    return begin if copies < end or is_below else end
