"""A query's words made into needs: what must match, and what lifts the better matches. The rules of ranking are here.

Words match in their folded form; documents with the very accents typed come first. Words of titles and names count more
than others (search.mapping.REPEATS), words that stand beside each other more than words apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.analyzer import code_form
from search.compounds import compound
from search.leaves import EXACT, FOLDED, Leaf, leaves_of, read_leaves
from search.mapping import BEYOND, LABEL_FIELDS, NO_DAY, PAIRS, label_field
from search.matching import (
    Best,
    Boosted,
    Constant,
    Days,
    Either,
    Every,
    Join,
    Need,
    Never,
    OneOf,
    Prefix,
    Side,
    near_by,
)
from search.matching import Term as TermNeed
from search.pairs import pairs_of
from search.query import Query
from search.query_tree import AllOf, AnyOf, Node, Not, Number, Period, Phrase, Scope, Types, Within, Word
from search.terms import NAMING, beyond_terms
from search.variants import variants

EXACT_TIER = 1_000.0
"""Added to the score of documents with the very accents typed: above any sum of BM25 scores, so they come first."""

CODE_SHARE = 0.3
"""Share of the weaker score of a document number, read as a whole and as its parts side by side."""

WHOLE_LIFT = 2.0
PAIR_LIFT = 1.0
"""Share of its score with which all the query's words side by side, and each two of them, lift a document.

