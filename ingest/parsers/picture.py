"""Image files: a document only once their pages were recognised, see `ingest.reading`."""

from __future__ import annotations

from ingest.document import Document
from ingest.errors import UnsupportedFormat
from ingest.formats import sniff
from ingest.scans.page_pictures import count_pages


def parse_picture(data: bytes) -> Document:
    """No document: says how many pages there are to be recognised. Raises: UnsupportedFormat, DamagedDocument."""
    kind = sniff(data)
    raise UnsupportedFormat(kind=kind, pages=count_pages(data, kind))
