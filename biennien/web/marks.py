"""A body as paragraphs with its marks nested, safe as HTML: every letter of a document goes through `escape`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from ingest.document import Table


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the body to stand out: half open. The first piece of its element has `id`, all have `attributes`."""

    start: int
    end: int
    id: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    element: str = "span"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body; `level` is that of the section that it opens, 0 for running text."""

    html: Markup
    level: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the body: its rows of cells."""

    rows: list[list[Markup]]


def render_body(
    body: str, marks: Iterable[Mark], sections: Iterable[dict[str, Any]], tables: Iterable[Table] = (),
    *, first: int = 0, last: int | None = None,
) -> list[Paragraph | Grid]:  # fmt: skip
    """The lines of `body` that hold letters, with their marks, which may nest and cross; a table's rows in a grid.

    With `first` and `last` the lines between these characters.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    levels = {section["start"]: section["level"] for section in sections}
    rows = {_first_filled(row): (table, row) for table in tables for row in table.rows}
    seen: set[int] = set()
    rendered: list[Paragraph | Grid] = []
    grid_of: Table | None = None
    for start, end, inside in _with_marks(_lines(body, first, last), ordered):
        table, row = rows.get(start, (None, ()))
        if table is not None:
            cells = [_render_cell(body, cell, inside, seen) for cell in row]
            before = rendered[-1] if rendered and grid_of is table else None
            if isinstance(before, Grid):
                before.rows.append(cells)
            else:
                rendered.append(Grid([cells]))
        else:
            line = _render_line(body, start, end, inside, seen)
            rendered.append(Paragraph(line, levels.get(start, 0), f"s-{start}" if start in levels else ""))
        grid_of = table
    return rendered


def _first_filled(row: Sequence[tuple[int, int]]) -> int:
    """Where the line of a table's row begins: at its first cell with letters; -1 for an empty row."""
    return next((start for start, end in row if end > start), -1)


def _render_cell(body: str, cell: tuple[int, int], marks: Sequence[Mark], seen: set[int]) -> Markup:
    start, end = cell
    return _render_line(body, start, end, [one for one in marks if one.start < end and one.end > start], seen)


def mark_text(text: str, marks: Sequence[Sequence[int]]) -> Markup:
    """A short text with `<mark>` around half-open ranges."""
    found = [Mark(start, end, element="mark") for start, end in marks]
    return _render_line(text, 0, len(text), found, set())


def _lines(body: str, first: int, last: int | None) -> Iterator[tuple[int, int]]:
    """Start and end of each line with letters, blanks at both ends left out."""
    at = first
    for line in body[first:last].split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            yield start, start + len(stripped)
        at += len(line) + 1


def _with_marks(lines: Iterable[tuple[int, int]], ordered: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Each line with the marks that reach into it; both are walked once, so that long texts stay quick."""
    reaching: list[Mark] = []
    taken = 0
    for start, end in lines:
        reaching = [mark for mark in reaching if mark.end > start]
        while taken < len(ordered) and ordered[taken].start < end:
            if ordered[taken].end > start:
                reaching.append(ordered[taken])
            taken += 1
        yield start, end, [mark for mark in reaching if mark.start < end]


def _render_line(body: str, start: int, end: int, marks: Sequence[Mark], seen: set[int]) -> Markup:
    """The characters from `start` to `end`; a mark that crosses another is closed and opened again.

    `marks` are in order of start, so that each is looked at where it stands and not at every cut of a long line.
    """
    cuts = sorted({start, end, *(max(start, mark.start) for mark in marks), *(min(end, mark.end) for mark in marks)})
    parts: list[str] = []
    open_marks: list[Mark] = []
    reaching: list[Mark] = []
    taken = 0
    for first, last in pairwise(cuts):
        while taken < len(marks) and marks[taken].start <= first:
            reaching.append(marks[taken])
            taken += 1
        wanted = [mark for mark in reaching if mark.end > first]
        reaching = list(wanted)
        shared = 0
        while shared < min(len(open_marks), len(wanted)) and open_marks[shared] is wanted[shared]:
            shared += 1
        parts += [f"</{mark.element}>" for mark in reversed(open_marks[shared:])]
        parts += [_opening(mark, seen) for mark in wanted[shared:]]
        open_marks = wanted
        parts.append(str(escape(body[first:last])))
    parts += [f"</{mark.element}>" for mark in reversed(open_marks)]
    return Markup("".join(parts))  # noqa: S704 (every piece is escaped or ours)


def _opening(mark: Mark, seen: set[int]) -> str:
    attributes = dict(mark.attributes)
    if mark.id and id(mark) not in seen:
        seen.add(id(mark))
        attributes["id"] = mark.id
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{mark.element}{written}>"
