"""Mentions with the words around them; of the texts only those pieces are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.tables import Document, Mention, TextVersion

AROUND = 140
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True)
class InContext:
    """A mention with its document and what stands before and after it."""

    mention: Mention
    document: Document
    before: str
    after: str


def in_context(session: Session, mention_ids: Iterable[str]) -> dict[str, InContext]:
    """These mentions by their ids; those that are gone are not among them."""
    first = func.greatest if session.get_bind().dialect.name != "sqlite" else func.max
    start = first(Mention.start - AROUND, 0)
    statement = (
        select(
            Mention,
            Document,
            func.substr(TextVersion.body, start + 1, Mention.start - start),
            func.substr(TextVersion.body, Mention.end + 1, AROUND),
        )
        .join(Document, Document.id == Mention.document_id)
        .join(TextVersion, TextVersion.id == Mention.text_id)
        .where(Mention.id.in_(sorted(mention_ids)))
    )
    return {row[0].id: InContext(*row) for row in session.execute(statement).tuples()}
