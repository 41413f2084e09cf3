"""What staff put right: `PATCH` of documents and campaign records, `POST|PATCH|DELETE` of entities, undo, the log."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.accounts import names_of
from biennien.registry.corrections import corrections_of, in_force
from biennien.registry.errors import DocumentChanged
from biennien.registry.harvest import cut, where_to_go_on
from biennien.registry.records import correct_record as put_right
from biennien.registry.tables import Document
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.lists import ListArgs
from biennien.web.api.schemas.corrections import (
    ChangeSchema,
    CorrectionListSchema,
    FieldsSchema,
    MissedSchema,
    RecordFieldsSchema,
    StepSchema,
)
from biennien.web.api.schemas.documents import WholeDocumentSchema
from biennien.web.api.schemas.entities import EntitySchema
from biennien.web.api.wholes import entity_tags, expect_document, whole_document
from biennien.web.identity import keeper, staff
from biennien.web.serializers.corrections import serialize_correction
from biennien.web.serializers.documents import serialize_entity
from biennien.web.serializers.names import moment
from biennien.web.services import services

blueprint = Resource("Corrections", __name__, description="What staff put right; kept through every re-reading")

ENTITY = "/documents/<document_id>/entities/<entity_id>"


@blueprint.route("/documents/<document_id>", methods=["PATCH"])
@blueprint.body(FieldsSchema)
@blueprint.response(200, WholeDocumentSchema)
@blueprint.tagged()
def correct_document(given: dict[str, Any], document_id: str) -> Any:
    """Put fields of the metadata right; `null` or an empty list for what the document does not tell.

    If-Match must hold the ETag of the document as it was looked at: 412 where somebody was faster.
    """
    with services().registry.write() as session:
        document = _seen(session, document_id)
        desk.correct_fields(session, document, given["metadata"], user_id=staff().id)
        whole, tag = whole_document(session, document)
        return whole, 200, {"ETag": f'"{tag}"'}


@blueprint.route("/documents/<document_id>/campaigns/<campaign_id>", methods=["PATCH"])
@blueprint.body(RecordFieldsSchema)
@blueprint.response(200, WholeDocumentSchema)
@blueprint.tagged()
def correct_record(given: dict[str, Any], document_id: str, campaign_id: str) -> Any:
    """Put right what the document tells of a campaign: stage, period, launcher and the lists of its record.

    If-Match must hold the ETag of the document as it was looked at: 412 where somebody was faster.
    """
    with services().registry.write() as session:
        document = _seen(session, document_id)
        put_right(session, document, campaign_id, given, user_id=staff().id)
        whole, tag = whole_document(session, document)
        return whole, 200, {"ETag": f'"{tag}"'}


@blueprint.route("/documents/<document_id>/entities", methods=["POST"])
@blueprint.body(MissedSchema)
@blueprint.response(201, EntitySchema)
@blueprint.refuses(409, 412)
def add_entity(given: dict[str, Any], document_id: str) -> Any:
    """Mark what was missed. Offsets count characters of the body with `text_sha256`, which must be the current one."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        text = store.current_text(session, document)
        seen = given.pop("text_sha256")
        if text is not None and seen != text.sha256:
            raise DocumentChanged(document=document.id)
        entity_id = desk.add_mention(session, document, desk.Said(**given), user_id=staff().id)
        return _entity(session, document, entity_id, 201)


@blueprint.route(ENTITY)
@blueprint.query(LanguageArgs)
@blueprint.response(200, EntitySchema)
def get_entity(_asked: dict[str, Any], document_id: str, entity_id: str) -> Any:
    """Give one entity; its ETag is what a correction of it needs."""
    with services().registry.read() as session:
        return _entity(session, store.get_document(session, document_id, keeper()), entity_id, 200)


@blueprint.route(ENTITY, methods=["PATCH"])
@blueprint.body(ChangeSchema)
@blueprint.response(200, EntitySchema)
@blueprint.tagged()
def change_entity(given: dict[str, Any], document_id: str, entity_id: str) -> Any:
    """Say what an entity is: its label, span, value or attributes; with `{}` it is accepted as it is.

    If-Match must hold its ETag as it was looked at: 412 where somebody was faster.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        row = desk.get_mention(session, document, entity_id)
        desk.expect(row, entity_tags())
        desk.change_mention(session, document, row, desk.Said(**given), user_id=staff().id)
        return _entity(session, document, entity_id, 200)


@blueprint.route(ENTITY, methods=["DELETE"])
@blueprint.response(204)
@blueprint.tagged()
def reject_entity(document_id: str, entity_id: str) -> Response:
    """Say that an entity is none; it stays away through every re-reading. If-Match must hold its ETag."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        row = desk.get_mention(session, document, entity_id)
        desk.expect(row, entity_tags())
        desk.reject_mention(session, document, row, user_id=staff().id)
        return Response(status=204)


@blueprint.route("/documents/<document_id>/undo", methods=["POST"])
@blueprint.response(200, StepSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def undo(document_id: str) -> dict[str, Any]:
    """Take one's own last correction of an entity or field back. If-Match must hold the ETag of the document.

    409 where there is none, or somebody else said something of the same entity or field after it.
    """
    with services().registry.write() as session:
        document = _seen(session, document_id)
        return {"id": desk.undo_last(session, document, user_id=staff().id).id}


@blueprint.route("/documents/<document_id>/redo", methods=["POST"])
@blueprint.response(200, StepSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def redo(document_id: str) -> dict[str, Any]:
    """Put the correction in force again that one took back last. If-Match must hold the ETag of the document."""
    with services().registry.write() as session:
        document = _seen(session, document_id)
        return {"id": desk.redo_last(session, document, user_id=staff().id).id}


@blueprint.route("/documents/<document_id>/corrections")
@blueprint.query(ListArgs)
@blueprint.response(200, CorrectionListSchema)
def list_corrections(asked: dict[str, Any], document_id: str) -> dict[str, Any]:
    """List all that people said of a document, the last first: who, when, what, and whether it is in force."""
    since = asked["updated_since"]
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        last, until = where_to_go_on(session, asked["cursor"] or None, int)
        entries = corrections_of(session, document.id)
        holding = {entry.id for entry in in_force(entries)}
        wanted = [one for one in reversed(entries) if since is None or one.created_at >= since]
        page = cut(wanted, lambda one: last is None or one.id < last, until=until, limit=asked["size"])
        names = names_of(session, {entry.created_by for entry in page.items if entry.created_by})
        return {
            "document": document.id,
            "items": [serialize_correction(entry, names, in_force=entry.id in holding) for entry in page.items],
            "cursor": page.cursor,
            "until": moment(page.until) if since else None,
        }


def _seen(session: Session, document_id: str) -> Document:
    """The document, in the state that the request names. Raises: DocumentChanged, NotFound, Problem."""
    document = store.get_document(session, document_id, keeper(), hold=True)
    expect_document(session, document)
    return document


def _entity(session: Session, document: Document, entity_id: str, status: int) -> Any:
    row = desk.get_mention(session, document, entity_id)
    return serialize_entity(row), status, {"ETag": f'"{desk.mention_tag(row)}"'}
