"""Which parser reads these bytes: told by the bytes themselves, never by the file's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from ingest.charset import CONTROLS, encoding_of, is_legacy
from ingest.document import Document
from ingest.errors import EmptyDocument, EncryptedDocument, UnsupportedFormat
from ingest.frames import Channel

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"%!PS", "postscript"),
    (b"AT&TFORM", "djvu"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3\0", "database"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (
    ("EncryptedPackage", "ole-encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
)
ZIP_MEMBERS = (
    (b"word/document", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"opendocument.text", "odt"),
    (b"opendocument", "opendocument"),
    (b"epub+zip", "epub"),
)
PDF_WITHIN = 1024
"""Bytes before a PDF's first line that readers forgive."""

HEAD = 8192
"""Bytes that are looked at to tell markup from text."""

MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|article|h1)\b",
    re.I | re.S,
)
MAIL = re.compile(
    r"(?:(?:From|Received|MIME-Version|Return-Path|Date|Subject|Message-ID): .*\r?\n(?:[ \t].*\r?\n)*){2}"
)


def sniff(data: bytes) -> str:
    """The kind of the bytes: `text html pdf docx` are read, `png`, `zip`, `binary` and so on are not."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    if data.startswith(OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in ZIP_MEMBERS if mark in data), "zip")
    if data[:4] == b"RIFF":
        return "webp" if data[8:12] == b"WEBP" else "audio"
    if data[4:8] == b"ftyp":
        return "video"
    known = next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)
    if known and not (known in ("bmp", "program", "audio") and _is_text(data)):
        return known
    return _text_kind(data)


def _ole_kind(data: bytes) -> str:
    return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "ole")


def _is_text(data: bytes) -> bool:
    return not CONTROLS.search(data[:HEAD].decode("latin-1"))


def _text_kind(data: bytes) -> str:
    encoding = encoding_of(data)
    if not encoding and not _is_text(data) and not is_legacy(data[:HEAD]):
        return "binary"
    head = data[:HEAD].decode(encoding or "latin-1", errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")
    if MARKUP.match(head) or (head.lstrip().startswith("<") and re.search(r"<(?:html|body)\b", head, re.I)):
        return "html"
    if head.lstrip().startswith("<?xml"):
        return "xml"
    return "mail" if MAIL.match(head) else "text"


def parse_bytes(data: bytes, *, name: str = "") -> Document:
    """The document in the bytes, read in this process; `name` is kept for messages only.

    Raises: IngestError. Hostile bytes can end the process or run without end: see `ingest.sandbox`.
    """
    kind = sniff(data)
    if kind == "empty":
        raise EmptyDocument()
    if kind == "ole-encrypted":
        raise EncryptedDocument(kind="docx")
    parse = _parser(kind)
    if not parse:
        raise UnsupportedFormat(kind=kind)
    return replace(parse(data), source_name=name)


def parse_task(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> dict[str, Any]:
    """The document in a file as JSON; settings: `name`. The pages of a PDF are reported, for their time."""
    data = source.read()
    if sniff(data) == "pdf":
        from ingest.parsers.pdf import count_pages

        channel.add_pages(count_pages(data))
    return parse_bytes(data, name=str(settings.get("name", ""))).to_json()


def _parser(kind: str) -> Callable[[bytes], Document] | None:
    """The parser of a kind; imported when it is needed, since each brings a library of its own."""
    if kind == "text":
        from ingest.parsers.text import parse_text as parse
    elif kind == "html":
        from ingest.parsers.html import parse_html as parse
    elif kind == "pdf":
        from ingest.parsers.pdf import parse_pdf as parse
    elif kind == "docx":
        from ingest.parsers.office import parse_docx as parse
    else:
        return None
    return parse


def read_text(text: str, *, strict: bool = True) -> Document:
    """The document that a plain text holds, cleaned as a page would be.

    Without `strict` nothing is refused: a single sentence stays as it is, an empty text gives an empty body.
    """
    from ingest.parsers.text import read_text as read

    return read(text, strict=strict)
