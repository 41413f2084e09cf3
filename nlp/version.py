"""The name of this extractor: a digest of its code and its data, so that any change of either shows."""

from __future__ import annotations

import hashlib
from pathlib import Path

RELEASE = "0.1"
FOLDER = Path(__file__).parent


def _version() -> str:
    digest = hashlib.sha256()
    files = [path for pattern in ("*.py", "*.tsv") for path in FOLDER.rglob(pattern)]
    for path in sorted(files, key=lambda path: path.relative_to(FOLDER).as_posix()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{RELEASE}+{digest.hexdigest()[:12]}"


EXTRACTOR_VERSION: str = _version()
