"""Cursors of the embedded engine: the number of hits already given."""

from __future__ import annotations

import base64

from search.errors import QueryError

FURTHEST = 2**31
"""Hits to which a cursor may lead; what lies beyond was not written by us."""


def write_cursor(given: int) -> str:
    """The cursor after so many hits, as one word for an address."""
    return base64.urlsafe_b64encode(f"after:{given}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> int:
    """The number of hits given before. Raises: QueryError."""
    try:
        kind, _, given = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(":")
        if kind == "after" and 0 <= int(given) < FURTHEST:
            return int(given)
    except ValueError:
        pass
    raise QueryError(what="cursor", value=text)
