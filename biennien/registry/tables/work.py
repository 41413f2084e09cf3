"""Work on documents and on the index."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base, Id, clock


def _moment(context: Any) -> datetime:
    return clock(context.connection)


class Job(Base):
    """A piece of work on a document, and the queue it waits in.

    `state` is one of `biennien.registry.jobs.STATES`; `step` is `waiting`, `reading`, `recognising n/m` (pages),
    `understanding`, `keeping` or `ended`. A running job belongs to `worker` until `lease_until`; `attempts` counts
    how often it was taken, and is the fence: whoever finishes must hold the same number. For a file found inside
    others, `root_id` is the job of the one that was handed in, and `depth` counts the containers around it;
    `unpacked_members` and `unpacked_bytes` of that root count what was taken out of it and of all containers
    inside. `file_id` is the better copy that the job reads in the place of the document's original.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("document_files.id"))
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
    updated_at: Mapped[datetime] = mapped_column(default=_moment, onupdate=_moment, index=True)
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
