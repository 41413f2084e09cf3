"""The originals, kept by the SHA-256 of their bytes and never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


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
        """Keep what `source` gives from here to its end; the file is whole and on disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        made = self.folder / f".incoming-{os.getpid()}-{secrets.token_hex(8)}"
        try:
            digest, size = hashlib.sha256(), 0
            with made.open("xb") as file:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            self._place(made, self.path(digest.hexdigest()), size)
        finally:
            made.unlink(missing_ok=True)
        return Original(digest.hexdigest(), size)

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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
