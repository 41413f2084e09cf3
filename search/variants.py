"""Other ways to say what a query says: the former and later names of places and bodies, numbers as words or digits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.authority.rows import load_rows, several
from search.analyzer import analyze, index_terms
from search.leaves import EXACT, FOLDED, Leaf
from search.query_tree import Phrase, Word

NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
YEAR = "năm"
"""Five, and more often a year."""

FEWEST_AROUND_NUMBERS = 3
"""Terms of a query in which numbers are said another way: `năm 2019` is no `5 2019`."""

MAX_NAMES = 4
"""Former and later names of one name that are looked for."""

LEVELS = ("tỉnh ", "thành phố ", "khu ")


@dataclass(frozen=True, slots=True)
class Variant:
    """Words `first` to `end`, half open, of a row of leaves may be said as `leaf` too."""

    first: int
    end: int
    leaf: Leaf


def variants(leaves: Sequence[Leaf]) -> list[Variant]:
    """What else the words may be called; names only where other words stand beside them, which keep to the matter."""
    return [*_names(leaves), *_numbers(leaves)]


def _names(leaves: Sequence[Leaf]) -> Iterator[Variant]:
    known, longest = _known_names()
    at = 0
    while at < len(leaves):
        for end in range(min(len(leaves), at + longest), at, -1):
            span = leaves[at:end]
            if len(span) < len(leaves) and all(isinstance(leaf.node, Word) and not leaf.is_prefix for leaf in span):
                exact, folded = (" ".join(term for leaf in span for term in leaf.forms(f)) for f in (EXACT, FOLDED))
                names = known.get(exact) if exact != folded else known.get(folded)
                if names:
                    yield from (Variant(at, end, _leaf(name)) for name in names[:MAX_NAMES])
                    at = end - 1
                    break
        at += 1


def _numbers(leaves: Sequence[Leaf]) -> Iterator[Variant]:
    """The whole row with its numbers in digits, and in words."""
    terms = [term.exact for leaf in leaves for term in leaf.terms]
    if len(terms) < FEWEST_AROUND_NUMBERS or not all(isinstance(leaf.node, Word) for leaf in leaves):
        return
    if any(leaf.is_prefix for leaf in leaves):
        return
    words, digits = dict(enumerate(NUMBERS, 1)), {word: str(number) for number, word in enumerate(NUMBERS, 1)}
    in_words = [words.get(int(term), term) if term.isdecimal() and len(term) < 3 else term for term in terms]
    in_digits = [digits.get(term, term) for term in terms]
    but_years = [term if term == YEAR else digit for term, digit in zip(terms, in_digits, strict=True)]
    for said in dict.fromkeys(map(tuple, (in_words, but_years, in_digits))):
        if said != tuple(terms):
            yield Variant(0, len(leaves), _leaf(" ".join(said)))


def _leaf(text: str) -> Leaf:
    return Leaf(Phrase(text), tuple(analyze(text)))


@lru_cache(maxsize=1)
def _known_names() -> tuple[dict[str, tuple[str, ...]], int]:
    """Exact and folded terms of a name -> its former and later names; and the most terms of a name."""
    other: dict[str, dict[str, None]] = defaultdict(dict)
    for former, later in _renamings():
        other[former][later] = None
        other[later][former] = None
    known: dict[str, dict[str, None]] = defaultdict(dict)
    for name, others in other.items():
        for terms in index_terms(name):
            known[terms] |= others
    longest = max(terms.count(" ") + 1 for terms in known)
    return {terms: tuple(names) for terms, names in known.items() if " " in terms}, longest


def _renamings() -> Iterator[tuple[str, str]]:
    """Former and later names of provinces (without their level), of central bodies and of kinds of bodies."""
    for row in load_rows("mergers"):
        yield _bare(row["name"]), _bare(row["successor"])
    for row in load_rows("provinces"):
        yield from ((_bare(row["name"]), _bare(later)) for later in several(row["successors"]))
    for row in load_rows("central"):
        if row["successor"]:
            yield row["name"], row["successor"]
    for row in load_rows("bodies"):
        if row["successor"]:
            yield row["head"], row["successor"].removesuffix("=").strip()


def _bare(name: str) -> str:
    for level in LEVELS:
        name = name.removeprefix(level)
    return name
