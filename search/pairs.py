"""Pairs of common syllables that stand side by side, which say in which documents a phrase may stand.

To look for common syllables side by side is the dearest part of a search: the places of both are read in all documents
that hold both. A pair is one term, and few documents hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import and_
from sys import intern

from search.compounds import JOINT, Pair, compound_syllables
from search.tables import read_table


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(intern(form) for form, _ in read_table("common_syllables"))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return _common() | compound_syllables()


def side_by_side(terms: Sequence[str]) -> list[Pair]:
    """The pairs of terms side by side that may be pairs or compounds, in their order: the others are soon dropped."""
    known = list(map(_syllables().__contains__, terms))
    return list(compress(pairwise(terms), map(and_, known, known[1:])))


def pair_terms(pairs: Iterable[Pair]) -> list[str]:
    """The terms of those pairs of which both are common, each once, in their order."""
    are_common = _common().issuperset
    return [JOINT.join(pair) for pair in dict.fromkeys(pairs) if are_common(pair)]


def pairs_of(terms: Sequence[str]) -> list[str]:
    """The terms of the pairs of common syllables that stand side by side among folded terms, each once."""
    return pair_terms(side_by_side(terms))
