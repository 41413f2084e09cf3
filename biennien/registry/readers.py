"""Who is reading: what every query of documents has to be told, so that no reader sees what is not for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select

from biennien.registry.tables import Document

Statement = TypeVar("Statement", bound="Select[Any]")

PUBLIC = "public"
STAFF = "staff"
VISIBILITIES = (PUBLIC, STAFF)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: the visibilities open to them, and whether withdrawn documents are."""

    visibilities: frozenset[str]
    withdrawn: bool = False

    @property
    def condition(self) -> ColumnElement[bool]:
        """What a document must fulfil for this reader."""
        seen: ColumnElement[bool] = Document.visibility.in_(sorted(self.visibilities))
        return seen if self.withdrawn else seen & Document.withdrawn.is_(False)


NOBODY = Reader(frozenset())
ANYONE = Reader(frozenset({PUBLIC}))
STAFF_MEMBER = Reader(frozenset(VISIBILITIES))
KEEPER = Reader(frozenset(VISIBILITIES), withdrawn=True)
"""Sees withdrawn documents too: the program itself, and staff who look after them."""


def reader_for(reading: str, *, signed_in: bool) -> Reader:
    """What somebody may read under the setting BIENNIEN_READING; whoever is signed in is staff."""
    if signed_in:
        return STAFF_MEMBER
    return ANYONE if reading == "open" else NOBODY


def visible(statement: Statement, reader: Reader) -> Statement:
    """`statement`, which must select from documents, narrowed to what `reader` may see."""
    narrowed: Statement = statement.where(reader.condition)
    return narrowed
