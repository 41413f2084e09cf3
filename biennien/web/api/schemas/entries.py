"""What staff decide on units, slogans and campaigns."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.parts import boolean, integer, many, string, strings


class EntryChangeSchema(Schema):
    """A new name; without one the entry is confirmed as it is."""

    name = fields.String(metadata={"description": "The name from now on; the old one stays as an alias."})


class AliasSchema(Schema):
    """One more name."""

    name = string()


class MergeSchema(Schema):
    """What the entry is made part of."""

    into = string("The id of the one that stays.")


class NamedEntrySchema(Schema):
    """One of the two."""

    id = string()
    label = string()


class ConflictSchema(Schema):
    """What speaks against a merger; `entry` and `into` are what is known of each of the two."""

    reason = string("told_apart, parted, part_of, kind, place, times or records")
    entry = string(none=True)
    into = string(none=True)
    documents = integer()


class MergePreviewSchema(Schema):
    """What a merger would do; counts are of documents that the caller may see, `hidden` is how many others go too."""

    entry = fields.Nested(NamedEntrySchema, required=True)
    into = fields.Nested(NamedEntrySchema, required=True)
    documents = integer()
    both = integer()
    hidden = integer()
    mentions = integer()
    names = strings()
    addresses = strings()
    parts = integer()
    conflicts = many(ConflictSchema)


class SplitSchema(Schema):
    """What is parted from the entry, and where it goes: `into` an entry that is there, or a new one called `name`."""

    documents = fields.List(fields.String(), load_default=list, metadata={"description": "Ids of documents."})
    mentions = fields.List(fields.String(), load_default=list, metadata={"description": "Ids of entities."})
    into = fields.String(load_default=None, allow_none=True)
    name = fields.String(load_default="")


class UndoSchema(Schema):
    """Which act is taken back."""

    act = fields.Integer(strict=True, required=True)


class OtherNameSchema(Schema):
    """Another name of the entry."""

    name = string()
    origin = string("given by a person; merged: of an entry that was; made: read in a text or an authority file")
    by = string(none=True)
    at = string(none=True)


class ActSchema(Schema):
    """An act of the log."""

    id = integer()
    act = string("rename, alias, unalias, merge, split, confirm, refuse or undo")
    said = fields.Dict(required=True)
    target = string()
    other = string("What was merged into the target, or split off it.", none=True)
    undoes = integer(none=True)
    in_force = boolean()
    undoable = boolean()
    at = string()
    by = string("The account, null for the command line.", none=True)


class LeadingSchema(Schema):
    """How many documents acts that go on lead in all, and how many of these wait for a worker."""

    documents = integer()
    waiting = integer()


class EntrySchema(Schema):
    """A unit, slogan or campaign as people decided on it; `confirmed_by` null: only the program says so."""

    id = string()
    kind = string("unit, slogan or campaign")
    label = string()
    confirmed_by = string(none=True)
    confirmed_at = string(none=True)
    aliases = many(OtherNameSchema)
    merged = strings()
    leading = fields.Nested(LeadingSchema, required=True, allow_none=True)
    acts = many(ActSchema)


class ProposedEntrySchema(NamedEntrySchema):
    """One of the two."""

    documents = integer()


class MergeProposalSchema(Schema):
    """Two entries that the program holds for one; `entry` would be merged into `into`."""

    id = integer()
    kind = string()
    reason = string("same_parent, same_period, same_words, no_level, other_order, variant or one_letter")
    score = fields.Float(required=True)
    entry = fields.Nested(ProposedEntrySchema, required=True)
    into = fields.Nested(ProposedEntrySchema, required=True)
    at = string()


class MergeProposalListSchema(Schema):
    """Proposals, the likeliest first."""

    items = many(MergeProposalSchema)
    cursor = string(none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class AcceptSchema(Schema):
    """Which of the two stays; else the one that a person confirmed, or that is in more documents."""

    into = fields.String(load_default=None, allow_none=True)
