"""Rows of a recognised page that stand in three columns and more: a table's rows, with their cells."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Box
from ingest.names import is_post
from ingest.official.letterhead import is_title
from ingest.parsers.pdf_layout import Row, Segment
from ingest.places import around

LEAST_COLUMNS = 3
"""Two columns are a letterhead's or a signature's."""

LEAST_ROWS = 2
NEXT_LINE = 1.2
"""Line heights between a line and the next one of the same cell."""


def with_tables(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of tables as rows of cells."""
    found: list[Row] = []
    at, number = 0, 0
    while at < len(rows):
        end = _end(rows, at)
        if end > at:
            number += 1
            found += _table(rows[at:end], number)
        else:
            found.append(rows[at])
        at = max(end, at + 1)
    return found


def _end(rows: Sequence[Row], start: int) -> int:
    """Where the table that begins at a row ends; `start` itself where none begins."""
    if not _is_wide(rows[start]):
        return start
    columns = _columns([rows[start]])
    end, wide = start + 1, 1
    for row in rows[start + 1 :]:
        if _is_wide(row):
            joined = _columns(rows[start : end + 1])
            if len(joined) < LEAST_COLUMNS:
                break
            columns, wide = joined, wide + 1
        elif not _goes_on(row, rows[end - 1], columns):
            break
        end += 1
    return end if wide >= LEAST_ROWS else start


def _is_wide(row: Row) -> bool:
    return len(row.segments) >= LEAST_COLUMNS and not any(map(_is_official, row.segments))


def _is_official(segment: Segment) -> bool:
    """Whether a segment is a letterhead's or a signature's: three offices may sign beside each other."""
    return is_title(segment.text) or (segment.text.isupper() and is_post(segment.text))


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns that rows stand in, from left to right: stretches of the width that some segment covers."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((one.x0, one.x1) for row in rows for one in row.segments):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _goes_on(row: Row, before: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row is the next line of cells above it: near, and no segment of it in two columns."""
    height = row.bottom - row.top
    near = row.top - before.bottom < NEXT_LINE * height
    return near and all(len(_touched(one, columns)) == 1 for one in row.segments)


def _touched(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[int]:
    return [at for at, (left, right) in enumerate(columns) if segment.x0 < right and left < segment.x1]


def _table(rows: Sequence[Row], number: int) -> list[Row]:
    columns = _columns([row for row in rows if len(row.segments) >= LEAST_COLUMNS])
    cells: list[list[list[Segment]]] = []
    for row in rows:
        places = [(_touched(one, columns)[0], one) for one in row.segments]
        if not cells or len(row.segments) >= LEAST_COLUMNS or places[0][0] == 0:
            cells.append([[] for _ in columns])
        for place, segment in places:
            cells[-1][place].append(segment)
    return [Row((), tuple(map(tuple, row)), _box(row), number) for row in cells]


def _box(cells: Sequence[Sequence[Segment]]) -> Box:
    box = around([segment.box for cell in cells for segment in cell])
    assert box is not None
    return box
