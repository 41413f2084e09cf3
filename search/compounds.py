"""Common words of two syllables, which are indexed as one term beside their syllables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from search.analyzer import index_terms
from search.tables import load_rows

JOINT = "_"
"""No term of a text holds it."""


@lru_cache(maxsize=1)
def all_compounds() -> frozenset[str]:
    """The terms of all compounds."""
    return frozenset(index_terms(row["form"])[1].replace(" ", JOINT) for row in load_rows("compounds"))


@lru_cache(maxsize=1)
def compound_syllables() -> frozenset[str]:
    """The syllables that compounds are made of."""
    return frozenset(chain.from_iterable(term.split(JOINT) for term in all_compounds()))


def compound(first: str, second: str) -> str | None:
    """The term of two folded syllables side by side, None where they are no common word."""
    term = f"{first}{JOINT}{second}"
    return term if term in all_compounds() else None


def compounds_in(pairs: Iterable[str]) -> Iterator[str]:
    """The compounds among the joined pairs of folded terms, in their order.

    An index has them behind the terms, so that the places of these, which phrases count, stay what they are.
    """
    return filter(all_compounds().__contains__, pairs)
