"""Pairs of common syllables that stand side by side, which say in which documents a phrase may stand.

To look for common syllables side by side is the dearest part of a search: the places of both are read in all documents
that hold both. A pair is one term, and few documents hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import and_

from search.compounds import JOINT
from search.tables import read_table


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(form for form, _ in read_table("common_syllables"))


def pairs_of(terms: Sequence[str]) -> list[str]:
    """The pairs among folded terms that stand side by side, each once, in their order."""
    common = list(map(_common().__contains__, terms))
    found = compress(pairwise(terms), map(and_, common, common[1:]))
    return list(map(JOINT.join, dict.fromkeys(found)))
