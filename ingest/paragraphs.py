"""What a body is put together from: paragraphs of pieces that stood on a line each, with their places and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from ingest.document import Box
from ingest.orthography import nfc
from ingest.records import record

INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
CELL_MARK = " | "
"""What stands between the filled cells of a table's row."""


@dataclass(frozen=True, slots=True)
class PieceWord:
    """A word of a piece that was read from a picture; half open within the piece's text, confidence from 0 to 1."""

    start: int
    end: int
    confidence: float
    box: Box


@record(frozen=True, slots=True)
class Piece:
    """A clean stretch of text that stood on one line of the original; `words` where it was read from a picture."""

    text: str
    page: int | None = None
    box: Box | None = None
    words: tuple[PieceWord, ...] = ()


@record(frozen=True, slots=True)
class Paragraph:
    """The pieces of one line of the body; none for an empty line.

    A row of a table has `table`, the same for all rows of that table, and `cells`: how many pieces each of its cells
    holds, 0 for an empty one. `heading` says that the file sets the line as a heading: by a style, or all in bold.
    """

    pieces: tuple[Piece, ...] = ()
    table: int | None = None
    cells: tuple[int, ...] = ()
    heading: bool = False

    @classmethod
    def of(cls, text: str, *, heading: bool = False) -> Paragraph:
        """A paragraph of one piece without a page; empty for blank text."""
        cleaned = clean(text)
        return cls((Piece(cleaned),), heading=heading) if cleaned else cls()

    @classmethod
    def row(cls, cells: Iterable[Sequence[Piece]], *, table: int) -> Paragraph:
        """A table's row from the pieces of its cells, empty cells among them."""
        cells = tuple(cells)
        return cls(tuple(piece for cell in cells for piece in cell), table, tuple(map(len, cells)))

    @classmethod
    def row_of(cls, texts: Iterable[str], *, table: int) -> Paragraph:
        """A table's row from the texts of its cells, empty ones among them."""
        return cls.row((cls.of(text).pieces for text in texts), table=table)

    @property
    def text(self) -> str:
        """The pieces joined as they are in the body."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        return "".join(before + piece.text for before, piece in zip(self._glues(), self.pieces, strict=True))

    def placed(self) -> Iterator[tuple[int, Piece]]:
        """The pieces, each with the offset of its start in `text`."""
        if len(self.pieces) == 1:
            yield 0, self.pieces[0]
            return
        at = 0
        for before, piece in zip(self._glues(), self.pieces, strict=True):
            yield at + len(before), piece
            at += len(before) + len(piece.text)

    def cell_spans(self, start: int) -> tuple[tuple[int, int], ...]:
        """The cells' spans in a body where the row begins at `start`; an empty cell is where the one before it ends."""
        spans: list[tuple[int, int]] = []
        pieces = self.placed()
        end = start
        for count in self.cells:
            bounds = [(start + at, start + at + len(piece.text)) for at, piece in islice(pieces, count)]
            spans.append((bounds[0][0], bounds[-1][1]) if bounds else (end, end))
            end = spans[-1][1]
        return tuple(spans)

    def _glues(self) -> list[str]:
        """What stands before each piece."""
        texts = [piece.text for piece in self.pieces]
        glues = [glue(before, after) for before, after in zip(["", *texts], texts, strict=False)]
        for first in accumulate(self.cells[:-1]):
            if 0 < first < len(glues):
                glues[first] = CELL_MARK
        return glues


@dataclass(frozen=True, slots=True)
class ParagraphClue:
    """A clue found before the body is put together; `paragraph` counts from 0, offsets are within it, None outside.

    `page` and `box` are for clues outside the body; the others are placed by their lines.
    """

    field: str
    text: str
    method: str
    paragraph: int | None = None
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None
    state: str = "read"


def clean(text: str) -> str:
    """The text in NFC on one line: no invisible characters, single spaces, none at the ends."""
    if text.isprintable() and "  " not in text:
        return nfc(text).strip()
    return " ".join(INVISIBLE.sub("", nfc(text)).split())


def glue(before: str, after: str) -> str:
    """What stands between two pieces of a paragraph: nothing after a binding hyphen (`2020-`, `CT-`), else a space."""
    binds = len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and after[:1].isalnum()
    return "" if not before or binds else " "
