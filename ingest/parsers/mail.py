"""Mail as it is sent (RFC 5322 and MIME): headers in any encoding, the text in plain or HTML, what is attached.

Headers are decoded here and not by `email.policy.default`, whose parser of addresses is quadratic on hostile ones and
loses letters that were sent without an encoding.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from ingest.charset import decode
from ingest.document import Document
from ingest.errors import DamagedDocument, IngestError, TooLong
from ingest.member import Member
from ingest.orthography import nfc
from ingest.parsers.letter import Attached, Letter, html_lines, letter_document, letter_members, shown_ids

PARSER = "mail 1"
LONGEST_HEADER = 100_000
"""Characters of one header; what follows is cut off. A letter to 2,000 people has as many."""

MOST_HEADERS = 2_000
MOST_PARTS = 2_000
"""Parts of a mail, containers counted; real mails have below 100."""

DEEPEST = 50
"""Parts inside one another; forwarded mails with all their attachments have below 10."""

LATIN = frozenset({"iso-8859-1", "iso-8859-15", "windows-1252", "latin-1", "us-ascii", "unknown-8bit"})
LEAST_WORDS = 3
LEFT_OUT = re.compile(r"application/(?:x-)?(?:pkcs7-signature|pgp-signature)|text/x-amp-html|message/(?:delivery|disp)")
"""Parts that are no files of somebody: signatures of the transport, a second copy of the text, reports of delivery."""

ENCODED_WORD = r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?="
ENCODED_WORDS = re.compile(rf"{ENCODED_WORD}(?:\s*{ENCODED_WORD})*")
"""Encoded words in a row: a letter may begin in one and end in the next."""

ENDINGS = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "message/rfc822": ".eml"}
"""For attachments without a name."""


def parse_mail(data: bytes) -> Document:
    """The document that a mail is; what is attached is listed by name only.

    Raises: EmptyDocument, TooLong, DamagedDocument.
    """
    return letter_document(read_mail(data), parser=PARSER)


def open_mail(data: bytes) -> Iterator[Member]:
    """The files attached to a mail, attached mails among them. Raises: TooLong, DamagedDocument."""
    return letter_members(read_mail(data))


def read_mail(data: bytes) -> Letter:
    """What a mail holds. Raises: TooLong, DamagedDocument."""
    try:
        message: Message = message_from_bytes(data)
        parts = list(_parts(message))
    except RecursionError as error:
        raise TooLong(limit=DEEPEST, what="depth") from error
    except (MessageError, ValueError, LookupError) as error:
        raise DamagedDocument(kind="mail", detail=str(error)) from error
    headers = _headers(message)
    texts = [part for part in parts if _is_text(part)]
    pages = [_text(part) for part in texts if part.get_content_type() == "text/html"]
    return Letter(
        subject=_header(headers.get("subject", "")),
        sender=next(iter(_people(headers.get("from", ""))), ""),
        recipients=tuple(_people(", ".join(filter(None, (headers.get("to"), headers.get("cc")))))),
        sent=_date(headers.get("date", "")),
        lines=tuple(line for part in texts for line in _lines(part)),
        shown=frozenset().union(*map(shown_ids, pages)),
        attached=tuple(_attached(part, number) for number, part in enumerate(parts, 1) if not _is_text(part)),
    )


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; of alternatives the best one.

    Raises: TooLong.
    """
    stack = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if depth > DEEPEST:
            raise TooLong(limit=DEEPEST, what="depth")
        if seen > MOST_PARTS:
            raise TooLong(limit=MOST_PARTS, what="parts")
        if LEFT_OUT.match(part.get_content_type()):
            continue
        inner = _inner(part)
        if inner and part.get_content_maintype() == "multipart":
            chosen = _best(inner) if part.get_content_subtype() == "alternative" else inner
            stack.extend((one, depth + 1) for one in reversed(chosen))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    """The parts inside a part; none in one that only claims to hold some."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _best(alternatives: list[Message]) -> list[Message]:
    """HTML, which keeps tables and paragraphs whole, before plain text; what is no text stays with it."""
    pages = [one for one in alternatives if _holds_page(one)]
    plain = [one for one in alternatives if one.get_content_type() == "text/plain"]
    if pages and any(html_lines(_text(part)) for part in pages[-1].walk() if part.get_content_type() == "text/html"):
        chosen = pages[-1]
    elif plain:
        chosen = plain[0]
    else:
        return alternatives
    return [one for one in alternatives if one is chosen or not (one in pages or one.get_content_maintype() == "text")]


def _holds_page(part: Message) -> bool:
    if part.get_content_type() == "text/html":
        return True
    return part.get_content_maintype() == "multipart" and any(
        inner.get_content_type() == "text/html" and not _is_attachment(inner) for inner in part.walk()
    )


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or _file_name(part) != ""


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not _is_attachment(part)


def _lines(part: Message) -> tuple[str, ...]:
    text = _text(part)
    if part.get_content_type() == "text/html":
        return html_lines(text)
    lines = text.splitlines()
    return tuple(_unflowed(lines) if str(part.get_param("format") or "").lower() == "flowed" else lines)


def _unflowed(lines: list[str]) -> list[str]:
    """Lines that were folded for sending, joined again; the mark of a signature stays. Source: RFC 3676 4.1-4.3."""
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on:
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return joined


def _text(part: Message) -> str:
    """The text of a part in whatever encoding it turns out to be; letters that no encoding gives are shown as lost."""
    data = part.get_payload(decode=True)
    return _decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())


def _decoded(data: bytes, declared: str | None) -> str:
    """The text in the encoding that is declared, in what it turns out to be where none or only Latin is.

    Old programs declared Latin for whatever they sent; of few words that cannot be told.
    """
    few = len(data.split()) < LEAST_WORDS
    believed = [declared] if declared and (few or declared.lower() not in LATIN) else []
    for encoding in believed if data.isascii() else ["utf-8", *believed]:
        try:
            return nfc(data.decode(encoding).removeprefix("\ufeff"))
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return decode(data, declared=declared)
    except IngestError:
        pass
    try:
        return data.decode(declared or "latin-1", "replace")
    except (LookupError, ValueError):
        return data.decode("latin-1")


def _attached(part: Message, number: int) -> Attached:
    kind = part.get_content_type()
    inner = _inner(part)
    if inner and kind == "message/rfc822":
        subject = _header(_headers(inner[0]).get("subject", "")).replace("/", "-")
        return Attached(_file_name(part) or f"{subject or number}.eml", _whole(inner[0]), kind)
    data = part.get_payload(decode=True)
    shown_as = str(part.get("Content-ID", "")).strip().strip("<>")
    name = _file_name(part) or f"{number}{ENDINGS.get(kind, '')}"
    return Attached(name, data if isinstance(data, bytes) else b"", kind, shown_as)


def _whole(message: Message) -> bytes:
    """The bytes of an attached mail, by which anybody can tell that it is one. Raises: DamagedDocument."""
    for name, value in (("MIME-Version", "1.0"), ("Content-Type", "text/plain")):
        if name not in message:
            message[name] = value
    try:
        return message.as_bytes(unixfrom=False)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise DamagedDocument(kind="mail", detail="attached mail") from error


def _file_name(part: Message) -> str:
    """The name a part is sent under, empty without one."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        raw = next((str(value) for name, value in part.raw_items() if name.lower() == header), "")
        if not raw.isascii():  # the library would put `?` for each letter
            part.replace_header(header, _header(raw))
        value = part.get_param(key, header=header)
        if value:
            return _header(collapse_rfc2231_value(value))
    return ""


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name, as it was sent; names in lower case."""
    found: dict[str, str] = {}
    for name, value in list(message.raw_items())[:MOST_HEADERS]:
        found.setdefault(str(name).lower(), str(value)[:LONGEST_HEADER])
    return found


def _header(raw: str) -> str:
    """A header's text: encoded words, and letters sent as they are in whatever encoding."""
    text = raw if raw.isascii() else _decoded(raw.encode("utf-8", "surrogateescape"), None)
    return " ".join(ENCODED_WORDS.sub(lambda found: _encoded(found[0]), text).split())


def _encoded(words: str) -> str:
    """What encoded words say; they stay as they are where they break the rules. Source: RFC 2047."""
    try:
        pieces = decode_header(words)
    except (HeaderParseError, binascii.Error, ValueError):
        return words
    return "".join(
        _decoded(piece, encoding) if isinstance(piece, bytes) and encoding else words for piece, encoding in pieces
    )


def _people(header: str) -> list[str]:
    """The people named in a header, by name, else by address."""
    return [shown for name, address in getaddresses([header]) if (shown := _header(name or address))]


def _date(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
