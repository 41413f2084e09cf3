"""Cells from ruling lines: where level and upright lines meet, and which four meeting points make a cell.

pdfplumber finds the same cells; it compares sets of lines for every pair of points, which costs a dense page 15 ms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from ingest.document import Box

Grid = list[list[Box]]
"""The boxes of a table's cells, row by row; a merged cell stands once, where it begins."""

TOLERANCE = 3.0
"""Points by which lines that belong together may miss each other."""

LEAST_LINES = 3
"""Places of lines, level and upright, from which there are two rows and two columns."""

MOST_POINTS = 4_000
"""Of one page; a finer grid is squared paper or a chart."""

Rule = tuple[float, float, float]
"""A line: its place across, where it begins and where it ends."""

Point = tuple[float, float]


def grids_of(level: Iterable[Box], upright: Iterable[Box]) -> list[Grid]:
    """The grids of two rows and columns and more that lines draw, from top to bottom."""
    across = _rules((top, x0, x1) for x0, top, x1, _ in level)
    down = _rules((x0, top, bottom) for x0, top, _, bottom in upright)
    across = _closed(across, down)
    if len({rule[0] for rule in across}) < LEAST_LINES or len({rule[0] for rule in down}) < LEAST_LINES:
        return []
    points = _crossings(across, down)
    if len(points) > MOST_POINTS:
        return []
    grids = [_in_rows(cells) for cells in _tables(_cells(points))]
    return [grid for grid in grids if len(grid) > 1 and any(len(row) > 1 for row in grid)]


def _rules(lines: Iterable[Rule]) -> list[Rule]:
    """The lines with those in nearly one place put into it, and those that touch made one."""
    rules: list[Rule] = []
    group: list[Rule] = []
    for line in sorted(lines):
        if group and line[0] - group[-1][0] > TOLERANCE:
            rules += _joined(group)
            group = []
        group.append(line)
    return rules + _joined(group)


def _joined(group: Sequence[Rule]) -> list[Rule]:
    if not group:
        return []
    place = sum(line[0] for line in group) / len(group)
    rules: list[Rule] = []
    for _, start, end in sorted(group, key=itemgetter(1)):
        if rules and start <= rules[-1][2] + TOLERANCE:
            rules[-1] = (place, rules[-1][1], max(end, rules[-1][2]))
        else:
            rules.append((place, start, end))
    return rules


def _closed(across: Sequence[Rule], down: Sequence[Rule]) -> list[Rule]:
    """The level lines, with those that a break of page or column left out: where upright lines end together."""
    ends = sorted((end, x) for x, top, bottom in down for end in (top, bottom))
    closed, group = list(across), list[tuple[float, float]]()
    for end, x in [*ends, (float("inf"), 0.0)]:
        if group and end - group[0][0] > TOLERANCE:
            place, left, right = group[-1][0], min(x for _, x in group), max(x for _, x in group)
            is_open = len({x for _, x in group}) >= LEAST_LINES
            if is_open and not any(abs(y - place) <= 2 * TOLERANCE for y, _, _ in across):
                closed.append((place, left, right))
            group = []
        group.append((end, x))
    return sorted(closed)


def _crossings(across: Sequence[Rule], down: Sequence[Rule]) -> dict[Point, tuple[int, int]]:
    """The points where lines meet, each with the numbers of the two lines."""
    heights = [rule[0] for rule in across]
    points: dict[Point, tuple[int, int]] = {}
    for column, (x, top, bottom) in enumerate(down):
        for line in range(bisect_left(heights, top - TOLERANCE), len(across)):
            y, left, right = across[line]
            if y > bottom + TOLERANCE:
                break
            if left - TOLERANCE <= x <= right + TOLERANCE:
                points[x, y] = (line, column)
    return points


def _cells(points: dict[Point, tuple[int, int]]) -> list[Box]:
    """The smallest boxes whose four corners are joined by lines."""
    rightward, downward = defaultdict[int, list[float]](list), defaultdict[int, list[float]](list)
    for (x, y), (line, column) in points.items():
        rightward[line].append(x)
        downward[column].append(y)
    for places in (*rightward.values(), *downward.values()):
        places.sort()
    cells = []
    for (x, y), (line, column) in points.items():
        xs, ys = rightward[line], downward[column]
        cell = _smallest(points, (x, y), xs[bisect_left(xs, x) + 1 :], ys[bisect_left(ys, y) + 1 :])
        if cell:
            cells.append(cell)
    return cells


def _smallest(
    points: dict[Point, tuple[int, int]], corner: Point, rights: Sequence[float], bottoms: Sequence[float]
) -> Box | None:
    x, y = corner
    for bottom in bottoms:
        low = points[x, bottom][0]
        for right in rights:
            far = points.get((right, bottom))
            if far and far[0] == low and far[1] == points[right, y][1]:
                return x, y, right, bottom
    return None


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells in groups that hang together by their corners, topmost first."""
    at_corner: dict[Point, list[int]] = defaultdict(list)
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for point in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
            at_corner[point].append(number)
    groups: list[list[Box]] = []
    seen: set[int] = set()
    for number in range(len(cells)):
        waiting, group = [number], list[Box]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                group.append(cells[one])
                x0, top, x1, bottom = cells[one]
                waiting += (n for p in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)) for n in at_corner[p])
        if group:
            groups.append(group)
    return sorted(groups, key=lambda group: min((cell[1], cell[0]) for cell in group))


def _in_rows(cells: Iterable[Box]) -> Grid:
    ordered = sorted(cells, key=itemgetter(1, 0))
    return [list(row) for _, row in groupby(ordered, key=itemgetter(1))]
