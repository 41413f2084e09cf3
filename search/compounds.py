"""Common words of two syllables, which are indexed as one term beside their syllables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from search.analyzer import index_terms
from search.tables import read_table

JOINT = "_"
"""No term of a text holds it."""


@lru_cache(maxsize=1)
def _compounds() -> dict[tuple[str, str], str]:
    pairs = [index_terms(form)[1].split(" ") for form, _ in read_table("compounds")]
    return {(pair[0], pair[1]): JOINT.join(pair) for pair in pairs}


def compound(first: str, second: str) -> str | None:
    """The term of two folded syllables side by side, None where they are no common word."""
    return _compounds().get((first, second))


def compounds_in(folded: Sequence[str]) -> Iterator[str]:
    """The compounds among folded terms, in their order.

    An index has them behind the terms, so that the places of these, which phrases count, stay what they are.
    """
    return filter(None, map(_compounds().get, pairwise(folded)))
