"""Needs as tantivy's queries."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from search.fields import flag
from search.matching import (
    Best,
    Boosted,
    Constant,
    Days,
    Either,
    Every,
    Join,
    Near,
    Need,
    Never,
    OneOf,
    Prefix,
    Side,
    Term,
)

FEW_VALUES = {"visibility": ("public", "staff"), "withdrawn": (flag(False), flag(True))}
"""Fields with one of a few values: to look for a document among the few of another value costs less than among most."""


class Compiler:
    """Makes tantivy queries over one state of an index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema, self._searcher = schema, searcher
        self.size = sum(searcher.doc_freq("withdrawn", flag(value)) for value in (False, True))
        """Documents in the segments, deleted ones too."""

    def need(self, need: Need) -> TantivyQuery:
        """Any need."""
        match need:
            case Term(field, term):
                return TantivyQuery.term_query(self._schema, field, term)
            case Side(field, terms):
                return TantivyQuery.phrase_query(self._schema, field, list(terms))
            case Near(field, terms, slop):
                return TantivyQuery.phrase_query(self._schema, field, list(terms), slop)
            case Prefix(field, prefix):
                return TantivyQuery.regex_query(self._schema, field, re.escape(prefix) + ".*")
            case OneOf(field, (value,)):
                return TantivyQuery.term_query(self._schema, field, value)
            case OneOf(field, values):
                return TantivyQuery.term_set_query(self._schema, field, list(values))
            case Days(field, first, last):
                return TantivyQuery.range_query(self._schema, field, FieldType.Integer, first, last)
            case Every():
                return TantivyQuery.const_score_query(TantivyQuery.all_query(), 0.0)
            case Never():
                return TantivyQuery.empty_query()
            case Join():
                return self._join(need)
            case Either(parts):
                return TantivyQuery.boolean_query([(Occur.Should, self.need(part)) for part in parts])
            case Best(parts, share):
                return TantivyQuery.disjunction_max_query([self.need(part) for part in parts], share)
            case Boosted(part, weight):
                return TantivyQuery.boost_query(self.need(part), weight)
            case Constant(part, score) if self.least(part) == self.size:
                return TantivyQuery.const_score_query(TantivyQuery.all_query(), score)
            case Constant(part, score):
                return TantivyQuery.const_score_query(self.need(part), score)

    def _others(self, need: Need) -> tuple[Need, ...] | None:
        """What the documents hold that this limit leaves out, nothing where it leaves out none; None if it tells not.

        That they have one of the known values is counted, not taken for granted.
        """
        match need:
            case Constant(OneOf() as limit, 0.0) | (OneOf() as limit) if limit.field in FEW_VALUES:
                numbers = {value: self._searcher.doc_freq(limit.field, value) for value in FEW_VALUES[limit.field]}
                others = [value for value, number in numbers.items() if number and value not in limit.values]
                if sum(numbers.values()) == self.size and 2 * sum(map(numbers.__getitem__, others)) < self.size:
                    return tuple(Term(limit.field, value) for value in others)
        return None

    def least(self, need: Need) -> int:
        """A number of documents in the segments that match at least; cheap, and 0 where nothing is known."""
        match need:
            case Every():
                return self.size
            case Term(field, value) | OneOf(field, (value,)):
                return self._searcher.doc_freq(field, value)
            case OneOf(field, values) if field in FEW_VALUES:
                return sum(self._searcher.doc_freq(field, value) for value in values)
            case Either(parts) | Best(parts):
                return max(map(self.least, parts), default=0)
            case Boosted(part) | Constant(part):
                return self.least(part)
            case Join(must, _, never):
                lacking = sum(self.size - self.least(part) for part in must) + sum(map(self.most, never))
                return max(0, self.size - lacking)
            case _:
                return 0

    def most(self, need: Need) -> int:
        """A number of documents in the segments that match at most."""
        match need:
            case Never():
                return 0
            case Term(field, value) | OneOf(field, (value,)):
                return self._searcher.doc_freq(field, value)
            case Side(field, terms) | Near(field, terms):
                return min(self._searcher.doc_freq(field, term) for term in terms)
            case Either(parts):
                return min(self.size, sum(map(self.most, parts)))
            case Join(must):
                return min(map(self.most, must), default=self.size)
            case _:
                return self.size

    def _join(self, need: Join) -> TantivyQuery:
        others = [(part, self._others(part)) for part in need.must]
        must = [part for part, left_out in others if left_out is None] or [Every()]
        never = [*need.never, *(one for _, left_out in others for one in left_out or ())]
        return TantivyQuery.boolean_query(
            [(Occur.Must, self.need(part)) for part in must]
            + [(Occur.Should, self.need(part)) for part in need.lifts]
            + [(Occur.MustNot, self.need(part)) for part in never]
        )
