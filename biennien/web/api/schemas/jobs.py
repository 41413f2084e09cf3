"""`POST /documents` and `/jobs`."""

from __future__ import annotations

from marshmallow import Schema

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import integer, many, string


class AcceptedSchema(Schema):
    """One file of an upload."""

    file = string()
    state = string("queued or duplicate")
    job = string()
    document = string()
    reason = string("Why nobody finds the document although it is here: it was withdrawn.", none=True)


class UploadSchema(Schema):
    """What became of the files."""

    items = many(AcceptedSchema)


class JobSchema(Schema):
    """A piece of work."""

    id = string()
    kind = string()
    document = string()
    source_file = string()
    state = string("queued, running, done, failed or stopped")
    step = string()
    pages_done = integer(none=True)
    pages = integer(none=True)
    attempts = integer()
    error = string(none=True)
    reason = string(none=True)
    created_at = string()
    started_at = string(none=True)
    ended_at = string(none=True)


class JobChildSchema(Schema):
    """A file inside the file of a job."""

    name = string("Its path there, for people.")
    document = string(none=True)
    kind = string("Format of the original.", none=True)
    title = string(none=True)
    job = string(none=True)
    state = string("queued, running, done or failed")
    step = string()
    error = string(none=True)
    reason = string("Why it failed, or could not be taken out.", none=True)
    link = string("The document.", none=True)


class WholeJobSchema(JobSchema):
    """A piece of work with what was found inside its file; each file is a document with a job of its own."""

    children = many(JobChildSchema)


class JobListSchema(WalkSchema):
    """Jobs, newest first, or as `updated_since` has them."""

    items = many(JobSchema)
