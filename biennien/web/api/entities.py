"""`GET /documents/ID/entities`."""

from __future__ import annotations

from typing import Any

from biennien.registry import documents as store
from biennien.registry.harvest import cut, where_to_go_on
from biennien.registry.tables import Mention
from biennien.web.api.description import Resource
from biennien.web.api.lists import ListArgs
from biennien.web.api.schemas.entities import EntityListSchema
from biennien.web.identity import keeper
from biennien.web.parameters import Blank, choice, number_field
from biennien.web.serializers.documents import serialize_entity
from biennien.web.serializers.names import moment
from biennien.web.services import services
from nlp.mention import LABELS

blueprint = Resource("Entities", __name__, description="What a document names")


LAST_OFFSET = 10**10 - 1
"""No text is as long."""

SIZE = 1_000
MAX_SIZE = 5_000


class EntityArgs(ListArgs):
    """Which entities."""

    size = number_field(SIZE, 1, MAX_SIZE)
    label = Blank(load_default="", validate=choice(LABELS))


@blueprint.route("/documents/<document_id>/entities")
@blueprint.query(EntityArgs)
@blueprint.response(200, EntityListSchema)
def list_entities(asked: dict[str, Any], document_id: str) -> dict[str, Any]:
    """List the entities of a document in the order of its text, nested ones after their host.

    With `updated_since` in the order of ids: all of them where anything of the document changed since, else none.
    """
    since = asked["updated_since"]
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        last, until = where_to_go_on(session, asked["cursor"] or None, str)
        text = store.current_text(session, document)
        mentions = store.mentions_of(session, document, label=asked["label"] or None)
        if since:
            mentions = sorted(mentions, key=lambda one: one.id) if document.updated_at >= since else []
        order = _by_id if since else _by_place
        page = cut(mentions, lambda one: last is None or order(one) > last, until=until, limit=asked["size"], key=order)
        return {
            "document": document.id,
            "text_sha256": text.sha256 if text else None,
            "items": [serialize_entity(mention) for mention in page.items],
            "cursor": page.cursor,
            "until": moment(page.until) if since else None,
        }


def _by_id(mention: Mention) -> str:
    return mention.id


def _by_place(mention: Mention) -> str:
    """The order of the text, as a word that sorts so."""
    return f"{mention.start:010} {LAST_OFFSET - mention.end:010} {mention.id}"
