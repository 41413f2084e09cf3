"""What documents and their files are called; `source_file` holds the way to a file as it was handed in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol


class Titled(Protocol):
    """A document, or what a search found of one."""

    @property
    def title(self) -> str | None: ...

    @property
    def source_file(self) -> str: ...


def file_name(source_file: str) -> str:
    """The name of a file without the folders it came from, of either kind; all of it where it ends with a folder.

    >>> file_name("/srv/quet/Kế hoạch 12.pdf"), file_name("C:\\\\Scan\\\\a.pdf")
    ('Kế hoạch 12.pdf', 'a.pdf')
    """
    return PurePosixPath(source_file.replace("\\", "/")).name or source_file


def shown_title(document: Titled) -> str:
    """A document's title, or what its file is called."""
    return document.title or file_name(document.source_file)
