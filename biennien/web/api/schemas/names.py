"""Units, slogans and campaigns as other shapes name them, and the facets of documents."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import boolean, integer, many, string


class NamedSchema(Schema):
    """A unit, slogan or campaign; `id` is null where it is only named."""

    id = string(none=True)
    label = string()


class BucketSchema(Schema):
    """One value of a facet; `value` is what the filter of that name takes."""

    value = string()
    label = string()
    count = integer()


class FacetsSchema(Schema):
    """The facets of a result."""

    unit = fields.List(fields.Nested(BucketSchema))
    type = fields.List(fields.Nested(BucketSchema))
    year = fields.List(fields.Nested(BucketSchema))
    slogan = fields.List(fields.Nested(BucketSchema))
    campaign = fields.List(fields.Nested(BucketSchema))
    place = fields.List(fields.Nested(BucketSchema))


class ListedSchema(Schema):
    """A unit, slogan or campaign; `from` and `to` are the first and last day of its documents.

    `confirmed` tells whether a person said that it is one and is called so; else only the program does.
    """

    class Meta:
        """`from` is no name in Python."""

        include = {  # noqa: RUF012
            "from": fields.String(required=True, allow_none=True)
        }

    id = string()
    label = string()
    documents = integer()
    to = string(none=True)
    updated_at = string()
    confirmed = boolean()


class GoneSchema(Schema):
    """A unit, slogan or campaign that was there before, and is part of another one now or in no document."""

    id = string()
    withdrawn = boolean()
    merged_into = string("The id of the one that it is part of now.", none=True)


class NamedWalkSchema(WalkSchema):
    """What a list of them has beside its items."""

    gone = many(GoneSchema)
