"""The jobs there are: one, those of a document, pages of all, counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.errors import NotFound
from biennien.registry.harvest import Walk, walk
from biennien.registry.jobs import STATES
from biennien.registry.paging import Order, Page
from biennien.registry.readers import KEEPER, Reader, visible
from biennien.registry.tables import Document, Job


def get_job(session: Session, job_id: str) -> Job:
    """One job. Raises: NotFound."""
    job = session.get(Job, job_id)
    if job is None:
        raise NotFound(kind="job", id=job_id)
    return job


def latest_jobs(session: Session, document_ids: Collection[str]) -> dict[str, Job]:
    """The newest job of each of these documents that has one."""
    statement = select(Job).where(Job.document_id.in_(sorted(document_ids))).order_by(Job.created_at, Job.id.desc())
    return {job.document_id: job for job in session.scalars(statement)}


def list_jobs(
    session: Session,
    *,
    state: str | None = None,
    but: Collection[str] = (),
    error_code: str | None = None,
    user_id: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Job]:
    """Jobs, newest first; those in the states `but` are left out."""
    statement = select(Job)
    if state is not None:
        statement = statement.where(Job.state == state)
    if but:
        statement = statement.where(Job.state.not_in(sorted(but)))
    if error_code is not None:
        statement = statement.where(Job.error_code == error_code)
    if user_id is not None:
        statement = statement.where(Job.created_by == user_id)
    order = Order(Job.created_at.expression, Job.id.expression, lambda job: job.created_at, descending=True)
    return order.next_page(session, statement, cursor=cursor, limit=limit)


def harvest_jobs(
    session: Session, *, since: datetime, state: str | None = None, error_code: str | None = None,
    cursor: str | None = None, limit: int = 50,
) -> Walk[Job]:  # fmt: skip
    """A page of the jobs with which something happened since, for programs; see `biennien.registry.harvest`."""
    statement = select(Job).where(Job.updated_at >= since)
    if state is not None:
        statement = statement.where(Job.state == state)
    if error_code is not None:
        statement = statement.where(Job.error_code == error_code)
    return walk(session, statement, Job.id.expression, cursor=cursor, limit=limit)


def count_jobs(session: Session, reader: Reader = KEEPER) -> dict[str, int]:
    """How many jobs there are in each state, of documents that `reader` may see."""
    statement = select(Job.state, func.count()).join(Document, Document.id == Job.document_id).group_by(Job.state)
    counted: Sequence[Any] = session.execute(visible(statement, reader)).all()
    return dict.fromkeys(STATES, 0) | {str(state): int(count) for state, count in counted}
