"""Mail as Outlook keeps it (MSG): properties in the streams of an OLE file, attachments in storages of their own.

Only streams are read, each by its property, so that one that breaks the rules costs no other. An attached mail becomes
one as it is sent (`.eml`), always of the same bytes. Source: [MS-OXMSG], [MS-OXPROPS].
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from typing import Any

import olefile

from ingest.charset import decode
from ingest.document import Document
from ingest.errors import DamagedDocument, IngestError, TooLong
from ingest.member import Member
from ingest.parsers.letter import Attached, Letter, html_lines, letter_document, letter_members, shown_ids

PARSER = "msg 1"
SUBJECT, BODY, HTML, CODEPAGE, BODY_CODEPAGE = 0x0037, 0x1000, 0x1013, 0x3FFD, 0x3FDE
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP, FOR_NAME = 0x0C1A, 0x0C1F, 0x5D01, 0x0042
SUBMITTED, DELIVERED, SHOWN_NAME, ADDRESS, SMTP_ADDRESS = 0x0039, 0x0E06, 0x3001, 0x3003, 0x39FE
DATA, LONG_NAME, SHORT_NAME, MIME_TYPE, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
UNICODE, EIGHT_BIT, BINARY, STORAGE = 0x001F, 0x001E, 0x0102, 0x000D
ATTACHMENT, RECIPIENT = "__attach_version1.0_#", "__recip_version1.0_#"
PROPERTIES = "__properties_version1.0"
PROPERTY = struct.Struct("<HHI8s")
HEADS = {"": 32, ATTACHMENT: 8, RECIPIENT: 8}
HEAD_OF_ATTACHED_MAIL = 24
"""Bytes before the first property of a message, an attachment, a recipient, a message inside another."""

UTF8, UTF16 = 65001, 1200
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
MOST_ATTACHED = 2_000
DEEPEST = 10
"""Mails attached to one another."""

BOUNDARY = "=_an-attached-mail_="
"""Between the parts of an attached mail: always the same, so that the same mail always has the same bytes."""

NO_ADDRESS = "nobody@mail.invalid"
"""Behind a name of which Outlook keeps no address that others could use."""

KIND = re.compile(r"(?!multipart/|message/)[a-z]+/[\w.+-]+")

Path = tuple[str, ...]


def parse_msg(data: bytes) -> Document:
    """The document that a mail is; what is attached is listed by name only.

    Raises: EmptyDocument, TooLong, DamagedDocument.
    """
    return letter_document(read_msg(data), parser=PARSER)


def open_msg(data: bytes) -> Iterator[Member]:
    """The files attached to a mail, attached mails among them. Raises: TooLong, DamagedDocument."""
    return letter_members(read_msg(data))


def read_msg(data: bytes) -> Letter:
    """What a mail holds. Raises: TooLong, DamagedDocument."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _letter(_Storage(ole, (), HEADS[""]), 0)
    except (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise DamagedDocument(kind="msg", detail=type(error).__name__) from error
    except RecursionError as error:
        raise TooLong(limit=DEEPEST, what="depth") from error


@dataclass(frozen=True, slots=True)
class _Storage:
    """A folder of an OLE file whose streams are the properties of one thing; `head` bytes stand before its table."""

    ole: Any
    path: Path
    head: int

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None where there is none."""
        path = [*self.path, name]
        if self.ole.get_type(path) != olefile.STGTY_STREAM:
            return None
        data: bytes = self.ole.openstream(path).read()
        return data

    def binary(self, number: int) -> bytes | None:
        """A property of bytes."""
        return self.stream(f"__substg1.0_{number:04X}{BINARY:04X}")

    def text(self, number: int, *, codepage: int | None = None) -> str:
        """A property of text, in UTF-16 or in the code page of the mail; empty where there is none."""
        data = self.stream(f"__substg1.0_{number:04X}{UNICODE:04X}")
        if data is not None:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(self.stream(f"__substg1.0_{number:04X}{EIGHT_BIT:04X}") or b"", codepage)

    def fixed(self, number: int) -> bytes | None:
        """The eight bytes of a property of fixed length, None where there is none."""
        table = (self.stream(PROPERTIES) or b"")[self.head :]
        whole = table[: len(table) - len(table) % PROPERTY.size]
        return next((value for _, found, _, value in PROPERTY.iter_unpack(whole) if found == number), None)

    def number(self, number: int) -> int | None:
        """A property that is an integer."""
        value = self.fixed(number)
        return None if value is None else int.from_bytes(value[:4], "little")

    def moment(self, number: int) -> datetime | None:
        """A property that is a moment, kept as tenths of microseconds since 1601."""
        value = self.fixed(number)
        ticks = int.from_bytes(value, "little") if value else 0
        try:
            return EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def inner(self, prefix: str) -> list[_Storage]:
        """The storages of attachments or recipients, in order."""
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=True, storages=False)
            if tuple(entry[:depth]) == self.path and len(entry) > depth + 1 and entry[depth].startswith(prefix)
        }
        return [_Storage(self.ole, (*self.path, name), HEADS[prefix]) for name in sorted(names)]

    def attached_mail(self) -> _Storage | None:
        """The storage of a mail that is attached as such, None for any other attachment."""
        name = f"__substg1.0_{DATA:04X}{STORAGE:04X}"
        path = (*self.path, name)
        inside = self.ole.get_type(list(path)) == olefile.STGTY_STORAGE
        return _Storage(self.ole, path, HEAD_OF_ATTACHED_MAIL) if inside else None


def decoded(data: bytes, codepage: int | None) -> str:
    """Text in a Windows code page, or in what it turns out to be."""
    name = {UTF8: "utf-8", UTF16: "utf-16-le"}.get(codepage or 0, f"cp{codepage}")
    try:
        return decode(data, declared=name)
    except (IngestError, LookupError):
        pass
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode("latin-1")


def _letter(storage: _Storage, depth: int) -> Letter:
    """Raises: TooLong."""
    if depth > DEEPEST:
        raise TooLong(limit=DEEPEST, what="depth")
    codepage = storage.number(CODEPAGE)
    page = decoded(storage.binary(HTML) or b"", storage.number(BODY_CODEPAGE) or codepage)
    lines = html_lines(page) if page.strip() else ()
    inner = storage.inner(ATTACHMENT)
    if len(inner) > MOST_ATTACHED:
        raise TooLong(limit=MOST_ATTACHED, what="parts")
    return Letter(
        subject=storage.text(SUBJECT, codepage=codepage),
        sender=_name(storage, codepage, SENDER_NAME, FOR_NAME, SENDER_SMTP, SENDER_ADDRESS),
        recipients=tuple(_name(one, codepage, SHOWN_NAME, SMTP_ADDRESS, ADDRESS) for one in storage.inner(RECIPIENT)),
        sent=storage.moment(SUBMITTED) or storage.moment(DELIVERED),
        lines=lines or tuple(storage.text(BODY, codepage=codepage).splitlines()),
        shown=shown_ids(page),
        attached=tuple(_attached(one, codepage, number, depth) for number, one in enumerate(inner, 1)),
    )


def _name(storage: _Storage, codepage: int | None, *numbers: int) -> str:
    """The first of these properties that says something."""
    return next((text for number in numbers if (text := storage.text(number, codepage=codepage).strip())), "")


def _attached(storage: _Storage, codepage: int | None, number: int, depth: int) -> Attached:
    mail = storage.attached_mail()
    if mail is not None:
        letter = _letter(mail, depth + 1)
        name = letter.subject.replace("/", "-") or str(number)
        return Attached(f"{name}.eml", _as_sent(letter), "message/rfc822")
    name = _name(storage, codepage, LONG_NAME, SHORT_NAME, SHOWN_NAME) or str(number)
    kind = storage.text(MIME_TYPE, codepage=codepage).lower() or _kind_by_name(name)
    shown_as = storage.text(CONTENT_ID, codepage=codepage).strip("<>")
    return Attached(name, storage.binary(DATA) or b"", kind, shown_as)


def _kind_by_name(name: str) -> str:
    """`image/…` for pictures, as many programs leave the kind out."""
    ending = name.rpartition(".")[2].lower()
    return f"image/{ending}" if ending in ("png", "jpg", "jpeg", "gif", "bmp") else ""


def _as_sent(letter: Letter) -> bytes:
    """The mail in the form in which it is sent; equal letters give equal bytes."""
    message = MIMEMultipart(boundary=BOUNDARY)
    message["Subject"] = Header(" ".join(letter.subject.split()), "utf-8").encode()
    message["From"] = formataddr((" ".join(letter.sender.split()), NO_ADDRESS))
    message["To"] = ", ".join(formataddr((" ".join(name.split()), NO_ADDRESS)) for name in letter.recipients)
    if letter.sent is not None:
        message["Date"] = format_datetime(letter.sent)
    message.attach(MIMEText("\n".join(letter.lines), "plain", "utf-8"))
    for one in letter.attached:
        part = MIMEApplication(one.data)
        part.set_type(one.kind if KIND.fullmatch(one.kind) else "application/octet-stream")
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", one.name))
        message.attach(part)
    return message.as_bytes()
