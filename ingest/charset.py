"""Bytes to NFC text: strict UTF-8, UTF-16 and UTF-32 by their mark, else Windows-1258 where it reads well."""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnsupportedFormat
from ingest.orthography import nfc, syllable_share

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; the one for UTF-32 begins with that for UTF-16 and stands before it."""

LEAST_SYLLABLES = 0.7
"""Good pages have 0.84 to 0.99 valid syllables, a wrong guess 0.29 to 0.56."""

SAMPLE = 20_000
"""Characters that suffice to tell a right guess from a wrong one."""

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def encoding_of(data: bytes) -> str | None:
    """The encoding that the mark at the head of `data` names, None without a mark."""
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The NFC text of `data`, without its mark; `declared` is tried when the bytes are no UTF-8.

    Raises: UnsupportedFormat with kind `encoding` when no reading gives Vietnamese, `binary` for control characters.
    """
    marked = encoding_of(data)
    if marked:
        return nfc(_checked(data, marked).removeprefix("\ufeff"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, declared)
    if "\0" in text:
        raise UnsupportedFormat(kind="binary")
    return nfc(text)


def _checked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedFormat(kind="encoding", detail=encoding, position=error.start) from error


def _guess(data: bytes, declared: str | None) -> str:
    for encoding in (declared, "cp1258"):
        try:
            text = nfc(data.decode(encoding)) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text and not CONTROLS.search(text[:SAMPLE]) and syllable_share(text[:SAMPLE]) >= LEAST_SYLLABLES:
            return text
    raise UnsupportedFormat(kind="encoding")
