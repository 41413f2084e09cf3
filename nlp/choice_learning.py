"""Learns the weights with which the right candidates of many choices are likeliest, and writes them.

A choice among candidates that carry named features (multinomial logit). A decision on one of them alone is a choice
between it and nobody. The same choices give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.gold import digest

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
STEPS = 60
"""Of Newton's method at most; the weights stand still before."""
SHORTEST = 2.0**-14
"""Of a step: where even this part of it makes the choices no likelier, the weights stand."""
STILL = 1e-9
"""A gain from which on a step is the last."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds of each candidate of a choice, and which of them are right: at least one."""

    offered: Sequence[Sequence[str]]
    right: Sequence[bool]


def learn(taught: Sequence[Choice], ridge: float, least_seen: int) -> dict[str, float]:
    """The weights by name with which the right candidates are likeliest; where several are right, any of them.

    `taught` holds at least one choice. `ridge` is that of the squared weights; a feature must hold in `least_seen`
    choices.
    """
    seen = Counter(name for choice in taught for name in {name for names in choice.offered for name in names})
    names = sorted(name for name, times in seen.items() if times >= least_seen)
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((sum(len(choice.offered) for choice in taught), len(names)))
    for row, held in zip(table, (held for choice in taught for held in choice.offered), strict=True):
        row[[place[name] for name in held if name in place]] = 1
    right = np.array([is_right for choice in taught for is_right in choice.right], dtype=np.float64)
    starts = np.cumsum([0, *(len(choice.offered) for choice in taught[:-1])])
    return dict(zip(names, _Fit(table, right, starts, ridge).weights().tolist(), strict=True))


class _Fit:
    """Newton's method, its steps shortened until the choices become likelier.

    The candidates of a choice are rows of the table one after the other, from its place in `starts`. The curvature is
    that of the choice alone, which is never less than that of what is fitted.
    """

    def __init__(self, table: Vector, right: Vector, starts: NDArray[np.int64], ridge: float) -> None:
        self._table, self._right, self._starts, self._ridge = table, right, starts, ridge
        self._sizes = np.diff([*starts, len(table)])

    def weights(self) -> Vector:
        """One for each column of the table, in log odds."""
        weights = np.zeros(self._table.shape[1])
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
        scores = self._table @ weights
        most = np.maximum.reduceat(scores, self._starts)
        best = np.maximum.reduceat(np.where(self._right > 0, scores, -np.inf), self._starts)
        shares, rights = (np.exp(np.minimum(scores - np.repeat(top, self._sizes), 0.0)) for top in (most, best))
        return shares, rights * self._right, most - best

    def _cost(self, weights: Vector) -> float:
        """How unlikely the right candidates are, in log odds, and how large the weights."""
        shares, rights, apart = self._odds(weights)
        total, right = (np.log(np.add.reduceat(one, self._starts)) for one in (shares, rights))
        return float((total - right + apart).sum() + self._ridge * weights @ weights / 2)

    def _step(self, weights: Vector) -> Vector:
        likely, wanted = (
            one / np.repeat(np.add.reduceat(one, self._starts), self._sizes) for one in self._odds(weights)[:2]
        )
        means = np.add.reduceat(self._table * likely[:, None], self._starts)
        bend = (self._table * likely[:, None]).T @ self._table - means.T @ means + self._ridge * np.eye(len(weights))
        return np.linalg.solve(bend, self._table.T @ (likely - wanted) + self._ridge * weights)


def write(path: Path, weights: Mapping[str, float], command: str, pattern: str = "*.txt") -> None:
    """Write the weights, with the digest of the gold they were learned from above them: its files of that pattern."""
    lines = [
        f"# Written by `{command}`; corpora/gold/train sha256 {digest(GOLD / 'train', pattern)}",
        "name\tweight",
        *(f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if f"{weight:.3f}".strip("-0.")),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
