"""Cursors of a cluster: the sort values of the last hit given, and the point in time that the walk sees."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from search.errors import QueryError

KEPT = "2m"
"""How long a cluster keeps a point in time for the next request; when it is gone, the walk goes on without it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a walk over all hits stands: `given` hits were given, the last had the sort values `after`.

    `point` is None until the second request: most searches are never followed further.
    """

    given: int
    after: tuple[float | int | str, ...]
    point: str | None = None

    def write(self) -> str:
        """The cursor as one word for an address."""
        told = json.dumps([self.given, self.after, self.point], separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The cursor that `Cursor.write` wrote. Raises: QueryError."""
    try:
        given, after, point = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise QueryError(what="cursor", value=text) from error
    whole = isinstance(given, int) and isinstance(after, list) and isinstance(point, str | None)
    if not whole or not all(isinstance(value, int | float | str) for value in after):
        raise QueryError(what="cursor", value=text)
    return Cursor(given, tuple(after), point)
