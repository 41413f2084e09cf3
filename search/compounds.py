"""Common words of two syllables, which are indexed as one term beside their syllables."""

from __future__ import annotations

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


def with_compounds(folded: str) -> str:
    """Folded terms joined by blanks, and behind them the compounds among them.

    Behind them, so that the places of the others, which phrases count, stay what they are.
    """
    return " ".join((folded, *filter(None, map(_compounds().get, pairwise(folded.split(" "))))))
