"""The lexicons of level words and of what only looks like them, as they are looked up in a text."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import load_lexicon
from nlp.text.form_tree import FormTree


@lru_cache(maxsize=1)
def level_forms() -> FormTree:
    """Level words before names of places."""
    return FormTree(load_lexicon("place_levels"))


@lru_cache(maxsize=1)
def half_capitals() -> frozenset[tuple[str, ...]]:
    """Words whose second syllable is often in small letters within a name."""
    return frozenset(tuple(entry.form.split()) for entry in load_lexicon("half_capitals"))


@lru_cache(maxsize=1)
def not_levels() -> FormTree:
    """Words of two syllables whose last one is no level."""
    return FormTree(load_lexicon("not_levels"))
