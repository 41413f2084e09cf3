"""Names of files as people read them; `source_file` holds the way to a file as it was handed in."""

from __future__ import annotations

from pathlib import PurePosixPath


def file_name(source_file: str) -> str:
    """The name of a file without the folders it came from, of either kind; all of it where it ends with a folder.

    >>> file_name("/srv/quet/Kế hoạch 12.pdf"), file_name("C:\\\\Scan\\\\a.pdf")
    ('Kế hoạch 12.pdf', 'a.pdf')
    """
    return PurePosixPath(source_file.replace("\\", "/")).name or source_file
