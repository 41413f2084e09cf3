"""ZIP archives: members read one by one with their bytes counted, names in the encodings met, nothing by its name.

An archive is no document: it has no text of its own, what it holds are documents.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from ingest.document import Document
from ingest.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    IngestError,
    TooLarge,
    TooLong,
    UnsupportedFormat,
)
from ingest.member import DEEPEST, LARGEST_IN_ALL, MOST_MEMBERS, Allowance, Member, is_left_out
from ingest.orthography import nfc, syllable_share

PARSER = "zip 1"
LARGEST_RATIO = 200
"""Bytes out for one byte in; text packs to a tenth, empty tables to a hundredth."""

SMALL = 1 << 20
"""Bytes up to which a member's ratio does not matter."""

CHUNK = 1 << 18
ENCRYPTED = 0x1
NAME_IS_UTF8 = 0x800
UNICODE_PATH = 0x7075
"""The extra field in which Info-ZIP and 7-Zip keep the name in UTF-8. Source: APPNOTE.TXT 4.6.9."""

MARKED_WORD = re.compile(r"[a-zA-Z]*[^\W\d_a-zA-Z][^\W\d_]*")
"""A word with a letter beyond ASCII; the others in a name (`KH-UBND`, `docx`) are syllables of no language."""

LEAST_SYLLABLES = 0.7
"""As for texts: the share of valid syllables from which a name is Vietnamese."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
"""What the library raises on bytes that break the rules of the format."""


def parse_archive(data: bytes) -> Document:
    """A document of kind `zip` without a text.

    Raises: DamagedDocument, EmptyDocument when there is no file in it.
    """
    if not _files(_open(data)):
        raise EmptyDocument(kind="zip")
    return Document(body="", kind="zip", parser=PARSER)


def open_archive(data: bytes, allowance: Allowance) -> Iterator[Member]:
    """The files in an archive, in its own order; names are as they stand in it.

    Sizes are believed where they refuse (an archive that says it unpacks to too much is not tried) and counted besides.
    Raises: TooLong, TooLarge, DamagedDocument.
    """
    if allowance.layers < 1:
        raise TooLong(kind="nested", what="depth", limit=DEEPEST)
    archive = _open(data)
    files = _files(archive)
    if len(files) > allowance.members:
        raise TooLong(kind="archive", what="members", limit=MOST_MEMBERS)
    told = sum(file.file_size for file in files if file.file_size <= allowance.largest)
    if told > allowance.size:
        raise TooLarge(kind="archive", what="unpacked", limit=LARGEST_IN_ALL, size=told)
    for file in files:
        try:
            yield Member(_name(file), _read(archive, file, allowance.largest))
        except IngestError as error:
            yield Member(_name(file), error=error)


def _open(data: bytes) -> zipfile.ZipFile:
    """The archive that begins where the file does: of one that is cut off, another inside it may be found instead."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DamagedDocument(kind="zip", detail=str(error)) from error
    if min((file.header_offset for file in archive.infolist()), default=0):
        raise DamagedDocument(kind="zip", detail="cut off")
    return archive


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [file for file in archive.infolist() if not file.is_dir() and not is_left_out(file.filename)]


def _read(archive: zipfile.ZipFile, file: zipfile.ZipInfo, largest: int) -> bytes:
    """The bytes of a member. Raises: EncryptedDocument, TooLarge, DamagedDocument, UnsupportedFormat for a link."""
    if file.flag_bits & ENCRYPTED:
        raise EncryptedDocument(kind="zip")
    if stat.S_ISLNK(file.external_attr >> 16):
        raise UnsupportedFormat(kind="no regular file")
    if file.file_size > largest:
        raise TooLarge(limit=largest, size=file.file_size)
    parts = bytearray()
    try:
        with archive.open(file) as stream:
            while chunk := stream.read(CHUNK):
                parts += chunk
                _check(len(parts), file.compress_size, largest)
    except (*BROKEN, RuntimeError) as error:
        raise DamagedDocument(kind="zip", detail=str(error)) from error
    return bytes(parts)


def _check(unpacked: int, packed: int, largest: int) -> None:
    if unpacked > largest:
        raise TooLarge(limit=largest, size=unpacked)
    if unpacked > SMALL and unpacked > LARGEST_RATIO * max(1, packed):
        raise TooLarge(kind="ratio", what="unpacked", limit=LARGEST_RATIO * max(1, packed), size=unpacked)


def _name(file: zipfile.ZipInfo) -> str:
    """A member's path: in UTF-8 where it is said or where it reads so, else the Vietnamese Windows', else the PC's."""
    if file.flag_bits & NAME_IS_UTF8:
        return file.orig_filename
    told = _unicode_path(file.extra)
    if told:
        return told
    name = file.orig_filename
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp1258"):
        try:
            guess = nfc(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or syllable_share(" ".join(MARKED_WORD.findall(guess))) >= LEAST_SYLLABLES:
            return guess
    return name


def _unicode_path(extra: bytes) -> str:
    """The name in the extra field for it, empty where there is none."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and 5 < length <= len(extra) - 4:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""
