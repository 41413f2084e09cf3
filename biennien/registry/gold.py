"""Documents with all that is held true of them now, as gold: what people corrected, and what they let stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.corrections import TEXT, corrections_of, in_force
from biennien.registry.documents import DONE, campaign_records_of, current_text, mentions_of
from biennien.registry.tables import Correction, Document
from nlp.gold import MarkedDocument
from nlp.mention import Mention


def marked_documents(session: Session) -> Iterator[tuple[MarkedDocument, list[Any]]]:
    """The documents in which a mention or field was corrected, with their campaign records, by id."""
    statement = select(Document).where(Document.state == DONE, Document.text_id.is_not(None))
    statement = statement.where(Document.id.in_(select(Correction.document_id)))
    for row in session.scalars(statement.order_by(Document.id)):
        if not any(entry.kind != TEXT for entry in in_force(corrections_of(session, row.id))):
            continue
        text = current_text(session, row)
        mentions = tuple(
            Mention(one.start, one.end, one.label, one.surface, one.value, one.attributes)
            for one in mentions_of(session, row)
        )
        records = [dict(record.record) for record in campaign_records_of(session, row)]
        yield MarkedDocument(row.id, mentions, row.metadata_values or {}, text.body if text else ""), records
