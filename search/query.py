"""A search as a value: words, filters, period, order, page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from search.errors import QueryError
from search.mapping import FACETS, FILTERS
from search.periods import Step
from search.query_language import parse_query
from search.query_tree import Node, Parsed

WINDOW = 10_000
"""Hits that `page` and `size` reach; beyond it a cursor goes on."""

MAX_SIZE = 1_000


class Sort(StrEnum):
    """Orders of hits; undated documents come last in both orders by date.

    `ADDED` is by when they came into the archive, the last first.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"


ORDERS = {Sort.NEWEST: ("to_day", True), Sort.OLDEST: ("oldest", False), Sort.ADDED: ("added", True)}
"""The field that each order but relevance goes by, and whether the greatest value comes first."""


class Undated(StrEnum):
    """What becomes of undated documents when a period is asked for."""

    APART = "apart"
    INCLUDE = "include"
    ONLY = "only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A whole search. `visibilities` is what the reader may see; it has no default, so that nobody forgets it.

    `filters` maps a facet's name to the values asked for: any of one facet's values, all of the facets; `excluded` to
    the values of which a document may have none. `among` names, by facet, the only values to be counted (those whose
    labels hold some words); with `narrow_own` a facet's own filter narrows its counts too. `step` asks for a histogram.
    `tree` is asked for in the place of the words of `text`. Without `snippets` no body is read and nothing is marked,
    which for many hits takes longer than to find them.
    `hidden` are the ids of documents that the reader may see no more, of which the index has not heard yet.
    `from_day` and `to_day` are `YYYYMMDD`, both ends included; a document matches when its own days overlap.
    """

    text: str
    visibilities: frozenset[str]
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    from_day: int | None = None
    to_day: int | None = None
    undated: Undated = Undated.APART
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10
    cursor: str | None = None
    facets: tuple[str, ...] = FACETS
    facet_size: int = 20
    among: dict[str, tuple[str, ...]] = field(default_factory=dict)
    narrow_own: bool = False
    step: Step | None = None
    withdrawn: bool = False
    tree: Node | None = None
    snippets: bool = True
    hidden: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Raise: QueryError for an unknown filter or a page that cannot be."""
        for name in (*self.filters, *self.excluded, *self.facets, *self.among):
            if name not in FILTERS:
                raise QueryError(what="filter", value=name)
        if self.page < 1 or not 0 <= self.size <= MAX_SIZE:
            raise QueryError(what="page", value=f"{self.page} x {self.size}")
        if self.cursor is None and self.page * self.size > WINDOW:
            raise QueryError(what="window", value=str(WINDOW))

    @property
    def parsed(self) -> Parsed:
        """The words of the query as a tree."""
        return parse_query(self.text) if self.tree is None else Parsed(self.tree)

    @property
    def has_period(self) -> bool:
        """Whether a first or last day is asked for."""
        return self.from_day is not None or self.to_day is not None
