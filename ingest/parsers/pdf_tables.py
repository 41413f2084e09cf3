"""Tables ruled with lines: the grid from what is drawn, the cells' lines from the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Any

from ingest.document import Box
from ingest.letterhead import PLACE_DATE, is_letterhead_line
from ingest.parsers.pdf_drawing import Drawing
from ingest.parsers.pdf_layout import Placed, Row, Segment, joined, rows_of_segments

Grid = list[list[Box]]
"""The boxes of a table's cells, row by row; a merged cell stands once, where it begins."""

TOLERANCE = 3.0
"""Points by which lines that belong together may miss each other."""

MOST_CELLS = 3_000
"""Of one page; a finer grid is squared paper or a chart."""


def find_grids(drawing: Drawing) -> list[Grid]:
    """The grids that a page's lines draw, from top to bottom."""
    if len(drawing.level) < 3 or len(drawing.upright) < 3:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges(list(_edges(drawing)), TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    crossings = edges_to_intersections(edges, TOLERANCE, TOLERANCE)
    if not 6 <= len(crossings) <= MOST_CELLS:
        return []
    grids = [_grid(cells) for cells in cells_to_tables(intersections_to_cells(crossings))]
    return [grid for grid in grids if len(grid) > 1 and any(len(row) > 1 for row in grid)]


def _edges(drawing: Drawing) -> Iterable[dict[str, Any]]:
    for orientation, lines in (("h", drawing.level), ("v", drawing.upright)):
        for x0, top, x1, bottom in lines:
            yield {
                "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
                "orientation": orientation, "object_type": "line",
            }  # fmt: skip


def _grid(cells: list[Box]) -> Grid:
    ordered = sorted(cells, key=itemgetter(1, 0))
    return [list(row) for _, row in groupby(ordered, key=itemgetter(1))]


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
    lines = [line.text for row in filled for cell in row for line in cell]
    return not any(is_letterhead_line(line) or PLACE_DATE.fullmatch(line) for line in lines)
