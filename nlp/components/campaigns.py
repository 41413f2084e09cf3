"""Finds nothing yet."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("vi_campaigns", assigns=["doc.spans"])
def make_campaigns(nlp: Language, name: str) -> CampaignsComponent:
    """A component that adds nothing."""
    return CampaignsComponent()


class CampaignsComponent:
    """Adds nothing."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
