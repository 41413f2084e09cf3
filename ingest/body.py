"""From paragraphs to a Document: the body with the offsets of its lines, sections and clues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice

from ingest.document import Box, Clue, Document, Line, Page, Table, Word
from ingest.errors import DamagedDocument, EmptyDocument, TooLong
from ingest.orthography import nfc
from ingest.places import Places
from ingest.sections import find_sections
from ingest.zones import find_clues

LONGEST_BODY = 5_000_000
"""Characters; a longer body is no administrative document and would cost minutes to understand."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
BLANKS = re.compile(r"[^\S\n]+")
CELL_MARK = " | "
"""What stands between the filled cells of a table's row."""

LOST_LETTER = re.compile(r"[^\W\d_]\?+[^\W\d_]")
MOST_LOST_LETTERS = 0.05
"""Share of words with a question mark inside from which an export has lost its Vietnamese letters."""


@dataclass(frozen=True, slots=True)
class PieceWord:
    """A word of a piece that was read from a picture; half open within the piece's text, confidence from 0 to 1."""

    start: int
    end: int
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Piece:
    """A clean stretch of text that stood on one line of the original; `words` where it was read from a picture."""

    text: str
    page: int | None = None
    box: Box | None = None
    words: tuple[PieceWord, ...] = ()


@dataclass(frozen=True, slots=True)
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
        return "".join(before + piece.text for before, piece in zip(self._glues(), self.pieces, strict=True))

    def placed(self) -> Iterator[tuple[int, Piece]]:
        """The pieces, each with the offset of its start in `text`."""
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

    def _glues(self) -> Iterator[str]:
        """What stands before each piece."""
        firsts = set(accumulate(self.cells))
        last = ""
        for index, piece in enumerate(self.pieces):
            yield CELL_MARK if index and index in firsts else glue(last, piece.text)
            last = piece.text


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
    return BLANKS.sub(" ", INVISIBLE.sub("", nfc(text).replace("\n", " "))).strip()


def glue(before: str, after: str) -> str:
    """What stands between two pieces of a paragraph: nothing after a binding hyphen (`2020-`, `CT-`), else a space."""
    binds = len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and after[:1].isalnum()
    return "" if not before or binds else " "


def without_double_blanks(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs with no empty one at the ends and no two in a row."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.pieces or (kept and kept[-1].pieces):
            kept.append(paragraph)
    while kept and not kept[-1].pieces:
        kept.pop()
    return kept


def assemble(
    paragraphs: Sequence[Paragraph],
    *,
    kind: str,
    parser: str,
    clues: Iterable[ParagraphClue] = (),
    furniture: Iterable[str] = (),
    pages: Iterable[Page] = (),
    warnings: Iterable[str] = (),
    strict: bool = True,
) -> Document:
    """The document whose body is the paragraphs, one a line; `clues` count paragraphs as given.

    Raises: EmptyDocument, TooLong, DamagedDocument when the letters were lost (only `strict`).
    """
    texts = [paragraph.text for paragraph in paragraphs]
    body = "\n".join(texts)
    if strict:
        check_body(body, kind)
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    placed = [(start + at, piece) for start, one in zip(starts, paragraphs, strict=True) for at, piece in one.placed()]
    lines = tuple(Line(at, at + len(piece.text), piece.page, piece.box) for at, piece in placed)
    found = find_clues(body, lines)
    places = Places(lines)
    return Document(
        body=body,
        kind=kind,
        parser=parser,
        pages=tuple(pages),
        lines=lines,
        words=tuple(_words(placed)),
        tables=tuple(_tables(paragraphs, starts)),
        sections=find_sections(body),
        clues=(*(_placed(clue, starts, places) for clue in _needed(clues, found)), *found),
        furniture=tuple(furniture),
        warnings=tuple(warnings),
    )


def _words(placed: Iterable[tuple[int, Piece]]) -> Iterator[Word]:
    for at, piece in placed:
        for word in piece.words:
            yield Word(at + word.start, at + word.end, word.confidence, piece.page or 1, word.box)


def _tables(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> Iterator[Table]:
    """The tables of the body, each from its rows, which stand one after the other."""
    rows = ((start, paragraph) for start, paragraph in zip(starts, paragraphs, strict=False) if paragraph.pieces)
    for table, run in groupby(rows, key=lambda row: row[1].table):
        if table is not None:
            placed = list(run)
            spans = tuple(row.cell_spans(start) for start, row in placed)
            yield Table(placed[0][0], spans[-1][-1][1], spans, placed[0][1].pieces[0].page)


def _needed(clues: Iterable[ParagraphClue], found: Sequence[Clue]) -> list[ParagraphClue]:
    """The clues without a file's properties where the letterhead names the subject: typists leave old ones in."""
    named = any(clue.field == "subject" for clue in found)
    return [clue for clue in clues if not (named and clue.method == "properties")]


def check_body(body: str, kind: str) -> None:
    """Refuse a body that is empty, too long, or has question marks in the place of its letters."""
    if not body.strip():
        raise EmptyDocument()
    if len(body) > LONGEST_BODY:
        raise TooLong(limit=LONGEST_BODY, what="characters")
    if len(LOST_LETTER.findall(body)) > MOST_LOST_LETTERS * len(body.split()):
        raise DamagedDocument(kind=kind, detail="letters lost")


def _placed(clue: ParagraphClue, starts: Sequence[int], places: Places) -> Clue:
    if clue.paragraph is None:
        return Clue(clue.field, clue.text, clue.method, page=clue.page, box=clue.box, state=clue.state)
    start = starts[clue.paragraph] + clue.start
    end = starts[clue.paragraph] + clue.end
    page, box = places.of(start, end)
    return Clue(clue.field, clue.text, clue.method, start, end, page, box, clue.state)
