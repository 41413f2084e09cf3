"""`/campaigns` and `/timeline`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.names import FacetsSchema, ListedSchema, NamedSchema, NamedWalkSchema
from biennien.web.api.schemas.parts import integer, many, string, strings


class StageSchema(Schema):
    """A document of a campaign, in order of time."""

    stage = string("launch, agreement, under way, interim review, final summary or null", none=True)
    document = string()
    title = string()
    published = string("EDTF", none=True)
    doc_type = string(none=True)
    issuer = string(none=True)
    day = string(none=True)
    period = string("EDTF: what this document says, of its own unit or half a year perhaps", none=True)
    launched_by = fields.Nested(NamedSchema, required=True, allow_none=True)


class ToldSchema(StageSchema):
    """A document of a campaign with what it says itself."""

    copy_of = string("the document before it that is nearly the same and says it instead", none=True)
    targets = strings()
    legal_basis = strings()
    awards = strings()


class SaidLauncherSchema(Schema):
    """A unit that documents say launched a campaign."""

    value = fields.Nested(NamedSchema, required=True)
    documents = strings()


class SaidPeriodSchema(Schema):
    """A period that documents tell of a campaign."""

    value = string("EDTF")
    documents = strings()


class LineSchema(Schema):
    """A campaign on the timeline."""

    class Meta:
        """`from` is no name in Python."""

        include = {  # noqa: RUF012
            "from": fields.String(required=True, allow_none=True)
        }

    id = string()
    name = string()
    period = string("EDTF; null where documents tell none or contradict each other", none=True)
    to = string(none=True)
    launched_by = fields.Nested(NamedSchema, required=True, allow_none=True)
    documents = integer()
    stages = many(StageSchema)


class TimelineSchema(WalkSchema):
    """Campaigns in order of time."""

    items = many(LineSchema)


class CampaignSchema(ListedSchema):
    """A campaign."""


class CampaignListSchema(NamedWalkSchema):
    """Campaigns, by their last change."""

    items = many(CampaignSchema)


class WholeCampaignSchema(CampaignSchema):
    """A campaign as all its documents together tell of it."""

    name = string()
    period = string("EDTF", none=True)
    launched_by = fields.Nested(NamedSchema, required=True, allow_none=True)
    participants = many(NamedSchema)
    slogans = many(NamedSchema)
    targets = strings()
    legal_basis = strings()
    awards = strings()
    launchers = many(SaidLauncherSchema)
    periods = many(SaidPeriodSchema)
    stages = many(ToldSchema)
    names = strings()
    facets = fields.Nested(FacetsSchema, required=True)
