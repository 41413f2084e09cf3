"""The ZIP of an Office file, opened with suspicion: sizes counted while reading, no DTD, no extraction by name."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from ingest.errors import DamagedDocument, EncryptedDocument, TooLarge, TooLong

LARGEST_UNPACKED = 300 << 20
"""Bytes of all members read; real files have below 30 MB."""

LARGEST_RATIO = 200
"""Bytes out for one byte in; text of the genre packs to a tenth, long empty tables to a hundredth."""

SMALL = 1 << 20
"""Bytes up to which a member's ratio does not matter."""

MOST_MEMBERS = 10_000
CHUNK = 1 << 18
ENCRYPTED_FLAG = 0x1
MANIFEST, ENCRYPTED_PART = "META-INF/manifest.xml", b"encryption-data"
"""Where an OpenDocument says which of its members need a password, and how (OASIS OpenDocument 1.3, part 2, 3.4)."""

DEEPEST = 256
"""Elements in elements that are read (libxml2's own bound); real files have below 60."""

DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.I)
MAIN_PARTS = ("word/document.xml", "word/document2.xml")
STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Namespaces of the strict form of the standard (ISO/IEC 29500) and those of the usual one."""


class Package:
    """The members of an Office file by name; `kind` is what errors call it.

    Raises: DamagedDocument, EncryptedDocument, TooLarge, TooLong.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise DamagedDocument(kind=self._kind, detail=str(error)) from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise TooLong(limit=MOST_MEMBERS, what="members")
        if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
            raise EncryptedDocument(kind=kind)
        declared = sum(member.file_size for member in members)
        if declared > LARGEST_UNPACKED:
            raise TooLarge(limit=LARGEST_UNPACKED, size=declared, what="unpacked")
        self._members = {member.filename: member for member in members}
        self._read = 0
        if MANIFEST in self._members and ENCRYPTED_PART in self._bytes(MANIFEST):
            raise EncryptedDocument(kind=kind)

    def main_part(self) -> str:
        """The name of the member that holds a DOCX's text: as the package names it, else where it usually is.

        Raises: DamagedDocument.
        """
        for name in (*self.related("", "officeDocument"), *MAIN_PARTS):
            if name in self._members:
                return name
        raise DamagedDocument(kind=self._kind, detail="no document part")

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the members that a part (empty: the package) is tied to by relations of a kind, in order.

        Where its relations are missing, the members beside it that bear the kind's name.
        """
        folder, _, name = part.rpartition("/")
        relations = self.xml(f"{folder}/_rels/{name}.rels".removeprefix("/"), optional=True)
        if relations is None:
            beginning = f"{folder}/{kind}"
            return sorted(name for name in self._members if name.startswith(beginning) and name.endswith(".xml"))
        targets = (one.get("Target") or "" for one in relations if (one.get("Type") or "").endswith(f"/{kind}"))
        named = [posixpath.normpath(posixpath.join("/", folder, target))[1:] for target in targets]
        return [target for target in named if target in self._members]

    def xml(self, name: str, *, optional: bool = False) -> Any:
        """The root element of a member; None for one that is not there and `optional`.

        Raises: DamagedDocument, TooLarge, TooLong.
        """
        if optional and name not in self._members:
            return None
        data = self._bytes(name)
        for strict, usual in STRICT_NAMES:
            data = data.replace(strict, usual)
        if DOCTYPE.search(data[:CHUNK]):
            raise DamagedDocument(kind=self._kind, detail="document type declaration")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
                raise TooLong(limit=DEEPEST, what="depth") from error
            raise DamagedDocument(kind=self._kind, detail=f"{name}: {error.msg}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedDocument(kind=self._kind, detail="document type declaration")
        return root

    def _bytes(self, name: str) -> bytes:
        member = self._members[name]
        parts = bytearray()
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    parts += chunk
                    self._count(len(chunk), len(parts), member.compress_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise DamagedDocument(kind=self._kind, detail=f"{name}: {error}") from error
        return bytes(parts)

    def _count(self, more: int, unpacked: int, packed: int) -> None:
        self._read += more
        if self._read > LARGEST_UNPACKED:
            raise TooLarge(limit=LARGEST_UNPACKED, size=self._read, what="unpacked")
        if unpacked > SMALL and unpacked > LARGEST_RATIO * max(1, packed):
            raise TooLarge(limit=LARGEST_RATIO * max(1, packed), size=unpacked, what="unpacked")
