"""Tables that no lines rule: three columns and more whose gutters stay free, read row by row and cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.names import is_name_shaped
from ingest.official.recipient_rows import COPIES
from ingest.orthography import is_capitals
from ingest.parsers.pdf_aside import ADDRESSEES
from ingest.parsers.pdf_layout import Row, Segment, in_lines, joined
from ingest.parsers.pdf_rows import HEAD_RIGHT
from ingest.parsers.pdf_tracks import Tracks

LEAST_COLUMNS = 3
"""Two columns are as often two blocks side by side."""

FAR = 2.2
"""Font sizes of white that end a table: a signature leaves 3 and more for the seal."""

NEXT_LINE = 1.7
"""Font sizes from one line of a cell to the next at most."""

WIDER = 1.07
"""Of the closest lines' distance, that from which lines belong to two cells."""

TOUCHING = 0.35
"""Font sizes by which the boxes of two rows may reach into each other."""

KEY = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[a-zđ])[.)]?")
"""A row's number."""

HALF_STEP = 1.4
"""Font sizes above a table's first line with two cells within which a higher cell of that row begins."""

FILLED = 0.5
"""Share of cells with text: what is emptier are blocks strewn over a page."""

NO_CELLS = (COPIES, HEAD_RIGHT, ADDRESSEES)
"""What stands beside other text and is no cell of a table."""

