"""`/batches`."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from biennien.registry.batches import ACTIONS
from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import integer, many, string
from biennien.web.parameters import LONGEST_REASON, Blank, at_most

LONGEST_SEARCH = 4_000
MOST_NAMED = 10_000
"""Documents that one request names; more are chosen by a search."""


class BatchProposalSchema(Schema):
    """An act on many documents: these, all of a search, or all that failed."""

    action = fields.String(required=True, validate=validate.OneOf(ACTIONS))
    reason = Blank(
        load_default="",
        validate=at_most(LONGEST_REASON),
        metadata={"description": "Needed for withdraw, public and staff; kept."},
    )
    documents = fields.List(fields.String(), validate=validate.Length(max=MOST_NAMED), metadata={"description": "Ids."})
    search = Blank(
        validate=at_most(LONGEST_SEARCH), metadata={"description": "All hits of a search: q=…&unit=… as in /search."}
    )
    failed = Blank(
        validate=at_most(40), metadata={"description": "All that failed for this reason (an error code), or `all`."}
    )


class BatchSchema(Schema):
    """An act on many documents."""

    id = string()
    action = string("read_again, retry, withdraw, restore, public or staff")
    reason = string(none=True)
    chosen = string("How the documents were chosen; empty where they were named.")
    state = string("proposed, running, stopped, done, undoing or undone")
    total = integer()
    left_out = integer()
    ended = integer("Of how many documents nothing more is to come: read or done, or left alone.")
    documents = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "How many documents are waiting, done, changed (left alone) or undone."},
    )  # fmt: skip
    jobs = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "How many of its jobs are in each state; empty where no jobs do it."},
    )  # fmt: skip
    created_at = string()
    updated_at = string()
    updated_by = string("Who did the last step.", none=True)


class BatchListSchema(WalkSchema):
    """Acts, in the order of their last change."""

    items = many(BatchSchema)


class BatchItemSchema(Schema):
    """A document of an act."""

    document = string()
    title = string(none=True)
    source_file = string()
    state = string("waiting, done, changed or undone")


class WholeBatchSchema(BatchSchema):
    """An act with the first of its documents."""

    items = many(BatchItemSchema)
