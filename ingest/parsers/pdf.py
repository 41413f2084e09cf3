"""Born-digital PDF: pdfium opens it (passwords, damage, form fields), pdfplumber gives words and tables.

Words are put together by `pdf_layout`, lines to paragraphs by `pdf_paragraphs`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from ingest.body import Paragraph, ParagraphClue, assemble, clean
from ingest.document import Document, Page
from ingest.errors import DamagedDocument, EncryptedDocument, TooLong, UnsupportedFormat
from ingest.furniture import find_text_clues
from ingest.orthography import syllable_share
from ingest.parsers.pdf_layout import PageLayout, lay_out
from ingest.parsers.pdf_paragraphs import to_paragraphs, without_running_heads

PARSER = "pdf 1"
MOST_PAGES = 2_000
TRAILER_WITHIN = 1 << 16
"""Bytes at the end within which a whole file has its `startxref`; what servers append is shorter."""

LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")
LEGACY_FONT = re.compile(r"(?:^|\+)(?:\.?Vn[A-Z]|VNI-|\.Vn)")
PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD."""

DOUBTFUL_SHARE = 0.6
"""Share of valid syllables below which a text layer is doubtful: good pages have 0.84 to 0.99, wrong OCR 0.56."""

ENOUGH_WORDS = 40

NO_TEXT = "no text"

NOTHING: Mapping[int, PageLayout] = MappingProxyType({})


def parse_pdf(data: bytes, *, recognised: Mapping[int, PageLayout] = NOTHING) -> Document:
    """The document that a PDF file holds; `recognised` are pages read from their pictures, by number.

    Raises: EncryptedDocument, DamagedDocument, TooLong, UnsupportedFormat with kind `scan` or `legacy-font`.
    """
    return to_document(data, read_pages(data), recognised=recognised)


def read_pages(data: bytes) -> list[PageLayout]:
    """What the file's own text gives for each page; `pages_to_recognise` tells which of them lack something.

    Raises: EncryptedDocument, DamagedDocument, TooLong, UnsupportedFormat with kind `legacy-font`.
    """
    _check_whole(data)
    return _read_pages(_flattened(data))


def pages_to_recognise(layouts: Iterable[PageLayout]) -> dict[int, str]:
    """The numbers of the pages whose text has to be had from their pictures, with the reason."""
    return {layout.number: layout.lacks for layout in layouts if layout.lacks}


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
        clues=[*find_text_clues([paragraph.text for paragraph in paragraphs]), *_property_clues(data)],
        furniture=heads,
        pages=[_page(layout) for layout in layouts],
        warnings=_warnings(layouts, paragraphs),
    )


def _page(layout: PageLayout) -> Page:
    return Page(layout.number, layout.width, layout.height, layout.text_from, layout.turned)


def count_pages(data: bytes) -> int:
    """How many pages a PDF says it has; 0 for one that does not open."""
    try:
        with _closing(pypdfium2.PdfDocument(data)) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _closing(document: Any) -> Any:
    from contextlib import closing

    return closing(document)


def _check_whole(data: bytes) -> None:
    """Refuse a file that ends before its table of contents; pdfium would rebuild what is left of it.

    Raises: DamagedDocument.
    """
    said = LINEARIZED.search(data[:4096])
    if b"startxref" not in data[-TRAILER_WITHIN:] or (said and int(said[1]) > len(data)):
        raise DamagedDocument(kind="pdf", detail="truncated")


def _flattened(data: bytes) -> bytes:
    """The file with form fields and signatures as page content: some hold number and day only there.

    Raises: EncryptedDocument, DamagedDocument, TooLong.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower():
            raise EncryptedDocument(kind="pdf") from error
        raise DamagedDocument(kind="pdf", detail=str(error)) from error
    with _closing(document):
        if len(document) == 0:
            raise DamagedDocument(kind="pdf", detail="no pages")
        if len(document) > MOST_PAGES:
            raise TooLong(limit=MOST_PAGES, what="pages")
        if not any(_has_widgets(document, number) for number in range(len(document))):
            return data
        return _flatten(document)


def _has_widgets(document: Any, number: int) -> bool:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return False
    with _closing(page):
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, at)
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT):
                return True
    return False


def _flatten(document: Any) -> bytes:
    for number in range(len(document)):
        with _closing(document[number]) as page:
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    copy = io.BytesIO()
    document.save(copy)
    return copy.getvalue()


def _read_pages(data: bytes) -> list[PageLayout]:
    """The layouts of all pages.

    Raises: EncryptedDocument, DamagedDocument, UnsupportedFormat for fonts with letters of their own.
    """
    layouts: list[PageLayout] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                _check_fonts(page)
                layouts.append(_judged(lay_out(page)))
                page.close()
    except (PdfminerException, PDFException) as error:
        if "Password" in repr(error) or "Encryption" in repr(error):
            raise EncryptedDocument(kind="pdf") from error
        raise DamagedDocument(kind="pdf", detail=repr(error)[:200]) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError) as error:
        raise DamagedDocument(kind="pdf", detail=type(error).__name__) from error
    return layouts


def _judged(layout: PageLayout) -> PageLayout:
    return layout if layout.rows else replace(layout, text_from="none", lacks=NO_TEXT)


def _check_fonts(page: Any) -> None:
    """Refuse a page mostly set in fonts whose letters are no Unicode (TCVN3, VNI)."""
    fonts = [char["fontname"] for char in page.chars]
    legacy = sum(bool(LEGACY_FONT.search(font)) for font in fonts)
    if legacy > len(fonts) / 2:
        raise UnsupportedFormat(kind="legacy-font", detail=fonts[0], page=page.page_number)


def _warnings(layouts: list[PageLayout], paragraphs: list[Paragraph]) -> Iterator[str]:
    empty = [layout.number for layout in layouts if not layout.rows]
    if empty:
        yield f"pages without text: {', '.join(map(str, empty))}"
    text = " ".join(paragraph.text for paragraph in paragraphs)
    if len(text.split()) >= ENOUGH_WORDS and syllable_share(text) < DOUBTFUL_SHARE:
        yield "text layer doubtful"


def _property_clues(data: bytes) -> Iterator[ParagraphClue]:
    with _closing(pypdfium2.PdfDocument(data)) as document:
        title = clean(document.get_metadata_dict().get("Title") or "")
    if title:
        yield ParagraphClue("title", title, "properties")
