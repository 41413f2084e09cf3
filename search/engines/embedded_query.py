"""Needs as tantivy's queries."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from search.limits import UNDATED, allowed_needs, whole_need
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
from search.query import Query


class Compiler:
    """Makes tantivy queries over one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

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
            case Constant(part, score):
                return TantivyQuery.const_score_query(self.need(part), score)

    def _join(self, need: Join) -> TantivyQuery:
        must = need.must or (Every(),)
        return TantivyQuery.boolean_query(
            [(Occur.Must, self.need(part)) for part in must]
            + [(Occur.Should, self.need(part)) for part in need.lifts]
            + [(Occur.MustNot, self.need(part)) for part in need.never]
        )

    def allowed(self, query: Query) -> TantivyQuery:
        """What the reader may see at all."""
        return self.need(Join(allowed_needs(query)))

    def whole(self, query: Query, *, but: str | None = None, period: bool = True) -> TantivyQuery:
        """Words, rights, filters and period together; only the words score."""
        return self.need(whole_need(query, but=but, period=period))

    def is_undated(self) -> TantivyQuery:
        """Documents without a day."""
        return self.need(UNDATED)
