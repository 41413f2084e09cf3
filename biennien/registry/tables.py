"""The tables of the registry: the truth about every document, its texts, its mentions, and all work on them.

Ids are lasting texts: a letter that tells the kind and the first 80 bits of a hash in base 32, so that a registry made
anew from the same originals gives the same documents, units, slogans and campaigns the same addresses. Times are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

SCHEMA = "0009"
"""The revision that this code reads and writes; the last one in `migrations/versions`."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC with microseconds; SQLite keeps it without its zone, here it always has one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone where the database knows none."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, always in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


LATER: dict[str, Any] = {"deferrable": True, "initially": "IMMEDIATE"}
"""For references inside one table, so that a restore may fill it in any order."""

Id = String(64)
Json = JSON(none_as_null=True)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012


# ---------------------------------------------------------------- documents and their texts


class Document(Base):
    """One original and what is held to be true of it now.

    `state` is `waiting`, `done` or `failed`. `metadata_values` and `evidence` have the keys of
    `nlp.mention.METADATA_FIELDS`; the columns from `title` to `to_day` repeat those that lists sort and filter by.
    `from_day` and `to_day` are `YYYYMMDD` integers of the document's day, both ends included, NULL for an undated one.
    An archive (`kind` is `zip`) is `done` without a text once its members are there. `handed_in` tells whether somebody
    handed in these very bytes, or they were only found inside another file; `withdrawn_with` is the container with
    which the document was withdrawn, and with which it comes back.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(Integer)
    source_file: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    visibility: Mapped[str] = mapped_column(String(10))
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

    __table_args__ = (Index("ix_documents_updated_at_id", "updated_at", "id"),)


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

    Only the lines of a site's first pages are kept; `ingest.site_lines` tells which may be a site's.
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
        Index("ix_mentions_confidence_id", "confidence", "id"),
    )


# ---------------------------------------------------------------- what documents speak of


class Unit(Base):
    """An organisation. `key` is its canonical name folded for comparison; `valid_*` are EDTF points.

    `facts_from` says who filled `kind` to `successor_id`: the version of the authority file, or `person`; None: nobody.
    A unit that no document names is there because others are part of it, or became it.
    """

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(40))
    place: Mapped[str | None] = mapped_column(Text, index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id", **LATER), index=True)
    valid_from: Mapped[str | None] = mapped_column(String(64))
    valid_to: Mapped[str | None] = mapped_column(String(64))
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("units.id", **LATER), index=True)
    facts_from: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class UnitName(Base):
    """A name a unit goes by; `kind` is `canonical`, `alias` (as written in a text) or `former`."""

    __tablename__ = "unit_names"

    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(10))


class Slogan(Base):
    """A slogan, theme or motto; `kind` says which, `folded` is what it is looked up by."""

    __tablename__ = "slogans"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class Campaign(Base):
    """A campaign that documents tell of or name; `folded` is what it is looked up by."""

    __tablename__ = "campaigns"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class CampaignDocument(Base):
    """What one document tells of one campaign: the record of `nlp.mention.Campaign`, who proposed it, who confirmed it.

    `proposed_by` is `extractor` or a user's id. `period` is EDTF, `from_day` and `to_day` its `YYYYMMDD` ends.
    `launched_by_id` is the unit that `launched_by` names.
    """

    __tablename__ = "campaign_documents"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(Integer)
    stage: Mapped[str | None] = mapped_column(String(20))
    period: Mapped[str | None] = mapped_column(String(64))
    from_day: Mapped[int | None] = mapped_column(Integer)
    to_day: Mapped[int | None] = mapped_column(Integer)
    launched_by: Mapped[str | None] = mapped_column(Text)
    launched_by_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    record: Mapped[dict[str, Any]]
    proposed_by: Mapped[str] = mapped_column(Id)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None]


class DocumentUnit(Base):
    """That a document names a unit, and how often."""

    __tablename__ = "document_units"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class DocumentSlogan(Base):
    """That a document holds a slogan, and how often."""

    __tablename__ = "document_slogans"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    slogan_id: Mapped[str] = mapped_column(ForeignKey("slogans.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class DocumentCampaign(Base):
    """That a document names a campaign (`count` times) or tells of it (there is a row in `campaign_documents` too)."""

    __tablename__ = "document_campaigns"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class Redirect(Base):
    """Where an id leads after two things were found to be one; `kind` is `unit`, `slogan` or `campaign`."""

    __tablename__ = "redirects"

    old_id: Mapped[str] = mapped_column(Id, primary_key=True)
    new_id: Mapped[str] = mapped_column(Id, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))


# ---------------------------------------------------------------- what people said


class Correction(Base):
    """One entry of the log of corrections, never changed and never taken away; undo is an entry of its own.

    `kind` is `add`, `change`, `reject` (mentions), `metadata` or `undo` (of the entry `undoes`). A mention is anchored
    by text, offsets, its surface and up to 32 characters before and after. `payload` holds what was said:
    label, value, attributes of a mention; field and value of metadata.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    mention_id: Mapped[str | None] = mapped_column(Id)
    label: Mapped[str | None] = mapped_column(String(12))
    start: Mapped[int | None] = mapped_column("start_offset", Integer)
    end: Mapped[int | None] = mapped_column("end_offset", Integer)
    surface: Mapped[str | None] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column("before_text", Text)
    after: Mapped[str | None] = mapped_column("after_text", Text)
    payload: Mapped[dict[str, Any]]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"))
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class Review(Base):
    """A correction that no longer fits the text, waiting for a person."""

    __tablename__ = "reviews"

    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


