"""What was read from a file: its body with offsets, its pages and sections, and clues about the document itself."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points; the origin is the page's top left corner."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the original; `number` counts from 1, width and height are points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body, half open, with the page and box it was read from (None where the format has no pages)."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the body: `number` as written (`I.`, `1.`, `a)`), `level` 1 for the outermost.

    `start` is where its number stands, `end` where the next section of the same or an outer level begins.
    """

    number: str
    heading: str
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Clue:
    """Something the file says about itself, not yet judged.

    `field` is one of `title published author source doc_number issuer superior place date doc_type subject
    recipients signer signer_post authority attachment`; `start` and `end` are offsets in the body, None when the
    clue stood in what was taken off (a web page's furniture, a file's properties); `method` names the reader
    (`html-meta`, `html-heading`, `furniture`, `letterhead`, `signature`, …).
    """

    field: str
    text: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file after reading: NFC body, and everything whose offsets point into it.

    `kind` is the format the bytes turned out to be (`text`, `html`, `pdf`, `docx`); `parser` names the reader and
    its version, so that a text can be told from one made by a later reader. `furniture` holds the blocks that were
    taken off, in order. `source_name` is a file name, for messages only.
    """

    body: str
    kind: str
    parser: str
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    clues: tuple[Clue, ...] = ()
    furniture: tuple[str, ...] = ()
    source_name: str = ""
    warnings: tuple[str, ...] = field(default=())

    @property
    def text_sha256(self) -> str:
        """The hex digest of the body in UTF-8: the name of this version of the text."""
        return hashlib.sha256(self.body.encode("utf-8")).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready dictionary; `from_json` is its inverse."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Document:
        """A document from what `to_json` gave.

        Raises: KeyError, TypeError or ValueError when the data has another shape.
        """
        return cls(
            body=str(data["body"]),
            kind=str(data["kind"]),
            parser=str(data["parser"]),
            pages=tuple(Page(**page) for page in data["pages"]),
            lines=tuple(
                Line(line["start"], line["end"], line["page"], None if line["box"] is None else _box(line["box"]))
                for line in data["lines"]
            ),
            sections=tuple(Section(**section) for section in data["sections"]),
            clues=tuple(Clue(**clue) for clue in data["clues"]),
            furniture=tuple(map(str, data["furniture"])),
            source_name=str(data["source_name"]),
            warnings=tuple(map(str, data["warnings"])),
        )


def _box(values: list[float]) -> Box:
    x0, top, x1, bottom = values
    return float(x0), float(top), float(x1), float(bottom)
