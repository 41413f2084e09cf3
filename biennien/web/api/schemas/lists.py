"""What every list has beside its items."""

from __future__ import annotations

from marshmallow import Schema

from biennien.web.api.schemas.parts import string


class WalkSchema(Schema):
    """Where a list goes on, and where the next walk begins."""

    cursor = string("Where the list goes on; null at the end.", none=True)
    until = string(
        "With `updated_since`: what to send as `updated_since` the next time, so that nothing is missed.", none=True
    )
