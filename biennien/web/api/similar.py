"""`GET /documents/ID/similar`."""

from __future__ import annotations

from typing import Any

from biennien.registry import documents as store
from biennien.similar import similar_documents
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.search import SimilarSchema
from biennien.web.identity import keeper, reader
from biennien.web.parameters import number_field
from biennien.web.serializers.hits import serialize_hit
from biennien.web.services import services

blueprint = Resource("Similar", __name__, description="Documents like one")
MOST = 50


class SimilarArgs(LanguageArgs):
    """How many."""

    size = number_field(10, 1, MOST)


@blueprint.route("/documents/<document_id>/similar")
@blueprint.query(SimilarArgs)
@blueprint.response(200, SimilarSchema)
def list_similar(asked: dict[str, Any], document_id: str) -> dict[str, Any]:
    """List documents that tell of the same campaigns, slogans and units in like words, the likest first.

    Those that are nearly the same are not among them: the document has them as `copies`.
    """
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        found = similar_documents(session, services().engine, document, reader(), size=asked["size"])
        return {"items": [serialize_hit(hit) for hit in found]}
