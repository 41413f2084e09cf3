"""`/sweeps`."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import boolean, integer, many, string
from biennien.web.numbers import LARGEST_NUMBER

MOST_CHOSEN = 1_000


class ProposalSchema(Schema):
    """What to say of all entities with the same words; nothing said accepts them as they are."""

    reject = fields.Boolean(load_default=False, metadata={"description": "That they are none."})
    label = fields.String()
    value = fields.Raw(allow_none=True, metadata={"description": "Text; an object for LEGAL and TARGET; or null."})
    attributes = fields.Dict(
        keys=fields.String(), values=fields.String(allow_none=True),
        metadata={"description": "Those named are set, null takes one away, the others stay."},
    )  # fmt: skip


class CountSchema(Schema):
    """Entities, and the documents they stand in."""

    entities = integer()
    documents = integer()


class CountsSchema(Schema):
    """How far a sweep is."""

    waiting = fields.Nested(CountSchema, required=True)
    done = fields.Nested(CountSchema, required=True)
    changed = fields.Nested(
        CountSchema, required=True, metadata={"description": "Others by their turn than when proposed: left alone."}
    )
    undone = fields.Nested(CountSchema, required=True)
    left_out = fields.Nested(CountSchema, required=True)


class SweepSchema(Schema):
    """One correction of many entities."""

    id = string()
    state = string("proposed, running, stopped, done, undoing or undone")
    document = string("Where it was proposed.")
    entity = string()
    label = string()
    text = string("The words, wherever a line ends among them.")
    kind = string("change or reject")
    said = fields.Dict(required=True, metadata={"description": "What is said of them; {} accepts."})
    counts = fields.Nested(CountsSchema, required=True)
    created_at = string()
    updated_at = string()
    by = string("The account that took the last step.", none=True)


class SweepListSchema(WalkSchema):
    """A page of sweeps."""

    items = many(SweepSchema)


class SweepEntitySchema(Schema):
    """An entity of a sweep."""

    position = integer()
    document = string()
    title = string(none=True)
    entity = string()
    text = string("null where the entity is gone.", none=True)
    before = string()
    after = string()
    label = string(none=True)
    value = fields.Raw(required=True, allow_none=True)
    origin = string("extracted or person", none=True)
    left_out = boolean()
    state = string("waiting, done, changed or undone")


class SweepEntityListSchema(Schema):
    """A page of the entities of a sweep."""

    items = many(SweepEntitySchema)
    cursor = string(none=True)


def _positions() -> fields.List[int]:
    return fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=0, max=LARGEST_NUMBER)), load_default=list,
        validate=validate.Length(max=MOST_CHOSEN),
    )  # fmt: skip


class ChoiceSchema(Schema):
    """Which entities, by position, are left out and which taken in."""

    leave_out = _positions()
    take_in = _positions()
