"""`POST /documents` and `/jobs`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import boolean, integer, many, string


class WithdrawnSchema(Schema):
    """That the document of a file was withdrawn."""

    at = string(none=True)
    reason = string("Why, for those who may see the document all the same.", none=True)
    may_restore = boolean()
    tag = string("What a form that brings it back sends, for those who may.", none=True)


class AcceptedSchema(Schema):
    """One file of an upload."""

    file = string()
    state = string("queued or duplicate")
    job = string()
    document = string()
    visibility = string("Who may read the document: public or staff. One that was here before stays as it was.")
    reason = string("What is otherwise than was asked: it was withdrawn, or others may read it. A sentence.", none=True)
    withdrawn = fields.Nested(WithdrawnSchema, required=True, allow_none=True)
    link = string("The document; none where the account may not see it.", none=True)


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
    reason = string(
        "Why it failed or could not be taken out; of one that was here before, what is otherwise than asked: it was "
        "withdrawn, or others may read it. A sentence.",
        none=True,
    )
    known = fields.Boolean(required=True, metadata={"description": "Whether these bytes were a document before."})
    visibility = string("Who may read the document: public or staff.", none=True)
    withdrawn = fields.Nested(WithdrawnSchema, required=True, allow_none=True)
    link = string("The document; none where the account may not see it.", none=True)


class WholeJobSchema(JobSchema):
    """A piece of work with what was found inside its file; each file is a document with a job of its own."""

    children = many(JobChildSchema)


class JobListSchema(WalkSchema):
    """Jobs, newest first, or as `updated_since` has them."""

    items = many(JobSchema)
