"""A signature that a page break cuts: what stands side by side at a page's foot and at the head of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.names import is_name_shaped
from ingest.official.recipient_rows import COPIES
from ingest.orthography import is_capitals
from ingest.parsers.pdf_aside import find_aside
from ingest.parsers.pdf_aside_lines import aside_lines
from ingest.parsers.pdf_columns import CENTRAL
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_rows import HEAD_RIGHT

LONGEST = 18
"""Rows of a signature on either page; the longest list of recipients seen has as many."""

STEP = 6.0
"""Points of white that take the page break's place."""


@dataclass(frozen=True, slots=True)
class Overleaf:
    """The lines of a signature over a page break in reading order, each with its page; what is left of both pages."""

    before: PageLayout
    lines: tuple[tuple[Segment, PageLayout], ...]
    behind: PageLayout


def find_overleaf(page: PageLayout, following: PageLayout) -> Overleaf | None:
    """The signature that the break between two pages cuts: no signer's name stands on the first."""
    foot = _foot(page)
    if not foot or not following.rows or page.turned or following.turned:
        return None
    shift = foot[-1].bottom + STEP - following.rows[0].top
    rows = [*foot, *(_moved(row, shift) for row in following.rows[:LONGEST])]
    aside = find_aside(rows, 0, 0.0, page.width, at_head=False)
    taken = aside.end - len(foot) if aside else 0
    if not aside or taken < 1 or not _is_cut(foot, rows[len(foot) : aside.end], aside.gutter):
        return None
    edge = foot[-1].bottom
    lines = tuple(
        (line, page) if line.top < edge else (_moved_line(line, -shift), following)
        for line in aside_lines(rows[: aside.end], aside)
    )
    before = replace(page, rows=page.rows[: len(page.rows) - len(foot)])
    return Overleaf(before, lines, replace(following, rows=following.rows[taken:]))


def _foot(page: PageLayout) -> Sequence[Row]:
    """The rows at a page's foot from the first on in which text stands side by side; none goes over the middle."""
    rows = page.rows[-LONGEST:]
    start = len(rows)
    while start and rows[start - 1].segments and not _is_long(rows[start - 1], page.width):
        start -= 1
    first = next((at for at in range(start, len(rows)) if len(rows[at].segments) > 1), len(rows))
    return rows[first:]


def _is_long(row: Row, width: float) -> bool:
    return any(one.x0 < CENTRAL[0] * width and one.x1 > CENTRAL[1] * width for one in row.segments)


def _is_cut(foot: Sequence[Row], head: Sequence[Row], gutter: float) -> bool:
    """Whether the rows before the page break are a signature's without a name, and those behind it have one."""
    above = [one for row in foot for one in row.segments]
    below = [one for row in head for one in row.segments]
    if any(HEAD_RIGHT.match(one.text) for one in below):
        return False
    right = [one.text for one in above if one.x0 >= gutter]
    is_signature = any(COPIES.match(one.text) for one in above) or all(map(is_capitals, right))
    return (
        is_signature and not any(map(_is_name, right)) and any(_is_name(one.text) for one in below if one.x0 >= gutter)
    )


def _is_name(text: str) -> bool:
    return not is_capitals(text) and is_name_shaped(text)


def _moved(row: Row, by: float) -> Row:
    x0, top, x1, bottom = row.box
    return replace(
        row, segments=tuple(_moved_line(one, by) for one in row.segments), box=(x0, top + by, x1, bottom + by)
    )


def _moved_line(line: Segment, by: float) -> Segment:
    return replace(line, top=line.top + by, bottom=line.bottom + by)
