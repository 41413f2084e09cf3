"""From paragraphs to a Document: the body with the offsets of its lines, sections and clues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Box, Clue, Document, Line, Page
from ingest.errors import DamagedDocument, EmptyDocument, TooLong
from ingest.orthography import nfc
from ingest.sections import find_sections
from ingest.zones import find_clues

LONGEST_BODY = 5_000_000
"""Characters; a longer body is no administrative document and would cost minutes to understand."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
BLANKS = re.compile(r"[^\S\n]+")
LOST_LETTER = re.compile(r"[^\W\d_]\?+[^\W\d_]")
MOST_LOST_LETTERS = 0.05
"""Share of words with a question mark inside from which an export has lost its Vietnamese letters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A clean stretch of text that stood on one line of the original."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The pieces of one line of the body; none for an empty line."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, text: str) -> Paragraph:
        """A paragraph of one piece without a page; empty for blank text."""
        cleaned = clean(text)
        return cls((Piece(cleaned),)) if cleaned else cls()

    @property
    def text(self) -> str:
        """The pieces joined as they are in the body."""
        joined = ""
        for piece in self.pieces:
            joined += glue(joined, piece.text) + piece.text
        return joined


@dataclass(frozen=True, slots=True)
class ParagraphClue:
    """A clue found before the body is put together; `paragraph` counts from 0, offsets are within it, None outside."""

    field: str
    text: str
    method: str
    paragraph: int | None = None
    start: int = 0
    end: int = 0


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
    texts: list[str] = []
    lines: list[Line] = []
    starts: list[int] = []
    at = 0
    for paragraph in paragraphs:
        starts.append(at)
        text = ""
        for piece in paragraph.pieces:
            text += glue(text, piece.text)
            lines.append(Line(at + len(text), at + len(text) + len(piece.text), piece.page, piece.box))
            text += piece.text
        texts.append(text)
        at += len(text) + 1
    body = "\n".join(texts)
    if strict:
        check_body(body, kind)
    found = find_clues(body, tuple(lines))
    return Document(
        body=body,
        kind=kind,
        parser=parser,
        pages=tuple(pages),
        lines=tuple(lines),
        sections=find_sections(body),
        clues=(*(_placed(clue, starts) for clue in _needed(clues, found)), *found),
        furniture=tuple(furniture),
        warnings=tuple(warnings),
    )


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


def _placed(clue: ParagraphClue, starts: Sequence[int]) -> Clue:
    if clue.paragraph is None:
        return Clue(clue.field, clue.text, clue.method)
    start = starts[clue.paragraph]
    return Clue(clue.field, clue.text, clue.method, start + clue.start, start + clue.end)
