"""The notes at the foot of a PDF's page: small print that begins with a number."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from ingest.parsers.pdf_layout import PageLayout, Row

SMALLER = 0.9
"""Points by which a note's print is smaller than that of the text at least: 12 beside 14, 10 beside 12."""

NOTE = re.compile(r"(?:\d{1,3}|\*{1,3})\s?[^\W\d_]|(?:\d{1,3}|\*{1,3})\s[“\"(]")
"""A note's number stands bare; a list's has a point or a bracket behind it."""

LEAST_LINES = 3
"""Lines of text in the page's own print from which there is a print to be smaller than."""


def without_notes(layout: PageLayout) -> tuple[PageLayout, PageLayout]:
    """A page's text, and its notes as a page of their own: the small print at its foot, from its first number on."""
    rows = layout.rows
    sizes = [row.segments[0].size for row in rows if row.segments]
    if len(sizes) < LEAST_LINES:
        return layout, replace(layout, rows=())
    most = median(sizes) - SMALLER
    start = len(rows)
    while start and _is_small(rows[start - 1], most):
        start -= 1
    first = next((at for at in range(start, len(rows)) if NOTE.match(rows[at].text)), len(rows))
    if first != start:
        return layout, replace(layout, rows=())
    return replace(layout, rows=rows[:start]), replace(layout, rows=rows[start:])


def _is_small(row: Row, most: float) -> bool:
    return len(row.segments) == 1 and row.segments[0].size <= most