On the judged set nDCG@10 is 0.925 without both, 0.969 with them; weights of twice or half as much change it by 0.003.
Most Vietnamese words are two syllables, so the pairs find the words among them; common ones are terms of their own.
"""

MAX_NEAR = 12
"""Terms of a query up to which pairs are looked at: of a longer one, all side by side are rare enough to tell."""

VARIANT_SHARE = 0.3
"""Share of its score with which another name of a place or body stands for the one typed."""

CODE_WEIGHT = 3.0
"""A document number read as a whole counts so many times as much as its parts side by side."""

PREFIX_SCORE = 1.0
"""A word that only begins as asked tells as much as a rather common word."""


def words_need(query: Query) -> Need:
    """What the words of `query` ask of a document, with their scores."""
    tree = query.parsed.tree
    need = _Maker(FOLDED, lifts=True).need(tree)
    if not any(leaf.has_marks for leaf in leaves_of(tree)):
        return need
    return Join((need,), (Constant(_Maker(EXACT).need(tree), EXACT_TIER),))


class _Maker:
    """Makes needs of nodes; in the exact form words that were typed without accents stay folded."""

    def __init__(self, form: str, *, lifts: bool = False, scope: Scope | None = None) -> None:
        self._form = form
        self._lifts = lifts
        self._scope = scope

    def need(self, node: Node) -> Need:
        """The need of any node."""
        if isinstance(node, AnyOf):
            return Either(tuple(map(self.need, node.parts))) if node.parts else Never()
        if isinstance(node, Within):
            return _Maker(self._form, lifts=self._lifts, scope=node.scope).need(node.part)
        if isinstance(node, AllOf | Word | Phrase | Not):
            return self._all(node.parts if isinstance(node, AllOf) else (node,))
        limit = Constant(_limit(node), 0.0)
        return self._own_first(node, limit) if isinstance(node, Number) and self._lifts else limit

    def _own_first(self, number: Number, limit: Need) -> Need:
        """A whole document number, the document whose own it is before those that cite it."""
        leaves = [leaf for leaf in read_leaves([Word(number.text)]) if isinstance(leaf, Leaf) and leaf.code is not None]
        return Join((limit,), tuple(map(self._leaf, leaves))) if leaves else limit

    def _all(self, parts: tuple[Node, ...]) -> Need:
        if not parts:
            return Every()
        wanted = read_leaves([part for part in parts if not isinstance(part, Not)])
        leaves = [part for part in wanted if isinstance(part, Leaf)]
        must = (*self._leaves(leaves), *(self.need(part) for part in wanted if not isinstance(part, Leaf)))
        lifts = tuple(self._beside(leaves)) if self._lifts else ()
        never = tuple(_Maker(EXACT, scope=self._scope).need(part.part) for part in parts if isinstance(part, Not))
        return must[0] if len(must) == 1 and not lifts and not never else Join(must, lifts, never)

    def _leaves(self, leaves: Sequence[Leaf]) -> tuple[Need, ...]:
        """All the words and phrases, or in place of some the other ways to say them, which count less."""
        needs = [self._leaf(leaf) for leaf in leaves]
        for said in variants(leaves):
            other = Boosted(self._leaf(said.leaf), VARIANT_SHARE)
            part = needs[said.first] if said.end - said.first == 1 else Join(tuple(needs[said.first : said.end]))
            needs[said.first : said.end] = [Either((part, other)), *[Every()] * (said.end - said.first - 1)]
        return tuple(need for need in needs if not isinstance(need, Every))

    def _leaf(self, leaf: Leaf) -> Need:
        """The word or phrase in the field of the scope."""
        form = self._in(self._form if leaf.has_marks else FOLDED)
        field, terms = self._field(form), leaf.forms(form)
        slop = leaf.node.slop if isinstance(leaf.node, Phrase) and len(set(terms)) > 1 else 0
        if leaf.is_prefix:
            (stem,) = terms
            return Constant(Prefix(field, stem), PREFIX_SCORE)
        need = self._near_by(field, terms, slop) if slop else self._side(field, terms, leaf.forms(FOLDED))
        if self._scope is Scope.BODY:
            beyond = beyond_terms(terms, exact=form == EXACT, side=not slop)
            return Join((need,), never=tuple(TermNeed(BEYOND, term) for term in beyond))
        if leaf.code is not None and self._scope is None:
            return Best((need, Boosted(TermNeed("code", leaf.code), CODE_WEIGHT)), CODE_SHARE)
        return need

    def _near_by(self, field: str, terms: tuple[str, ...], slop: int) -> Need:
        """The terms near each other; each scores by itself, since engines count such phrases differently."""
        return Join((Constant(near_by(field, terms, slop), 0.0), *(TermNeed(field, term) for term in terms)))

    def _beside(self, leaves: Sequence[Leaf]) -> Iterator[Need]:
        """What lifts documents that have the words side by side, all of them or two and two."""
        terms = tuple(term for leaf in leaves if not leaf.is_prefix for term in leaf.forms(FOLDED))
        if len(leaves) < 2 or len(terms) < 2:
            return
        yield self._lift(terms, WHOLE_LIFT)
        if 2 < len(terms) <= MAX_NEAR:
            for pair in dict.fromkeys(pairwise(terms)):
                yield self._lift(pair, PAIR_LIFT)

    def _lift(self, terms: tuple[str, ...], share: float) -> Need:
        joined = compound(*terms) if len(terms) == 2 and self._scope not in LABEL_FIELDS else None
        field = self._field(FOLDED)
        return Boosted(self._side(field, terms, terms) if joined is None else TermNeed(field, joined), share)

    def _side(self, field: str, terms: tuple[str, ...], folded: Sequence[str]) -> Need:
        """The terms side by side, looked for where their pairs are: that changes nothing but the time it takes."""
        if len(terms) == 1:
            return TermNeed(field, terms[0])
        side = Side(field, terms)
        pairs = pairs_of(folded) if self._scope not in LABEL_FIELDS or self._scope in NAMING else ()
        return Join((side, *(Constant(TermNeed(PAIRS, pair), 0.0) for pair in pairs))) if pairs else side

    def _field(self, form: str) -> str:
        """The index field that is looked through."""
        if self._scope in LABEL_FIELDS:
            return label_field(self._scope)
        return f"title_{form}" if self._scope is Scope.TITLE else f"text_{form}"

    def _in(self, form: str) -> str:
        """The form of terms in the fields of this scope: labels are folded only."""
        return FOLDED if self._scope in LABEL_FIELDS else form


def _limit(node: Types | Period | Number) -> Need:
    if isinstance(node, Types):
        return OneOf("type", node.values)
    if isinstance(node, Number):
        code = code_form(node.text)
        return OneOf("code", (code,)) if "/" in code else Prefix("code", f"{code}/")
    return period_need(node.first, node.last)


def period_need(first: int | None, last: int | None) -> Need:
    """Documents whose days overlap those from `first` to `last`."""
    return Join((Days("to_day", NO_DAY + 1 if first is None else first, None), Days("from_day", NO_DAY + 1, last)))
