"""Pairs of common syllables that stand side by side, which say in which documents a phrase may stand.

To look for common syllables side by side is the dearest part of a search: the places of both are read in all documents
that hold both. A pair is one term, and few documents hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from search.compounds import JOINT, compound_syllables
from search.tables import load_rows


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(row["form"] for row in load_rows("common_syllables"))


def paired_syllables() -> frozenset[str]:
    """Folded syllables of which pairs are made."""
    return _common() | compound_syllables()


@lru_cache(maxsize=1)
def _first_halves() -> dict[str, str]:
    """Common syllables and those of compounds -> what a pair begins with."""
    return {syllable: syllable + JOINT for syllable in paired_syllables()}


def side_by_side(terms: Sequence[str]) -> list[str]:
    """The joined pairs of folded terms side by side, both common syllables or such of compounds, in their order.

    All of them are indexed, some few more than are asked for: to sort those out takes longer.
    """
    halves = list(map(_first_halves().get, terms))
    return [half + second for half, second, known in zip(halves, terms[1:], halves[1:], strict=False) if half and known]


def pairs_of(terms: Sequence[str]) -> list[str]:
    """The terms of the pairs of common syllables that stand side by side among folded terms, each once."""
    common = _common()
    return [pair for pair in dict.fromkeys(side_by_side(terms)) if common.issuperset(pair.split(JOINT))]
