"""A web page saved into one file (MHTML) to a Document: its first part in HTML, read as a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError

from ingest.document import Document
from ingest.errors import DamagedDocument
from ingest.parsers.html import parse_html

MARK = b"\xef\xbb\xbf"


def parse_mhtml(data: bytes, *, known_furniture: Collection[str] = ()) -> Document:
    """The document on a saved page. Raises: DamagedDocument where no part is a page; what `parse_html` raises."""
    try:
        message = message_from_bytes(data.removeprefix(MARK).lstrip(), policy=policy.compat32)
        pages = (part for part in message.walk() if part.get_content_type() == "text/html")
        page = next(pages, None)
        payload = page.get_payload(decode=True) if page else None
    except (MessageError, ValueError, LookupError) as error:
        raise DamagedDocument(kind="mhtml", detail=type(error).__name__) from error
    if not page or not isinstance(payload, bytes):
        raise DamagedDocument(kind="mhtml", detail="no page in it")
    data = _decoded(payload, page.get_content_charset())
    return replace(parse_html(data, known_furniture=known_furniture), kind="mhtml")


def _decoded(payload: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where the part's header names its encoding, else as it is: the page may name it itself."""
    try:
        return MARK + payload.decode(charset).encode() if charset else payload
    except (LookupError, UnicodeError):
        return payload
