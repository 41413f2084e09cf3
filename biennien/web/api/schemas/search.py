"""`/search`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.names import FacetsSchema, NamedSchema
from biennien.web.api.schemas.parts import SOURCE_FILE, integer, many, ranges, string


class SnippetSchema(Schema):
    """A piece of the body; `marks` count from its first letter."""

    text = string()
    start = integer()
    marks = ranges()


class HitSchema(Schema):
    """One document found."""

    id = string()
    source_file = string(SOURCE_FILE)
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


class SimilarSchema(Schema):
    """Documents like one, the likest first."""

    items = many(HitSchema)


class FoundSchema(HitSchema):
    """One document found among others."""

    same_as = string("An earlier hit of this answer that is nearly the same document.", none=True)


class BarSchema(Schema):
    """The documents that touch a stretch of time, both ends included."""

    class Meta:
        """`from` is no name in Python."""

        include = {  # noqa: RUF012
            "from": fields.String(required=True)
        }

    to = string()
    count = integer()


class AnswerSchema(Schema):
    """The answer to a search."""

    total = integer()
    hits = many(FoundSchema)
    facets = fields.Nested(FacetsSchema, required=True)
    histogram = many(BarSchema)
    undated = fields.Integer(required=True, metadata={"description": "Matches without a date, whatever the period."})
    took_ms = fields.Float(required=True)
    cursor = string("Goes on after the last hit; null at the end.", none=True)
    suggestion = string("Words that do find something, where these did not.", none=True)
    notes = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Sentences on how the words were read, and filters that name nothing."},
    )
