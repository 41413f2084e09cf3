"""Documents and their texts, what was read in them, and what they are like."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, validates

from biennien.registry.tables.base import Base, Id, Json

CLOSED = "was_public AND visibility <> 'public'"
"""What documents fulfil that were open to the public once and are no more."""


class Document(Base):
    """One original and what is held to be true of it now.

    `state` is `waiting`, `done` or `failed`. `metadata_values` and `evidence` have the keys of
    `nlp.mention.METADATA_FIELDS`; the columns from `title` to `to_day` repeat those that lists sort and filter by.
    `from_day` and `to_day` are `YYYYMMDD` integers of the document's day, both ends included, NULL for an undated one.
    An archive (`kind` is `zip`) is `done` without a text once its members are there. `handed_in` tells whether somebody
    handed in these very bytes, or they were only found inside another file; `withdrawn_with` is the container with
    which the document was withdrawn, and with which it comes back. `was_public` is whether it was ever open to the
    public, so that those who may have a copy of it can be told that it is gone.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(Integer)
    source_file: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    visibility: Mapped[str] = mapped_column(String(10))
    was_public: Mapped[bool] = mapped_column(Boolean, default=False)
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    withdrawn_with: Mapped[str | None] = mapped_column(Id)
    handed_in: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    updated_at: Mapped[datetime]
    added_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    text_id: Mapped[str | None] = mapped_column(Id)
    run_id: Mapped[str | None] = mapped_column(Id)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_params: Mapped[dict[str, Any] | None]
    title: Mapped[str | None] = mapped_column(Text)
    published: Mapped[str | None] = mapped_column(String(64))
    doc_type: Mapped[str | None] = mapped_column(String(20), index=True)
    doc_number: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    event_date: Mapped[str | None] = mapped_column(String(64))
    from_day: Mapped[int | None] = mapped_column(Integer, index=True)
    to_day: Mapped[int | None] = mapped_column(Integer)
    metadata_values: Mapped[dict[str, Any] | None] = mapped_column("metadata", Json)
    evidence: Mapped[dict[str, Any] | None]

    __table_args__ = (
        Index("ix_documents_updated_at_id", "updated_at", "id"),
        Index("ix_documents_withdrawn", "id", sqlite_where=text("withdrawn"), postgresql_where=text("withdrawn")),
        Index("ix_documents_closed", "id", sqlite_where=text(CLOSED), postgresql_where=text(CLOSED)),
        Index("ix_documents_doc_number_issuer", "doc_number", "issuer"),
    )

    @validates("visibility")
    def _note_opening(self, _name: str, visibility: str) -> str:
        if visibility == "public":
            self.was_public = True
        return visibility


class DocumentFile(Base):
    """A file of a document that was replaced by a better copy, or is to be: one row for each, the first one too.

    `state` is `waiting` (a job is to read it), `current` (it is the document's original), `earlier` (it was, before
    the better copy), or `taken_back`. `text_id` is the text that was in force with it when it was replaced.
    """

    __tablename__ = "document_files"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(Integer)
    source_file: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    text_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class Likeness(Base):
    """What tells whether a document's text is nearly that of another: its signature, as `search.likeness` makes it.

    `signature` is NULL for a text that is too short to compare. `group_id` is shared by all documents that are nearly
    the same, directly or by way of others: the smallest of their ids; NULL for one without its like.
    """

    __tablename__ = "likenesses"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    text_id: Mapped[str] = mapped_column(Id)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    group_id: Mapped[str | None] = mapped_column(Id, index=True)


class LikenessBand(Base):
    """A part of a signature as a number: documents that share one are compared."""

    __tablename__ = "likeness_bands"

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)


class Member(Base):
    """What stands inside an archive or is attached to a mail, and the document that its bytes are.

    The same bytes may stand in several places. `position` counts from 0 in the container's own order; `name` is the
    path there, for people. `child_id` is NULL for what could not be taken out, and `error_code` says why.
    """

    __tablename__ = "members"

    parent_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    child_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"), index=True)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_params: Mapped[dict[str, Any] | None]


class PageLine(Base):
    """A line that a saved page has and that may be its site's: by its key, and whether it stands in the body now.

    Only the lines of a site's first pages are kept; `ingest.webpages.site_lines` tells which may be a site's.
    """

    __tablename__ = "page_lines"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    site: Mapped[str] = mapped_column(Text)
    in_body: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (Index("ix_page_lines_site_key", "site", "key"),)


class TextVersion(Base):
    """One text of a document: mentions and sections belong to one version, offsets are characters of its body.

    `made_by` is `parser`, `ocr` or `person`. The bulky columns are loaded when they are first looked at.
    """

    __tablename__ = "texts"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(10))
    parser: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    length: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = deferred(mapped_column(Text))
    sections: Mapped[list[Any]] = deferred(mapped_column(Json))
    reading: Mapped[dict[str, Any]] = deferred(mapped_column(Json))
    """Everything else that `ingest.document.Document` holds: pages, lines, clues, furniture, warnings."""

    __table_args__ = (UniqueConstraint("document_id", "sha256"),)


class ExtractionRun(Base):
    """One reading of one text by one version of the extractors.

    `analysis` is what they said, before corrections; only the newest run of a document keeps it.
    """

    __tablename__ = "extraction_runs"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    text_id: Mapped[str] = mapped_column(ForeignKey("texts.id"))
    extractor_version: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    analysis: Mapped[dict[str, Any] | None] = deferred(mapped_column(Json, nullable=True))


class Mention(Base):
    """A labelled span of a text. It keeps its id through re-extraction where label, place and surface are the same.

    `origin` is `extracted` or `person`. `rejected` ones stay for undo and are shown to nobody.
    """

    __tablename__ = "mentions"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    text_id: Mapped[str] = mapped_column(ForeignKey("texts.id"))
    run_id: Mapped[str | None] = mapped_column(Id)
    label: Mapped[str] = mapped_column(String(12))
    start: Mapped[int] = mapped_column("start_offset", Integer)
    end: Mapped[int] = mapped_column("end_offset", Integer)
    surface: Mapped[str] = mapped_column(Text)
    surface_key: Mapped[str | None] = mapped_column(String(16), index=True)
    """What mentions of the same words share; see `biennien.registry.keys.surface_key`."""
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    attributes: Mapped[dict[str, Any]]
    confidence: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(10), default="extracted")
    rejected: Mapped[bool] = mapped_column(Boolean, default=False)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    slogan_id: Mapped[str | None] = mapped_column(ForeignKey("slogans.id"), index=True)
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id"), index=True)

    __table_args__ = (
        Index("ix_mentions_document_id_start_offset", "document_id", "start_offset"),
        Index("ix_mentions_doubt", "confidence", "id", "label", "origin", "rejected"),
    )
