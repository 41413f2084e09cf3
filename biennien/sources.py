"""The files that are to be taken in: given ones and those of folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import IngestError, UnsupportedFormat


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file to take in: what people call it, and how to open it. `open` raises IngestError or OSError."""

    name: str
    open: Callable[[], BinaryIO]


def find_sources(paths: Iterable[Path]) -> Iterator[FileSource]:
    """The files of `paths` in order.

    Hidden files and folders inside folders are left out, and so are links that lead nowhere.
    """
    for path in paths:
        for file in files_of(path):
            if _is_special(file):
                yield FileSource(str(file), _refuse_special)
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


def files_of(path: Path) -> Iterator[Path]:
    """The file, or those in the folder; a folder that may not be looked into stands for itself, and fails."""
    if not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
        yield path
        return
    for child in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in child.relative_to(path).parts)
        if child.is_file() and not hidden:
            yield child


def failure_of(error: IngestError | OSError) -> tuple[str, dict[str, str | int | float]]:
    """The code and parameters of what went wrong while opening a source."""
    return (error.code, error.params) if isinstance(error, IngestError) else ("unreadable", {})
