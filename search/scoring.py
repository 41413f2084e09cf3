"""A query's words made into needs: what must match, and what lifts the better matches. The rules of ranking are here.

Words match in their folded form; documents with the very accents typed come first. Titles and names count more than
bodies, words that stand near each other more than words apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.orthography import fold, nfc
from search.analyzer import CODE, analyze, code_form, has_marks, search_form
from search.mapping import LABEL_FIELDS, NO_DAY, TEXT_FIELDS, label_field
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
from search.query import Query
from search.query_language import wanted_leaves
from search.query_tree import AllOf, AnyOf, Node, Not, Number, Period, Phrase, Scope, Types, Within, Word

EXACT_TIER = 1_000.0
"""Added to the score of documents with the very accents typed: above any sum of BM25 scores, so they come first."""

OTHER_FIELDS = 0.3
"""Share of the score of a term's weaker fields: a word in title and body counts more than in one, less than twice."""

NEAR_LIFT = 2.0
NEAR_SLOP = 2
"""Words of the query that stand together, up to this many others between them, lift a document."""

MAX_NEAR = 12
"""Terms of a query up to which nearness is looked at; a phrase of more common words costs more than it tells."""

CODE_WEIGHT = max(TEXT_FIELDS.values())
PREFIX_SCORE = 1.0
"""A word that only begins as asked tells as much as a rather common word."""

EXACT, FOLDED = "exact", "folded"


def words_need(query: Query) -> Need:
    """What the words of `query` ask of a document, with their scores."""
    tree = query.parsed.tree
    accents = any(has_marks(leaf.text) for leaf in wanted_leaves(tree))
    need = _Maker(FOLDED, EXACT if accents else FOLDED).need(tree)
    if not accents:
        return need
    return Join((need,), (Constant(_Maker(EXACT).need(tree), EXACT_TIER),))


class _Maker:
    """Makes needs of nodes, their words in one form; `near` is the form in which nearness lifts, None for no lifts."""

    def __init__(self, form: str, near: str | None = None, scope: Scope | None = None) -> None:
        self._form = form
        self._near = near
        self._scope = scope

    def need(self, node: Node) -> Need:
        """The need of any node."""
        if isinstance(node, AnyOf):
            return Either(tuple(map(self.need, node.parts))) if node.parts else Never()
        if isinstance(node, Within):
            return _Maker(self._form, self._near, node.scope).need(node.part)
        if isinstance(node, Word):
            return self._prefix(node) if node.prefix else self._side_by_side(node)
        if isinstance(node, Phrase):
            return self._near_by(node) if node.slop else self._side_by_side(node)
        if isinstance(node, AllOf | Not):
            return self._all(node.parts if isinstance(node, AllOf) else (node,))
        return Constant(_limit(node), 0.0)

    def _all(self, parts: tuple[Node, ...]) -> Need:
        if not parts:
            return Every()
        wanted = [part for part in parts if not isinstance(part, Not)]
        return Join(
            must=tuple(map(self.need, wanted)),
            lifts=tuple(self._lifts(wanted)),
            never=tuple(self._excluded(part.part) for part in parts if isinstance(part, Not)),
        )

    def _excluded(self, part: Node) -> Need:
        """Words typed with accents exclude those alone: `-sơ` leaves `số` in."""
        accents = any(has_marks(leaf.text) for leaf in wanted_leaves(part))
        return _Maker(EXACT if accents else FOLDED, None, self._scope).need(part)

    def _lifts(self, parts: Sequence[Node]) -> Iterable[Need]:
        words = [
            part for part in parts if isinstance(part, Word | Phrase) and not (isinstance(part, Word) and part.prefix)
        ]
        if self._near is None or len(words) < 2:
            return
        terms = tuple(term for word in words for term in leaf_terms(word, self._near))
        if len(terms) <= MAX_NEAR:
            for field, weight in self._fields(self._near).items():
                yield Constant(near_by(field, terms, NEAR_SLOP), weight * NEAR_LIFT)

    def _fields(self, form: str) -> Mapping[str, float]:
        """The index fields that are looked through, with their weights."""
        scope = self._scope
        if scope in LABEL_FIELDS:
            return {label_field(scope): 1.0}
        return {f"{name}_{form}": weight for name, weight in TEXT_FIELDS.items() if scope in (None, name)}

    def _terms(self, leaf: Word | Phrase) -> tuple[str, ...]:
        return leaf_terms(leaf, FOLDED if self._scope in LABEL_FIELDS else self._form)

    def _side_by_side(self, leaf: Word | Phrase) -> Need:
        """The terms side by side in any of the fields, the best one counting most."""
        terms = self._terms(leaf)
        needs = [
            Boosted(TermNeed(field, terms[0]) if len(terms) == 1 else Side(field, terms), weight)
            for field, weight in self._fields(self._form).items()
        ]
        if isinstance(leaf, Word) and self._scope is None and CODE.fullmatch(leaf.text):
            needs.append(Boosted(TermNeed("code", code_form(leaf.text)), CODE_WEIGHT))
        return Best(tuple(needs), OTHER_FIELDS)

    def _near_by(self, phrase: Phrase) -> Need:
        """The terms near each other in one field; each scores by itself, since engines count such phrases apart."""
        terms = self._terms(phrase)
        if len(set(terms)) < 2:
            return self._side_by_side(Phrase(phrase.text))
        needs = [
            Boosted(
                Join((Constant(near_by(field, terms, phrase.slop), 0.0), *(TermNeed(field, term) for term in terms))),
                weight,
            )
            for field, weight in self._fields(self._form).items()
        ]
        return Best(tuple(needs), OTHER_FIELDS)

    def _prefix(self, word: Word) -> Need:
        stem = search_form(word.text)
        stem = stem if self._form == EXACT and self._scope not in LABEL_FIELDS else fold(stem)
        needs = [
            Constant(Prefix(field, stem), weight * PREFIX_SCORE) for field, weight in self._fields(self._form).items()
        ]
        return Best(tuple(needs), OTHER_FIELDS)


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


def leaf_terms(leaf: Word | Phrase, form: str) -> tuple[str, ...]:
    """The terms of a word or phrase, `exact` or `folded`, in order."""
    return tuple(term.exact if form == EXACT else term.folded for term in analyze(nfc(leaf.text)))
