"""What to search for instead when nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from itertools import combinations

from ingest.orthography import fold, nfc
from search.compounds import JOINT
from search.limits import whole_need
from search.matching import Need, unscored
from search.query import Query
from search.query_language import wanted_leaves
from search.query_tree import Phrase, Word
from search.slips import slips

CLOSENESS = 0.72
"""Share of common letters from which a word counts as a slip of another: one slip in four letters, two in seven."""

MAX_SUGGESTED = 8
"""Words of a query that are tried; of a longer one only the first."""

MAX_LEFT_OUT = 2
"""Words that are left out before single ones are tried: more ways would cost more than they find."""

OPERATORS = frozenset({"AND", "OR", "NOT"})
"""Words that join others in the search of other programs, and are none that anybody looks for."""

CUT, VALUE = "query_cut", "query_value"
"""Notes of a query: of a long one only the first words are looked for; a field's value cannot be read."""

Finds = Callable[[str], int]
Near = Callable[[str], dict[str, int]]


def suggest_words(query: Query, *, count: Callable[[Need], int], near: Near) -> str | None:
    """Words near those of `query` that find something: slips mended first, then as few words as needed left out.

    Nothing is suggested in the place of a field's value that cannot be read: a note tells how to write it, and other
    words would not. What limits `query` holds for them too, its period aside. `count` tells how many documents fit a
    need; `near` gives folded terms of the index that may be meant by a folded word, with the number of documents that
    hold each: those that share its first letter, or begin with its second, at least where they are near.
    """

    @cache
    def finds(text: str) -> int:
        return count(unscored(whole_need(replace(query, text=text, tree=None), period=False)))

    faults = {note.code for note in query.parsed.notes} - {CUT}
    if VALUE in faults:
        return None
    leaves = (leaf for leaf in wanted_leaves(query.parsed.tree) if isinstance(leaf, Word | Phrase))
    words = [leaf.text for leaf in leaves if leaf.text not in OPERATORS][:MAX_SUGGESTED]
    known = [finds(word) > 0 for word in words]
    mended = [word if known[at] else _mended(words, known, at, finds=finds, near=near) for at, word in enumerate(words)]
    whole = query.text
    for word, better in zip(words, mended, strict=True):
        whole = whole if better is None else whole.replace(word, better, 1)
    if whole != query.text and not faults and None not in mended and finds(whole):
        return whole
    return _fewer([word for word in mended if word is not None], query.text, finds)


def _fewer(kept: Sequence[str], typed: str, finds: Finds) -> str | None:
    for left in dict.fromkeys((*range(len(kept), max(0, len(kept) - MAX_LEFT_OUT - 1), -1), 1)):
        ranked = sorted(((finds(" ".join(some)), some) for some in combinations(kept, left)), reverse=True)
        if ranked and ranked[0][0]:
            found = " ".join(ranked[0][1])
            return found if found != typed else None
    return None


def _mended(words: Sequence[str], known: Sequence[bool], at: int, *, finds: Finds, near: Near) -> str | None:
    """The word that is meant at `at`: of the likeliest kind of slip, the one that fits best to the words beside it."""
    beside = [words[one] for one in (at - 1, at + 1) if 0 <= one < len(words) and known[one]]

    def fit(word: str) -> tuple[int, int]:
        together = sum(finds(f'"{other} {word}"') + finds(f'"{word} {other}"') for other in beside)
        return together, finds(word)

    groups = [*slips(words[at]), _close(words[at], near)]
    for group in groups:
        fitting = {word: fit(word) for word in group if finds(word)}
        if fitting:
            return max(fitting, key=fitting.__getitem__)
    return None


def _close(word: str, near: Near) -> list[str]:
    """The closest terms of the index that share the first letter, or begin with the second."""
    wanted = fold(nfc(word))
    known = [term for term in near(wanted) if term[:1] in wanted[:2] and JOINT not in term]
    close = get_close_matches(wanted, known, n=5, cutoff=CLOSENESS)
    best = max((SequenceMatcher(None, wanted, term).ratio() for term in close), default=0.0)
    return [term for term in close if SequenceMatcher(None, wanted, term).ratio() > best - 0.1]
