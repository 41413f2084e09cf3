"""What limits a search beside its words, as needs: rights, filters, period. They never score."""

from __future__ import annotations

from collections.abc import Mapping

from search.fields import flag
from search.mapping import NO_DAY
from search.matching import Constant, Either, Every, Join, Need, OneOf
from search.query import Query, Undated
from search.scoring import period_need, words_need

UNDATED = OneOf("to_day", (NO_DAY,))
"""Documents without a day."""


def whole_need(query: Query, *, but: str | None = None, period: bool = True) -> Need:
    """Words, rights, filters and period together; only the words score. `but` leaves out what one facet limits."""
    limits = (*allowed_needs(query), *filter_needs(query, but=but), *(period_needs(query) if period else ()))
    never = excluded_needs(query, but=but)
    return Join((words_need(query), *(Constant(limit, 0.0) for limit in limits)), never=never)


def allowed_needs(query: Query) -> tuple[Need, ...]:
    """What the reader may see at all."""
    rights = OneOf("visibility", tuple(sorted(query.visibilities))), OneOf("withdrawn", (flag(query.withdrawn),))
    if not query.hidden:
        return rights
    return *rights, Join((Every(),), never=(OneOf("id", tuple(sorted(query.hidden))),))


def filter_needs(query: Query, *, but: str | None = None) -> tuple[Need, ...]:
    """The facet values asked for, any of one facet's and all of the facets."""
    return _any_values(query.filters, but)


def excluded_needs(query: Query, *, but: str | None = None) -> tuple[Need, ...]:
    """The facet values of which a document may have none."""
    return _any_values(query.excluded, but)


def _any_values(chosen: Mapping[str, tuple[str, ...]], but: str | None) -> tuple[Need, ...]:
    return tuple(_any_value(name, values) for name, values in chosen.items() if values and name != but)


def _any_value(name: str, values: tuple[str, ...]) -> Need:
    if name == "year":
        return OneOf(name, tuple(int(value) for value in values if value.isdecimal()))
    return OneOf(name, values)


def period_needs(query: Query) -> tuple[Need, ...]:
    """Documents whose days overlap the period asked for, with or without the undated ones."""
    if query.undated is Undated.ONLY:
        return (UNDATED,)
    if not query.has_period:
        return ()
    overlap = period_need(query.from_day, query.to_day)
    return (Either((overlap, UNDATED)) if query.undated is Undated.INCLUDE else overlap,)
