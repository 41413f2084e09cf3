"""`/slogans`."""

from __future__ import annotations

from marshmallow import fields

from biennien.web.api.schemas.names import FacetsSchema, ListedSchema, NamedWalkSchema
from biennien.web.api.schemas.parts import many, string, strings


class SloganSchema(ListedSchema):
    """A slogan, theme or motto."""

    kind = string(none=True)


class SloganListSchema(NamedWalkSchema):
    """Slogans, by their last change."""

    items = many(SloganSchema)


class WholeSloganSchema(SloganSchema):
    """A slogan with the ways it is written and what its documents tell."""

    names = strings()
    facets = fields.Nested(FacetsSchema, required=True)
