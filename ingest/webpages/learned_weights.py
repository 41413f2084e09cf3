"""Weights by which a block or a line of a page is judged: those of what its slots hold, and of slots together.

They are learned (`benchmarks/learn_web_body.py`, `benchmarks/learn_line_body.py`) and lie as data beside the rules for
furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

from ingest.webpages.furniture_rules import load_rows

REMEMBERED = 8_192
"""Different fillings of all slots: pages of one site have the same ones."""


class LearnedWeights:
    """The weights of a table; `slots` are the names of slots, `together` those that are weighed together."""

    def __init__(self, table: str, slots: Sequence[str], together: Sequence[str]) -> None:
        self._table = table
        self._places = [(names, [slots.index(name) for name in names.split()]) for names in together]
        self.weight = lru_cache(maxsize=REMEMBERED)(self._weight)

    def names_of(self, words: tuple[str, ...]) -> Iterator[str]:
        """The names of the weights of what its slots hold: `kind=prose`, `region kind=inside prose`."""
        for names, places in self._places:
            yield f"{names}={' '.join([words[at] for at in places])}"

    def _weight(self, words: tuple[str, ...]) -> float:
        always, tables = self._by_filling
        return always + sum([weights.get(filling(words), 0.0) for filling, weights in tables])

    @cached_property
    def _by_filling(self) -> tuple[float, list[tuple[itemgetter[Any], dict[Any, float]]]]:
        """The weight of all, and for each name what its slots are filled with and the weights of these fillings.

        `weight_of` gives the same, but a name is put together for each weight then.
        """
        weights = {row["name"]: float(row["weight"]) for row in load_rows(self._table)}
        always = weights.pop("always")
        told: dict[str, dict[Any, float]] = {}
        for name, weight in weights.items():
            names, _, filling = name.partition("=")
            told.setdefault(names, {})[tuple(filling.split(" ")) if " " in names else filling] = weight
        return always, [(itemgetter(*places), told.get(names, {})) for names, places in self._places]


def weight_of(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """How much speaks for what has these names as body: more than nothing where it is likelier than not."""
    return weights["always"] + sum(weights.get(name, 0.0) for name in names)
