"""The log of acts."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.parts import integer, many, string


class AuditSchema(Schema):
    """One act."""

    id = integer()
    at = string("RFC 3339, UTC")
    by = string("The account; null for the command line and for what the program did by itself.", none=True)
    action = string()
    kind = string("Of the thing: document, user, token, unit …")
    object = string("The id of the thing.")
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)
    details = fields.Dict(required=True)


class AuditListSchema(Schema):
    """A page of the log."""

    items = many(AuditSchema)
    cursor = string(none=True)
