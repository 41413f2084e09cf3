"""Who is reading: what every query of documents has to be told, so that no reader sees what is not for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, false

from biennien.registry.tables import Document
from biennien.rights import UPLOADER, may

Statement = TypeVar("Statement", bound="Select[Any]")

PUBLIC = "public"
STAFF = "staff"
VISIBILITIES = (PUBLIC, STAFF)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: the visibilities open to them, and whether withdrawn documents are.

    `own` is the account whose own uploads stay in sight although they were withdrawn.
    """

    visibilities: frozenset[str]
    withdrawn: bool = False
    own: str | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """What a document must fulfil for this reader."""
        seen: ColumnElement[bool] = Document.visibility.in_(sorted(self.visibilities))
        if self.withdrawn:
            return seen
        there: ColumnElement[bool] = Document.withdrawn.is_(False)
        return seen & (there if self.own is None else there | (Document.added_by == self.own))

    @property
    def gone(self) -> ColumnElement[bool]:
        """What a document fulfils that this reader may have seen, and sees no more."""
        if STAFF in self.visibilities:
            return ~self.condition
        return Document.was_public & ~self.condition if PUBLIC in self.visibilities else false()

    def sees(self, document: Document) -> bool:
        """Whether this reader may see a document: the same as `condition`."""
        there = self.withdrawn or not document.withdrawn or (self.own is not None and document.added_by == self.own)
        return document.visibility in self.visibilities and there


NOBODY = Reader(frozenset())
ANYONE = Reader(frozenset({PUBLIC}))
STAFF_MEMBER = Reader(frozenset(VISIBILITIES))
KEEPER = Reader(frozenset(VISIBILITIES), withdrawn=True)
"""Sees withdrawn documents too: the program itself, and staff who look after them."""


def reader_for(reading: str, role: str | None) -> Reader:
    """What somebody of `role` (None without an account) may read under the setting BIENNIEN_READING.

    Documents for staff are for uploaders and those above them: a reader signs in to read what is public.
    """
    if may(role, UPLOADER):
        return STAFF_MEMBER
    return ANYONE if reading == "open" or role is not None else NOBODY


def visible(statement: Statement, reader: Reader) -> Statement:
    """`statement`, which must select from documents, narrowed to what `reader` may see."""
    narrowed: Statement = statement.where(reader.condition)
    return narrowed
