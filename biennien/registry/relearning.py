"""Understanding an archive anew with the words that it was taught: an act on many documents like any other.

So it shows how far it is, can be stopped and gone on with, and holds nobody up however many documents there are.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import batches, batching
from biennien.registry.jobs import QUEUED
from biennien.registry.own_words import outdated_documents
from biennien.registry.staged_acts import FINISHED, RUNNING
from biennien.registry.tables import Batch, BatchItem, Job

WORDS = "words"
"""How the documents of such an act are said to be chosen."""


def relearn(session: Session, version: str, *, user_id: str | None) -> Batch | None:
    """Begin to read what was understood by another version than this; None where nothing was.

    What an act of before has not come to yet is stopped there and is part of the new one.
    """
    waiting = select(Job.id).join(BatchItem, BatchItem.job_id == Job.id)
    waiting = waiting.where(BatchItem.batch_id == Batch.id, Job.state == QUEUED)
    at_work = select(Batch).where(
        Batch.chosen == WORDS, (Batch.state == RUNNING) | ((Batch.state == FINISHED) & waiting.exists())
    )
    for earlier in session.scalars(at_work.order_by(Batch.id).with_for_update()).all():
        batches.stop(session, earlier, user_id=user_id)
    session.flush()
    documents = outdated_documents(session, version)
    if not documents:
        return None
    batch = batches.propose(session, batches.READ_AGAIN, documents, chosen=WORDS, user_id=user_id)
    batching.begin(session, batch, user_id=user_id)
    return batch


def last_relearning(session: Session) -> Batch | None:
    """The act that was begun last."""
    statement = select(Batch).where(Batch.chosen == WORDS).order_by(Batch.created_at.desc(), Batch.id)
    return session.scalars(statement.limit(1)).first()
