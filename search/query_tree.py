"""What a query asks for, as a tree that every engine compiles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where words are looked for when the query names a field: a text field, or the labels of one facet."""

    TITLE = "title"
    BODY = "body"
    UNIT = "unit"
    SLOGAN = "slogan"
    CAMPAIGN = "campaign"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, NFC; with `prefix` every word that begins so.

    It may hold several terms (an abbreviation, a document number, words joined by a hyphen), which then stand side by
    side.
    """

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, or with up to `slop` steps between the places they stand at and the places they should."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A document number (`12/KH-UBND`); without a slash all numbers that begin so (`12`)."""

    text: str


@dataclass(frozen=True, slots=True)
class Types:
    """Documents of any of these types."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Documents whose days overlap these, `YYYYMMDD`, both ends included; None is an open end."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Within:
    """The part asked for in one field only."""

    scope: Scope
    part: Node


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """All parts must match; without parts everything does."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part at least must match; without parts nothing does."""

    parts: tuple[Node, ...] = ()


Node = Word | Phrase | Number | Types | Period | Within | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader should know about how the query was read; the sentence is made from `code` at the edge."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query read: what it asks for, and notes on what could not be read as it was written."""

    tree: Node
    notes: tuple[Note, ...] = ()
