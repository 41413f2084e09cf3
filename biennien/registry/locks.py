"""What transactions hold so that no other one comes between: locks of a whole archive, and one document.

Locks of the archive are taken in the order WORDS, NAMES, GROUPS, the first two before a job's or document's row is
written: who holds them alone writes the rows of many, so the other way round two would wait for each other. They end
with the transaction. On SQLite there are none, since whoever writes is alone.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.errors import NotFound
from biennien.registry.tables import Document

WORDS = 19_480_613
"""Shared by those who keep what was understood with the archive's own words, held alone by who teaches words: a text
understood with the old ones is either kept before, and found outdated, or finds the new ones there."""

NAMES = 19_480_612
"""Shared by those who lead names, held alone by those who decide on names, so that no reading keeps a link by a
decision that was overtaken."""

WEBHOOKS = 19_480_614
"""Who adds a webhook sees the others: one address is told once. Nothing else is locked beside it."""

GROUPS = 19_480_611
"""Writers on PostgreSQL group one after the other: two that do not see each other's documents would not pair them."""


def share_lock(session: Session, lock: int) -> None:
    """Let nobody hold this lock alone before the transaction ends."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(func.pg_advisory_xact_lock_shared(lock)))


def take_lock(session: Session, lock: int) -> None:
    """Let nobody else have this lock before the transaction ends."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(func.pg_advisory_xact_lock(lock)))


def hold_document(session: Session, document_id: str) -> Document:
    """A document as it is now, that nobody else puts right or keeps a reading of before the transaction ends.

    Rows that only name it may be written beside. Who locks jobs too does that first. Raises: NotFound.
    """
    share_lock(session, NAMES)
    held = select(Document).where(Document.id == document_id).with_for_update(key_share=True)
    document = session.scalars(held.execution_options(populate_existing=True)).first()
    if document is None:
        raise NotFound(kind="document", id=document_id)
    return document
