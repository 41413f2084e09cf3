"""Hits made of what the index keeps of a document, the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search.analyzer import find_terms
from search.leaves import EXACT, FOLDED, leaves_of
from search.query import Query
from search.results import Hit, Marks
from search.snippets import MAX_BODY, cut_snippets


@dataclass(frozen=True, slots=True)
class Sought:
    """The terms to mark, read once for all hits of a search; `accents`: some were typed."""

    exact: frozenset[str]
    folded: frozenset[str]
    accents: bool

    def marks(self, text: str) -> Marks:
        """Where they stand in `text` (NFC), half open, in order: with the very accents typed, unless none stands so."""
        marks = find_terms(text, self.exact, exact=True) if self.accents else ()
        return marks or find_terms(text, self.folded, exact=False)


def read_sought(query: Query) -> Sought | None:
    """The terms that `query` wants, None where nothing is to be marked."""
    if not query.snippets:
        return None
    leaves = list(leaves_of(query.parsed.tree))
    exact, folded = (
        frozenset(f"{term}*" if leaf.is_prefix else term for leaf in leaves for term in leaf.forms(form))
        for form in (EXACT, FOLDED)
    )
    return Sought(exact, folded, any(leaf.has_marks for leaf in leaves))


def make_hit(stored: dict[str, Any], sought: Sought | None, score: float) -> Hit:
    """The hit of a document of which `stored` was kept (see search.fields.stored), with snippets of what is sought."""
    return Hit(
        id=stored["id"],
        title=stored["title"],
        source_file=stored["source_file"],
        published=stored["published"],
        doc_type=stored["doc_type"],
        issuer=stored["issuer"],
        place=stored["place"],
        score=round(score, 4),
        snippets=cut_snippets(stored["body"], sought.marks(stored["body"][:MAX_BODY])) if sought else (),
        units=_named(stored["units"]),
        slogans=_named(stored["slogans"]),
        campaigns=_named(stored["campaigns"]),
        title_marks=sought.marks(stored["title"]) if sought else (),
    )


def _named(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((id_, label) for id_, label in pairs)
