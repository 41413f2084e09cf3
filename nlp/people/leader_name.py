"""Whether the leader's name means the man, or his teaching, his time or a road."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import load_lexicon
from nlp.text.form_tree import FormTree
from nlp.text.reading import Reading

LONGEST_LEGACY = 2
"""Syllables of the longest form in not_people.tsv."""


@lru_cache(maxsize=1)
def _legacies() -> FormTree:
    """Words before the leader's name with which it is no mention of the man."""
    return FormTree(entry for entry in load_lexicon("not_people") if not entry.kind)


@lru_cache(maxsize=2)
def leader_cues(side: str) -> frozenset[str]:
    """What stands `before` or `behind` the leader called by his form of address alone."""
    return frozenset(entry.form for entry in load_lexicon("leader_cues") if entry.kind == side)


def leader_stands(reading: Reading, at: int) -> bool:
    """Whether the man is meant by the name at `at`, not his teaching or his time (`tư tưởng Hồ Chí Minh`)."""
    before = reading.keys[max(at - LONGEST_LEGACY, 0) : at]
    return not any(_legacies().entries(before[first:]) for first in range(len(before)))
