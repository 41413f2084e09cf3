"""Needs as tantivy's queries, and the limits of a search."""

from __future__ import annotations

import re
from functools import reduce

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from search.fields import flag
from search.mapping import NO_DAY
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
from search.query import Query, Undated
from search.scoring import period_need, words_need


class Compiler:
    """Makes tantivy queries over one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def text(self, query: Query) -> TantivyQuery:
        """The words of `query`, with their scores."""
        return self.need(words_need(query))

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
        return _all_of(
            TantivyQuery.term_set_query(self._schema, "visibility", sorted(query.visibilities)),
            self.need(Term("withdrawn", flag(query.withdrawn))),
        )

    def filters(self, query: Query, *, but: str | None = None) -> TantivyQuery | None:
        """The facet values asked for, any of one facet's and all of the facets; `but` leaves one facet's out."""
        chosen = [self._any_value(name, values) for name, values in query.filters.items() if values and name != but]
        if query.under is not None:
            chosen.append(self._any_value("unit", query.under))
        return _all_of(*chosen) if chosen else None

    def excluded(self, query: Query, *, but: str | None = None) -> list[TantivyQuery]:
        """The facet values of which a document may have none; `but` leaves one facet's out."""
        return [self._any_value(name, values) for name, values in query.excluded.items() if values and name != but]

    def _any_value(self, name: str, values: tuple[str, ...]) -> TantivyQuery:
        if name == "year":
            return TantivyQuery.term_set_query(
                self._schema, name, [int(value) for value in values if value.isdecimal()]
            )
        return TantivyQuery.term_set_query(self._schema, name, list(values))

    def period(self, query: Query) -> TantivyQuery | None:
        """Documents whose days overlap the period asked for, with or without the undated ones."""
        if query.undated is Undated.ONLY:
            return self.is_undated()
        if not query.has_period:
            return None
        overlap = self.need(period_need(query.from_day, query.to_day))
        if query.undated is Undated.INCLUDE:
            return TantivyQuery.boolean_query([(Occur.Should, overlap), (Occur.Should, self.is_undated())])
        return overlap

    def is_undated(self) -> TantivyQuery:
        """Documents without a day."""
        return self._term_number("to_day", NO_DAY)

    def _term_number(self, field: str, value: int) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, field, value)

    def whole(self, query: Query, *, but: str | None = None, period: bool = True) -> TantivyQuery:
        """Words, rights, filters and period together; only the words score."""
        limits = [self.allowed(query), self.filters(query, but=but), self.period(query) if period else None]
        silent = [TantivyQuery.const_score_query(limit, 0.0) for limit in limits if limit is not None]
        found = _all_of(self.text(query), *silent)
        return reduce(lambda kept, left_out: kept.and_must_not_match(left_out), self.excluded(query, but=but), found)


def _all_of(*queries: TantivyQuery) -> TantivyQuery:
    if len(queries) == 1:
        return queries[0]
    return reduce(lambda left, right: left.and_must_match(right), queries)
