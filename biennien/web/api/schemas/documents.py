"""`/documents`."""

from __future__ import annotations

from marshmallow import Schema, fields

from biennien.web.api.schemas.lists import WalkSchema
from biennien.web.api.schemas.parts import SOURCE_FILE, boolean, integer, many, record_fields, string, strings


class DocumentSchema(Schema):
    """A document as a list shows it."""

    id = string()
    source_file = string(SOURCE_FILE)
    title = string(none=True)
    published = string("EDTF", none=True)
    event_date = string("EDTF", none=True)
    doc_type = string(none=True)
    doc_number = string(none=True)
    issuer = string(none=True)
    place = string(none=True)
    kind = string("Format of the original.", none=True)
    size = integer()
    sha256 = string("Of the original's bytes.")
    state = string("waiting, done or failed")
    visibility = string("public or staff")
    withdrawn = boolean()
    created_at = string()
    updated_at = string()
    error = fields.String(metadata={"description": "Why it failed."})
    reason = fields.String(metadata={"description": "The same as a sentence."})


class GoneDocumentSchema(Schema):
    """A document that was there before: it was withdrawn, or is for staff now."""

    id = string()
    withdrawn = boolean()


class DocumentListSchema(WalkSchema):
    """Documents, and where the list goes on."""

    items = many(DocumentSchema)
    gone = many(GoneDocumentSchema)


class SectionSchema(Schema):
    """A numbered part of the body."""

    number = string()
    heading = string()
    start = integer()
    end = integer()
    level = integer()


class EvidenceSchema(Schema):
    """Where a metadata value was read."""

    method = string()
    start = integer(none=True)
    end = integer(none=True)
    page = integer(none=True)
    box = fields.List(fields.Float(), allow_none=True, metadata={"description": "x0, top, x1, bottom in points."})
    state = fields.String(metadata={"description": "read, doubtful or unread: there, but not readable."})


class MetadataSchema(Schema):
    """What is held to be true of a document."""

    title = fields.String(allow_none=True)
    published = fields.String(allow_none=True)
    authors = fields.List(fields.String())
    source = fields.String(allow_none=True)
    doc_type = fields.String(allow_none=True)
    doc_number = fields.String(allow_none=True)
    issuer = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    event_date = fields.String(allow_none=True)
    signer = fields.String(allow_none=True)
    attachments = fields.List(fields.String())


class RecordSchema(Schema):
    """What one document tells of a campaign."""

    id = string()
    name = string()
    corrected = strings("The fields that people put right.")

    class Meta:
        include = record_fields(required=True)


class ChildSchema(Schema):
    """A file inside an archive or attached to a mail."""

    name = string("Its path there, for people.")
    document = string("null for what could not be taken out", none=True)
    kind = string("Format of the original.", none=True)
    title = string(none=True)
    state = string("waiting, done or failed")
    error = string(none=True)
    reason = string(none=True)
    link = string("The document.", none=True)


class ParentSchema(Schema):
    """An archive or a mail that a document lies in."""

    name = string("What the document is called there.")
    document = string()
    kind = string(none=True)
    title = string(none=True)
    source_file = string(SOURCE_FILE)
    link = string("The container's document.")


class CopySchema(Schema):
    """A document that is nearly the same: a scan of it, a draft."""

    document = string()
    title = string(none=True)
    source_file = string(SOURCE_FILE)
    kind = string(none=True)
    doc_number = string(none=True)
    published = string("EDTF", none=True)
    link = string("The document.")


class WholeDocumentSchema(DocumentSchema):
    """A document with its text, metadata, sections and campaigns."""

    withdrawn_reason = string(none=True)
    text_sha256 = string("Of the body: offsets belong to this text.", none=True)
    made_by = string(none=True)
    parser = string(none=True)
    warnings = strings("What the reader of the file warned of, as `biennien extract` does.")
    extractor_version = string(none=True)
    metadata = fields.Nested(MetadataSchema, required=True)
    evidence = fields.Dict(keys=fields.String(), values=fields.Nested(EvidenceSchema), required=True)
    body = string(none=True)
    sections = many(SectionSchema)
    campaigns = many(RecordSchema)
    parents = many(ParentSchema)
    children = many(ChildSchema)
    copies = many(CopySchema)
