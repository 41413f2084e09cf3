"""A second reading of a PDF page, slower and by another engine, for pages whose first reading makes no sense."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from typing import Any

from ingest.paragraphs import clean
from ingest.parsers.pdf_layout import Segment

APART = 3
"""Points between characters from which they are two words."""


class SecondReader:
    """The pages of a file as pdfminer reads them: opened when the first is asked for; close it after use."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def close(self) -> None:
        """Free what was opened."""
        if self._document is not None:
            with suppress(*_failures()):  # it opens pages once more to close them
                self._document.close()

    def segments(self, number: int) -> list[Segment]:
        """The words of a page, counted from 1; none where this reader fails on the file."""
        try:
            with closing(self._page(number)) as page:
                return list(_words(page))
        except _failures():
            return []

    def _page(self, number: int) -> Any:
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(io.BytesIO(self._data))
        return self._document.pages[number - 1]


@cache
def _failures() -> tuple[type[Exception], ...]:
    """How this reader fails on a damaged file: it checks little of what it reads."""
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    of_python = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError)
    return PdfminerException, PDFException, *of_python


def _words(page: Any) -> Iterator[Segment]:
    chars = page.chars
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    if len(places) < len(chars):
        page = page.dedupe_chars(tolerance=1)
    left, top, _, _ = page.bbox
    for word in page.extract_words(x_tolerance=APART, use_text_flow=False, extra_attrs=["size", "fontname"]):
        x0, x1 = word["x0"] - left, word["x1"] - left
        bold = "bold" in word["fontname"].lower()
        yield Segment(clean(word["text"]), x0, word["top"] - top, x1, word["bottom"] - top, word["size"], bold)
