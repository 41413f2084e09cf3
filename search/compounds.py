"""Common words of two syllables, which are indexed as one term beside their syllables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from sys import intern

from search.analyzer import index_terms
from search.tables import read_table

JOINT = "_"
"""No term of a text holds it."""


Pair = tuple[str, str]
"""Two folded terms side by side."""


@lru_cache(maxsize=1)
def _compounds() -> dict[Pair, str]:
    pairs = [index_terms(form)[1].split(" ") for form, _ in read_table("compounds")]
    return {(intern(pair[0]), intern(pair[1])): JOINT.join(pair) for pair in pairs}


@lru_cache(maxsize=1)
def compound_syllables() -> frozenset[str]:
    """The syllables that compounds are made of."""
    return frozenset(chain.from_iterable(_compounds()))


def compound(first: str, second: str) -> str | None:
    """The term of two folded syllables side by side, None where they are no common word."""
    return _compounds().get((first, second))


def compounds_in(pairs: Iterable[Pair]) -> Iterator[str]:
    """The compounds among pairs of folded terms, in their order.

    An index has them behind the terms, so that the places of these, which phrases count, stay what they are.
    """
    return filter(None, map(_compounds().get, pairs))
