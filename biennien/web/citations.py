"""Citations of documents by the addresses under which this service shows them."""

from __future__ import annotations

from flask import url_for

from biennien.citing import Citation, cite
from biennien.registry.tables import Document


def citation_of(document: Document) -> Citation:
    """The citation of a document, with its address on this service."""
    return cite(document, url_for("documents.page", document_id=document.id, _external=True))
