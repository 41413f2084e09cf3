"""One act on many documents: shown first, done as one, stopped or undone as one.

What was shown is what is done: the documents are noted when the act is proposed, and one that is another by its turn
is left alone. `biennien.registry.batching` does the work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from biennien.registry import audit
from biennien.registry import jobs as queue
from biennien.registry.database import chunks, now
from biennien.registry.errors import BatchOver, ReasonMissing
from biennien.registry.keys import random_id
from biennien.registry.readers import PUBLIC, STAFF
from biennien.registry.staged_acts import DONE, FINISHED, PROPOSED, RUNNING, STOPPED, UNDOING, UNDONE, WAITING
from biennien.registry.tables import Batch, BatchItem, Document, Job
from ingest.paragraphs import clean

READ_AGAIN, RETRY, WITHDRAW, RESTORE = "read_again", "retry", "withdraw", "restore"
ACTIONS = (READ_AGAIN, RETRY, WITHDRAW, RESTORE, PUBLIC, STAFF)
"""`public` and `staff` say who may read from now on."""

BY_JOBS = frozenset({READ_AGAIN, RETRY})
"""What jobs do: it can be stopped, but there is nothing to undo."""

WITH_REASON = frozenset({WITHDRAW, PUBLIC, STAFF})


def propose(
    session: Session, action: str, document_ids: Iterable[str], *, reason: str = "", chosen: str = "",
    user_id: str | None,
) -> Batch:  # fmt: skip
    """Note what would be done to which documents; nothing is done yet. `chosen` says for people how they were chosen.

    Those for which it would change nothing are left out and counted in `left_out`. Raises: ReasonMissing.
    """
    reason = clean(reason)
    if action in WITH_REASON and not reason:
        raise ReasonMissing(action=action)
    asked = list(dict.fromkeys(document_ids))
    moment = now(session)
    batch = Batch(
        id=random_id("b"), action=action, reason=reason or None, chosen=chosen, state=PROPOSED, left_out=0,
        created_at=moment, created_by=user_id, updated_at=moment, updated_by=user_id,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    taken: list[str] = []
    for some in chunks(asked):
        fitting = set(session.scalars(select(Document.id).where(Document.id.in_(some), would_change(action))))
        taken += [one for one in some if one in fitting]
    batch.left_out = len(asked) - len(taken)
    rows = [
        {"batch_id": batch.id, "position": at, "document_id": one, "state": WAITING} for at, one in enumerate(taken)
    ]
    if rows:
        session.execute(insert(BatchItem), rows)
    return batch


def failed_documents(session: Session, code: str | None = None) -> Sequence[str]:
    """The documents whose newest job failed, for the reason `code` if one is given, the oldest first."""
    return session.scalars(failures(select(Job.document_id), code).order_by(Job.created_at, Job.id)).all()


def count_failures(session: Session) -> dict[str, int]:
    """How many documents failed for each reason, those aside that were read since."""
    statement = failures(select(Job.error_code, func.count())).group_by(Job.error_code)
    return {str(code): count for code, count in session.execute(statement.order_by(func.count().desc()))}


def start(session: Session, batch: Batch, *, user_id: str | None) -> None:
    """Do it, or go on with it. Raises: BatchOver."""
    again = (UNDONE,) if batch.action not in BY_JOBS else ()
    _turn(session, batch, RUNNING, (PROPOSED, STOPPED, *again), user_id)
    undone = update(BatchItem).where(BatchItem.batch_id == batch.id, BatchItem.state == UNDONE)
    session.execute(undone.values(state=WAITING, before=None, after=None))


def stop(session: Session, batch: Batch, *, user_id: str | None) -> None:
    """Stop where it is: what was done stays, the rest waits; jobs that nobody has begun wait with it.

    Raises: BatchOver.
    """
    _turn(session, batch, STOPPED, (RUNNING, FINISHED) if batch.action in BY_JOBS else (RUNNING,), user_id)
    if batch.action in BY_JOBS:
        _take_off_the_queue(session, batch)


def undo(session: Session, batch: Batch, *, user_id: str | None) -> None:
    """Take back all that it did. Raises: BatchOver, also for what jobs do."""
    _turn(session, batch, UNDOING, () if batch.action in BY_JOBS else (RUNNING, STOPPED, FINISHED), user_id)


def count_items(session: Session, batches: Collection[Batch]) -> dict[str, dict[str, int]]:
    """How many documents of each of these batches are in each state, by the id of the batch."""
    ids = [batch.id for batch in batches]
    statement = select(BatchItem.batch_id, BatchItem.state, func.count()).where(BatchItem.batch_id.in_(ids))
    return _by_batch(session, ids, statement.group_by(BatchItem.batch_id, BatchItem.state))


def count_batch_jobs(session: Session, batches: Collection[Batch]) -> dict[str, dict[str, int]]:
    """How many jobs of each of these batches are in each state; none for what no jobs do."""
    ids = [batch.id for batch in batches if batch.action in BY_JOBS]
    statement = select(BatchItem.batch_id, Job.state, func.count()).join(Job, BatchItem.job_id == Job.id)
    statement = statement.where(BatchItem.batch_id.in_(ids), BatchItem.state == DONE)
    return _by_batch(session, [batch.id for batch in batches], statement.group_by(BatchItem.batch_id, Job.state))


def _by_batch(session: Session, ids: Collection[str], statement: Select[Any]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {batch_id: {} for batch_id in ids}
    for batch_id, state, count in session.execute(statement):
        counts[batch_id][state] = count
    return counts


def documents_of(session: Session, batch: Batch, *, first: int = 0, limit: int = 50) -> Sequence[tuple[str, Document]]:
    """State and document of the items from the position `first` on."""
    statement = select(BatchItem.state, Document).join(Document, Document.id == BatchItem.document_id)
    statement = statement.where(BatchItem.batch_id == batch.id, BatchItem.position >= first)
    rows = session.execute(statement.order_by(BatchItem.position).limit(limit))
    return [(state, document) for state, document in rows]


def would_change(action: str) -> ColumnElement[bool]:
    """What a document must fulfil for an action to change something."""
    if action == RETRY:
        return Document.id.in_(failures(select(Job.document_id)))
    if action == READ_AGAIN:
        busy = select(Job.document_id).where(Job.state.in_((queue.QUEUED, queue.RUNNING)))
        return Document.id.not_in(busy)
    if action in (WITHDRAW, RESTORE):
        return Document.withdrawn.is_(action == RESTORE)
    return Document.visibility != action


def failures(statement: Select[Any], code: str | None = None) -> Select[Any]:
    """`statement` of jobs narrowed to those that failed and were the last try of their document."""
    later = aliased(Job)
    newer = select(later.id).where(later.document_id == Job.document_id, later.created_at > Job.created_at)
    statement = statement.where(Job.state == queue.FAILED, ~newer.exists())
    return statement if code is None else statement.where(Job.error_code == code)


def _take_off_the_queue(session: Session, batch: Batch) -> None:
    """Let the jobs of a batch that nobody has begun wait with it; a failure that was to be tried again is one again."""
    mine = (BatchItem.batch_id == batch.id, BatchItem.state == DONE)
    if batch.action == RETRY:
        items = select(Job, BatchItem).join(BatchItem, BatchItem.job_id == Job.id)
        for job, item in session.execute(items.where(*mine, Job.state == queue.QUEUED).with_for_update()).all():
            failure = item.before or {}
            queue.fail_again(session, job, failure["code"], failure["params"])
            item.state, item.job_id = WAITING, None
        return
    queue.stop_queued(session, select(BatchItem.job_id).where(*mine))
    stopped = select(Job.id).where(Job.id == BatchItem.job_id, Job.state == queue.STOPPED).exists()
    session.execute(update(BatchItem).where(*mine, stopped).values(state=WAITING, job_id=None))


def _turn(session: Session, batch: Batch, state: str, before: Collection[str], user_id: str | None) -> None:
    if batch.state not in before:
        raise BatchOver(batch=batch.id, state=batch.state)
    details = {
        "before": batch.state,
        "after": state,
        "act": batch.action,
        "reason": batch.reason,
        "documents": sum(count_items(session, [batch])[batch.id].values()),
    }
    audit.record(session, f"batch_{state}", "batch", batch.id, user_id=user_id, **details)
    batch.state, batch.updated_at, batch.updated_by = state, now(session), user_id
