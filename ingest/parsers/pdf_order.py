"""The lines of a PDF's page in reading order: columns of letterheads, signatures and prose one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.parsers.pdf_aside import find_aside
from ingest.parsers.pdf_aside_lines import aside_lines
from ingest.parsers.pdf_columns import Columns, column_rows, find_columns
from ingest.parsers.pdf_layout import Row, Segment, joined
from ingest.parsers.pdf_measure import Measure
from ingest.parsers.pdf_unruled import with_tables


def reading_order(
    rows: Sequence[Row], left: float, width: float, *, at_head: bool = False
) -> Iterator[tuple[Row | Segment, Measure | None]]:
    """The lines of a page or column in reading order; those that may flow into a paragraph come with their measure.

    Rows in two columns are read column by column: those of prose (a bulletin) flow, a letterhead's and a signature's
    do not.
    """
    rows = with_tables(rows)
    measure = Measure(rows, width)
    at = 0
    while at < len(rows):
        row = rows[at]
        columns = find_columns(rows, at, left, width)
        if columns and columns.start > at:
            yield from reading_order(rows[at : columns.start], left, width, at_head=at_head and at == 0)
        end = columns.end if columns else at
        if columns:
            yield from _by_prose_columns(rows, columns)
        elif aside := find_aside(rows, at, left, width, at_head=at_head and at == 0):
            yield from ((line, None) for line in aside_lines(rows[at : aside.end], aside))
            end = aside.end
        elif row.cells:
            yield row, None
        elif row.segments:
            yield joined(row.segments) if len(row.segments) > 1 else row.segments[0], measure
        at = max(end, at + 1)


def _by_prose_columns(rows: Sequence[Row], columns: Columns) -> Iterator[tuple[Row | Segment, Measure | None]]:
    """The lines of columns of prose from left to right, each read as a page of its own."""
    for column in column_rows(rows[columns.start : columns.end], columns.gutters):
        edges = [edge for row in column for edge in (row.box[0], row.box[2])]
        yield from reading_order(column, min(edges), max(edges) - min(edges))
