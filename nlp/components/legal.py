"""Finds nothing yet."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("vi_legal", assigns=["doc.spans"])
def make_legal(nlp: Language, name: str) -> LegalComponent:
    """A component that adds nothing."""
    return LegalComponent()


class LegalComponent:
    """Adds nothing."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
