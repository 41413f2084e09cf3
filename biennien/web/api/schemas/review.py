"""`/review`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.parts import integer, many, string


class ReviewDocumentSchema(Schema):
    """The document that another contradicts."""

    document = string()
    title = string()
    link = string()


class ReviewNameSchema(Schema):
    """One of two names that are likely of one thing."""

    id = string()
    name = string()
    documents = integer()


class ReviewItemSchema(Schema):
    """A thing that waits for a person; which of the rest it has depends on its kind."""

    kind = string("field, conflict, misfit, merge or mention")
    sureness = fields.Float(required=True, metadata={"description": "From 0; the queue begins with the least sure."})
    id = string("Of the entity, question, correction or proposal.")
    document = fields.String()
    title = fields.String()
    link = fields.String(metadata={"description": "The document."})
    why = fields.String(metadata={"description": "Lasting name of the cause."})
    reason = fields.String(metadata={"description": "The same as a sentence."})
    field = fields.String(allow_none=True)
    value = fields.Raw(allow_none=True)
    detail = fields.Dict(metadata={"description": "What contradicts: the cited day, the number."})
    other = fields.Nested(ReviewDocumentSchema, allow_none=True)
    label = fields.String(allow_none=True)
    before = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    after = fields.String(allow_none=True)
    tag = fields.String(metadata={"description": "The ETag of the entity: If-Match of a correction."})
    name_kind = fields.String(metadata={"description": "unit, slogan or campaign"})
    names = fields.List(fields.Nested(ReviewNameSchema))


class ReviewSchema(Schema):
    """What waits, the least sure first."""

    items = many(ReviewItemSchema)
    left = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "How many wait in all, by kind."},
    )  # fmt: skip
    cursor = string("Where the queue goes on; null at the end.", none=True)
