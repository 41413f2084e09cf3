"""`/documents/ID/layout`."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from biennien.web.api.schemas.parts import integer, many, string


def box() -> fields.List[Any]:
    """A place on a page, null where it is not known."""
    told = "x0, top, x1, bottom in points from the top left corner of the page as its file shows it."
    return fields.List(fields.Float(), required=True, allow_none=True, metadata={"description": told})


class OriginalPageSchema(Schema):
    """A page of the original."""

    number = integer()
    width = fields.Float(required=True, metadata={"description": "Points, of the page as its file shows it."})
    height = fields.Float(required=True, metadata={"description": "Points, of the page as its file shows it."})
    text_from = string("text, ocr or none")
    turned = integer("Degrees clockwise by which the picture of the page is turned, to be upright.")


class PlacedLineSchema(Schema):
    """A line of the body."""

    start = integer()
    end = integer()
    page = integer(none=True)
    box = box()


class RecognisedWordSchema(Schema):
    """A word that was read from a picture."""

    start = integer()
    end = integer()
    confidence = fields.Float(required=True)
    page = integer()
    box = box()


class TableSchema(Schema):
    """A table: rows of cells, each cell a start and an end."""

    start = integer()
    end = integer()
    rows = fields.List(fields.List(fields.List(fields.Integer())), required=True)
    page = integer(none=True)


class ZoneSchema(Schema):
    """A part of the official page; without an offset where its text is not in the body."""

    field = string()
    text = string("Empty for a zone that is unread.")
    method = string()
    start = integer(none=True)
    end = integer(none=True)
    page = integer(none=True)
    box = box()
    state = string("read, doubtful or unread")


class LayoutSchema(Schema):
    """Where a text stands on its original."""

    text_sha256 = string("Of the body that the offsets count in.")
    pages = many(OriginalPageSchema)
    lines = many(PlacedLineSchema)
    words = many(RecognisedWordSchema)
    tables = many(TableSchema)
    zones = many(ZoneSchema)
