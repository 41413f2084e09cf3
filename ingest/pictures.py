"""A page of an original as a picture for people: of a PDF by pdfium, of a scan its own picture turned upright."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from ingest.errors import UnsupportedFormat
from ingest.formats import sniff
from ingest.frames import Channel
from ingest.kinds import PICTURES


def render_task(source: BinaryIO, settings: dict[str, Any], channel: Channel) -> None:
    """Send the picture of the page that the settings name: `page`, `width` and `turned` as `render_page` has them."""
    channel.send(render_page(source.read(), **settings))


def render_page(data: bytes, *, page: int, width: int, turned: int = 0) -> bytes:
    """Page `page` (from 1) as a PNG, `width` pixels wide; less where the page would have too many pixels.

    `turned` is how many degrees clockwise the page's picture is turned so that it stands upright: 0, 90, 180 or 270.
    Raises: UnsupportedFormat for a kind without pages, TooLong for a page that is not there, TooLarge, DamagedDocument.
    """
    from ingest.scans.page_pictures import picture_of

    kind = sniff(data)
    if kind != "pdf" and kind not in PICTURES:
        raise UnsupportedFormat(kind=kind)
    picture, _ = picture_of(data, kind, page, width=width)
    if width < picture.width:
        picture = picture.resize((width, max(1, round(picture.height * width / picture.width))))
    if turned:
        picture = picture.rotate(-turned, expand=True)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
