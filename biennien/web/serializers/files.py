"""The files that a document has and had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from biennien.registry.documents import FAILED
from biennien.registry.tables import DocumentFile
from biennien.web.serializers.names import moment


def serialize_file(file: DocumentFile, names: Mapping[str, str], *, failed: int | None) -> dict[str, Any]:
    """One of them, with the name of who handed it in; `failed` is the number of the one that could not be read."""
    return {
        "number": file.id,
        "source_file": file.source_file,
        "kind": file.kind,
        "size": file.size,
        "sha256": file.sha256,
        "state": file.state if file.id != failed else FAILED,
        "created_at": moment(file.created_at),
        "created_by": names.get(file.created_by or ""),
    }
