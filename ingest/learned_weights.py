"""Weights by which a block or a line of a page is judged: those of what its slots hold, and of slots together.

They are learned (`benchmarks/learn_web_body.py`, `benchmarks/learn_line_body.py`) and lie as data beside the rules for
furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ingest.furniture_rules import load_rows

REMEMBERED = 8_192
"""Different fillings of all slots: pages of one site have the same ones."""


class LearnedWeights:
    """The weights of a table; `slots` are the names of slots, `together` those that are weighed together."""

    def __init__(self, table: str, slots: Sequence[str], together: Sequence[str]) -> None:
        self._table = table
        self._places = [(names, [slots.index(name) for name in names.split()]) for names in together]
        self._weights: dict[str, float] = {}
        self.weight = lru_cache(maxsize=REMEMBERED)(self._weight)

    def names_of(self, words: tuple[str, ...]) -> Iterator[str]:
        """The names of the weights of what its slots hold: `kind=prose`, `region kind=inside prose`."""
        for names, places in self._places:
            yield f"{names}={' '.join([words[at] for at in places])}"

    def _weight(self, words: tuple[str, ...]) -> float:
        if not self._weights:
            self._weights = {row["name"]: float(row["weight"]) for row in load_rows(self._table)}
        return weight_of(self.names_of(words), self._weights)


def weight_of(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """How much speaks for what has these names as body: more than nothing where it is likelier than not."""
    return weights["always"] + sum(weights.get(name, 0.0) for name in names)
