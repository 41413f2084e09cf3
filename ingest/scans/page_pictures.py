"""Pictures of pages: those of a PDF, drawn, and those that image files hold; one page at a time, none too large."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.errors import DamagedDocument, IngestError, TooLarge, TooLong

INCH = 72.0
DRAWN_AT = 300
"""Dots an inch at which a PDF's page is drawn, and the most for one that is a scan."""

LEAST_DRAWN_AT = 150
"""The least for a scan. Between them it is drawn with the dots it has: drawn at 300, noisy pages scanned at 200 had 9 %
of their words wrong, drawn at 200 they had 2 %."""

MOST_PIXELS = 25_000_000
"""Of one page: A4 at 600 dots an inch has 35, at 400 it has 15."""

USUAL_DOTS = 200
"""Dots an inch of a picture that does not say: that of office scanners."""

FEWEST_DOTS, MOST_DOTS = 72, 1200
"""What an image says about its dots an inch is believed between these, if the page is then no larger than A2."""

LONGEST_SIDE = 24.0
"""Inches."""


def count_pages(data: bytes, kind: str) -> int:
    """How many pages a PDF or an image file has. Raises: DamagedDocument."""
    if kind == "pdf":
        with _pdf(data) as document:
            return len(document)
    with _image(data, kind) as image:
        return int(getattr(image, "n_frames", 1))


def picture_of(data: bytes, kind: str, number: int, *, width: int = 0) -> tuple[Image.Image, float]:
    """A page's picture in colour or grey, as it is shown, and its dots an inch; `number` counts from 1.

    With `width` the page of a PDF is drawn so many pixels wide, else with the dots that recognition wants.

    Raises: DamagedDocument, TooLarge, TooLong.
    """
    if kind == "pdf":
        return _drawn(data, number, width)
    with _image(data, kind) as image:
        try:
            image.seek(number - 1)
            _check_size(*image.size)
            image.load()
            return _upright(image), _dots_of(image)
        except EOFError as error:
            raise TooLong(limit=number - 1, what="pages") from error


def _drawn(data: bytes, number: int, wanted: int) -> tuple[Image.Image, float]:
    with _pdf(data) as document:
        if not 1 <= number <= len(document):
            raise TooLong(limit=len(document), what="pages")
        with closing(_load(document, number)) as page:
            width, height = page.get_size()
            dots = INCH * wanted / max(1.0, width) if wanted else _scanned_at(page)
            dots = min(dots, INCH * (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            return page.render(scale=dots / INCH, may_draw_forms=True).to_pil(), dots


def _load(document: Any, number: int) -> Any:
    """A page of a PDF, counted from 1. Raises: DamagedDocument."""
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise DamagedDocument(kind="pdf", detail=f"page {number}: {error}") from error


def _scanned_at(page: Any) -> float:
    """The dots an inch of the largest image on a page, within the bounds; the most where there is none."""
    largest, dots = 0, float(DRAWN_AT)
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        said = image.get_metadata()
        if said.width * said.height > largest:
            largest, dots = said.width * said.height, max(said.horizontal_dpi, said.vertical_dpi)
    return min(max(dots, LEAST_DRAWN_AT), DRAWN_AT)


def _upright(image: Image.Image) -> Image.Image:
    """The image as a camera's note on it says that it is held, on white paper, in grey or colour of eight bits."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I;16", "I;16B", "I", "F"):
        return (
            image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I;16") else image.convert("L")
        )
    if image.mode in ("1", "L", "I", "F"):
        return image.convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return image.convert("RGB")


def _dots_of(image: Image.Image) -> float:
    said = image.info.get("dpi", (0, 0))[0]
    try:
        dots = float(said)
    except (TypeError, ValueError):
        dots = 0.0
    longest = max(image.size)
    if FEWEST_DOTS < dots <= MOST_DOTS and longest / dots <= LONGEST_SIDE:
        return dots
    return max(float(USUAL_DOTS), longest / LONGEST_SIDE) if longest < 2 * USUAL_DOTS * 11.7 else longest / 11.7


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise TooLarge(limit=MOST_PIXELS, size=width * height, what="pixels")


@contextmanager
def _pdf(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DamagedDocument(kind="pdf", detail=str(error)) from error
    with closing(document):
        if document.get_formtype():
            document.init_forms()
        yield document


@contextmanager
def _image(data: bytes, kind: str) -> Iterator[Image.Image]:
    """An image file, opened as the kind that it is and as no other."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[kind.upper()]) as image:
                yield image
    except IngestError:
        raise
    except Image.DecompressionBombError as error:
        raise TooLarge(limit=MOST_PIXELS, what="pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError) as error:
        raise DamagedDocument(kind=kind, detail=type(error).__name__) from error
