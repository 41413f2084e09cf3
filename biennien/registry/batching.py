"""The work of batches, a few documents in a transaction, so that one that is cut off goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import audit, outbox
from biennien.registry import jobs as queue
from biennien.registry.batches import BY_JOBS, READ_AGAIN, RESTORE, RETRY, WITHDRAW, failures, start, undo, would_change
from biennien.registry.database import Registry, now
from biennien.registry.documents import reinstate, set_visibility, withdraw
from biennien.registry.locks import hold_document
from biennien.registry.members import followers_of
from biennien.registry.staged_acts import CHANGED, DONE, FINISHED, UNDOING, UNDONE, WAITING, advance_next
from biennien.registry.tables import Batch, BatchItem, Document, Job

AT_ONCE = 50
"""Documents of one transaction: on SQLite others who write wait for its end, a fraction of a second."""

KEPT = ("visibility", "withdrawn", "withdrawn_reason", "withdrawn_with")
"""What of a document is noted before and after, to take it back."""
ACTS = ("withdraw", "reinstate", "set_visibility")
LAST_ACT = "act"
"""Under which the last of ACTS that stands on a document is noted after: a newer one may end with the same."""


def advance_some(registry: Registry) -> bool:
    """Go on with the batch that waits longest; False when there is none, or another process has it in hand."""
    return advance_next(registry, Batch, advance)


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
            _take_back(session, batch, item)
        else:
            _do(session, batch, item)
    session.flush()
    batch.updated_at = now(session)
    if not _next(session, batch, 1):
        batch.state = UNDONE if undoing else FINISHED


def _next(session: Session, batch: Batch, limit: int) -> Sequence[BatchItem]:
    """Whose turn is next: in the order shown, and the other way round when it is taken back."""
    undoing = batch.state == UNDOING
    statement = select(BatchItem).where(BatchItem.batch_id == batch.id)
    statement = statement.where(BatchItem.state == (DONE if undoing else WAITING))
    place = BatchItem.position.desc() if undoing else BatchItem.position
    return session.scalars(statement.order_by(place).limit(limit)).all()


def _do(session: Session, batch: Batch, item: BatchItem) -> None:
    """Do it to one document, unless that would change nothing by now."""
    if batch.action not in BY_JOBS:
        hold_document(session, item.document_id)
    asked = select(Document).where(Document.id == item.document_id, would_change(batch.action))
    document = session.scalars(asked).first()
    if document is None:
        item.state = CHANGED
        return
    if batch.action == READ_AGAIN:
        job = queue.add_job(session, document, user_id=batch.updated_by, priority=queue.LATER)
        session.flush()
        item.job_id = job.id
    elif batch.action == RETRY:
        _retry(session, item)
    else:
        _set(session, batch, document, item)
    item.state = DONE


def _retry(session: Session, item: BatchItem) -> None:
    failed = session.scalars(failures(select(Job)).where(Job.document_id == item.document_id)).one()
    item.before = {"code": failed.error_code, "params": failed.error_params}
    item.job_id = queue.retry_job(session, failed.id).id


def _set(session: Session, batch: Batch, document: Document, item: BatchItem) -> None:
    """Withdraw, bring back, or say who may read; with all documents that go with this one."""
    touched = _with_others(session, document)
    item.before = _noted(touched)
    if batch.action == WITHDRAW:
        withdraw(session, document, reason=batch.reason or "", user_id=batch.updated_by)
    elif batch.action == RESTORE:
        reinstate(session, document, user_id=batch.updated_by)
    else:
        set_visibility(session, document, batch.action, user_id=batch.updated_by, reason=batch.reason)
    item.after = _noted_after(session, touched)


def _with_others(session: Session, document: Document) -> list[Document]:
    together = session.scalars(select(Document).where(Document.withdrawn_with == document.id))
    return list({one.id: one for one in (document, *followers_of(session, document), *together)}.values())


def _noted(documents: Sequence[Document]) -> dict[str, Any]:
    return {one.id: {name: getattr(one, name) for name in KEPT} for one in documents}


def _noted_after(session: Session, documents: Sequence[Document]) -> dict[str, Any]:
    session.flush()
    acts = audit.standing_acts(session, "document", [one.id for one in documents], actions=ACTS)
    return {key: noted | {LAST_ACT: acts.get(key)} for key, noted in _noted(documents).items()}


def _take_back(session: Session, batch: Batch, item: BatchItem) -> None:
    """Give each document back what it had, unless somebody did something to it since.

    What was done and taken back since is nothing. Acts of versions that did not note LAST_ACT are told by what stands
    alone.
    """
    documents = [hold_document(session, document_id) for document_id in sorted(item.before or {})]
    stands, item.state = _noted_after(session, documents), CHANGED
    undone = (item.after or {}).get(item.document_id, {}).get(LAST_ACT)
    for document in documents:
        noted = (item.after or {}).get(document.id, {})
        if not noted or any(stands[document.id][name] != value for name, value in noted.items()):
            continue
        before = (item.before or {})[document.id]
        given = {name: value for name, value in before.items() if getattr(document, name) != value}
        if not given:  # it went with the container, and was so already
            continue
        _note(session, batch, document, given, undone)
        for name, value in given.items():
            setattr(document, name, value)
        document.updated_at = now(session)
        outbox.touch(session, document.id)
        item.state = UNDONE


def _note(session: Session, batch: Batch, document: Document, given: dict[str, Any], undone: int | None) -> None:
    """Note what a document gets back in the log of acts, as if somebody had done it by itself.

    `undone` is the act that is taken back, None when that was not noted.
    """
    act = "set_visibility"
    if batch.action in (WITHDRAW, RESTORE):
        act = "withdraw" if given.get("withdrawn", document.withdrawn) else "reinstate"
    had = {name: getattr(document, name) for name in given}
    told = {"batch": batch.id, "before": had, "after": given} | ({"undoes": undone} if undone is not None else {})
    audit.record(session, act, "document", document.id, user_id=batch.updated_by, **told)
