"""Cells of a table without lines that were read as one line, so close do they stand: cut at the gutter between them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from ingest.parsers.pdf_layout import in_lines
from ingest.parsers.pdf_run import Run
from ingest.parsers.pdf_text import TextPage
from ingest.parsers.pdf_tracks import Tracks
from ingest.parsers.pdf_unruled import FAR, LEAST_COLUMNS

CELL_GAP = 0.4
"""Font sizes between the words of two cells at least; a blank is 0.25."""

NUMBER = re.compile(r"(?:\d{1,3}|S?TT) ")
"""A row's number, or the head of its column, with a blank behind it."""

NEAR = 6
"""Lines from one row's number to the next at most."""


def cut_at_gutters(runs: Sequence[Run], text: TextPage) -> list[Run]:
    """The runs, those that reach over a gutter which the lines above and below leave free cut there."""
    lines = _with_numbers(in_lines(runs), text)
    cut = list(lines)
    for at, line in enumerate(lines):
        if len(line) >= LEAST_COLUMNS and cut[at] is line:
            _cut_from(cut, at, range(at + 1, len(lines)), text)
            _cut_from(cut, at, range(at - 1, -1, -1), text)
    return [run for line in cut for run in line]


def _with_numbers(lines: list[list[Run]], text: TextPage) -> list[list[Run]]:
    """The lines, a row's number cut off where several near each other begin with one and have a second column."""
    numbered = [at for at, line in enumerate(lines) if len(line) > 1 and NUMBER.match(line[0].text)]
    near = {at for one, at in pairwise(numbered) if at - one <= NEAR} | {
        one for one, at in pairwise(numbered) if at - one <= NEAR
    }
    return [_without_number(line, text) if at in near else line for at, line in enumerate(lines)]


def _without_number(line: list[Run], text: TextPage) -> list[Run]:
    """A line whose first word is cut off where a wide blank stands behind it."""
    first, *others = line
    words = list(text.words(first))
    if len(words) < 2 or first.turned or words[1].x0 - words[0].x1 <= CELL_GAP * first.size:
        return line
    number, rest = text.parted(first, partial(_column, [(words[0].x1 + words[1].x0) / 2]))
    return [number, replace(rest, apart=True), *others]


def _cut_from(lines: list[list[Run]], at: int, others: Sequence[int], text: TextPage) -> None:
    """Cut the lines on one side of a line that has text in three columns and more, as far as its gutters go."""
    tracks = Tracks()
    tracks.add(lines[at])
    last = lines[at][0]
    for number in others:
        line = lines[number]
        first = line[0]
        if max(first.top - last.bottom, last.top - first.bottom) > FAR * last.size or first.turned:
            return
        parts = [part for run in line for part in _parted(run, tracks, text)] if len(line) > 1 else line
        if not tracks.add(parts):
            return
        last = first
        if len(parts) > len(line):
            lines[number] = parts


def _parted(run: Run, tracks: Tracks, text: TextPage) -> list[Run]:
    """A run in two and more where wide blanks stand in the gutters that it reaches over."""
    gutters = tracks.over(run)
    if not gutters:
        return [run]
    words = list(text.words(run))
    edges = []
    for low, high in gutters:
        blanks = [(b.x0 - a.x1, (a.x1 + b.x0) / 2) for a, b in pairwise(words) if a.x1 < high and b.x0 > low]
        width, middle = max(blanks, default=(0.0, 0.0))
        if width <= CELL_GAP * run.size:
            return [run]
        edges.append(middle)
    first, *others = text.parted(run, partial(_column, edges))
    return [first, *(replace(part, apart=True) for part in others)]


def _column(edges: Sequence[float], word: Run) -> int:
    return bisect(edges, (word.x0 + word.x1) / 2)
