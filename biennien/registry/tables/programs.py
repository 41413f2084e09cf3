"""What programs rely on: uploads that may be sent again, webhooks that tell of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base, Id


class UploadKey(Base):
    """The name (`Idempotency-Key`) that an account gave to an upload, and what became of its files so far.

    `digest` tells one payload from another. `taken` has an entry for each file that was taken in, in the order they
    were sent, written in the transaction that took it in; of `files` in all. While a process works on the upload it
    is `holder`, until `held_until` at least.
    """

    __tablename__ = "upload_keys"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    files: Mapped[int] = mapped_column(Integer)
    taken: Mapped[list[Any]]
    done: Mapped[bool] = mapped_column(Boolean, default=False)
    holder: Mapped[str | None] = mapped_column(Text)
    held_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


class Webhook(Base):
    """An address that is told of every job that ends, and the secret that proves who tells it.

    After a change of the secret the old one signs too, until `old_secret_until`.
    """

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    old_secret: Mapped[str | None] = mapped_column(Text)
    old_secret_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]


class Delivery(Base):
    """One message for one webhook, written in the transaction that ends the job it tells of.

    `state` is `waiting`, `delivered` or `given_up`. `status` is what the receiver answered last, `error` why there was
    no answer. Whoever sends it holds it until `held_until`.
    """

    __tablename__ = "webhook_deliveries"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id"), index=True)
    event: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    status: Mapped[int | None] = mapped_column(Integer)
    error: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_webhook_deliveries_state_next_at", "state", "next_at"),)
