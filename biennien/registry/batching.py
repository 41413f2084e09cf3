"""The work of batches, a few documents in a transaction, so that one that is cut off goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import jobs as queue
from biennien.registry import outbox
from biennien.registry.batches import (
    CHANGED,
    DONE,
    FINISHED,
    READ_AGAIN,
    RESTORE,
    RETRY,
    RUNNING,
    UNDOING,
    UNDONE,
    WAITING,
    WITHDRAW,
    start,
    undo,
)
from biennien.registry.database import Registry, now
from biennien.registry.documents import reinstate, set_visibility, withdraw
from biennien.registry.members import followers_of
from biennien.registry.own_words import LATER
from biennien.registry.tables import Batch, BatchItem, Document

AT_ONCE = 50
"""Documents of one transaction: on SQLite others who write wait for its end, a fraction of a second."""

KEPT = ("visibility", "withdrawn", "withdrawn_reason", "withdrawn_with")
"""What of a document is noted before and after, to take it back."""


def advance_some(registry: Registry) -> bool:
    """Go on with the batch that waits longest; False when there is none, or another process has it in hand."""
    at_work = Batch.state.in_((RUNNING, UNDOING))
    with registry.read() as session:
        if session.scalars(select(Batch.id).where(at_work).limit(1)).first() is None:
            return False
    with registry.write() as session:
        statement = select(Batch).where(at_work).order_by(Batch.updated_at, Batch.id).limit(1)
        batch = session.scalars(statement.with_for_update(skip_locked=True)).first()
        if batch is not None:
            advance(session, batch)
        return batch is not None


def begin(session: Session, batch: Batch, *, user_id: str | None) -> None:
    """Do a batch, or go on with it: the first documents at once, the rest by a worker. Raises: BatchOver."""
    start(session, batch, user_id=user_id)
    advance(session, batch)


def take_back(session: Session, batch: Batch, *, user_id: str | None) -> None:
    """Take back all that a batch did: the last documents at once, the rest by a worker. Raises: BatchOver."""
    undo(session, batch, user_id=user_id)
    advance(session, batch)


def advance(session: Session, batch: Batch) -> None:
    """Do, or take back, what a batch says with the next documents, and end it after the last one."""
    undoing = batch.state == UNDOING
    for item in _next(session, batch, AT_ONCE):
        if undoing:
            _take_back(session, item)
        else:
            _do(session, batch, item)
    session.flush()
    if not _next(session, batch, 1):
        batch.state, batch.updated_at = UNDONE if undoing else FINISHED, now(session)


def _next(session: Session, batch: Batch, limit: int) -> Sequence[BatchItem]:
    """Whose turn is next: in the order shown, and the other way round when it is taken back."""
    undoing = batch.state == UNDOING
    statement = select(BatchItem).where(BatchItem.batch_id == batch.id)
    statement = statement.where(BatchItem.state == (DONE if undoing else WAITING))
    place = BatchItem.position.desc() if undoing else BatchItem.position
    return session.scalars(statement.order_by(place).limit(limit)).all()


def _do(session: Session, batch: Batch, item: BatchItem) -> None:
    document = session.get_one(Document, item.document_id)
    if batch.action == READ_AGAIN:
        _read_again(session, batch, document, item)
    elif batch.action == RETRY:
        _retry(session, batch, item)
    else:
        _set(session, batch, document, item)


def _read_again(session: Session, batch: Batch, document: Document, item: BatchItem) -> None:
    job = queue.latest_job(session, document.id)
    if job is not None and job.state in (queue.QUEUED, queue.RUNNING):
        item.state = CHANGED
        return
    added = queue.add_job(session, document, user_id=batch.updated_by, priority=LATER)
    session.flush()
    item.state, item.job_id = DONE, added.id


def _retry(session: Session, batch: Batch, item: BatchItem) -> None:
    job = queue.latest_job(session, item.document_id)
    if job is None or job.state != queue.FAILED:
        item.state = CHANGED
        return
    item.before = {"code": job.error_code, "params": job.error_params}
    item.state, item.job_id = DONE, queue.retry_job(session, job.id).id


def _set(session: Session, batch: Batch, document: Document, item: BatchItem) -> None:
    """Withdraw, bring back, or say who may read; with all documents that go with this one."""
    if not _changes(batch.action, document):
        item.state = CHANGED
        return
    touched = _with_others(session, document)
    item.before = _noted(touched)
    if batch.action == WITHDRAW:
        withdraw(session, document, reason=batch.reason or "", user_id=batch.updated_by)
    elif batch.action == RESTORE:
        reinstate(session, document, user_id=batch.updated_by)
    else:
        set_visibility(session, document, batch.action, user_id=batch.updated_by, reason=batch.reason)
    item.after, item.state = _noted(touched), DONE


def _changes(action: str, document: Document) -> bool:
    if action in (WITHDRAW, RESTORE):
        return document.withdrawn == (action == RESTORE)
    return document.visibility != action


def _with_others(session: Session, document: Document) -> list[Document]:
    together = session.scalars(select(Document).where(Document.withdrawn_with == document.id))
    return list({one.id: one for one in (document, *followers_of(session, document), *together)}.values())


def _noted(documents: Sequence[Document]) -> dict[str, Any]:
    return {one.id: {name: getattr(one, name) for name in KEPT} for one in documents}


def _take_back(session: Session, item: BatchItem) -> None:
    """Give each document back what it had, unless somebody changed it since."""
    for document_id, before in (item.before or {}).items():
        document = session.get_one(Document, document_id)
        if _noted([document])[document_id] == (item.after or {}).get(document_id):
            for name, value in before.items():
                setattr(document, name, value)
            document.updated_at = now(session)
            outbox.touch(session, document_id)
    item.state = UNDONE
