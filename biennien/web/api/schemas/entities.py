"""`/documents/ID/entities`."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, fields, post_dump

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import integer, many, string


class EntitySchema(Schema):
    """A marked span of the body; attributes (`role`, `kind`, …) stand beside these as keys of their own."""

    class Meta:
        """The description lets attributes in."""

        unknown = INCLUDE

    id = string()
    start = integer()
    end = integer()
    label = string()
    text = string()
    value = fields.Raw(required=True, allow_none=True, metadata={"description": "Text, object or null."})
    confidence = fields.Float(required=True)
    source = string("The rule, lexicon entry or model that said so.")
    origin = string("extracted or person")
    unit_id = fields.String()
    slogan_id = fields.String()
    campaign_id = fields.String()

    @post_dump(pass_original=True)
    def with_attributes(self, data: dict[str, Any], entity: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The entity with its attributes."""
        return entity | data


class EntityListSchema(WalkSchema):
    """The entities of a document."""

    document = string()
    text_sha256 = string(none=True)
    items = many(EntitySchema)
