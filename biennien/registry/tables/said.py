"""What people said: corrections, what waits for them, words that they taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base, Id


class Correction(Base):
    """One entry of the log of corrections, never changed and never taken away; undo is an entry of its own.

    `kind` is `add`, `change`, `reject` (mentions), `metadata`, `record` (a field of a campaign record), `text` or
    `undo` (of the entry `undoes`). A mention is anchored by text, offsets, its surface and up to 32 characters before
    and after. `payload` holds what was said: label, value, attributes of a mention; field and value of metadata;
    campaign, field and value of a record.
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
    sweep_id: Mapped[str | None] = mapped_column(Id)
    """The sweep that this entry, or its undoing, was a part of."""
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class Sweep(Base):
    """One correction of all mentions that have the same label and words, in many documents: one act, one undo.

    `kind` is `change` or `reject`; `payload` holds what was said, of attributes those that are to change alone.
    `state` is `proposed`, `running`, `stopped`, `done`, `undoing` or `undone`; what is `running` or `undoing` goes on
    by itself. `mention_id` is the mention that it was said of first.
    """

    __tablename__ = "sweeps"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    mention_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(12))
    surface: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(index=True)
    updated_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))


class SweepItem(Base):
    """A mention that a sweep is about; `tag` is what it was when somebody looked at it.

    `state` is `waiting`, `done`, `changed` (it was another one when its turn came, and was left alone) or `undone`.
    """

    __tablename__ = "sweep_items"

    sweep_id: Mapped[str] = mapped_column(ForeignKey("sweeps.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    mention_id: Mapped[str] = mapped_column(Id)
    tag: Mapped[str] = mapped_column(String(20))
    left_out: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(10))
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"))

    __table_args__ = (Index("ix_sweep_items_sweep_id_state", "sweep_id", "state"),)


class Review(Base):
    """A correction that no longer fits the text, waiting for a person."""

    __tablename__ = "reviews"

    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Question(Base):
    """What is doubtful about a document as a whole: a field that could not be read, values that contradict others.

    `kind` is `field` or `conflict`, `subject` names it within the document, `why` the cause, `detail` what it is about;
    `sureness` orders them, from 0. `other_id` is the document that this one contradicts. A settled one stays settled as
    long as it is about the same; who settled it is in the log of acts.
    """

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    kind: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(100))
    why: Mapped[str] = mapped_column(String(20))
    sureness: Mapped[float] = mapped_column(Float)
    detail: Mapped[dict[str, Any]]
    other_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"), index=True)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("document_id", "subject"),
        Index("ix_questions_kind_sureness_id", "kind", "sureness", "id"),
        {"sqlite_autoincrement": True},
    )


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
