"""What to search for instead when nothing was found."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher, get_close_matches
from itertools import combinations

from ingest.orthography import fold, nfc
from search.query import Query
from search.query_language import wanted_leaves
from search.query_tree import Phrase, Word

CLOSENESS = 0.72
"""Share of common letters from which a word counts as a slip of another: one slip in four letters, two in seven."""

MAX_SUGGESTED = 8
"""Words of a query that are tried; of a longer one only the first."""


def suggest_words(query: Query, *, finds: Callable[[str], int], near: Callable[[str], dict[str, int]]) -> str | None:
    """Words near those of `query` that find something: slips mended first, then as few words as needed left out.

    `finds` counts what a text finds for this reader; `near` gives folded terms of the index that may be meant
    by a folded word, with the number of documents that hold each: those that share its first letter, or begin with its
    second, at least where they are near.
    """
    leaves = (leaf for leaf in wanted_leaves(query.parsed.tree) if isinstance(leaf, Word | Phrase))
    words = [leaf.text for leaf in leaves][:MAX_SUGGESTED]
    mended = [word if finds(word) else _nearest(word, near) for word in words]
    kept = [word for word in mended if word is not None]
    if not kept:
        return None
    for left in range(len(kept), 0, -1):
        ranked = sorted(((finds(" ".join(some)), some) for some in combinations(kept, left)), reverse=True)
        if ranked[0][0]:
            found = " ".join(ranked[0][1])
            return found if found != query.text else None
    return None


def _nearest(word: str, near: Callable[[str], dict[str, int]]) -> str | None:
    """The most frequent of the closest terms that share the first letter, or one with the first two swapped."""
    wanted = fold(nfc(word))
    known = {term: count for term, count in near(wanted).items() if term[:1] in wanted[:2]}
    close = get_close_matches(wanted, known, n=5, cutoff=CLOSENESS)
    return max(
        close, key=lambda term: (round(SequenceMatcher(None, wanted, term).ratio(), 1), known[term]), default=None
    )
