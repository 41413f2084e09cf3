"""PDF: `pdf_pages` reads the pages that have text, lines become paragraphs in `pdf_paragraphs`.

Pages without text, or with a text that makes no sense, are named, so that a caller can bring them read from pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pypdfium2

from ingest.body import assemble
from ingest.document import Document, Page
from ingest.errors import DamagedDocument, EncryptedDocument, TooLong, UnsupportedFormat
from ingest.furniture import find_text_clues
from ingest.paragraphs import Paragraph, ParagraphClue, clean
from ingest.parsers.pdf_flow import is_turned_text
from ingest.parsers.pdf_gate import score
from ingest.parsers.pdf_heads import without_running_heads
from ingest.parsers.pdf_layout import PageLayout
from ingest.parsers.pdf_pages import DOUBTFUL, PageReader
from ingest.parsers.pdf_paragraphs import to_paragraphs

PARSER = "pdf 1"
MOST_PAGES = 2_000
TRAILER_WITHIN = 1 << 16
"""Bytes at the end within which a whole file has its `startxref`; what servers append is shorter."""

LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")
PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD."""

DOUBTFUL_SHARE = 0.6
"""Share of valid syllables below which a text layer is doubtful: good pages have 0.84 to 0.99, wrong OCR 0.56."""

ENOUGH_WORDS = 40

EDGE = 60
"""Paragraphs at the head and at the end of a document among which it names its title, author and attachments."""

NOTHING: Mapping[int, PageLayout] = MappingProxyType({})


def parse_pdf(data: bytes, *, recognised: Mapping[int, PageLayout] = NOTHING) -> Document:
    """The document that a PDF file holds; `recognised` are pages read from their pictures, by number.

    Raises: EncryptedDocument, DamagedDocument, TooLong, UnsupportedFormat with kind `scan`.
    """
    return to_document(data, read_pages(data), recognised=recognised)


def read_pages(data: bytes) -> list[PageLayout]:
    """What the file's own text gives for each page, and what it lacks.

    Raises: EncryptedDocument, DamagedDocument, TooLong.
    """
    _check_whole(data)
    with closing(_open(data)) as document, closing(PageReader(document, data)) as reader:
        return [reader.read(number) for number in range(1, len(document) + 1)]


def to_document(
    data: bytes, layouts: Sequence[PageLayout], *, recognised: Mapping[int, PageLayout] = NOTHING
) -> Document:
    """The document of a file's pages, the `recognised` ones in the place of those that lack text.

    Raises: EmptyDocument, DamagedDocument, TooLong, UnsupportedFormat with kind `scan` where no page has text.
    """
    layouts = [recognised.get(layout.number, layout) for layout in layouts]
    if not any(layout.rows for layout in layouts):
        raise UnsupportedFormat(kind="scan", pages=len(layouts))
    layouts, heads = without_running_heads(layouts)
    paragraphs = to_paragraphs(layouts)
    return assemble(
        paragraphs,
        kind="pdf",
        parser=PARSER,
        clues=[*_text_clues([paragraph.text for paragraph in paragraphs]), *_property_clues(data)],
        furniture=[*heads, *(text for layout in layouts for text in layout.loose)],
        pages=[_page(layout) for layout in layouts],
        warnings=_warnings(layouts, paragraphs),
    )


def _text_clues(texts: Sequence[str]) -> Iterator[ParagraphClue]:
    """What the first and last paragraphs say of the document; those between are too many to be asked."""
    left_out = max(0, len(texts) - 2 * EDGE)
    for clue in find_text_clues([*texts[:EDGE], *texts[EDGE + left_out :]]):
        inner = clue.paragraph is None or clue.paragraph < EDGE
        yield clue if inner else replace(clue, paragraph=(clue.paragraph or 0) + left_out)


def _page(layout: PageLayout) -> Page:
    """A page as it is shown; a layout's sizes are those of the page turned to be read."""
    width, height = layout.width, layout.height
    if is_turned_text(layout) and layout.turned in (90, 270):
        width, height = height, width
    return Page(layout.number, width, height, layout.text_from, layout.turned, layout.lacks)


def count_pages(data: bytes) -> int:
    """How many pages a PDF says it has; 0 for one that does not open."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _check_whole(data: bytes) -> None:
    """Refuse a file that ends before its table of contents; pdfium would rebuild what is left of it.

    Raises: DamagedDocument.
    """
    said = LINEARIZED.search(data[:4096])
    if b"startxref" not in data[-TRAILER_WITHIN:] or (said and int(said[1]) > len(data)):
        raise DamagedDocument(kind="pdf", detail="truncated")


def _open(data: bytes) -> Any:
    """The file in pdfium.

    Raises: EncryptedDocument, DamagedDocument, TooLong.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower():
            raise EncryptedDocument(kind="pdf") from error
        raise DamagedDocument(kind="pdf", detail=str(error)) from error
    pages = len(document)
    if not 0 < pages <= MOST_PAGES:
        document.close()
        raise TooLong(limit=MOST_PAGES, what="pages") if pages else DamagedDocument(kind="pdf", detail="no pages")
    return document


def _warnings(layouts: list[PageLayout], paragraphs: list[Paragraph]) -> Iterator[str]:
    empty = [layout.number for layout in layouts if not layout.rows]
    if empty:
        yield f"pages without text: {', '.join(map(str, empty))}"
    text = " ".join(paragraph.text for paragraph in paragraphs)
    no_vietnamese = score(text) < DOUBTFUL_SHARE and len(text.split()) >= ENOUGH_WORDS
    if no_vietnamese or any(layout.lacks == DOUBTFUL for layout in layouts):
        yield DOUBTFUL


def _property_clues(data: bytes) -> Iterator[ParagraphClue]:
    with closing(pypdfium2.PdfDocument(data)) as document:
        title = clean(document.get_metadata_dict().get("Title") or "")
    if title:
        yield ParagraphClue("title", title, "properties")
