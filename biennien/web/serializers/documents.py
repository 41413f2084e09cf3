"""Documents, in lists and whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from biennien import messages
from biennien.extraction import entity_to_json
from biennien.registry.members import Child, Parent
from biennien.registry.tables import CampaignDocument, Document, Mention, TextVersion
from biennien.web.languages import language
from biennien.web.serializers.members import serialize_child, serialize_parent
from biennien.web.serializers.names import moment
from biennien.web.serializers.sources import serialize_source
from nlp.mention import CAMPAIGN_FIELDS


def serialize_document(document: Document) -> dict[str, Any]:
    """A document as a list shows it."""
    return {
        "id": document.id,
        "source_file": serialize_source(document.source_file),
        "title": document.title,
        "published": document.published,
        "event_date": document.event_date,
        "doc_type": document.doc_type,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "place": document.place,
        "kind": document.kind,
        "size": document.size,
        "sha256": document.sha256,
        "state": document.state,
        "visibility": document.visibility,
        "withdrawn": document.withdrawn,
        "created_at": moment(document.created_at),
        "updated_at": moment(document.updated_at),
    } | _failure(document)


def serialize_whole(
    document: Document,
    text: TextVersion | None,
    records: list[CampaignDocument],
    version: str | None,
    *,
    warnings: Sequence[str],
    parents: list[Parent],
    children: list[Child],
    copies: Sequence[Document],
) -> dict[str, Any]:
    """A document with its text, metadata with evidence, sections, campaigns, what it lies in and what lies in it.

    `warnings` are what the reader of the file said, `copies` documents that are nearly the same.

    Offsets count characters of `body`.
    """
    return serialize_document(document) | {
        "withdrawn_reason": document.withdrawn_reason,
        "text_sha256": text.sha256 if text else None,
        "made_by": text.made_by if text else None,
        "parser": text.parser if text else None,
        "warnings": list(warnings),
        "extractor_version": version,
        "metadata": document.metadata_values or {},
        "evidence": document.evidence or {},
        "body": text.body if text else None,
        "sections": text.sections if text else [],
        "campaigns": [serialize_record(record) for record in records],
        "parents": [serialize_parent(parent) for parent in parents],
        "children": [serialize_child(child) for child in children],
        "copies": [_copy(document) for document in copies],
    }


def _copy(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "source_file": serialize_source(document.source_file),
        "kind": document.kind,
        "doc_number": document.doc_number,
        "published": document.published,
        "link": url_for("Documents.get_document", document_id=document.id),
    }


def serialize_record(record: CampaignDocument) -> dict[str, Any]:
    """What a document tells of a campaign; `corrected` names the fields that people put right."""
    told = {name: record.record.get(name) for name in ("name", *CAMPAIGN_FIELDS)}
    return {"id": record.campaign_id, "corrected": list(record.record.get("corrected", ()))} | told


def serialize_entity(mention: Mention) -> dict[str, Any]:
    """An entity of a document, with the id of the unit, slogan or campaign that it names."""
    entity = entity_to_json(
        mention.id, mention.label, mention.start, mention.end, mention.surface, mention.value, mention.attributes,
        mention.confidence,
    )  # fmt: skip
    named = {"unit_id": mention.unit_id, "slogan_id": mention.slogan_id, "campaign_id": mention.campaign_id}
    return (
        entity
        | {"source": mention.source, "origin": mention.origin}
        | {name: row_id for name, row_id in named.items() if row_id}
    )


def _failure(document: Document) -> dict[str, Any]:
    if document.error_code is None:
        return {}
    reason = messages.sentence(document.error_code, document.error_params, language=language())
    return {"error": document.error_code, "reason": reason}
