"""JSON-ready dictionaries of what is found and kept, the same from the command line and through the API."""

from __future__ import annotations

from typing import Any

from search.results import Hit, Snippet


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """One document found; marks count from the first letter of the title or of their snippet."""
    return {
        "id": hit.id,
        "source_file": hit.source_file,
        "title": hit.title,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "published": hit.published,
        "doc_type": hit.doc_type,
        "issuer": hit.issuer,
        "place": hit.place,
        "score": hit.score,
        "snippets": [snippet_to_json(snippet) for snippet in hit.snippets],
        "units": [{"id": id, "label": label} for id, label in hit.units],
        "slogans": [{"id": id, "label": label} for id, label in hit.slogans],
        "campaigns": [{"id": id, "label": label} for id, label in hit.campaigns],
    }


def snippet_to_json(snippet: Snippet) -> dict[str, Any]:
    """A piece of a body from character `start`, half-open marks counted from its own first letter."""
    return {"text": snippet.text, "start": snippet.start, "marks": [list(mark) for mark in snippet.marks]}
