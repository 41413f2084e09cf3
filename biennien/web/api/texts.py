"""`/documents/ID/text`: staff put a text right, or take that back."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from biennien.registry import documents as store
from biennien.registry.typed import take_back_text, type_text
from biennien.web.api.description import Resource
from biennien.web.api.schemas.jobs import JobSchema
from biennien.web.api.wholes import expect_document
from biennien.web.identity import keeper, staff
from biennien.web.serializers.jobs import serialize_job
from biennien.web.services import services

blueprint = Resource("Texts", __name__, description="Texts that people put right")


class TextSchema(Schema):
    """A text in the place of the one that was read."""

    body = fields.String(required=True)
    text_sha256 = fields.String(
        required=True, metadata={"description": "Of the text that was put right, as the document gave it."}
    )


@blueprint.route("/documents/<document_id>/text", methods=["PUT"])
@blueprint.body(TextSchema)
@blueprint.response(202, JobSchema)
@blueprint.refuses(409)
def put_text(given: dict[str, Any], document_id: str) -> dict[str, Any]:
    """Put a document's text right; it is understood and indexed anew soon after, and stays through every re-reading.

    409 where somebody else changed the text meanwhile, where nothing is changed, or while the document is being read.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        job = type_text(session, document, given["body"], text_sha256=given["text_sha256"], user_id=staff().id)
        return serialize_job(job)


@blueprint.route("/documents/<document_id>/text", methods=["DELETE"])
@blueprint.response(202, JobSchema)
@blueprint.refuses(409)
@blueprint.tagged()
def take_text_back(document_id: str) -> dict[str, Any]:
    """Take back the last text that a person put right; the one before it, or what is read, stands again.

    If-Match must hold the ETag of the document: 412 where somebody was faster.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        expect_document(session, document)
        return serialize_job(take_back_text(session, document, user_id=staff().id))
