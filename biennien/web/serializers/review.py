"""What waits for a person."""

from __future__ import annotations

from typing import Any

from flask import url_for

from biennien.registry.context import InContext
from biennien.registry.corrections import RECORD
from biennien.registry.desk import mention_tag
from biennien.registry.file_names import shown_title
from biennien.registry.name_proposals import Proposed
from biennien.registry.names import label_of
from biennien.registry.review import Asked, Item, Misfit
from biennien.registry.tables import Document
from biennien.web.words import QUESTIONS, word


def serialize_item(item: Item) -> dict[str, Any]:
    """One thing that waits; `id` is that of the entity, question, correction or proposal."""
    told: dict[str, Any] = _TOLD[type(item.what)](item.what)
    return {"kind": item.kind, "sureness": round(item.sureness, 4)} | told


def _of(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": shown_title(document),
        "link": url_for("Documents.get_document", document_id=document.id),
    }


def _mention(one: InContext) -> dict[str, Any]:
    row = one.mention
    return _of(one.document) | {
        "id": row.id, "label": row.label, "before": one.before, "text": row.surface, "after": one.after,
        "value": row.value, "tag": mention_tag(row),
    }  # fmt: skip


def _asked(one: Asked) -> dict[str, Any]:
    question = one.question
    return _of(one.document) | {
        "id": str(question.id), "why": question.why, "reason": word(QUESTIONS, question.why),
        "field": question.detail.get("field"), "value": question.detail.get("value"), "detail": question.detail,
        "other": _of(one.other) if one.other else None,
    }  # fmt: skip


def _misfit(one: Misfit) -> dict[str, Any]:
    entry = one.entry
    if entry.kind == RECORD:
        said = entry.payload
        return _of(one.document) | {
            "id": str(entry.id), "label": "CAMPAIGN", "text": said["campaign"], "field": said["field"],
            "value": said["value"],
        }  # fmt: skip
    return _of(one.document) | {
        "id": str(entry.id), "label": entry.label or entry.payload.get("label"), "before": entry.before,
        "text": entry.surface, "after": entry.after,
    }  # fmt: skip


def _proposed(one: Proposed) -> dict[str, Any]:
    sides = ((one.into, one.into_documents), (one.row, one.row_documents))
    return {
        "id": str(one.proposal.id), "name_kind": one.proposal.kind, "why": one.proposal.reason,
        "names": [{"id": row.id, "name": label_of(row), "documents": count} for row, count in sides],
    }  # fmt: skip


_TOLD: dict[type[Any], Any] = {InContext: _mention, Asked: _asked, Misfit: _misfit, Proposed: _proposed}
