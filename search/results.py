"""What a search gives back: hits with snippets, facets, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.mapping import Named
from search.periods import Bar

Marks = tuple[tuple[int, int], ...]
"""Places in a text, half open, in order."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the body from character `start`; `marks` are half open and count from the piece's own first letter."""

    text: str
    start: int
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `score` is comparable within one answer only; 0 when sorted by date."""

    id: str
    title: str
    source_file: str
    published: str | None
    doc_type: str | None
    issuer: str | None
    place: str | None
    score: float
    snippets: tuple[Snippet, ...] = ()
    units: tuple[Named, ...] = ()
    slogans: tuple[Named, ...] = ()
    campaigns: tuple[Named, ...] = ()
    title_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet and the number of documents that hold it; `value` is an id for units, slogans, campaigns."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of hits. `total` counts all matches, `undated` those that match but for having no date.

    `facets` hold the values with the most documents, equal ones in the order of the values; years are all there, in
    their order. A facet's own filter does not narrow it unless Query.narrow_own, nor the period asked for `histogram`
    and `undated`. `histogram` is in order of time, without the bars of no document. `cursor` continues after the last
    hit, None at the end.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Bucket, ...]] = field(default_factory=dict)
    undated: int = 0
    histogram: tuple[Bar, ...] = ()
    took_ms: float = 0.0
    cursor: str | None = None
