"""Originals on their way out: always as a file to keep, never as a page of ours."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Response, send_file

from biennien.originals import OriginalMissing
from biennien.registry.tables import Document
from biennien.web.security import ORIGINAL_POLICY
from biennien.web.services import services

MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def send_original(document: Document) -> Response:
    """The file of a document. Raises: OriginalMissing."""
    path = services().originals.path(document.sha256)
    if not path.is_file():
        raise OriginalMissing(str(path))
    response = send_file(
        path,
        mimetype=MEDIA_TYPES.get(document.kind or "", "application/octet-stream"),
        as_attachment=True,
        download_name=PurePosixPath(document.source_file.replace("\\", "/")).name or document.id,
        etag=document.sha256,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = ORIGINAL_POLICY
    return response
