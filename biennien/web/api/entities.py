"""`GET /documents/ID/entities`."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry import documents as store
from biennien.registry.harvest import Walk, walk, where_to_go_on
from biennien.registry.paging import BadCursor, write_cursor
from biennien.registry.tables import Document, Mention
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


SIZE = 1_000
MAX_SIZE = 5_000
PLACE = re.compile(r"(?P<start>[0-9]{1,9}) (?P<end>[0-9]{1,9}) (?P<id>.+)")


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
        text = store.current_text(session, document)
        page = _changed(session, document, asked) if since else _in_text(session, document, asked)
        return {
            "document": document.id,
            "text_sha256": text.sha256 if text else None,
            "items": [serialize_entity(mention) for mention in page.items],
            "cursor": page.cursor,
            "until": moment(page.until) if since else None,
        }


def _changed(session: Session, document: Document, asked: dict[str, Any]) -> Walk[Mention]:
    cursor = asked["cursor"] or None
    if document.updated_at < asked["updated_since"]:
        return Walk((), None, where_to_go_on(session, cursor, str)[1])
    statement = store.select_mentions(document, asked["label"] or None)
    return walk(session, statement, Mention.id.expression, cursor=cursor, limit=asked["size"])


def _in_text(session: Session, document: Document, asked: dict[str, Any]) -> Walk[Mention]:
    last, until = where_to_go_on(session, asked["cursor"] or None, str)
    label, size = asked["label"] or None, asked["size"]
    found = store.mentions_after(session, document, _read_place(last), label=label, most=size + 1)
    items = tuple(found[:size])
    return Walk(items, write_cursor(until, _write_place(items[-1])) if len(found) > size else None, until)


def _write_place(mention: Mention) -> str:
    """Where a mention stands, as the word of a cursor."""
    return f"{mention.start} {mention.end} {mention.id}"


def _read_place(written: str | None) -> tuple[int, int, str]:
    """Start, end and id that a cursor names, of none a place before every mention. Raises: BadCursor."""
    if written is None:
        return -1, -1, ""
    match = PLACE.fullmatch(written)
    if match is None:
        raise BadCursor
    return int(match["start"]), int(match["end"]), match["id"]
