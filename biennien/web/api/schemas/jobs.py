"""`POST /documents` and `/jobs`."""

from __future__ import annotations

from marshmallow import Schema

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
    state = string("queued, running, done or failed")
    step = string()
    attempts = integer()
    error = string(none=True)
    reason = string(none=True)
    created_at = string()
    started_at = string(none=True)
    ended_at = string(none=True)


class JobListSchema(Schema):
    """Jobs, newest first."""

    items = many(JobSchema)
    cursor = string(none=True)
