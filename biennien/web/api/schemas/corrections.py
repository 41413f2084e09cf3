"""What staff say of entities and fields."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.registry.attributes import CODES
from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import boolean, integer, many, record_fields, string


def _codes() -> str:
    return "; ".join(f"`{name}` of {label}: {', '.join(codes)}" for (label, name), codes in CODES.items())


class ChangeSchema(Schema):
    """What an entity is; what is left out stays."""

    label = fields.String()
    start = fields.Integer(strict=True)
    end = fields.Integer(strict=True)
    value = fields.Raw(allow_none=True, metadata={"description": "Text; an object for LEGAL and TARGET; or null."})
    attributes = fields.Dict(
        keys=fields.String(),
        values=fields.String(allow_none=True),
        metadata={"description": f"Texts by their names; codes are {_codes()}."},
    )


class MissedSchema(ChangeSchema):
    """An entity that was missed."""

    label = fields.String(required=True)
    start = fields.Integer(strict=True, required=True)
    end = fields.Integer(strict=True, required=True)
    text_sha256 = string("Of the body that the offsets count in.")


class FieldsSchema(Schema):
    """Fields of the metadata."""

    metadata = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)


class RecordFieldsSchema(Schema):
    """Fields of a campaign record; what is left out stays, `null` and `[]` are what the document does not tell."""

    class Meta:
        include = record_fields(required=False)


class StepSchema(Schema):
    """The correction that was taken back, or put in force again."""

    id = integer()


class CorrectionSchema(Schema):
    """An entry of the log."""

    id = integer()
    kind = string("add, change, reject, metadata, record, text or undo")
    entity = string(none=True)
    label = string(none=True)
    text = string("The words of the text that it is about.", none=True)
    start = integer(none=True)
    end = integer(none=True)
    said = fields.Dict(required=True)
    undoes = integer(none=True)
    sweep = string("The sweep over many documents that it is a part of.", none=True)
    in_force = boolean()
    at = string()
    by = string("The account, null for the command line.", none=True)


class CorrectionListSchema(WalkSchema):
    """The log of a document."""

    document = string()
    items = many(CorrectionSchema)
