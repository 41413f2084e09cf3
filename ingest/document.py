"""What was read from a file: its body with offsets, its pages and sections, and clues about the document itself."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.records import record

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points; the origin is the page's top left corner."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the original; `number` counts from 1, width and height are points as the page is shown.

    `text_from` tells how its text was had: `text` from the file's own text, `ocr` from its picture, `none` for a page
    whose picture was not read. `turned` is how many degrees clockwise the picture was turned to be read. `lacks` says
    why its picture is to be read still: `no text`, `text layer doubtful`; empty where its text is good.
    """

    number: int
    width: float
    height: float
    text_from: str = "text"
    turned: int = 0
    lacks: str = ""


@record(frozen=True, slots=True)
class Line:
    """A line of the body, half open, with the page and box it was read from (None where the format has no pages)."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the body that was read from a picture, half open; `confidence` is the recogniser's, from 0 to 1."""

    start: int
    end: int
    confidence: float
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body, half open; each row holds its cells' spans, an empty cell's start and end are equal.

    In the body a row is one line, its filled cells parted by ` | `; a cell merged over several columns stands once.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int], ...], ...]
    page: int | None = None


@record(frozen=True, slots=True)
class Section:
    """A numbered part of the body: `number` as written (`I.`, `1.`, `a)`), `level` 1 for the outermost.

    `start` is where its number stands, `end` where the next section of the same or an outer level begins.
    """

    number: str
    heading: str
    start: int
    end: int
    level: int


@record(frozen=True, slots=True)
class Clue:
    """Something the file says about itself, not yet judged.

    `field` is one of `title published author source site attachment`, or a zone of the official page: `issuer superior
    doc_number place date doc_type subject mark addressees basis authority signer_post signer recipients annex stamp
    electronic_signature`, several of a kind where several bodies or people sign. `start` and `end` are offsets in the
    body, None when the clue stood in what was taken off (a web page's furniture, a file's properties, a stamp);
    `method` names the reader (`html-meta`, `html-heading`, `furniture`, `letterhead`, `signature`, …). `page` and
    `box` are where it stands on the original. `state` is `read`; `doubtful` where the text may be
    misread; `unread` for what is there to be seen
    and could not be read (a number written by hand): its text is empty, its box shows where to look.
    """

    field: str
    text: str
    method: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None
    state: str = "read"


@dataclass(frozen=True, slots=True)
class Document:
    """A file after reading: NFC body, and everything whose offsets point into it.

    `kind` is the format the bytes turned out to be (`text`, `html`, `pdf`, `docx`, `doc`, `odt`, `rtf`, `png`, `tiff`,
    `mail`, …); `parser` names the reader and its version, so that a text can be told from one made by a later reader.
    `words` are those read from pictures. `furniture` holds the blocks that were taken off, in order. `warnings` are
    codes with what they are about (`text layer doubtful`). `source_name` is a file name, for messages only.
    """

    body: str
    kind: str
    parser: str
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    tables: tuple[Table, ...] = ()
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
        """A document from what `to_json` gave, now or in an earlier version that knew fewer fields.

        Raises: KeyError, TypeError or ValueError when the data has another shape.
        """
        return cls(
            body=str(data["body"]),
            kind=str(data["kind"]),
            parser=str(data["parser"]),
            pages=tuple(Page(**page) for page in data["pages"]),
            lines=tuple(Line(**_boxed(line)) for line in data["lines"]),
            words=tuple(Word(**_boxed(word)) for word in data.get("words", ())),
            tables=tuple(_table(table) for table in data.get("tables", ())),
            sections=tuple(Section(**section) for section in data["sections"]),
            clues=tuple(Clue(**_boxed(clue)) for clue in data["clues"]),
            furniture=tuple(map(str, data["furniture"])),
            source_name=str(data["source_name"]),
            warnings=tuple(map(str, data["warnings"])),
        )


def _boxed(data: dict[str, Any]) -> dict[str, Any]:
    """A record's data with its box as a tuple, as JSON has none."""
    box = data.get("box")
    if box is None:
        return data
    x0, top, x1, bottom = map(float, box)
    return data | {"box": (x0, top, x1, bottom)}


def _table(data: dict[str, Any]) -> Table:
    rows = tuple(tuple((int(start), int(end)) for start, end in row) for row in data["rows"])
    return Table(int(data["start"]), int(data["end"]), rows, data["page"])
