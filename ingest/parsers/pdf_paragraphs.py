"""Lines of PDF pages to paragraphs, joined over line, column and page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.names import is_post
from ingest.official.columns import RULE_LINE
from ingest.official.letterhead import is_type
from ingest.official.recipient_rows import AUTHORITY
from ingest.orthography import CAPITALS, is_capitals
from ingest.paragraphs import Paragraph, Piece
from ingest.parsers.pdf_flow import Tables, piece_of, with_rest
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_measure import INDENT, Measure
from ingest.parsers.pdf_notes import NOTE, without_notes
from ingest.parsers.pdf_order import reading_order
from ingest.parsers.pdf_overleaf import find_overleaf
from ingest.parsers.pdf_unruled import with_tables

LOOSE = 1.45
"""Distance of two lines, in the page's usual one, from which they are no longer one paragraph."""

START = re.compile(
    r"(?:[-+*–]\s*[^\W\d_]|[•●▪]|\(?[a-zđ][).]\s|\(?\d{1,2}[.)]\s?[^\W\d]|\d{1,2}\.\d{1,2}\.?\s"
    rf"|[A-HĐ]\.\s(?=[{CAPITALS}]{{2}})|[IVX]{{1,5}}[.)\s]\s?[^\W\d_]|Điều\s+\d+\s*[.:]"
    r"|(?:Chương|Phần|Mục|CHƯƠNG|PHẦN|MỤC)\s+[IVX\d]+|Căn cứ\s|Xét\s|Nơi nhận|Kính gửi)"
)

SHORT_END = 30
"""Letters of a line that may be all there is on a page's right half, as broad as that page's text."""

NOTHING = re.compile(r"(?!)")


def to_paragraphs(layouts: Sequence[PageLayout]) -> list[Paragraph]:
    """The paragraphs of all pages in reading order; a page's notes stand behind the paragraph that its end cuts."""
    flow = _Flow()
    pages = [without_notes(replace(layout, rows=tuple(with_tables(layout.rows)))) for layout in layouts]
    texts = [text for text, _ in pages]
    for at, (_, notes) in enumerate(pages):
        overleaf = find_overleaf(texts[at], texts[at + 1]) if at + 1 < len(texts) else None
        flow.add(overleaf.before if overleaf else texts[at])
        if overleaf:
            flow.add_apart(overleaf.lines)
            texts[at + 1] = overleaf.behind
        if notes.rows:
            aside = _Flow(NOTE)
            aside.add(notes)
            flow.notes += aside.ended()
    return flow.ended()


class _Flow:
    """Puts lines to paragraphs as they come; `notes` wait for the end of the paragraph that is open.

    A line that `begins` matches goes on with none.
    """

    def __init__(self, begins: re.Pattern[str] = NOTHING) -> None:
        self._begins = begins
        self.notes: list[Paragraph] = []
        self._paragraphs: list[Paragraph] = []
        self._pieces: list[Piece] = []
        self._open: tuple[Segment, Measure] | None = None
        self._tables = Tables()

    def add(self, layout: PageLayout) -> None:
        """Go on with the lines of a page."""
        for line, measure in reading_order(layout.rows, 0.0, layout.width, at_head=layout.number == 1):
            if isinstance(line, Row):
                self._close()
                self._add_row(line, layout)
                continue
            self._tables.end()
            if RULE_LINE.fullmatch(line.text):
                self._close()
                continue
            begins = not measure or not self._open or self._begins.match(line.text)
            if begins or not (measure and self._open and _goes_on(self._open, line, measure)):
                self._close()
            self._pieces.append(piece_of(line, layout))
            self._open = (line, measure) if measure else None

    def _add_row(self, row: Row, layout: PageLayout) -> None:
        """Go on with a table's row, or with the rest of one that a page break cut."""
        for paragraph in self._tables.take(row, layout):
            if self._tables.is_rest and self._paragraphs[-1].cells:
                paragraph = with_rest(self._paragraphs.pop(), paragraph)
            self._paragraphs.append(paragraph)

    def add_apart(self, lines: Iterable[tuple[Segment, PageLayout]]) -> None:
        """Go on with lines that are paragraphs of their own."""
        self._tables.end()
        for line, layout in lines:
            self._close()
            self._pieces.append(piece_of(line, layout))
            self._open = None

    def ended(self) -> list[Paragraph]:
        """The paragraphs; nothing more may be added."""
        self._close()
        return self._paragraphs

    def _close(self) -> None:
        if self._pieces:
            self._paragraphs.append(Paragraph(tuple(self._pieces)))
        self._paragraphs += self.notes
        self.notes, self._pieces, self._open = [], [], None


def _goes_on(open_line: tuple[Segment, Measure], segment: Segment, measure: Measure) -> bool:
    """Whether a line goes on with the paragraph of the line before it; another measure is another page or column."""
    before, own = open_line
    here = own is measure
    if here and segment.top - before.top > LOOSE * max(measure.step, before.size * 1.1):
        return False
    if not here and (segment.top > before.bottom or _is_name_or_heading(before, segment)):
        return False
    if own.is_centred(before) and measure.is_centred(segment):
        return here and _same_heading(before, segment)
    if not own.is_full(before, segment.text):
        return False
    if is_capitals(before.text) and not is_capitals(segment.text):
        return False
    if before.bold and not segment.bold and segment.text[:1].isupper() and START.match(before.text):
        return False
    if START.match(segment.text) and not _is_inner_dash(before.text, segment.text):
        return False
    if not here and before.text.endswith((".", ";", ":", "./.")) and not segment.text[:1].islower():
        return False
    hangs = bool(START.match(before.text)) and not before.text.endswith((".", ";", ":"))
    return segment.x0 <= max(measure.left + INDENT, before.x0 + 2) or segment.text[:1].islower() or hangs


def _is_name_or_heading(before: Segment, segment: Segment) -> bool:
    """Whether a page ends with a line so short that the next page's capital begins something else: a signer's name."""
    return len(before.text) < SHORT_END and not segment.text[:1].islower()


def _is_inner_dash(before: str, text: str) -> bool:
    """Whether a dash at the head of a line belongs to the sentence: `phát triển kinh tế` / `- xã hội`."""
    return (
        text.startswith(("-", "–")) and text.lstrip("-– ")[:1].islower() and not before.endswith((".", ";", ":", ","))
    )


def _same_heading(before: Segment, segment: Segment) -> bool:
    """Whether two centred lines are one heading over two lines."""
    if is_type(before.text) or START.match(segment.text) or abs(before.size - segment.size) > 1:
        return False
    if AUTHORITY.match(segment.text) or (
        is_post(segment.text) and (AUTHORITY.match(before.text) or is_post(before.text))
    ):
        return False
    return is_capitals(before.text) == is_capitals(segment.text) and before.bold == segment.bold
