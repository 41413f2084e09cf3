"""`/units`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.names import FacetsSchema, ListedSchema, NamedSchema, NamedWalkSchema
from biennien.web.api.schemas.parts import integer, many, string, strings


class UnitSchema(ListedSchema):
    """A unit."""

    kind = string(none=True)
    place = string(none=True)
    valid_from = string("EDTF", none=True)
    valid_to = string("EDTF", none=True)


class PartSchema(Schema):
    """A unit as part of another one; `parts` is how many units are part of it in turn."""

    id = string()
    label = string()
    documents = integer()
    parts = integer()
    kind = string(none=True)
    place = string(none=True)
    valid_from = string("EDTF", none=True)
    valid_to = string("EDTF", none=True)


class UnitListSchema(NamedWalkSchema):
    """Units, by their last change."""

    items = many(UnitSchema)


class WholeUnitSchema(UnitSchema):
    """A unit with its names, its place in the tree (`above` from the highest down) and what its documents tell.

    `successor` is what it became where that is one unit, `successors` all of a parted one.
    """

    names = strings()
    above = many(NamedSchema)
    parts = many(PartSchema)
    predecessors = many(NamedSchema)
    parent = fields.Nested(NamedSchema, required=True, allow_none=True)
    successors = many(NamedSchema)
    successor = fields.Nested(NamedSchema, required=True, allow_none=True)
    facets = fields.Nested(FacetsSchema, required=True)
