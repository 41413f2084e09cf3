"""What was read from a page, as rectangles to draw on its picture: lines, zones, doubtful words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from biennien.web.words import FIELDS, ZONES, word
from ingest.document import Box, Clue, Document, Page
from ingest.zones import ZONE_METHODS
from nlp.metadata import FIELD_OF_ZONE

DOUBTFUL = 0.6
"""The recogniser's confidence below which a word is drawn as doubtful."""

AROUND = 3.0
"""Points between letters and the frame drawn round them."""

CROP_AROUND = 24.0
"""Points of the page shown round a place that is cut out of it."""


Pages = Mapping[int, Page]
"""Page number -> page."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page in points, as SVG wants it; `kind` is `line`, `doubt` or the state of a zone."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    id: str = ""
    name: str = ""
    text: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page's picture: `view` is the SVG view box, sizes are points."""

    view: str
    page_width: float
    page_height: float
    href: str
    picture: str


def draw_lines(document: Document, page: Page, address: str) -> Iterator[Rectangle]:
    """The lines of a page; each leads to its passage in the text at `address`."""
    for line in document.lines:
        if line.page == page.number and line.box is not None:
            href = f"{address}?start={line.start}&end={line.end}#passage"
            text = document.body[line.start : line.end]
            yield _rectangle(upright_box(line.box, page), 0.0, "line", text=text, href=href)


def draw_zones(document: Document, page: Page) -> Iterator[Rectangle]:
    """The zones of a page with what was read there."""
    for clue in document.clues:
        if clue.method in ZONE_METHODS and clue.page == page.number and clue.box is not None:
            box = upright_box(clue.box, page)
            yield _rectangle(box, AROUND, clue.state, id=zone_id(clue), name=_name(clue), text=clue.text)


def draw_doubts(document: Document, page: Page) -> Iterator[Rectangle]:
    """The words of a page that the recogniser was not sure of."""
    for one in document.words:
        if one.page == page.number and one.confidence < DOUBTFUL:
            text = document.body[one.start : one.end]
            yield _rectangle(upright_box(one.box, page), 0.0, "doubt", text=text)


def cut_out(document_id: str, box: Sequence[float], number: int, pages: Pages, field: str) -> Crop | None:
    """The piece of a page round a box, leading to the page; None for a page of unknown size."""
    if number not in pages:
        return None
    width, height = upright_size(pages[number])
    left, top, right, bottom = upright_box(box, pages[number])
    x0, y0 = max(0.0, left - CROP_AROUND), max(0.0, top - CROP_AROUND / 2)
    x1, y1 = min(width, right + CROP_AROUND), min(height, bottom + CROP_AROUND / 2)
    view = f"{x0:.1f} {y0:.1f} {x1 - x0:.1f} {y1 - y0:.1f}"
    page = url_for("pictures.page", document_id=document_id, number=number)
    return Crop(view, width, height, f"{page}#z-{field}", picture_address(document_id, number, "large"))


def pages_of(document: Document | None) -> Pages:
    """A document's pages by their numbers; empty for one without pages."""
    return {} if document is None else {page.number: page for page in document.pages}


def upright_size(page: Page) -> tuple[float, float]:
    """Width and height in points of a page's picture, which people see turned upright."""
    return (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)


def upright_box(box: Sequence[float], page: Page) -> Box:
    """A box of the page as the file shows it, where it lies on the page's upright picture."""
    x0, top, x1, bottom = box
    width, height = page.width, page.height
    if page.turned == 90:
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
    elif page.turned == 180:
        x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
    elif page.turned == 270:
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    return x0, top, x1, bottom


def picture_address(document_id: str, number: int, size: str) -> str:
    """Where a page's picture is had."""
    return url_for("pictures.picture", document_id=document_id, number=number, size=size)


def zone_id(clue: Clue) -> str:
    """The anchor of a zone on its page: that of the metadata field it is read for."""
    return f"z-{FIELD_OF_ZONE.get(clue.field, clue.field)}"


def _name(clue: Clue) -> str:
    return word(ZONES, clue.field) if clue.field in ZONES else word(FIELDS, clue.field)


def _rectangle(box: Box, around: float, kind: str, **told: str) -> Rectangle:
    x0, top, x1, bottom = box
    return Rectangle(
        round(x0 - around, 1),
        round(top - around, 1),
        round(x1 - x0 + 2 * around, 1),
        round(bottom - top + 2 * around, 1),
        kind,
        **told,
    )
