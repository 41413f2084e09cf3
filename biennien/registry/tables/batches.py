"""Acts on many documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base, Id


class Batch(Base):
    """One act on many documents: shown first, done as one, stopped or undone as one.

    `action` and `state` are as `biennien.registry.batches` names them. `chosen` says how the documents were chosen;
    `left_out` counts those of them for which it would have changed nothing.
    """

    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    action: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    chosen: Mapped[str] = mapped_column(Text)
    left_out: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(index=True)
    updated_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))


class BatchItem(Base):
    """A document of a batch, in the order shown.

    `state` is `waiting`, `done`, `changed` (it was another one when its turn came, and was left alone) or `undone`.
    `before` and `after` are what the act changed of it and of those that go with it, or the failure that is tried
    again; `job_id` is the job that does it.
    """

    __tablename__ = "batch_items"

    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id"))

    __table_args__ = (Index("ix_batch_items_batch_id_state_position", "batch_id", "state", "position"),)
