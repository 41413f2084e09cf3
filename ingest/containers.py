"""What kind of document a container holds: told by the names in its own directory, not by names somewhere in its bytes.

An archive of DOCX files, a message with a DOC attached and a workbook with a text inside all hold the others' names.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection

import olefile

OLE_STREAMS = (
    ("EncryptedPackage", "ole-encrypted"),
    ("__properties_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "visio"),
)
"""Streams at the root, and the kind each makes; the first that is there decides."""

OFFICE_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "visio"))
OFFICE_PARTS = {"[Content_Types].xml", "word/document.xml"}
"""Members of which an Office file has one at least; an archive's folder `word` alone makes no document."""

MEDIA_TYPES = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument", "opendocument"),
    ("application/epub+zip", "epub"),
)
"""What the member `mimetype` begins with; templates and masters of texts are texts."""

LONGEST_TYPE = 100


def ole_kind(data: bytes) -> str:
    """The kind of an OLE file, `ole` for one of no kind known; of a broken one by the names somewhere in it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names: Collection[str] = {path[0] for path in container.listdir(streams=True, storages=True)}
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        names = [name for name, _ in OLE_STREAMS if name.encode("utf-16-le") in data]
    return next((kind for name, kind in OLE_STREAMS if name in names), "ole")


def zip_kind(data: bytes) -> str:
    """The kind of a ZIP, `zip` for an archive; of one that was cut off by the names somewhere in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _kind_of_members(package)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        return _kind_of_pieces(data)


def _kind_of_members(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if names & OFFICE_PARTS:
        return next((kind for folder, kind in OFFICE_FOLDERS if any(name.startswith(folder) for name in names)), "zip")
    if "mimetype" in names:
        return _kind_of_type(_media_type(package))
    return "odt" if {"content.xml", "META-INF/manifest.xml"} <= names else "zip"


def _media_type(package: zipfile.ZipFile) -> str:
    """The first characters of the member `mimetype`, empty where it cannot be read."""
    try:
        with package.open("mimetype") as member:
            return member.read(LONGEST_TYPE).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        return ""


def _kind_of_type(media_type: str) -> str:
    return next((kind for beginning, kind in MEDIA_TYPES if media_type.startswith(beginning)), "zip")


def _kind_of_pieces(data: bytes) -> str:
    if b"[Content_Types].xml" in data:
        return next((kind for folder, kind in OFFICE_FOLDERS if folder.encode() in data), "zip")
    return next((kind for media_type, kind in MEDIA_TYPES if media_type.encode() in data[:LONGEST_TYPE]), "zip")
