"""A text that a person put right: what stayed keeps its place on the original, the rest is read anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Generic, TypeVar

from ingest.body import assemble
from ingest.document import Clue, Document, Line, Word
from ingest.paragraphs import CELL_MARK, Paragraph, ParagraphClue, Piece, PieceWord, clean
from ingest.places import around
from ingest.zones import ZONE_METHODS

APART = "stamp"
"""The method of clues whose lines were taken out of the body, so that nothing finds them again."""

TYPED = " + typed"
"""Behind the name of the parser whose text a person put right."""


def retype(document: Document, body: str) -> Document:
    """The document with `body` for its text; sections and zones are found anew in it.

    A line that stayed keeps its places and words. A line that took the place of one keeps that one's place as a whole,
    and its cells where it has as many; what else is new stands nowhere on the original.
    Raises: EmptyDocument, TooLong, DamagedDocument.
    """
    old = document.body.split("\n")
    last_break = document.body[len(document.body.rstrip("\n")) :]  # nobody sees it in a form, so nobody changes it
    new = [clean(line) for line in (body.strip() + last_break).split("\n")]
    paragraphs: list[Paragraph] = []
    places: dict[int, int] = {}
    before = list(_paragraphs(document, old))
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == last - first):
            for at, line in zip(range(start, end), new[first:last], strict=True):
                places[at] = len(paragraphs)
                paragraphs.append(before[at] if tag == "equal" else _retyped(before[at], line))
        else:
            paragraphs += [Paragraph.of(line) for line in new[first:last]]
    read = assemble(
        paragraphs,
        kind=document.kind,
        parser=document.parser.removesuffix(TYPED) + TYPED,
        clues=_clues(document, old, new, places),
        furniture=document.furniture,
        pages=document.pages,
        warnings=document.warnings,
    )
    return replace(read, source_name=document.source_name)


def _paragraphs(document: Document, lines: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs that the body was put together from, one a line."""
    pieces, words = _Within[Line](document.lines), _Within[Word](document.words)
    rows = {_row_start(row): (table, row) for table, one in enumerate(document.tables) for row in one.rows}
    for start, text in _starts(lines):
        if start in rows and text:
            table, row = rows[start]
            cells = (_pieces(document.body, pieces.between(*cell), words) for cell in row)
            yield Paragraph.row(cells, table=table)
        else:
            found = _pieces(document.body, pieces.between(start, start + len(text)), words)
            yield Paragraph(tuple(found))


def _row_start(row: Sequence[tuple[int, int]]) -> int:
    return next((start for start, end in row if end > start), -1)


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return zip(starts, lines, strict=False)


Found = TypeVar("Found", Line, Word)


class _Within(Generic[Found]):
    """Lines or words in order of their start, ready to be asked for those that begin within a span."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found: Sequence[Found] = found
        self._starts = [one.start for one in found]

    def between(self, start: int, end: int) -> Sequence[Found]:
        """Those that begin in the span."""
        return self._found[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]


def _pieces(body: str, lines: Sequence[Line], words: _Within[Word]) -> list[Piece]:
    return [
        Piece(body[line.start : line.end], line.page, line.box, _piece_words(line, words.between(line.start, line.end)))
        for line in lines
    ]


def _piece_words(line: Line, words: Sequence[Word]) -> tuple[PieceWord, ...]:
    return tuple(PieceWord(word.start - line.start, word.end - line.start, word.confidence, word.box) for word in words)


def _retyped(before: Paragraph, line: str) -> Paragraph:
    """A line in the place of another."""
    page = next((piece.page for piece in before.pieces), None)
    box = around([piece.box for piece in before.pieces if piece.box is not None and piece.page == page])
    cells = line.split(CELL_MARK)
    if before.table is not None and len(cells) == sum(map(bool, before.cells)):
        texts = iter(cells)
        filled = ([Piece(clean(next(texts)), page, box)] if count else [] for count in before.cells)
        return Paragraph.row(filled, table=before.table)
    return Paragraph((Piece(line, page, box),) if line else ())


def _clues(
    document: Document, old: Sequence[str], new: Sequence[str], places: dict[int, int]
) -> Iterator[ParagraphClue]:
    """The clues that the reader found, in their new places; those of the official page's zones are found anew."""
    starts = list(accumulate((len(line) + 1 for line in old), initial=0))
    for clue in document.clues:
        if clue.start is None or clue.end is None:
            if clue.method not in ZONE_METHODS or clue.method == APART:
                yield ParagraphClue(clue.field, clue.text, clue.method, page=clue.page, box=clue.box, state=clue.state)
        elif clue.method not in ZONE_METHODS:
            yield from _moved(clue, bisect_right(starts, clue.start) - 1, starts, old, new, places)


def _moved(
    clue: Clue, at: int, starts: Sequence[int], old: Sequence[str], new: Sequence[str], places: dict[int, int]
) -> Iterator[ParagraphClue]:
    """A clue of the body in its new line: its words where they stand there, else the line where it was all of it."""
    assert clue.start is not None
    assert clue.end is not None
    if at not in places:
        return
    line = new[places[at]]
    words = old[at][clue.start - starts[at] : clue.end - starts[at]]
    found = line.find(words)
    if words and found >= 0:
        yield ParagraphClue(clue.field, clue.text, clue.method, places[at], found, found + len(words))
    elif line and words == old[at]:
        yield ParagraphClue(clue.field, line, clue.method, places[at], 0, len(line))