Line = tuple[int, Segment]
"""A line of a cell with the number of its column."""


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table in the place of the rows `start` to `end`, half open; its own rows hold cells."""

    start: int
    end: int
    rows: tuple[Row, ...]


def with_tables(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a page or column, those of tables without lines made rows of cells."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        table = find_unruled(rows, at)
        if table:
            del found[len(found) - (at - table.start) :]
        found += table.rows if table else [rows[at]]
        at = table.end if table else at + 1
    return found


def find_unruled(rows: Sequence[Row], start: int) -> Unruled | None:
    """The table that begins at row `start`, or with cells above it that stand alone on their lines."""
    if len(rows[start].segments) < 2:
        return None
    tracks = Tracks()
    end = _end(rows, start, tracks)
    if len(tracks) < 2:
        return None
    start = _begin(rows, start, tracks)
    region = rows[start:end]
    if len(tracks) < LEAST_COLUMNS or max(len(row.segments) for row in region) < LEAST_COLUMNS:
        return None
    lines = _lines(region, tracks)
    held = _by_drawing(lines) or _by_white(lines)
    if not _is_table(held, len(tracks)):
        return None
    return Unruled(start, end, tuple(_table_rows(held, len(tracks))))


def _end(rows: Sequence[Row], start: int, tracks: Tracks) -> int:
    """Where the rows end whose segments stand in columns below those of the first; the columns go to `tracks`."""
    for end in range(start, len(rows)):
        row = rows[end]
        if not row.segments or any(pattern.match(one.text) for pattern in NO_CELLS for one in row.segments):
            return end
        above = rows[end - 1]
        if end > start and row.top - above.bottom > FAR * above.segments[0].size:
            return end
        if not tracks.add(row.segments):
            return end
    return len(rows)


def _begin(rows: Sequence[Row], start: int, tracks: Tracks) -> int:
    """Where a first row begins whose higher cells stand alone in lines above it: right of the first column."""
    while start:
        above, first = rows[start - 1], rows[start]
        if not above.segments or first.top - above.top > HALF_STEP * first.segments[0].size:
            break
        if above.segments[0].x0 <= tracks.left or not tracks.add(above.segments):
            break
        start -= 1
    return start


def _lines(region: Sequence[Row], tracks: Tracks) -> list[Line]:
    """The lines of each column, column by column."""
    held: dict[int, list[Segment]] = defaultdict(list)
    for row in region:
        for one in row.segments:
            held[tracks.column_of(one)].append(one)
    lines: list[Line] = []
    for column in sorted(held):
        lines += ((column, joined(line) if len(line) > 1 else line[0]) for line in in_lines(held[column]))
    return lines


def _by_drawing(lines: Sequence[Line]) -> list[list[Line]]:
    """The rows as they were drawn, cell by cell; none where they were drawn another way."""
    if any(line.start < 0 for _, line in lines):
        return []
    held: list[list[Line]] = []
    goes_on = False
    for column, line in sorted(lines, key=lambda one: one[1].start):
        last = held[-1][-1] if held else None
        below = last and last[0] == column and 0 < line.top - last[1].top <= NEXT_LINE * line.size
        beside = last and last[0] < column and _overlaps(held[-1], line)
        goes_on = goes_on or bool(below)
        if below or beside:
            held[-1].append((column, line))
        else:
            held.append([(column, line)])
    keys = len(_keys(lines))
    by_line = keys and len(held) > keys + 1
    return held if goes_on and len(held) > 1 and not by_line and _is_apart(held) else []


def _overlaps(held: Sequence[Line], line: Segment) -> bool:
    return min(one.top for _, one in held) < line.bottom and max(one.bottom for _, one in held) > line.top


def _is_apart(held: Sequence[Sequence[Line]]) -> bool:
    """Whether each row stands below the one before it."""
    return all(
        min(line.top for _, line in below) >= max(line.bottom - TOUCHING * line.size for _, line in above)
        for above, below in pairwise(held)
    )


def _by_white(lines: Sequence[Line]) -> list[list[Line]]:
    """The rows as white parts them: lines of a cell stand closer than those of two cells."""
    keys = _keys(lines)
    steps = [
        other.top - one.top
        for (column, one), (own, other) in pairwise(lines)
        if column == own and (column or not keys) and other.top - one.top < NEXT_LINE * one.size
    ]
    most = WIDER * min(steps, default=0.0)
    blocks: list[list[Line]] = []
    for column, line in lines:
        last = blocks[-1][-1] if blocks else None
        parted = line in keys
        if last and last[0] == column and line.top - last[1].top <= most and not parted:
            blocks[-1].append((column, line))
        else:
            blocks.append([(column, line)])
    held: list[list[Line]] = []
    for block in sorted(blocks, key=lambda block: block[0][1].top):
        if held and any(_overlaps(held[-1], line) for _, line in block):
            held[-1] += block
        else:
            held.append(list(block))
    return [part for row in held for part in _at_keys(row, keys)]


def _keys(lines: Sequence[Line]) -> list[Segment]:
    """The lines of a first column that number the rows; none where it holds words below its head."""
    first = [line for column, line in lines if not column]
    keys = [line for line in first if KEY.fullmatch(line.text)]
    is_numbered = bool(keys) and first[-len(keys) :] == keys
    return keys if is_numbered else []


def _at_keys(row: list[Line], keys: Sequence[Segment]) -> list[list[Line]]:
    """A row in which several numbers stand, parted above each number or, where cells are centred, between them.

    The head of their column counts as a number.
    """
    own = [line for column, line in row if not column and line in keys]
    own += [line for column, line in row if not column and line not in keys][:1]
    if not keys or len(own) < 2:
        return [row]
    parted = sorted(own, key=lambda line: line.top)
    is_centred = any(line.top < parted[0].top - TOUCHING * line.size for _, line in row)
    edges = [
        (above.bottom + below.top) / 2 if is_centred else below.top - TOUCHING * below.size
        for above, below in pairwise(parted)
    ]
    rows: list[list[Line]] = [[] for _ in parted]
    for column, line in row:
        rows[sum((line.top + line.bottom) / 2 > edge for edge in edges)].append((column, line))
    return [sorted(one, key=lambda line: line[0]) for one in rows]


def _is_table(held: Sequence[Sequence[Line]], columns: int) -> bool:
    """Whether rows have cells beside each other as a table's do; several who sign have capitals alone in theirs."""
    filled = [len({column for column, _ in row}) for row in held]
    if (
        sum(count > 1 for count in filled) < 2
        or max(filled) < LEAST_COLUMNS
        or sum(filled) < FILLED * columns * len(held)
    ):
        return False
    return not _are_signers(held, columns)


def _are_signers(held: Sequence[Sequence[Line]], columns: int) -> bool:
    """Whether each column holds capitals and ends with a name."""
    for column in range(columns):
        *offices, last = [line.text for row in held for own, line in row if own == column]
        if not all(map(is_capitals, offices)) or not (is_capitals(last) or is_name_shaped(last)):
            return False
    return True


def _table_rows(held: Sequence[Sequence[Line]], columns: int) -> Iterator[Row]:
    """The rows with the lines of their cells; tables without lines have negative numbers: how far down they begin."""
    every = [line for row in held for _, line in row]
    left, right = min(line.x0 for line in every), max(line.x1 for line in every)
    number = -1 - round(min(line.top for line in every))
    for row in held:
        cells = tuple(tuple(line for own, line in row if own == column) for column in range(columns))
        top, bottom = min(line.top for _, line in row), max(line.bottom for _, line in row)
        yield Row((), cells, (left, top, right, bottom), number)
