"""Originals on their way out: always as a file to keep, never as a page of ours."""

from __future__ import annotations

from flask import Response, send_file
from sqlalchemy.orm import Session

from biennien.originals import OriginalMissing
from biennien.registry import documents as store
from biennien.registry.file_names import file_name
from biennien.registry.tables import Document, DocumentFile
from biennien.web.problems import Problem
from biennien.web.security import ORIGINAL_POLICY
from biennien.web.services import services
from ingest.document import Document as Reading
from ingest.document import Page

MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def send_original(document: Document | DocumentFile) -> Response:
    """The file of a document, or one that it had before. Raises: OriginalMissing."""
    path = services().originals.path(document.sha256)
    if not path.is_file():
        raise OriginalMissing(str(path))
    response = send_file(
        path,
        mimetype=MEDIA_TYPES.get(document.kind or "", "application/octet-stream"),
        as_attachment=True,
        download_name=file_name(document.source_file) or str(document.id),
        etag=document.sha256,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = ORIGINAL_POLICY
    return response


def find_page(session: Session, document: Document, number: int) -> tuple[Reading, Page]:
    """What was read from a document, and one of its pages. Raises: Problem 404 where there is no such page."""
    reading = store.current_reading(session, document)
    shown = next((one for one in reading.pages if one.number == number), None) if reading else None
    if reading is None or shown is None:
        raise Problem(404, "not_found", id=f"{document.id}/pages/{number}")
    return reading, shown


def send_page_picture(document: Document, page: Page, size: str) -> Response:
    """The picture of one page, small or large. Raises: IngestError, OriginalMissing."""
    path = services().pictures.of(document.sha256, page, size)
    return send_file(path, mimetype="image/png", etag=f"{path.stem}", conditional=True)
