"""What every list takes: where to go on, how much, and since when."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from biennien.web.api.description import LanguageArgs
from biennien.web.parameters import Since, cursor_field, name_field, number_field

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


def found(kind: str, row_id: str, whole: dict[str, Any]) -> Any:
    """The answer with a unit, slogan or campaign and its tag; where it was merged, the way to what it is part of."""
    if whole["id"] != row_id:
        there = url_for(f"{kind.title()}s.get_{kind}", **{f"{kind}_id": whole["id"]}, **request.args)  # type: ignore[arg-type]
        answer = Response(status=308, headers={"Location": there})
        del answer.headers["Content-Type"]
        return answer
    return whole, 200, {"ETag": f'"{whole["id"]}.{whole["updated_at"]}"'}
