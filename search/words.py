"""The clauses of a query as terms, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.orthography import fold, nfc
from search.analyzer import CODE, Term, analyze
from search.query import Clause


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of one clause; more than one when it is a phrase, an abbreviation or joined by a hyphen."""

    terms: tuple[Term, ...]
    excluded: bool
    code: str | None

    @property
    def typed_form(self) -> str:
        """`exact` where accents were typed: `-sơ` leaves `số` in."""
        return "exact" if any(term.exact != term.folded for term in self.terms) else "folded"

    def forms(self, form: str) -> list[str]:
        """The terms as `exact` or `folded` text."""
        return [term.exact if form == "exact" else term.folded for term in self.terms]


def read_words(clauses: Iterable[Clause]) -> list[Words]:
    """The terms of each clause that has any."""
    read = []
    for clause in clauses:
        text = nfc(clause.text)
        terms = tuple(analyze(text))
        if terms:
            code = folded_code(text) if not clause.phrase and CODE.fullmatch(text) else None
            read.append(Words(terms, clause.excluded, code))
    return read


def folded_code(text: str) -> str:
    """The form in which a document number is looked up."""
    return fold(nfc(text))
