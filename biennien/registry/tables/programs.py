"""What programs rely on: uploads that may be sent again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base


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
