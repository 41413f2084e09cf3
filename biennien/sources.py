"""The files that are to be taken in: given ones, those of folders, and those inside ZIP archives."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import DamagedDocument, EncryptedDocument, IngestError, TooLarge, UnsupportedFormat

MOST_MEMBERS = 100_000
"""Files of one archive that are looked at."""

DOCUMENT_MEMBERS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/container.xml"})
"""A ZIP with one of these is itself a document (DOCX, ODT, EPUB) and not an archive of them."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file to take in: what people call it, and how to open it. `open` raises IngestError or OSError."""

    name: str
    open: Callable[[], BinaryIO]


def find_sources(paths: Iterable[Path], *, largest: int) -> Iterator[FileSource]:
    """The files of `paths` in order; a member of an archive that unpacks to more than `largest` bytes is refused.

    Hidden files and folders inside folders are left out, and so are links that lead nowhere.
    """
    for path in paths:
        for file in _files(path):
            if _is_special(file):
                yield FileSource(str(file), _refuse_special)
            elif _is_archive(file):
                yield from _members(file, largest)
            else:
                yield FileSource(str(file), lambda file=file: file.open("rb"))  # type: ignore[misc]


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device, which would never come to an end."""
    try:
        return not (stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISDIR(mode))
    except OSError:
        return False


def _refuse_special() -> BinaryIO:
    raise UnsupportedFormat(kind="no regular file")


def _files(path: Path) -> Iterator[Path]:
    """The file, or those in the folder; a folder that may not be looked into stands for itself, and fails."""
    if not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
        yield path
        return
    for child in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in child.relative_to(path).parts)
        if child.is_file() and not hidden:
            yield child


def _is_archive(path: Path) -> bool:
    try:
        if not zipfile.is_zipfile(path):
            return False
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            return DOCUMENT_MEMBERS.isdisjoint(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def _members(path: Path, largest: int) -> Iterator[FileSource]:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist()[:MOST_MEMBERS] if not member.is_dir()]
    for member in members:
        name = f"{path}/{member.filename}"
        if not Path(member.filename).name.startswith("."):
            yield FileSource(name, lambda member=member: _unpack(path, member, largest))  # type: ignore[misc]


def _unpack(path: Path, member: zipfile.ZipInfo, largest: int) -> BinaryIO:
    """The bytes of a member, counted while they come out and not believed from its head. Raises: IngestError."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as file:
            data = file.read(largest + 1)
    except RuntimeError as error:
        raise EncryptedDocument(kind="zip") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise DamagedDocument(kind="zip", detail=str(error)) from error
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
            raise
        raise DamagedDocument(kind="zip", detail=str(error)) from error
    if len(data) > largest:
        raise TooLarge(limit=largest)
    return io.BytesIO(data)


def failure_of(error: IngestError | OSError) -> tuple[str, dict[str, str | int | float]]:
    """The code and parameters of what went wrong while opening a source."""
    return (error.code, error.params) if isinstance(error, IngestError) else ("unreadable", {})
