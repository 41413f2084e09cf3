"""From paragraphs to a Document: the body with the offsets of its lines, sections and clues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from ingest.document import Clue, Document, Line, Page, Table, Word
from ingest.errors import DamagedDocument, EmptyDocument, TooLong
from ingest.line_limits import check_lines
from ingest.official.stamps import take_apart
from ingest.paragraphs import Paragraph, ParagraphClue, Piece
from ingest.places import Places
from ingest.sections import find_sections
from ingest.zones import find_clues

LONGEST_BODY = 5_000_000
"""Characters; a longer body is no administrative document and would cost minutes to understand."""

LOST_LETTER = re.compile(r"[^\W\d_]\?+[^\W\d_]")
MOST_LOST_LETTERS = 0.05
"""Share of words with a question mark inside from which an export has lost its Vietnamese letters."""


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

    Receivers' stamps and electronic signatures are furniture and clues of their own, no part of the body.
    Raises: EmptyDocument, TooLong, DamagedDocument when the letters were lost (only `strict`).
    """
    if strict:
        check_lines(len(paragraphs))
    apart = take_apart(paragraphs)
    kept = {at: paragraph for at, paragraph in enumerate(paragraphs) if at not in apart.taken}
    texts = [paragraph.text for paragraph in kept.values()]
    body = "\n".join(texts)
    if strict:
        check_body(body, kind)
    starts = dict(zip(kept, accumulate((len(text) + 1 for text in texts[:-1]), initial=0), strict=False))
    placed = [(starts[at] + offset, piece) for at, paragraph in kept.items() for offset, piece in paragraph.placed()]
    lines = tuple(Line(at, at + len(piece.text), piece.page, piece.box) for at, piece in placed)
    words = tuple(_words(placed))
    pages = tuple(pages)
    found = find_clues(body, lines, words=words, pages=pages)
    places = Places(lines)
    given = [*_needed(clues, found), *apart.clues]
    return Document(
        body=body,
        kind=kind,
        parser=parser,
        pages=pages,
        lines=lines,
        words=words,
        tables=tuple(_tables(kept, starts)),
        sections=find_sections(body, headings=_headings(kept, starts, found)),
        clues=(*(_placed(clue, starts, places) for clue in given if clue.paragraph not in apart.taken), *found),
        furniture=(*furniture, *apart.texts),
        warnings=tuple(warnings),
    )


def _headings(
    paragraphs: Mapping[int, Paragraph], starts: Mapping[int, int], zones: Sequence[Clue]
) -> list[tuple[int, int]]:
    """The spans of the lines that the file sets as headings, those of the official page's zones left out."""
    taken = [(clue.start, clue.end) for clue in zones if clue.start is not None and clue.end is not None]
    spans = ((starts[at], starts[at] + len(one.text)) for at, one in paragraphs.items() if one.heading)
    return [(start, end) for start, end in spans if not any(start < e and s < end for s, e in taken)]


def _words(placed: Iterable[tuple[int, Piece]]) -> Iterator[Word]:
    for at, piece in placed:
        for word in piece.words:
            yield Word(at + word.start, at + word.end, word.confidence, piece.page or 1, word.box)


def _tables(paragraphs: Mapping[int, Paragraph], starts: Mapping[int, int]) -> Iterator[Table]:
    """The tables of the body, each from its rows, which stand one after the other."""
    rows = ((starts[at], paragraph) for at, paragraph in paragraphs.items() if paragraph.pieces)
    for table, run in groupby(rows, key=lambda row: row[1].table):
        if table is not None:
            placed = list(run)
            spans = tuple(row.cell_spans(start) for start, row in placed)
            yield Table(placed[0][0], spans[-1][-1][1], spans, placed[0][1].pieces[0].page)


def _needed(clues: Iterable[ParagraphClue], found: Sequence[Clue]) -> list[ParagraphClue]:
    """The clues without a file's properties where the letterhead names the subject: typists leave old ones in.

    A property in one word is a file's name.
    """
    named = any(clue.field == "subject" for clue in found)
    return [clue for clue in clues if clue.method != "properties" or not (named or " " not in clue.text)]


def check_body(body: str, kind: str) -> None:
    """Refuse a body that is empty, too long, or has question marks in the place of its letters."""
    if not body.strip():
        raise EmptyDocument()
    if len(body) > LONGEST_BODY:
        raise TooLong(limit=LONGEST_BODY, what="characters")
    if "?" in body and len(LOST_LETTER.findall(body)) > MOST_LOST_LETTERS * len(body.split()):
        raise DamagedDocument(kind=kind, detail="letters lost")


def _placed(clue: ParagraphClue, starts: Mapping[int, int], places: Places) -> Clue:
    if clue.paragraph is None:
        return Clue(clue.field, clue.text, clue.method, page=clue.page, box=clue.box, state=clue.state)
    start = starts[clue.paragraph] + clue.start
    end = starts[clue.paragraph] + clue.end
    page, box = places.of(start, end)
    return Clue(clue.field, clue.text, clue.method, start, end, page, box, clue.state)
