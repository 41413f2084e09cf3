"""The names of this extractor and of the authority file: digests of code and data, so that any change of them shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

RELEASE = "0.1"
FOLDER = Path(__file__).parent
AUTHORITY = FOLDER / "authority"
PLACES = ("provinces", "provinces_former", "districts", "districts_former")
"""The lexicons that the authority file rests on."""


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(FOLDER).as_posix()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Path) -> set[Path]:
    return {path for pattern in ("*.py", "*.tsv", "*.crf", "*.json") for path in folder.rglob(pattern)}


EXTRACTOR_VERSION: str = f"{RELEASE}+{_digest(_files(FOLDER) - _files(AUTHORITY))}"
AUTHORITY_VERSION: str = _digest(_files(AUTHORITY) | {FOLDER / "lexicons" / f"{name}.tsv" for name in PLACES})
