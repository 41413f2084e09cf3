"""The originals, kept by the SHA-256 of their bytes and never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


class DataUnwritable(Exception):
    """The folder of the originals takes no files: no rights, no room, or no folder; `folder`, `detail`."""

    code = "data_unwritable"

    def __init__(self, **params: str) -> None:
        super().__init__(self.code, params)
        self.params = params


class OriginalMissing(Exception):
    """The file of an original is not where it should be; restore it from a backup."""


@dataclass(frozen=True, slots=True)
class Original:
    """One kept file: its SHA-256 in hex, its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of files named by their content, 256 folders wide."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the file with that content lies, whether it is there or not."""
        return self.folder / sha256[:2] / sha256

    def put(self, source: BinaryIO) -> Original:
        """Keep what `source` gives from here to its end; the file is whole and on disk when this returns.

        Raises: DataUnwritable; OSError when `source` cannot be read.
        """
        made = self.folder / f".incoming-{os.getpid()}-{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = made.open("xb", buffering=0)
        try:
            with file:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    with self._writing():
                        _write_all(file, chunk)
                with self._writing():
                    os.fsync(file.fileno())
            with self._writing():
                self._place(made, self.path(digest.hexdigest()), size)
        finally:
            made.unlink(missing_ok=True)
        return Original(digest.hexdigest(), size)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Tell trouble with our own folder from trouble with the file that is handed in."""
        try:
            yield
        except OSError as error:
            raise DataUnwritable(folder=str(self.folder), detail=error.strerror or str(error)) from error

    def read(self, sha256: str) -> bytes:
        """The bytes of an original. Raises: OriginalMissing."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise OriginalMissing(str(self.path(sha256))) from error

    def all(self) -> Iterator[Path]:
        """Every kept file, in order of name."""
        yield from sorted(self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def clear_leftovers(self, *, older_than: float) -> None:
        """Take away what uploads that were cut off left behind before `older_than` (seconds since 1970)."""
        for path in self.folder.glob(".incoming-*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than:
                    path.unlink()

    def _place(self, made: Path, path: Path, size: int) -> None:
        if path.exists() and path.stat().st_size == size:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        made.chmod(0o444)
        made.replace(path)
        for folder in (path.parent, self.folder):
            _sync_folder(folder)


def _write_all(file: FileIO, data: bytes) -> None:
    """Write all of `data`; the system may take it in parts."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
