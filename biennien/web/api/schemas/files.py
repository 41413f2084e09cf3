"""`/documents/ID/files`."""

from __future__ import annotations

from marshmallow import Schema

from biennien.web.api.schemas.parts import integer, many, string


class FileSchema(Schema):
    """A file that a document has, had, or is to have."""

    number = integer()
    source_file = string()
    kind = string("Format.", none=True)
    size = integer()
    sha256 = string()
    state = string("waiting (to be read), failed (could not be read), current, earlier or taken_back")
    created_at = string()
    created_by = string("Who handed it in.", none=True)


class FileListSchema(Schema):
    """The files of a document, the newest first; none where it was never replaced."""

    document = string()
    items = many(FileSchema)


class TakenBackSchema(Schema):
    """What taking a better copy back needs."""

    job = string("The job that reads the copy before it; null where the better copy was not in force yet.", none=True)
