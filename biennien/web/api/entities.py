"""`GET /documents/ID/entities`."""

from __future__ import annotations

from typing import Any

from biennien.registry import documents as store
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.entities import EntityListSchema
from biennien.web.identity import keeper
from biennien.web.parameters import Blank, choice
from biennien.web.serializers.documents import serialize_entity
from biennien.web.services import services
from nlp.mention import LABELS

blueprint = Resource("Entities", __name__, description="What a document names")


class EntityArgs(LanguageArgs):
    """Which entities."""

    label = Blank(load_default="", validate=choice(LABELS))


@blueprint.route("/documents/<document_id>/entities")
@blueprint.query(EntityArgs)
@blueprint.response(200, EntityListSchema)
def list_entities(asked: dict[str, Any], document_id: str) -> dict[str, Any]:
    """List the entities of a document in the order of its text, nested ones after their host."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        text = store.current_text(session, document)
        mentions = store.mentions_of(session, document, label=asked["label"] or None)
        return {
            "document": document.id,
            "text_sha256": text.sha256 if text else None,
            "items": [serialize_entity(mention) for mention in mentions],
        }
