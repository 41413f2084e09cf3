"""Finds nothing yet."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("vi_events", assigns=["doc.spans"])
def make_events(nlp: Language, name: str) -> EventsComponent:
    """A component that adds nothing."""
    return EventsComponent()


class EventsComponent:
    """Adds nothing."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
