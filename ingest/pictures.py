"""A page of an original as a picture: of a PDF by pdfium, of a scan its own picture turned upright."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any, BinaryIO

from ingest.errors import DamagedDocument, TooLong, UnsupportedFormat
from ingest.formats import sniff
from ingest.frames import Channel

MOST_PIXELS = 25_000_000
"""Of one rendered page: an A4 page at 300 dpi has 8.7 million."""

PICTURE_KINDS = frozenset({"png", "jpeg", "tiff", "bmp", "webp", "gif"})


def render_task(source: BinaryIO, settings: dict[str, Any], channel: Channel) -> None:
    """Send the picture of the page that the settings name: `page`, `width` and `turned` as `render_page` has them."""
    channel.send(render_page(source.read(), **settings))


def render_page(data: bytes, *, page: int, width: int, turned: int = 0) -> bytes:
    """Page `page` (from 1) as a PNG, `width` pixels wide; less where the page would have too many pixels.

    `turned` is how many degrees clockwise the page's picture is turned so that it stands upright: 0, 90, 180 or 270.
    Raises: UnsupportedFormat for a kind without pages, TooLong for a page that is not there, DamagedDocument.
    """
    kind = sniff(data)
    if kind == "pdf":
        picture = _render_pdf(data, page, width)
    elif kind in PICTURE_KINDS:
        picture = _open_picture(data, page, width)
    else:
        raise UnsupportedFormat(kind=kind)
    if turned:
        picture = picture.rotate(-turned, expand=True)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _render_pdf(data: bytes, number: int, width: int) -> Any:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if not 1 <= number <= len(document):
                raise TooLong(limit=len(document), what="pages")
            document.init_forms()
            with closing(document[number - 1]) as page:
                page_width, page_height = page.get_size()
                scale = _scale(page_width, page_height, width)
                return page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise DamagedDocument(kind="pdf", detail=str(error)) from error


def _scale(page_width: float, page_height: float, width: int) -> float:
    """Pixels for a point, so that the page is `width` wide and has no more than MOST_PIXELS."""
    scale = width / max(1.0, page_width)
    most = (MOST_PIXELS / max(1.0, page_width * page_height)) ** 0.5
    return float(min(scale, most))


def _open_picture(data: bytes, number: int, width: int) -> Any:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if not 1 <= number <= getattr(picture, "n_frames", 1):
                raise TooLong(limit=getattr(picture, "n_frames", 1), what="pages")
            picture.seek(number - 1)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise DamagedDocument(kind="picture", detail=type(error).__name__) from error
    height = max(1, round(upright.height * width / upright.width))
    return upright.resize((width, height)) if width < upright.width else upright
