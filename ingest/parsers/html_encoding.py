"""The markup of a saved page from its bytes: encodings are judged by the page's text, its tags aside.

Pages of the years before Unicode name Latin-1 and set TCVN3 or VNI in a font of that encoding, as bytes or as entities.
"""

from __future__ import annotations

import html
import re

from ingest.charset import decode as decode_text
from ingest.charset import encoding_of, reads_well, repair
from ingest.errors import UnsupportedFormat
from ingest.legacy import OWN_LETTERS
from ingest.orthography import nfc

DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,80}encoding=[\"']([\w-]+)", re.I)
HEAD = 4096
"""Bytes among which a page names its encoding."""
MARKUP = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>)", re.I | re.S)
ENTITY = re.compile(r"&(?:#\d{3,6}|#x[\da-f]{2,5}|[a-z]{2,8});", re.I)
OLD_FONT = re.compile(r"(?:face\s*=\s*|font-family\s*:\s*)[\"']?\s*(?:\.?vn[a-z]|vni)", re.I)
SAMPLE = 60_000
"""Characters of markup that suffice to judge an encoding."""
GAP = "\x1f"
"""Stands for the ends of lines inside a stretch of text while its stretches are lines."""


def decode_page(data: bytes) -> str:
    """The markup of a page as NFC text.

    Raises: UnsupportedFormat with kind `encoding` when no reading gives Vietnamese, `binary` for control characters.
    """
    if encoding_of(data):
        return decode_text(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _read_old(data)
    text = decode_text(data)
    return _repaired(text) if OLD_FONT.search(text) or not _has_own_letters(text) else text


def _read_old(data: bytes) -> str:
    """A page in an encoding of one byte a letter: as it says, where that reads well, else as its text tells."""
    declared = DECLARED.search(data[:HEAD])
    if declared:
        text = _as_declared(data, (declared[1] or declared[2]).decode("ascii"))
        if text:
            return text
    text = _repaired(data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1"))
    if not reads_well(_bare(text), few_marks=not re.search("[\u0080-\u00ff]", _bare(text))):
        raise UnsupportedFormat(kind="encoding")
    return text


def _as_declared(data: bytes, encoding: str) -> str:
    try:
        text = nfc(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return ""
    return text if reads_well(_bare(text)) else ""


def _bare(text: str) -> str:
    """The beginning of a page without its markup."""
    return html.unescape(MARKUP.sub(" ", text[:SAMPLE]))


def _has_own_letters(text: str) -> bool:
    return OWN_LETTERS.search(text) is not None or OWN_LETTERS.search(_bare(text)) is not None


def _repaired(text: str) -> str:
    """The page with every stretch of text that was misread read right."""
    parts = MARKUP.split(text)
    stretches = [_letters(part).replace("\n", GAP) for part in parts[::2]]
    parts[::2] = [part.replace(GAP, "\n") for part in repair("\n".join(stretches)).split("\n")]
    return nfc("".join(parts))


def _letters(text: str) -> str:
    """The text with its entities for letters beyond ASCII as those letters; the signs of markup stay."""

    def letter(match: re.Match[str]) -> str:
        found = html.unescape(match[0])
        return found if len(found) == 1 and found > "\x7f" and found != "\xad" else match[0]

    return ENTITY.sub(letter, text)
