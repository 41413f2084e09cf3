"""Finds nothing yet."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("vi_slogans", assigns=["doc.spans"])
def make_slogans(nlp: Language, name: str) -> SlogansComponent:
    """A component that adds nothing."""
    return SlogansComponent()


class SlogansComponent:
    """Adds nothing."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
