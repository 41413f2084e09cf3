"""The pages of a PDF as layouts: a quick reading of each, a second one where that makes no sense."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers.pdf_drawing import Drawing, drawing_of
from ingest.parsers.pdf_gate import ENOUGH_WORDS, LETTERS_ONLY, doubt, score
from ingest.parsers.pdf_layout import PageLayout, Row, Segment, rows_of_segments
from ingest.parsers.pdf_legacy import in_unicode
from ingest.parsers.pdf_second import SecondReader
from ingest.parsers.pdf_signed import text_bearing, without_signatures
from ingest.parsers.pdf_tables import Grid, box_of, find_grids, is_inside, table_rows
from ingest.parsers.pdf_text import Frame, Run, TextPage

NO_TEXT = "no text"
DOUBTFUL = "text layer doubtful"
COVERING = 0.75
"""Share of a page that its pictures take on a scan; margins may be cut off."""

MOST_IN_VAIN = 3
"""Second readings that gave nothing better after which a file's other pages are spared them: 0.15 s a page."""

BETTER = 0.1
"""How much the share of syllables must grow for the second reading to be taken."""


class PageReader:
    """Reads the pages of an open pdfium document, one after the other; close it after use."""

    def __init__(self, document: Any, data: bytes) -> None:
        self._document = document
        self._data = data
        self._second: SecondReader | None = None
        self._in_vain = 0
        self._flattened = False

    def close(self) -> None:
        """Free what the second reader holds."""
        if self._second:
            self._second.close()

    def read(self, number: int) -> PageLayout:
        """The layout of a page, counted from 1; an empty one for a page that does not load."""
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            return PageLayout(number, 595.0, 842.0, (), "none", lacks=NO_TEXT)
        frame = frame_of(page)
        fields = text_bearing(page, frame)
        if fields:
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            self._flattened = True
            page.close()
            page = self._document[number - 1]
        with closing(page):
            return self._layout(page, frame, fields, number)

    def _layout(self, page: Any, frame: Frame, fields: Sequence[Box], number: int) -> PageLayout:
        with closing(TextPage(page, frame)) as text:
            lines = text.lines()
            turn = _turn_of(run for line in lines for run in line)
            if turn:
                frame = replace(frame, turn=(frame.turn + turn) % 360)
                text.show(frame)
                fields, lines = text_bearing(page, frame), text.lines()
            runs, loose = without_signatures([run for line in lines for run in line], fields)
            loose += [run.text for run in runs if run.turned]
            drawing = drawing_of(page, frame)
            grids = find_grids(drawing)
            runs = in_unicode(_cut_at_cells([run for run in runs if not run.turned], grids, text))
            hidden = _covers(drawing, frame) and text.is_hidden()
        width, height = frame.size
        layout = PageLayout(number, width, height, (), turned=turn, loose=tuple(loose))
        return self._judged(layout, [run.segment() for run in runs], grids, drawing, hidden=hidden)

    def _judged(
        self, layout: PageLayout, segments: list[Segment], grids: list[Grid], drawing: Drawing, *, hidden: bool
    ) -> PageLayout:
        """The layout with the segments' rows, read a second time where they make no sense."""
        reason = doubt(_text(segments))
        if reason and not layout.turned and self._in_vain < MOST_IN_VAIN:
            again = self._second_reading(layout.number)
            if score(_text(again)) >= score(_text(segments)) + BETTER:
                segments, reason = again, doubt(_text(again))
            else:
                self._in_vain += 1
        rows = tuple(_rows(segments, grids))
        if reason and hidden:
            return replace(layout, text_from="none", lacks=DOUBTFUL)
        if reason and reason != "no vietnamese":
            return replace(layout, rows=rows, text_from="none", lacks=DOUBTFUL)
        if not rows or (_covers(drawing, layout) and len(LETTERS_ONLY.findall(_text(segments))) < ENOUGH_WORDS):
            return replace(layout, rows=rows, text_from="none", lacks=NO_TEXT)
        return replace(layout, rows=rows)

    def _second_reading(self, number: int) -> list[Segment]:
        if self._second is None:
            self._second = SecondReader(self._copy())
        return self._second.segments(number)

    def _copy(self) -> bytes:
        """The file as it is now, with the form fields that were made page content."""
        if not self._flattened:
            return self._data
        copy = io.BytesIO()
        self._document.save(copy)
        return copy.getvalue()


def frame_of(page: Any) -> Frame:
    """The part of a page that is shown."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def _turn_of(runs: Iterable[Run]) -> int:
    """By how much a page is to be turned clockwise so that most of its letters stand upright."""
    letters = {0: 0, 90: 0, 180: 0, 270: 0}
    for run in runs:
        letters[run.turned] += len(run.text)
    most = max(letters, key=lambda turn: letters[turn])
    return most if letters[most] > letters[0] else 0


def _cut_at_cells(runs: Iterable[Run], grids: Sequence[Grid], text: TextPage) -> list[Run]:
    """The runs, those that stand in a table word by word."""
    boxes = [box_of(grid) for grid in grids]
    cut: list[Run] = []
    for run in runs:
        inside = any(is_inside(run, box) for box in boxes)
        cut += text.words(run) if inside else [run]
    return cut


def _text(segments: Sequence[Segment]) -> str:
    return "\n".join(segment.text for segment in segments)


def _covers(drawing: Drawing, page: Frame | PageLayout) -> bool:
    """Whether pictures take most of a page."""
    width, height = page.size if isinstance(page, Frame) else (page.width, page.height)
    taken = sum(
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for x0, top, x1, bottom in drawing.pictures
    )
    return taken >= COVERING * width * height


def _rows(segments: Sequence[Segment], grids: Sequence[Grid]) -> Iterator[Row]:
    """The rows of a page from top to bottom, tables in their place."""
    rows: list[Row] = []
    free = list(segments)
    for number, grid in enumerate(grids, 1):
        outer = box_of(grid)
        inside = [segment for segment in free if is_inside(segment, outer)]
        found = table_rows(grid, inside, number)
        if found:
            held = set(map(id, inside))
            free = [segment for segment in free if id(segment) not in held]
            rows += found
    rows += rows_of_segments(free)
    yield from sorted(rows, key=lambda row: row.top)
