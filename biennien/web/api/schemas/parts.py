"""What the shapes are put together from. What is not declared in a shape is not sent."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from nlp.mention import CAMPAIGN_FIELDS, CAMPAIGN_LISTS

SOURCE_FILE = "The file that was handed in: the way to it for accounts that may hand files in, its name for others."


def string(description: str = "", *, none: bool = False) -> fields.String:
    """A text, or one that may be null."""
    return fields.String(required=True, allow_none=none, metadata={"description": description} if description else {})


def integer(description: str = "", *, none: bool = False) -> fields.Integer:
    """An integer, or one that may be null."""
    return fields.Integer(required=True, allow_none=none, metadata={"description": description} if description else {})


def boolean() -> fields.Boolean:
    """True or false."""
    return fields.Boolean(required=True)


def many(schema: type[Schema]) -> fields.List[Any]:
    """A list of objects."""
    return fields.List(fields.Nested(schema), required=True)


def strings(description: str = "") -> fields.List[Any]:
    """A list of texts."""
    told = {"description": description} if description else {}
    return fields.List(fields.String(), required=True, metadata=told)


def ranges() -> fields.List[Any]:
    """Half-open ranges of characters."""
    return fields.List(fields.List(fields.Integer()), required=True)


def record_fields(*, required: bool) -> dict[str, fields.Field[Any]]:
    """The fields of a campaign record but its name: all of them, or those that somebody tells of."""
    notes = {"period": {"description": "EDTF"}}
    return {
        name: fields.List(fields.String(), required=required)
        if name in CAMPAIGN_LISTS
        else fields.String(required=required, allow_none=True, metadata=notes.get(name, {}))
        for name in CAMPAIGN_FIELDS
    }