# ---------------------------------------------------------------- work


class Job(Base):
    """A piece of work on a document, and the queue it waits in.

    `state` is `queued`, `running`, `done` or `failed`; `step` is `waiting`, `reading`, `recognising n/m` (pages),
    `understanding`, `keeping` or `ended`. A running job belongs to `worker` until `lease_until`; `attempts` counts
    how often it was taken, and is the fence: whoever finishes must hold the same number. For a file found inside
    others, `root_id` is the job of the one that was handed in, and `depth` counts the containers around it;
    `unpacked_members` and `unpacked_bytes` of that root count what was taken out of it and of all containers
    inside.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    source_file: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    step: Mapped[str] = mapped_column(String(20))
    priority: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    root_id: Mapped[str | None] = mapped_column(Id, index=True)
    depth: Mapped[int] = mapped_column(Integer, default=0)
    unpacked_members: Mapped[int] = mapped_column(Integer, default=0)
    unpacked_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    worker: Mapped[str | None] = mapped_column(Text)
    lease_until: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_params: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_jobs_state_priority_created_at", "state", "priority", "created_at"),)


class Outbox(Base):
    """A document whose place in the index is to be brought up to date."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(Id, index=True)
    created_at: Mapped[datetime]
    retry_at: Mapped[datetime | None]
    """When to try once more what the index refused; None where it has refused nothing."""
    refusal: Mapped[str | None] = mapped_column(Text)
    """Why the index refused the document, in its own words."""

    __table_args__ = ({"sqlite_autoincrement": True},)


class IndexLease(Base):
    """Who may write to the index: one row with id 1.

    `wanted_by` is a rebuild that asks the holder to make way until `wanted_until`.
    """

    __tablename__ = "index_lease"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    holder: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime | None]
    wanted_by: Mapped[str | None] = mapped_column(Text)
    wanted_until: Mapped[datetime | None]
    home: Mapped[str | None] = mapped_column(Text)
    """Where the index is, so that no process writes to another one: an address of a cluster without its login, the
    data folder that holds the embedded index of a shared registry, `embedded` where only one folder can."""


class WorkerRow(Base):
    """A worker that was alive at `heartbeat_at`."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]


# ---------------------------------------------------------------- people


class User(Base):
    """An account; `role` is `staff` or `admin`. `version` rises when every session of the account is to end."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    password_hash: Mapped[str] = mapped_column(Text)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]


class Token(Base):
    """A token for scripts; only the SHA-256 of its secret is kept."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SavedSearch(Base):
    """A search that a member of staff keeps.

    `address` holds its parameters as in an address; whoever has `feed_key` may read its feed without signing in;
    `seen_at` is when its owner last looked at what it finds.
    """

    __tablename__ = "saved_searches"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    feed_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class OwnWord(Base):
    """A word or name that staff taught this archive, as `nlp.own_words` has it; a removed one stays as history."""

    __tablename__ = "own_words"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    form: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    __table_args__ = ({"sqlite_autoincrement": True},)


class Audit(Base):
    """Who did what to what, and when."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str] = mapped_column(String(40))
    object_kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[str] = mapped_column(Id)
    details: Mapped[dict[str, Any]]

    __table_args__ = (
        Index("ix_audit_object_kind_object_id", "object_kind", "object_id"),
        {"sqlite_autoincrement": True},
    )
