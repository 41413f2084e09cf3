"""Tables ruled with lines: which text stands in which cell of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from statistics import median

from ingest.document import Box
from ingest.official.letterhead import is_title, place_date
from ingest.parsers.pdf_grid import Grid
from ingest.parsers.pdf_layout import Placed, Row, Segment, joined
from ingest.parsers.pdf_rows import rows_of_segments

HEAD_ROWS = 3
"""Rows among which a letterhead set in a frame has its title or its place and day."""


def box_of(grid: Grid) -> Box:
    """The box round a grid."""
    cells = [cell for row in grid for cell in row]
    return (
        min(map(itemgetter(0), cells)), min(map(itemgetter(1), cells)),
        max(map(itemgetter(2), cells)), max(map(itemgetter(3), cells)),
    )  # fmt: skip


def is_inside(thing: Placed, box: Box) -> bool:
    """Whether the middle of a thing lies in a box."""
    x, y = (thing.x0 + thing.x1) / 2, (thing.top + thing.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def cell_at(grid: Grid, thing: Placed) -> Box | None:
    """The cell in which the middle of a thing lies."""
    y = (thing.top + thing.bottom) / 2
    cells = (cell for row in grid if row[0][1] <= y for cell in row)
    return next((cell for cell in cells if is_inside(thing, cell)), None)


def crosses(grid: Grid, thing: Placed) -> bool:
    """Whether a thing reaches out of the cell in which its middle lies."""
    cell = cell_at(grid, thing)
    return cell is None or thing.x0 < cell[0] or thing.x1 > cell[2]


def table_rows(grid: Grid, segments: Iterable[Segment], number: int) -> list[Row]:
    """The rows of a table with the lines of each cell; none where it holds no data but frames other text."""
    filled = [[_lines(held) for held in row] for row in _filled(grid, list(segments))]
    if not _is_data(filled):
        return []
    boxes = [(row[0][0], row[0][1], row[-1][2], median(cell[3] for cell in row)) for row in grid]
    return [Row((), tuple(row), box, number) for row, box in zip(filled, boxes, strict=True) if any(row)]


def _filled(grid: Grid, segments: list[Segment]) -> list[list[list[Segment]]]:
    """The segments of each cell: those whose middle lies in it."""
    held: list[list[list[Segment]]] = [[[] for _ in row] for row in grid]
    for segment in segments:
        y = (segment.top + segment.bottom) / 2
        for cells, row in zip(held, grid, strict=True):
            if row[0][1] > y:
                break
            for cell, box in zip(cells, row, strict=True):
                if is_inside(segment, box):
                    cell.append(segment)
    return held


def _lines(segments: list[Segment]) -> tuple[Segment, ...]:
    """The lines of a cell from top to bottom."""
    return tuple(joined(row.segments) for row in rows_of_segments(segments))


def _is_data(rows: Sequence[Sequence[tuple[Segment, ...]]]) -> bool:
    """Whether a table has two rows and columns with text; a frame round a letterhead has not."""
    filled = [row for row in rows if any(row)]
    if len(filled) < 2 or max(sum(map(bool, row)) for row in filled) < 2:
        return False
    head = [line.text for row in filled[:HEAD_ROWS] for cell in row for line in cell]
    return not any(is_title(line) or _is_place_and_day(line) for line in head)


def _is_place_and_day(line: str) -> bool:
    """A comma parts them; `Thông tư của BTC ngày 4 tháng 6 năm 2016` cut over lines is none."""
    dated = place_date(line)
    return bool(dated and dated["place"] and "," in line)
