"""`/review`: what waits for a person."""

from __future__ import annotations

from typing import Any

from biennien.registry.review import DOUBT, KINDS, Narrowed, count_waiting, queue
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.review import ReviewSchema
from biennien.web.entries import unit_called
from biennien.web.identity import reader
from biennien.web.parameters import Blank, choice, cursor_field, name_field, number_field
from biennien.web.serializers.review import serialize_item
from biennien.web.services import services
from nlp.mention import LABELS

blueprint = Resource("Review", __name__, description="What waits for a person")


class ReviewArgs(LanguageArgs):
    """The parameters of the queue."""

    kind = Blank(load_default="", validate=choice(KINDS))
    label = Blank(load_default="", validate=choice(LABELS))
    unit = name_field("A unit: id, name or alias.")
    below = number_field(round(100 * DOUBT), 1, 100)
    cursor = cursor_field()
    size = number_field(20, 1, 100)


@blueprint.route("/review")
@blueprint.query(ReviewArgs)
@blueprint.response(200, ReviewSchema)
def list_review(asked: dict[str, Any]) -> dict[str, Any]:
    """List what waits, the least sure first: fields not read, contradictions, corrections that no longer fit, names.

    `below` is the confidence in per cent from which mentions are left out. Decide by correcting the entity or field.
    """
    with services().registry.read() as session:
        wanted = Narrowed(
            kind=asked["kind"] or None, label=asked["label"] or None, below=asked["below"] / 100,
            unit_id=unit_called(session, asked["unit"]),
        )  # fmt: skip
        page = queue(session, reader(), wanted, cursor=asked["cursor"] or None, limit=asked["size"])
        return {
            "items": [serialize_item(item) for item in page.items],
            "left": count_waiting(session, reader(), wanted),
            "cursor": page.cursor,
        }
