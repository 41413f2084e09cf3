"""Learns the weights with which the right candidates of many choices are likeliest, and writes them.

A choice among candidates that carry named features (multinomial logit). A decision on one of them alone is a choice
between it and nobody. The same choices give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.gold import digest

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
STEPS = 60
"""Of Newton's method at most; the weights stand still before."""
INNER_STEPS = 600
"""Of conjugate gradients within one of Newton's, at most."""
EXACT = 1e-16
"""The square of what may be left of a step's slope, as a share of the whole."""
SHORTEST = 2.0**-14
"""Of a step: where even this part of it makes the choices no likelier, the weights stand."""
STILL = 1e-9
"""A gain from which on a step is the last."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds of each candidate of a choice, which of them are right (at least one), and how much it counts."""

    offered: Sequence[Sequence[str]]
    right: Sequence[bool]
    importance: float = 1.0


def learn(taught: Sequence[Choice], ridge: float, least_seen: int) -> dict[str, float]:
    """The weights by name with which the right candidates are likeliest; where several are right, any of them.

    `taught` holds at least one choice. `ridge` is that of the squared weights; a feature must hold in `least_seen`
    choices.
    """
    seen = Counter(name for choice in taught for name in {name for names in choice.offered for name in names})
    names = sorted(name for name, times in seen.items() if times >= least_seen)
    return dict(zip(names, _Fit(_Taught.of(taught, names), ridge).weights().tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Taught:
    """The candidates of all choices as the rows of a table of ones and noughts, which is never written out.

    `ones` are its pairs of row and column. A choice's candidates are rows one after the other, from its place in
    `starts`; `right` and `importance` hold for each row.
    """

    ones: NDArray[np.int64]
    columns: int
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    right: Vector
    importance: Vector

    @classmethod
    def of(cls, taught: Sequence[Choice], names: Sequence[str]) -> _Taught:
        """The table of the features `names`."""
        ones = np.array([*_ones(taught, {name: at for at, name in enumerate(names)})], dtype=np.int64).reshape(-1, 2)
        sizes = np.array([len(choice.offered) for choice in taught], dtype=np.int64)
        right = np.array([is_right for choice in taught for is_right in choice.right], dtype=np.float64)
        importance = np.repeat(np.array([choice.importance for choice in taught], dtype=np.float64), sizes)
        return cls(ones, len(names), np.cumsum([0, *sizes[:-1]]), sizes, right, importance)

    def times(self, vector: Vector) -> Vector:
        """A number for each row from one for each column."""
        return np.bincount(self.ones[:, 0], vector[self.ones[:, 1]], len(self.right)).astype(np.float64)

    def turned_times(self, vector: Vector) -> Vector:
        """A number for each column from one for each row."""
        return np.bincount(self.ones[:, 1], vector[self.ones[:, 0]], self.columns).astype(np.float64)

    def sums(self, vector: Vector) -> Vector:
        """For each row the sum over the candidates of its choice."""
        return np.repeat(np.add.reduceat(vector, self.starts), self.sizes)

    def most(self, vector: Vector) -> Vector:
        """For each row the largest number of its choice."""
        return np.repeat(np.maximum.reduceat(vector, self.starts), self.sizes)


def _ones(taught: Sequence[Choice], place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    row = 0
    for choice in taught:
        for held in choice.offered:
            yield from ((row, place[name]) for name in dict.fromkeys(held) if name in place)
            row += 1


class _Fit:
    """Newton's method, its steps shortened until the choices become likelier.

    The curvature is that of the choice alone, which is never less than that of what is fitted.
    """

    def __init__(self, taught: _Taught, ridge: float) -> None:
        self._taught, self._ridge = taught, ridge

    def weights(self) -> Vector:
        """One for each column of the table, in log odds."""
        weights = np.zeros(self._taught.columns)
        cost = self._cost(weights)
        for _ in range(STEPS):
            step = self._step(weights)
            part = 1.0
            while (after := self._cost(weights - part * step)) > cost and part > SHORTEST:
                part /= 2
            if after > cost:
                break
            weights -= part * step
            gained, cost = cost - after, after
            if gained < STILL:
                break
        return weights

    def _odds(self, weights: Vector) -> tuple[Vector, Vector, Vector]:
        """Each candidate's odds against its choice's likeliest, each right one's against the likeliest right one, and
        how far those two lie apart.
        """
        taught = self._taught
        scores = taught.times(weights)
        most, best = taught.most(scores), taught.most(np.where(taught.right > 0, scores, -np.inf))
        shares, rights = (np.exp(np.minimum(scores - top, 0.0)) for top in (most, best))
        return shares, rights * taught.right, most - best

    def _cost(self, weights: Vector) -> float:
        """How unlikely the right candidates are, in log odds, and how large the weights."""
        taught = self._taught
        shares, rights, apart = self._odds(weights)
        unlikely = np.log(taught.sums(shares)) - np.log(taught.sums(rights)) + apart
        return float((taught.importance * unlikely)[taught.starts].sum() + self._ridge * weights @ weights / 2)

    def _step(self, weights: Vector) -> Vector:
        """Where Newton's method would go from here, to be taken off the weights."""
        taught = self._taught
        likely, wanted = (one / taught.sums(one) for one in self._odds(weights)[:2])
        slope = taught.turned_times(taught.importance * (likely - wanted)) + self._ridge * weights
        return self._solved(likely, slope)

    def _solved(self, likely: Vector, slope: Vector) -> Vector:
        """What the curvature turns into `slope`, by conjugate gradients."""
        step, rest = np.zeros_like(slope), slope.copy()
        way, size = rest.copy(), slope @ slope
        enough = EXACT * size
        for _ in range(INNER_STEPS):
            if size <= enough:
                break
            bent = self._bent(likely, way)
            length = size / (way @ bent)
            step += length * way
            rest -= length * bent
            before, size = size, rest @ rest
            way = rest + size / before * way
        return step

    def _bent(self, likely: Vector, way: Vector) -> Vector:
        """The change of the slope along a way."""
        taught = self._taught
        scores = taught.times(way)
        spread = taught.importance * likely * (scores - taught.sums(likely * scores))
        return taught.turned_times(spread) + self._ridge * way


def write(path: Path, weights: Mapping[str, float], command: str, pattern: str = "*.txt") -> None:
    """Write the weights, with the digest of the gold they were learned from above them: its files of that pattern."""
    lines = [
        f"# Written by `{command}`; corpora/gold/train sha256 {digest(GOLD / 'train', pattern)}",
        "name\tweight",
        *(f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if f"{weight:.3f}".strip("-0.")),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
