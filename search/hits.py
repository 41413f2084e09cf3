"""Hits made of what the index keeps of a document, the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search.leaves import EXACT, FOLDED, leaves_of
from search.query import Query
from search.results import Hit
from search.snippets import find_snippets, mark_terms


@dataclass(frozen=True, slots=True)
class Sought:
    """The terms to mark, read once for all hits of a search; `accents`: some were typed."""

    exact: frozenset[str]
    folded: frozenset[str]
    accents: bool


def read_sought(query: Query) -> Sought:
    """The terms that `query` wants."""
    leaves = list(leaves_of(query.parsed.tree))
    exact, folded = (
        frozenset(f"{term}*" if leaf.is_prefix else term for leaf in leaves for term in leaf.forms(form))
        for form in (EXACT, FOLDED)
    )
    return Sought(exact, folded, any(leaf.has_marks for leaf in leaves))


def make_hit(stored: dict[str, Any], sought: Sought, score: float) -> Hit:
    """The hit of a document of which `stored` was kept (see search.fields.stored), with its snippets."""
    title_marks = mark_terms(stored["title"], sought.exact, exact=True) if sought.accents else ()
    return Hit(
        id=stored["id"],
        title=stored["title"],
        source_file=stored["source_file"],
        published=stored["published"],
        doc_type=stored["doc_type"],
        issuer=stored["issuer"],
        place=stored["place"],
        score=round(score, 4),
        snippets=find_snippets(stored["body"], sought.exact, sought.folded, prefer_exact=sought.accents),
        units=_named(stored["units"]),
        slogans=_named(stored["slogans"]),
        campaigns=_named(stored["campaigns"]),
        title_marks=title_marks or mark_terms(stored["title"], sought.folded, exact=False),
    )


def _named(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((id_, label) for id_, label in pairs)
