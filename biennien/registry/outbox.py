"""Documents whose place in the index is to be brought up to date, in the same transaction as what changed them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from heapq import nlargest

from sqlalchemy import ColumnElement, delete, func, insert, literal_column, or_, select, union, update
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.readers import Reader
from biennien.registry.tables import Document, Outbox
from biennien.registry.tables.documents import CLOSED

MOST_HIDDEN = 10_000
"""Documents that a search is told to leave out: more have waited for long, and an engine bears no list without end."""

TAKEN = ("withdrawn", CLOSED)
"""Why documents are taken out of sight, as the indexes of `documents` have it."""

RETRY_SECONDS = 300.0
"""How long what the index refused is left alone: whoever mends the cause need not do more than wait."""


def touch(session: Session, document_id: str) -> None:
    """Have the index look at this document again."""
    session.add(Outbox(document_id=document_id, created_at=now(session)))


def touch_many(session: Session, document_ids: Iterable[str]) -> None:
    """Have the index look at these documents again."""
    rows = [{"document_id": document_id, "created_at": now(session)} for document_id in sorted(set(document_ids))]
    if rows:
        session.execute(insert(Outbox), rows)


def touch_all(session: Session) -> None:
    """Have the index look at every document again."""
    touch_many(session, session.scalars(select(Document.id)))


def pending(session: Session, *, limit: int) -> Sequence[tuple[int, str]]:
    """The oldest rows that are due: their number and document."""
    rows = session.execute(select(Outbox.id, Outbox.document_id).where(_due(session)).order_by(Outbox.id).limit(limit))
    return [(number, document_id) for number, document_id in rows]


def clear(session: Session, numbers: Collection[int]) -> None:
    """Forget rows that the index has taken in and made durable."""
    session.execute(delete(Outbox).where(Outbox.id.in_(numbers)))


def refuse(session: Session, reasons: Mapping[int, str]) -> None:
    """Keep rows that the index refused, with why, until they are tried once more."""
    later = now(session) + timedelta(seconds=RETRY_SECONDS)
    for number, reason in reasons.items():
        session.execute(update(Outbox).where(Outbox.id == number).values(retry_at=later, refusal=reason))


def refused(session: Session) -> Sequence[tuple[str, str]]:
    """The documents that the index refused, with why, the oldest first."""
    statement = select(Outbox.document_id, Outbox.refusal).where(Outbox.refusal.is_not(None)).order_by(Outbox.id)
    return [(document_id, str(refusal)) for document_id, refusal in session.execute(statement)]


def _due(session: Session) -> ColumnElement[bool]:
    return or_(Outbox.retry_at.is_(None), Outbox.retry_at <= now(session))


def count_pending(session: Session) -> int:
    """How many rows wait."""
    return session.execute(select(func.count()).select_from(Outbox)).scalar_one()


def count_documents(session: Session) -> int:
    """How many documents have rows that wait."""
    return session.execute(select(func.count(Outbox.document_id.distinct()))).scalar_one()


def documents(session: Session) -> set[str]:
    """The documents that have rows that wait."""
    return set(session.scalars(select(Outbox.document_id)))


def out_of_sight(session: Session, reader: Reader) -> frozenset[str]:
    """The last documents that were taken out of the sight of `reader`, MOST_HIDDEN of them, while the index waits.

    Every search asks, and the outbox may hold all documents: those withdrawn and those closed stand in indexes of their
    own, which hold few.
    """
    taken = union(*(select(Document.id).where(literal_column(why), reader.gone) for why in TAKEN))
    waiting = select(Outbox.id, Outbox.document_id).where(Outbox.document_id.in_(taken))
    last = nlargest(MOST_HIDDEN, ((number, document_id) for number, document_id in session.execute(waiting)))
    return frozenset(document_id for _, document_id in last)


def newest(session: Session) -> int:
    """The number of the newest row, 0 when none waits; everything touched before now has this number or a lower one."""
    return session.execute(select(func.coalesce(func.max(Outbox.id), 0))).scalar_one()


def oldest(session: Session) -> int | None:
    """The number of the oldest row that is due, None when none is."""
    return session.execute(select(func.min(Outbox.id)).where(_due(session))).scalar_one()
