"""The pages of a PDF as layouts: a quick reading of each, a second one where that makes no sense."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers.pdf_drawing import Drawing, drawing_of
from ingest.parsers.pdf_gate import ENOUGH_WORDS, doubt, lines_with_joined_words, score, words_of
from ingest.parsers.pdf_grid import Grid, grids_of
from ingest.parsers.pdf_gutters import cut_at_gutters
from ingest.parsers.pdf_layout import WORD_GAP, PageLayout, Row, Segment
from ingest.parsers.pdf_legacy import in_unicode
from ingest.parsers.pdf_letters import LETTER_GAP, in_order, is_tall, respaced
from ingest.parsers.pdf_rows import rows_of_segments
from ingest.parsers.pdf_run import Frame, Run
from ingest.parsers.pdf_second import SecondReader
from ingest.parsers.pdf_signed import text_bearing, without_signatures
from ingest.parsers.pdf_tables import box_of, cell_at, crosses, is_inside, table_rows
from ingest.parsers.pdf_text import TextPage

NO_TEXT = "no text"
DOUBTFUL = "text layer doubtful"
COVERING = 0.75
"""Share of a page that its pictures take on a scan; margins may be cut off."""

MOST_IN_VAIN = 3
"""Second readings that gave nothing better after which a file's other pages are spared them: 0.15 s a page."""

MANY_ROWS = 8
"""Rows from which a page is not taken for a scan with a signature's or a stamp's few words on it."""

MANY_OBJECTS = 600
"""Objects of a page from which it is drawn letter by letter; two calls for each would cost as much as the page."""

INDENTED, MOSTLY = 60, 0.7
"""Points from the left edge within which prose begins its lines, and the share of lines that do."""

SHORT_LINE, MOST_SHORT = 30, 0.4
"""Letters of a short line, and the share of such lines below which a page is prose; half of a table's are shorter."""

MANY_JOINED = 3
"""Lines with joined words from which a page's other lines are looked at too: of `năm 26` as `năm26` nothing tells."""

LEAST_PATHS = 40
"""Paths of a page whose letters are drawn as outlines; a blank page has a frame or a line at its head."""

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
            reason = doubt(text.text)
            runs = text.runs(thorough=bool(reason))
            turn = _turn_of(runs)
            if turn:
                frame = replace(frame, turn=(frame.turn + turn) % 360)
                text.show(frame)
                fields, runs = text_bearing(page, frame), text.runs(thorough=True)
            runs, loose = without_signatures(runs, fields)
            loose += [run.text for run in runs if run.turned]
            runs = in_order(text, [run for run in runs if not run.turned])
            drawing = Drawing() if not (reason or turn) and _is_prose(runs, page) else drawing_of(page, frame)
            grids = grids_of(drawing.level, drawing.upright)
            runs = _cut_at_cells(runs, grids, text)
            runs = cut_at_gutters(runs, text)
            runs = in_unicode(_respaced(runs, text, reason), reason, partial(is_tall, text))
            hidden = _covers(drawing, frame) and text.is_hidden()
        width, height = frame.size
        layout = PageLayout(number, width, height, (), turned=turn, loose=tuple(loose))
        rows = tuple(_rows([run.segment() for run in runs], grids))
        if not reason and len(rows) >= MANY_ROWS:
            return replace(layout, rows=rows)
        return self._judged(replace(layout, rows=rows), grids, drawing, hidden=hidden)

    def _judged(self, layout: PageLayout, grids: list[Grid], drawing: Drawing, *, hidden: bool) -> PageLayout:
        """The layout of a page that may lack sense or text, with what a second reading gives where it makes more."""
        rows = layout.rows
        reason = doubt(_text(rows))
        if reason and not layout.turned and self._in_vain < MOST_IN_VAIN:
            again = tuple(_rows(self._second_reading(layout.number), grids))
            if score(_text(again)) >= score(_text(rows)) + BETTER:
                rows, reason = again, doubt(_text(again))
            else:
                self._in_vain += 1
        if reason and hidden:
            return replace(layout, rows=(), text_from="none", lacks=DOUBTFUL)
        if reason and reason != "no vietnamese":
            return replace(layout, rows=rows, text_from="none", lacks=DOUBTFUL)
        if not rows and not drawing.pictures and drawing.paths < LEAST_PATHS:
            return layout
        if not rows or (_covers(drawing, layout) and len(words_of(_text(rows))) < ENOUGH_WORDS):
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


def _respaced(runs: list[Run], text: TextPage, reason: str) -> list[Run]:
    """The runs with the blanks that were not drawn, where words stand joined or cannot be told."""
    spaced = [respaced(text, run, WORD_GAP) for run in runs] if reason else runs
    joined = lines_with_joined_words([run.text for run in spaced])
    if not any(joined):
        return spaced
    many = sum(joined) >= MANY_JOINED
    each = zip(runs, spaced, joined, strict=True)
    return [respaced(text, run, LETTER_GAP) if many or one else wide for run, wide, one in each]


def _is_prose(runs: Sequence[Run], page: Any) -> bool:
    """Whether a page drawn letter by letter has such long lines that no table can be on it; looking is dear."""
    if pdfium.FPDFPage_CountObjects(page) < MANY_OBJECTS or len(runs) < MANY_ROWS:
        return False
    heights = [run.top for run in runs]
    apart = all(below - above > run.size / 2 for above, below, run in zip(heights, heights[1:], runs, strict=False))
    left = min(run.x0 for run in runs)
    if sum(run.x0 - left < INDENTED for run in runs) < MOSTLY * len(runs):
        return False
    return apart and sum(len(run.text) < SHORT_LINE for run in runs) < MOST_SHORT * len(runs)


def _cut_at_cells(runs: Iterable[Run], grids: Sequence[Grid], text: TextPage) -> list[Run]:
    """The runs, those that stand in several cells of a table cut between them."""
    cut: list[Run] = []
    for run in runs:
        grid = next((grid for grid in grids if is_inside(run, box_of(grid))), None)
        cut += text.parted(run, partial(cell_at, grid)) if grid and crosses(grid, run) else [run]
    return cut


def _text(rows: Iterable[Row]) -> str:
    return "\n".join(row.text for row in rows)


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
