"""The shapes of the API's answers, as OpenAPI describes them. What is not declared here is not sent."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


def string(description: str = "", *, none: bool = False) -> fields.String:
    """A text, or one that may be null."""
    return fields.String(required=True, allow_none=none, metadata={"description": description} if description else {})


def integer(*, none: bool = False) -> fields.Integer:
    """An integer, or one that may be null."""
    return fields.Integer(required=True, allow_none=none)


def boolean() -> fields.Boolean:
    """True or false."""
    return fields.Boolean(required=True)


def many(schema: type[Schema]) -> fields.List[Any]:
    """A list of objects."""
    return fields.List(fields.Nested(schema), required=True)


def strings() -> fields.List[Any]:
    """A list of texts."""
    return fields.List(fields.String(), required=True)


def ranges() -> fields.List[Any]:
    """Half-open ranges of characters."""
    return fields.List(fields.List(fields.Integer()), required=True)


class NamedSchema(Schema):
    """A unit, slogan or campaign; `id` is null where it is only named."""

    id = string(none=True)
    label = string()


class SnippetSchema(Schema):
    """A piece of the body; `marks` count from its first letter."""

    text = string()
    start = integer()
    marks = ranges()


class HitSchema(Schema):
    """One document found."""

    id = string()
    source_file = string()
    title = string()
    title_marks = ranges()
    published = string("EDTF", none=True)
    doc_type = string(none=True)
    issuer = string(none=True)
    place = string(none=True)
    score = fields.Float(required=True)
    snippets = many(SnippetSchema)
    units = many(NamedSchema)
    slogans = many(NamedSchema)
    campaigns = many(NamedSchema)


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


class AnswerSchema(Schema):
    """The answer to a search."""

    total = integer()
    hits = many(HitSchema)
    facets = fields.Nested(FacetsSchema, required=True)
    undated = fields.Integer(required=True, metadata={"description": "Matches without a date, whatever the period."})
    took_ms = fields.Float(required=True)
    cursor = string("Goes on after the last hit; null at the end.", none=True)
    suggestion = string("Words that do find something, where these did not.", none=True)
    notes = fields.List(
        fields.String(), required=True, metadata={"description": "Sentences on filters that name nothing there is."}
    )


class DocumentSchema(Schema):
    """A document as a list shows it."""

    id = string()
    source_file = string()
    title = string(none=True)
    published = string("EDTF", none=True)
    event_date = string("EDTF", none=True)
    doc_type = string(none=True)
    doc_number = string(none=True)
    issuer = string(none=True)
    place = string(none=True)
    kind = string("Format of the original.", none=True)
    size = integer()
    sha256 = string("Of the original's bytes.")
    state = string("waiting, done or failed")
    visibility = string("public or staff")
    withdrawn = boolean()
    created_at = string()
    updated_at = string()
    error = fields.String(metadata={"description": "Why it failed."})
    reason = fields.String(metadata={"description": "The same as a sentence."})


class DocumentListSchema(Schema):
    """Documents, and where the list goes on."""

    items = many(DocumentSchema)
    cursor = string("Where the list goes on; null at the end.", none=True)


class SectionSchema(Schema):
    """A numbered part of the body."""

    number = string()
    heading = string()
    start = integer()
    end = integer()
    level = integer()


class EvidenceSchema(Schema):
    """Where a metadata value was read."""

    method = string()
    start = integer(none=True)
    end = integer(none=True)
    page = integer(none=True)


class MetadataSchema(Schema):
    """What is held to be true of a document."""

    title = fields.String(allow_none=True)
    published = fields.String(allow_none=True)
    authors = fields.List(fields.String())
    source = fields.String(allow_none=True)
    doc_type = fields.String(allow_none=True)
    doc_number = fields.String(allow_none=True)
    issuer = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    event_date = fields.String(allow_none=True)
    signer = fields.String(allow_none=True)
    attachments = fields.List(fields.String())


class RecordSchema(Schema):
    """What one document tells of a campaign."""

    id = string()
    name = string()
    launched_by = string(none=True)
    participants = strings()
    period = string("EDTF", none=True)
    slogans = strings()
    targets = strings()
    legal_basis = strings()
    stage = string(none=True)
    awards = strings()


class WholeDocumentSchema(DocumentSchema):
    """A document with its text, metadata, sections and campaigns."""

    withdrawn_reason = string(none=True)
    text_sha256 = string("Of the body: offsets belong to this text.", none=True)
    made_by = string(none=True)
    parser = string(none=True)
    extractor_version = string(none=True)
    metadata = fields.Nested(MetadataSchema, required=True)
    evidence = fields.Dict(keys=fields.String(), values=fields.Nested(EvidenceSchema), required=True)
    body = string(none=True)
    sections = many(SectionSchema)
    campaigns = many(RecordSchema)


class EntitySchema(Schema):
    """A marked span of the body; attributes (`role`, `kind`, …) stand beside these as keys of their own."""

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


class EntityListSchema(Schema):
    """The entities of a document."""

    document = string()
    text_sha256 = string(none=True)
    items: Any = fields.List(fields.Raw(), required=True)


class AcceptedSchema(Schema):
    """One file of an upload."""

    file = string()
    state = string("queued or duplicate")
    job = string()
    document = string()
    reason = string("Why nobody finds the document although it is here: it was withdrawn.", none=True)


class UploadSchema(Schema):
    """What became of the files."""

    items = many(AcceptedSchema)


class JobSchema(Schema):
    """A piece of work."""

    id = string()
    kind = string()
    document = string()
    source_file = string()
    state = string("queued, running, done or failed")
    step = string()
    attempts = integer()
    error = string(none=True)
    reason = string(none=True)
    created_at = string()
    started_at = string(none=True)
    ended_at = string(none=True)


class JobListSchema(Schema):
    """Jobs, newest first."""

    items = many(JobSchema)
    cursor = string(none=True)


class ListedSchema(Schema):
    """A unit, slogan or campaign; `from` and `to` are the first and last day of its documents."""

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


class UnitSchema(ListedSchema):
    """A unit."""

    kind = string(none=True)
    place = string(none=True)
    valid_from = string("EDTF", none=True)
    valid_to = string("EDTF", none=True)


class SloganSchema(ListedSchema):
    """A slogan, theme or motto."""

    kind = string(none=True)


class CampaignSchema(ListedSchema):
    """A campaign."""


class UnitListSchema(Schema):
    """Units, by their last change."""

    items = many(UnitSchema)
    cursor = string(none=True)


class SloganListSchema(Schema):
    """Slogans, by their last change."""

    items = many(SloganSchema)
    cursor = string(none=True)


class CampaignListSchema(Schema):
    """Campaigns, by their last change."""

    items = many(CampaignSchema)
    cursor = string(none=True)


class CountedSchema(Schema):
    """One value with the number of documents that hold it."""

    value = string()
    label = string()
    count = integer()


class WholeUnitSchema(UnitSchema):
    """A unit with its names and what its documents tell."""

    names = strings()
    parent = fields.Nested(NamedSchema, required=True, allow_none=True)
    successor = fields.Nested(NamedSchema, required=True, allow_none=True)
    facets = fields.Nested(FacetsSchema, required=True)


class WholeSloganSchema(SloganSchema):
    """A slogan with the ways it is written and what its documents tell."""

    names = strings()
    facets = fields.Nested(FacetsSchema, required=True)


class StageSchema(Schema):
    """A document of a campaign, in order of time."""

    stage = string("launch, agreement, under way, interim review, final summary or null", none=True)
    document = string()
    title = string()
    published = string("EDTF", none=True)
    doc_type = string(none=True)
    issuer = string(none=True)
    day = string(none=True)


class LineSchema(Schema):
    """A campaign on the timeline."""

    class Meta:
        """`from` is no name in Python."""

        include = {  # noqa: RUF012
            "from": fields.String(required=True, allow_none=True)
        }

    id = string()
    name = string()
    period = string("EDTF", none=True)
    to = string(none=True)
    launched_by = fields.Nested(NamedSchema, required=True, allow_none=True)
    documents = integer()
    stages = many(StageSchema)


class TimelineSchema(Schema):
    """Campaigns in order of time."""

    items = many(LineSchema)


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
    stages = many(StageSchema)
    names = strings()
    facets = fields.Nested(FacetsSchema, required=True)
