"""Everything the registry knows, row by row, for files of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.audit import AuditFilter, all_entries, to_row
from biennien.registry.documents import DONE
from biennien.registry.names import link_of
from biennien.registry.readers import STAFF_MEMBER, Reader, visible
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    DocumentCampaign,
    Mention,
    Slogan,
    Unit,
    User,
)
from nlp.mention import CAMPAIGN_LISTS

Row = dict[str, Any]
AT_ONCE = 500


def export_documents(session: Session, reader: Reader) -> Iterator[Row]:
    """The documents that were read, in order of their ids."""
    statement = select(Document).where(Document.state == DONE, Document.text_id.is_not(None))
    statement = visible(statement, reader).order_by(Document.id)
    for row in session.scalars(statement.execution_options(yield_per=AT_ONCE)):
        metadata = row.metadata_values or {}
        yield {
            "id": row.id, "source_file": row.source_file, "title": row.title, "published": row.published,
            "doc_type": row.doc_type, "doc_number": row.doc_number, "issuer": row.issuer, "place": row.place,
            "event_date": row.event_date, "authors": metadata.get("authors"), "source": metadata.get("source"),
            "signer": metadata.get("signer"), "attachments": metadata.get("attachments"), "kind": row.kind,
            "visibility": row.visibility, "sha256": row.sha256, "created_at": row.created_at.isoformat(),
            "updated_at": row.updated_at.isoformat(),
        }  # fmt: skip


def export_mentions(session: Session, reader: Reader) -> Iterator[Row]:
    """The mentions of these documents, by document and place in the text."""
    statement = select(Mention).join(Document, Document.id == Mention.document_id)
    statement = visible(statement.where(Document.state == DONE, Mention.rejected.is_(False)), reader)
    ordered = statement.order_by(Mention.document_id, Mention.start, Mention.end.desc(), Mention.id)
    for row in session.scalars(ordered.execution_options(yield_per=AT_ONCE)):
        yield {
            "id": row.id, "document": row.document_id, "label": row.label, "start": row.start, "end": row.end,
            "text": row.surface, "value": row.value, "attributes": row.attributes, "confidence": row.confidence,
            "unit": row.unit_id, "slogan": row.slogan_id, "campaign": row.campaign_id, "origin": row.origin,
        }  # fmt: skip


def export_campaigns(session: Session, reader: Reader) -> Iterator[Row]:
    """What each document tells of each campaign; a campaign that is only named has one row without a document."""
    of_document = Document.title, Document.doc_number, Document.published, Document.event_date
    told = visible(
        select(CampaignDocument, *of_document).join(Document, Document.id == CampaignDocument.document_id), reader
    ).subquery()
    named = visible(
        select(DocumentCampaign.campaign_id).join(Document, Document.id == DocumentCampaign.document_id), reader
    )
    statement = select(Campaign, told).outerjoin(told, told.c.campaign_id == Campaign.id)
    statement = statement.where(Campaign.id.in_(named)).order_by(Campaign.id, told.c.document_id)
    for row in session.execute(statement.execution_options(yield_per=AT_ONCE)).mappings():
        campaign = row["Campaign"]
        record = row["record"] or {}
        yield {
            "id": campaign.id, "name": campaign.name, "document": row["document_id"], "title": row["title"],
            "doc_number": row["doc_number"], "published": row["published"], "event_date": row["event_date"],
            "stage": row["stage"], "period": row["period"], "launched_by": row["launched_by"],
            **{key: record.get(key) for key in CAMPAIGN_LISTS},
            "confirmed": row["confirmed_by"] is not None,
        }  # fmt: skip


def export_units(session: Session, reader: Reader) -> Iterator[Row]:
    """The units with the number of documents that name them."""
    for row, count in _counted(session, reader, Unit):
        yield {
            "id": row.id, "name": row.name, "kind": row.kind, "place": row.place, "parent": row.parent_id,
            "valid_from": row.valid_from, "valid_to": row.valid_to, "successor": row.successor_id, "documents": count,
        }  # fmt: skip


def export_slogans(session: Session, reader: Reader) -> Iterator[Row]:
    """The slogans with the number of documents that hold them."""
    for row, count in _counted(session, reader, Slogan):
        yield {"id": row.id, "text": row.text, "kind": row.kind, "documents": count}


def export_audit(session: Session, reader: Reader) -> Iterator[Row]:
    """Who did what to what, the last first; nothing of it for whoever may not see everything."""
    if reader == STAFF_MEMBER:
        names: dict[str, str] = dict(session.execute(select(User.id, User.name)).tuples().all())
        yield from (to_row(entry, names) for entry in all_entries(session, AuditFilter()))


EXPORTS: dict[str, Callable[[Session, Reader], Iterator[Row]]] = {
    "documents": export_documents,
    "mentions": export_mentions,
    "campaigns": export_campaigns,
    "units": export_units,
    "slogans": export_slogans,
    "audit": export_audit,
}


def _counted(session: Session, reader: Reader, table: Any) -> Iterator[tuple[Any, int]]:
    link, column = link_of(table)
    counts = visible(
        select(column.label("id"), func.count().label("documents")).join(Document, Document.id == link.document_id),
        reader,
    )
    counted = counts.group_by(column).subquery()
    statement = select(table, counted.c.documents).join(counted, counted.c.id == table.id).order_by(table.id)
    yield from session.execute(statement.execution_options(yield_per=AT_ONCE)).tuples()
