"""Every status that an operation may answer with, for the description: a program need not find out by trying."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

ANYWHERE = (401, 403, 422)
"""A token that is unknown or was made for something else, reading that needs an account; parameters that cannot be
used."""

OF_WRITES = (400, 413)
"""A body that is no JSON or a form without its proof of origin; a body that is too large."""

TROUBLE = "5XX"
"""A part of the service cannot be reached (503), or the program failed (500)."""

TAGGED = (412, 428)

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what was looked at: 412 where somebody was faster, 428 without it.",
    "schema": {"type": "string"},
}


def common_refusals(rule: str, methods: list[str]) -> set[int]:
    """What may go wrong with any operation at such an address."""
    found = set(ANYWHERE)
    if "<" in rule:
        found.add(404)
    if set(methods) - {"GET"}:
        found.update(OF_WRITES)
    return found


def add_notes(view: Any, *, refusals: set[int], headers: tuple[dict[str, Any], ...] = ()) -> Any:
    """`view` with what it may refuse with and the headers it reads noted for its description."""
    known: dict[str, Any] = getattr(view, "_apidoc", {})
    notes = known.get("notes", {"refusals": set(), "headers": ()})
    told = {"refusals": notes["refusals"] | refusals, "headers": (*notes["headers"], *headers)}
    view._apidoc = known | {"notes": told}
    return view


def _answer(status: int) -> str | dict[str, str]:
    """A problem; a way on (3xx) has no body."""
    return HTTPStatus(status).name if status >= 400 else {"description": HTTPStatus(status).phrase}


def tell_answers(doc: dict[str, Any], info: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The description of an operation with all that was noted, and no answer left unsaid."""
    notes = info.get("notes", {"refusals": set(), "headers": ()})
    responses = {status: told for status, told in doc["responses"].items() if status != "default"}
    responses |= {str(status): _answer(status) for status in notes["refusals"]}
    doc["responses"] = responses | {TROUBLE: HTTPStatus.SERVICE_UNAVAILABLE.name}
    if notes["headers"]:
        doc["parameters"] = [*doc.get("parameters", ()), *notes["headers"]]
    return doc
