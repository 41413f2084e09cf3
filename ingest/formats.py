"""Which parser reads these bytes: told by the bytes themselves, never by the file's name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO

from ingest.charset import CONTROLS, encoding_of, is_legacy
from ingest.containers import ole_kind, zip_kind
from ingest.document import Document
from ingest.errors import EmptyDocument, EncryptedDocument, UnsupportedFormat
from ingest.frames import Channel
from ingest.kinds import PICTURES
from ingest.markup import PAGE_KINDS, text_kind

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"BM", "bmp"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
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
LIKE_WORDS = frozenset({"bmp", "program", "audio", "bzip2"})
"""Kinds whose mark a text may begin with."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARSERS = {
    "text": "ingest.parsers.text:parse_text",
    "html": "ingest.parsers.html:parse_html",
    "mhtml": "ingest.parsers.mhtml:parse_mhtml",
    "pdf": "ingest.parsers.pdf:parse_pdf",
    "docx": "ingest.parsers.office:parse_docx",
    "mail": "ingest.parsers.mail:parse_mail",
    "msg": "ingest.parsers.msg:parse_msg",
    "zip": "ingest.parsers.archive:parse_archive",
    "doc": "ingest.parsers.doc:parse_doc",
    "odt": "ingest.parsers.odt:parse_odt",
    "rtf": "ingest.parsers.rtf:parse_rtf",
} | dict.fromkeys(PICTURES, "ingest.parsers.picture:parse_picture")
"""The function that reads a kind; imported when it is needed, since each brings a library of its own."""

PDF_WITHIN = 1024
"""Bytes before a PDF's first line that readers forgive."""

PDF_ENDS_WITHIN = 1 << 16
"""Bytes at the end within which a PDF tells where its table stands."""

HEAD = 8192
"""Bytes that are looked at to tell text from other bytes."""

LONG_HEAD = 1 << 18
"""Bytes that are looked at to tell markup from text: a saved page may begin with long comments."""

FEW_CONTROLS = 0.01
"""Share of control characters up to which valid UTF-8 is a text: old programs end it with one, or part pages."""


def sniff(data: bytes) -> str:
    """The kind of the bytes: those of PARSERS are read; others, down to `binary`, are refused by their name."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(OLE):
        return ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")):
        return zip_kind(data)
    if data[:4] == b"RIFF":
        return "webp" if data[8:12] == b"WEBP" else "audio"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif") else "video"
    if data[257:262] == b"ustar":
        return "tar"
    known = next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)
    if known and not (known in LIKE_WORDS and _is_text(data)):
        return known
    return "pdf" if _is_late_pdf(data) else _text_kind(data)


def _is_late_pdf(data: bytes) -> bool:
    """Whether a PDF begins behind a few bytes of something else; a line that only speaks of PDF does not begin so."""
    at = data[:PDF_WITHIN].find(b"%PDF-")
    begins = at >= 0 and (not at or data[at - 1] in b"\r\n\0" or not _is_utf8(data[:at]))
    return begins or (at > 0 and b"startxref" in data[-PDF_ENDS_WITHIN:])


def _is_text(data: bytes) -> bool:
    return not CONTROLS.search(data[:HEAD].decode("latin-1"))


def _is_utf8(data: bytes) -> bool:
    """Whether the head is UTF-8 with hardly a control character."""
    head = data[:HEAD].decode("utf-8", "ignore")
    whole = len(head.encode()) >= min(len(data), HEAD) - 3  # a letter may be cut at the end
    return whole and "\0" not in head and len(CONTROLS.findall(head)) <= FEW_CONTROLS * len(head)


def _text_kind(data: bytes) -> str:
    encoding = encoding_of(data)
    if not (encoding or _is_text(data) or _is_utf8(data) or is_legacy(data[:HEAD])):
        return "binary"
    head = data[:LONG_HEAD].decode(encoding or "latin-1", errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")
    return "rtf" if head.lstrip().startswith("{\\rtf") else text_kind(head)


def parse_bytes(data: bytes, *, name: str = "", known_furniture: Collection[str] = ()) -> Document:
    """The document in the bytes, read in this process; `name` is kept for messages only.

    `known_furniture` are the keys of lines that the page's site is known to set on its pages
    (`ingest.webpages.site_lines`).

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
    pages = {"known_furniture": known_furniture} if known_furniture and kind in PAGE_KINDS else {}
    return replace(parse(data, **pages), source_name=name)


def parse_task(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> dict[str, Any]:
    """The document in a file as JSON; settings: `name`, `known_furniture`.

    The pages of a PDF are reported, for their time.
    """
    data = source.read()
    if sniff(data) == "pdf":
        from ingest.parsers.pdf import count_pages

        channel.add_pages(count_pages(data))
    known = frozenset(map(str, settings.get("known_furniture", ())))
    return parse_bytes(data, name=str(settings.get("name", "")), known_furniture=known).to_json()


def _parser(kind: str) -> Callable[..., Document] | None:
    """The parser of a kind, None for one that is not read."""
    module, _, function = PARSERS.get(kind, "").partition(":")
    if not module:
        return None
    parse: Callable[..., Document] = getattr(import_module(module), function)
    return parse


def read_text(text: str, *, strict: bool = True) -> Document:
    """The document that a plain text holds, cleaned as a page would be.

    Without `strict` a single sentence stays as it is, an empty text gives an empty body; of what is refused only more
    lines than are read still are.

    Raises: TooLong; with `strict` EmptyDocument and DamagedDocument too.
    """
    from ingest.parsers.text import read_text as read

    return read(text, strict=strict)


def read_sample() -> None:
    """Read a line of each kind that lists are kept for, so that they are loaded before the first file."""
    parse_bytes("Kế hoạch thi đua.".encode())
    parse_bytes("<html><body><p>Kế hoạch thi đua.</p></body></html>".encode())
