"""A query as tantivy's: words that must match folded, and what lifts the better matches."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from search.analyzer import has_marks
from search.fields import flag
from search.mapping import NO_DAY, TEXT_FIELDS
from search.query import Query, Undated
from search.weights import EXACT_TIER, MAX_NEAR, NEAR_BOOST, NEAR_SLOP, OTHER_FIELDS
from search.words import Words, read_words


class Compiler:
    """Makes tantivy queries over one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def text(self, query: Query) -> TantivyQuery:
        """The words of `query`: all must match folded; exact accents, titles and nearness lift."""
        words = read_words(query.clauses)
        wanted = [item for item in words if not item.excluded]
        parts = [(Occur.Must, self._anywhere(item, "folded")) for item in wanted] or [
            (Occur.Must, TantivyQuery.all_query() if not query.clauses or words else TantivyQuery.empty_query())
        ]
        parts += [(Occur.MustNot, self._anywhere(item, item.typed_form)) for item in words if item.excluded]
        parts += [(Occur.Should, lift) for lift in self._lifts(wanted, accents=has_marks(query.text))]
        return TantivyQuery.boolean_query(parts)

    def _lifts(self, wanted: list[Words], *, accents: bool) -> Iterable[TantivyQuery]:
        form = "exact" if accents else "folded"
        terms = [term for item in wanted for term in item.forms(form)]
        if 1 < len(terms) <= MAX_NEAR:
            for name, weight in TEXT_FIELDS.items():
                near = TantivyQuery.phrase_query(self._schema, f"{name}_{form}", list(terms), NEAR_SLOP)
                yield TantivyQuery.boost_query(near, weight * NEAR_BOOST)
        if accents and wanted:
            exact = TantivyQuery.boolean_query([(Occur.Must, self._anywhere(item, "exact")) for item in wanted])
            yield TantivyQuery.const_score_query(exact, EXACT_TIER)

    def _anywhere(self, words: Words, form: str) -> TantivyQuery:
        """`words` in any text field, the best field counting most."""
        fields = [
            TantivyQuery.boost_query(self._in_field(words, f"{name}_{form}"), weight)
            for name, weight in TEXT_FIELDS.items()
        ]
        if words.code is not None:
            fields.append(TantivyQuery.boost_query(self._term("code", words.code), max(TEXT_FIELDS.values())))
        return TantivyQuery.disjunction_max_query(fields, OTHER_FIELDS)

    def _in_field(self, words: Words, field: str) -> TantivyQuery:
        terms = words.forms(field.rpartition("_")[2])
        if len(terms) == 1:
            return TantivyQuery.term_query(self._schema, field, terms[0])
        return TantivyQuery.phrase_query(self._schema, field, list(terms))

    def _term(self, field: str, value: str) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, field, value)

    def allowed(self, query: Query) -> TantivyQuery:
        """What the reader may see at all."""
        return _all_of(
            TantivyQuery.term_set_query(self._schema, "visibility", sorted(query.visibilities)),
            self._term("withdrawn", flag(query.withdrawn)),
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
        overlap = _all_of(
            self._days("to_day", query.from_day if query.from_day is not None else NO_DAY + 1, None),
            self._days("from_day", NO_DAY + 1, query.to_day),
        )
        if query.undated is Undated.INCLUDE:
            return TantivyQuery.boolean_query([(Occur.Should, overlap), (Occur.Should, self.is_undated())])
        return overlap

    def is_undated(self) -> TantivyQuery:
        """Documents without a day."""
        return self._term_number("to_day", NO_DAY)

    def _term_number(self, field: str, value: int) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, field, value)

    def _days(self, field: str, first: int | None, last: int | None) -> TantivyQuery:
        return TantivyQuery.range_query(self._schema, field, FieldType.Integer, first, last)

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
