"""From a page's layout to pieces of the body: boxes as the page is shown, tables that go on over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Box
from ingest.paragraphs import Paragraph, Piece
from ingest.parsers.pdf_layout import PageLayout, Row, Segment

SAME_EDGE = 4.0
"""Points by which the sides of a table that goes on over a page break differ at most."""

HEAD_ROWS = 3
"""Rows at the head of a table that may come again on its next page."""

NUMBER = re.compile(r"\d{1,3}[.)]?")
"""What a numbered row has in its first cell."""


def piece_of(segment: Segment, layout: PageLayout) -> Piece:
    """A segment as a piece of the body, its place on the page as it is shown.

    Whoever read a page from its picture knows how that lay, and puts the places right himself.
    """
    box = _shown(segment.box, layout) if is_turned_text(layout) else segment.box
    return Piece(segment.text, layout.number, box, segment.words)


def is_turned_text(layout: PageLayout) -> bool:
    """Whether a page's own text was turned to be read."""
    return bool(layout.turned) and layout.text_from != "ocr"


def _shown(box: Box, layout: PageLayout) -> Box:
    x0, top, x1, bottom = box
    width, height = layout.width, layout.height
    if layout.turned == 90:
        box = (top, width - x1, bottom, width - x0)
    elif layout.turned == 180:
        box = (width - x1, height - bottom, width - x0, height - top)
    elif layout.turned == 270:
        box = (height - bottom, x0, height - top, x1)
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


class Tables:
    """Numbers the tables of a document as their rows come; heads that come again on the next page are left out."""

    def __init__(self) -> None:
        self._number = 0
        self._last: tuple[int, int, Box] | None = None
        self._heads: list[str] = []
        self._at_head = False
        self._cells: tuple[tuple[Segment, ...], ...] = ()
        self.is_rest = False

    def end(self) -> None:
        """Tell that other text stands behind the last row."""
        self._last = None

    def take(self, row: Row, layout: PageLayout) -> Iterator[Paragraph]:
        """The row as a paragraph; none for a head that its table had on an earlier page."""
        self.is_rest = self._is_rest(row, layout)
        goes_on = self.is_rest or self._goes_on(row, layout)
        if not goes_on:
            self._number += 1
            self._heads = []
        if not goes_on or (self._last and self._last[0] != layout.number):
            self._at_head = goes_on
        self._last = (layout.number, row.table, row.box)
        if self.is_rest:
            yield Paragraph.row(([piece_of(line, layout) for line in cell] for cell in row.cells), table=self._number)
            return
        self._cells = row.cells
        if self._at_head and row.text in self._heads:
            return
        self._at_head = False
        if len(self._heads) < HEAD_ROWS:
            self._heads.append(row.text)
        yield Paragraph.row(([piece_of(line, layout) for line in cell] for cell in row.cells), table=self._number)

    def _is_rest(self, row: Row, layout: PageLayout) -> bool:
        """Whether a row at a page's head is the rest of a numbered row at the foot of the page before it."""
        if not self._last or self._last[0] != layout.number - 1 or len(row.cells) != len(self._cells):
            return False
        number, *others = self._cells
        is_numbered = len(number) == 1 and NUMBER.fullmatch(number[0].text)
        return bool(is_numbered and not row.cells[0] and all(map(_may_go_on, others, row.cells[1:])))

    def _goes_on(self, row: Row, layout: PageLayout) -> bool:
        """Whether a row belongs to the table of the row before it: of one page, or as wide at the next one's head."""
        if not self._last:
            return False
        page, table, box = self._last
        if page == layout.number:
            return table == row.table
        same = abs(row.box[0] - box[0]) <= SAME_EDGE and abs(row.box[2] - box[2]) <= SAME_EDGE
        return page == layout.number - 1 and same


def _may_go_on(cell: Sequence[Segment], rest: Sequence[Segment]) -> bool:
    return bool(cell) or not rest


def with_rest(row: Paragraph, rest: Paragraph) -> Paragraph:
    """A table's row with what the page break cut off its cells."""
    pairs = zip(_cells(row), _cells(rest), strict=True)
    return Paragraph.row(((*cell, *more) for cell, more in pairs), table=row.table or 0)


def _cells(row: Paragraph) -> Iterator[Sequence[Piece]]:
    at = 0
    for count in row.cells:
        yield row.pieces[at : at + count]
        at += count
