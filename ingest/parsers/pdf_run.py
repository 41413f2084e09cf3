"""Text on one line of a PDF's page, and how that page is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Box
from ingest.paragraphs import clean
from ingest.parsers.pdf_layout import Segment


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line in one go; `start` and `end` are pdfium's characters; the box is in points from the top left.

    Both are -1 where the text is put together from letters out of order. `font` is the font's name. `turned` is by how
    many degrees the page is to be turned clockwise to read the line. `mark` is how long a list's mark at its head is
    with white but no blank behind it: a tab is no blank to pdfium. `apart` tells that a gutter lies left of it.
    """

    start: int
    end: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool
    turned: int = 0
    mark: int = 0
    apart: bool = False

    def segment(self) -> Segment:
        """The run as a segment with clean text."""
        text = f"{self.text[: self.mark]} {self.text[self.mark :]}" if self.mark else self.text
        box = (self.x0, self.top, self.x1, self.bottom)
        return Segment(clean(text), *box, self.size, self.bold, start=self.start, end=self.end, apart=self.apart)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: the box of it that is seen, in PDF's own coordinates, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in PDF's coordinates as x0, top, x1, bottom from the shown page's top left corner."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left
