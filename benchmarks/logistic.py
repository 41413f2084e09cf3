"""Logistic regression on named features by Newton's method: the same rows give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST_SEEN = 3
"""Pages on which a weight's name must occur."""
RIDGE = 1.0
STEPS = 10
"""Of Newton's method; the weights stand still after six."""
INNER_STEPS = 300
"""Of conjugate gradients within one of Newton's."""
EXACT = 1e-10
Vector = NDArray[np.float64]


def fit_weights(
    pages: Sequence[Sequence[Sequence[str]]], body: Sequence[bool], words: Sequence[int], body_importance: float
) -> dict[str, float]:
    """The weights by name of pages, rows and names; a row counts by the root of its words, more where it is body."""
    seen = Counter(name for rows in pages for name in {name for names in rows for name in names})
    names = ["always", *sorted(name for name, times in seen.items() if times >= LEAST_SEEN)]
    place = {name: at for at, name in enumerate(names)}
    rows = [row for page in pages for row in page]
    found = [(at, column) for at, row in enumerate(rows) for column in [0, *(place[n] for n in row if n in place)]]
    held = np.array(found, dtype=np.int64)
    wanted = np.array(body, dtype=float)
    importance = np.sqrt(words)
    importance *= np.where(wanted > 0, body_importance, 1.0) / importance.mean()
    return dict(zip(names, _fit(Table(held, len(rows), len(names)), wanted, importance).tolist(), strict=True))


class Table:
    """A table of ones and noughts by its ones: pairs of row and column."""

    def __init__(self, ones: NDArray[np.int64], rows: int, columns: int) -> None:
        self.ones = ones
        self.rows = rows
        self.columns = columns

    def times(self, vector: Vector) -> Vector:
        """A number for each row."""
        return np.bincount(self.ones[:, 0], vector[self.ones[:, 1]], self.rows).astype(np.float64)

    def turned_times(self, vector: Vector) -> Vector:
        """A number for each column."""
        return np.bincount(self.ones[:, 1], vector[self.ones[:, 0]], self.columns).astype(np.float64)


def _fit(table: Table, body: Vector, importance: Vector) -> Vector:
    weights = np.zeros(table.columns)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table.times(weights)))
        slope = table.turned_times(importance * (likely - body)) + RIDGE * weights
        weights -= _solved(table, importance * likely * (1 - likely), slope)
    return weights


def _solved(table: Table, bends: Vector, slope: Vector) -> Vector:
    """The step of Newton's method, by conjugate gradients: the table is never written out."""
    step = np.zeros_like(slope)
    rest = slope.copy()
    way = rest.copy()
    size = rest @ rest
    for _ in range(INNER_STEPS):
        if size < EXACT:
            break
        bent = table.turned_times(bends * table.times(way)) + RIDGE * way
        length = size / (way @ bent)
        step += length * way
        rest -= length * bent
        before, size = size, rest @ rest
        way = rest + size / before * way
    return step
