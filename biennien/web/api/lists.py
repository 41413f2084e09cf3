"""What every list takes: where to go on, how much, and since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from biennien.registry.staged_acts import Act, harvest_acts, list_acts
from biennien.web.api.description import LanguageArgs
from biennien.web.parameters import Since, cursor_field, name_field, number_field
from biennien.web.serializers.names import moment
from biennien.web.services import services

SIZE = 50
MAX_SIZE = 500


class ListArgs(LanguageArgs):
    """The parameters of a list."""

    cursor = cursor_field()
    size = number_field(SIZE, 1, MAX_SIZE)
    updated_since = Since(
        load_default=None,
        metadata={"description": "Only what changed since (RFC 3339).", "type": "string", "format": "date-time"},
    )


class NamedListArgs(ListArgs):
    """The parameters of a list of units, slogans or campaigns."""

    q = name_field("An id, a name or an alias, or its beginning; accents may be left out.")


def acts(
    table: type[Act], asked: dict[str, Any], serialize: Callable[[Session, Sequence[Act]], list[dict[str, Any]]]
) -> dict[str, Any]:
    """A page of the acts on many rows in the order of their last change; with `updated_since` in that of their ids."""
    place = {"cursor": asked["cursor"] or None, "limit": asked["size"]}
    with services().registry.read() as session:
        if asked["updated_since"]:
            walk = harvest_acts(session, table, since=asked["updated_since"], **place)
            return {"items": serialize(session, walk.items), "cursor": walk.cursor, "until": moment(walk.until)}
        page = list_acts(session, table, **place)
        return {"items": serialize(session, page.items), "cursor": page.cursor, "until": None}


def found(kind: str, row_id: str, whole: dict[str, Any]) -> Any:
    """The answer with a unit, slogan or campaign and its tag; where it was merged, the way to what it is part of."""
    if whole["id"] != row_id:
        there = url_for(f"{kind.title()}s.get_{kind}", **{f"{kind}_id": whole["id"]}, **request.args)  # type: ignore[arg-type]
        answer = Response(status=308, headers={"Location": there})
        del answer.headers["Content-Type"]
        return answer
    return whole, 200, {"ETag": f'"{whole["id"]}.{whole["updated_at"]}"'}
