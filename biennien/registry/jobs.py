"""The queue: jobs wait in rows, a worker holds one by a lease, and a lapsed lease is taken again.

So a job is done at least once, and what it does can be done again without harm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.database import Registry, now
from biennien.registry.errors import LeaseLost, NotFound, NotRetriable, StillAtWork
from biennien.registry.keys import random_id
from biennien.registry.tables import Document, Job
from biennien.registry.webhooks import announce_end

MAX_ATTEMPTS = 3
LEASE_SECONDS = 60.0
"""How long after its last heartbeat a worker on another machine is believed to be alive."""

HEARTBEAT_SECONDS = 5.0

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
STOPPED = "stopped"
"""A person did not want it any more; nothing of it was kept."""

ENDED = (DONE, FAILED, STOPPED)
"""What no worker takes up again by itself."""

STATES = (QUEUED, RUNNING, *ENDED)
PROCESS = "process"
"""The kind of job that reads a document from its original and keeps what was understood."""

RECOGNISE = "recognise"
"""What such a job becomes when pages are left that have to be recognised from their pictures."""

RECOGNISING = "recognising"
"""The step of such a job; behind it stands how many of how many pages are done: `recognising 3/12`."""

AFTER_ALL_TEXT = 100
"""By how much the recognition of pages is less urgent than the reading of texts, whoever waits for it."""

INTERACTIVE, LATER = 10, -10
"""The priority of what somebody waits for, and of reading again what is there: after all that anybody handed in."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job: `attempt` is the fence that a worker who lost it cannot pass."""

    job_id: str
    document_id: str
    kind: str
    worker: str
    attempt: int


def add_job(
    session: Session,
    document: Document,
    *,
    user_id: str | None = None,
    priority: int = 0,
    inside: Job | None = None,
) -> Job:
    """A new job that waits for a worker; `inside` is the job of the container that the file was found in."""
    job = Job(
        id=random_id("j"), kind=PROCESS, document_id=document.id, source_file=document.source_file, state=QUEUED,
        step="waiting", priority=priority, attempts=0, created_at=now(session), created_by=user_id,
    )  # fmt: skip
    place_job(job, inside)
    session.add(job)
    return job


def place_job(job: Job, inside: Job | None) -> None:
    """Count a job's file among those found `inside` the container of another job, or as handed in by itself."""
    job.root_id = None if inside is None else root_id(inside)
    job.depth = 0 if inside is None else inside.depth + 1


def root_id(job: Job) -> str:
    """The job of the file that was handed in, in which this job's file lies; the job itself where it is that."""
    return job.root_id or job.id


def latest_job(session: Session, document_id: str) -> Job | None:
    """The newest job of a document."""
    statement = select(Job).where(Job.document_id == document_id).order_by(Job.created_at.desc(), Job.id).limit(1)
    return session.scalars(statement).first()


def has_work(registry: Registry, *, is_gone: Callable[[str], bool], job_id: str | None = None) -> bool:
    """Whether there is a job to take (or `job_id` is free), asked without keeping anybody from writing."""
    with registry.read() as session:
        return session.scalars(_free(session, is_gone, job_id)).first() is not None


def take_job(
    registry: Registry,
    worker: str,
    *,
    is_gone: Callable[[str], bool],
    job_id: str | None = None,
    lease_seconds: float = LEASE_SECONDS,
) -> Lease | None:
    """The most urgent job (or `job_id` if it is free) for `worker` to do, None when there is none.

    One that was tried before comes after all others as urgent, since it may take its worker down again.

    Free is what waits, what lapsed, and what belongs to a worker of whom `is_gone` knows that it ended. A job that
    was taken MAX_ATTEMPTS times without an end becomes failed with the code `crash`: it takes its worker down.
    """
    while True:
        with registry.write() as session:
            job = session.scalars(_free(session, is_gone, job_id).with_for_update(skip_locked=True)).first()
            if job is None:
                return None
            if job.attempts < MAX_ATTEMPTS:
                return _give(session, job, worker, lease_seconds)
            _end(session, job, FAILED, "crash", {"detail": "worker", "attempts": job.attempts})
            announce_end(session, job)


def heartbeat(registry: Registry, lease: Lease, *, step: str | None = None) -> None:
    """Say that the worker is alive, and where it stands. Raises: LeaseLost."""
    with registry.write() as session:
        job = _held(session, lease)
        job.heartbeat_at = now(session)
        job.lease_until = job.heartbeat_at + timedelta(seconds=LEASE_SECONDS)
        job.step = step or job.step


def finish_job(session: Session, lease: Lease) -> Job:
    """Mark the job done, in the transaction that keeps its result. Raises: LeaseLost, and nothing must be kept."""
    job = _held(session, lease)
    _end(session, job, DONE, None, None)
    return job


def hand_on(session: Session, lease: Lease) -> None:
    """Put the job back as one that recognises, with nothing kept yet. Raises: LeaseLost."""
    put_back(session, _held(session, lease))


def put_back(session: Session, job: Job) -> None:
    """Let a job that has kept what it could read go on as one that recognises, with all its attempts."""
    job.kind, job.priority, job.attempts, job.ended_at = RECOGNISE, job.priority - AFTER_ALL_TEXT, 0, None
    _requeue(job)


def fail_job(session: Session, lease: Lease, code: str, params: dict[str, Any]) -> None:
    """Mark the job and its document failed for the reason `code`. Raises: LeaseLost."""
    job = _held(session, lease)
    _end(session, job, FAILED, code, params)
    announce_end(session, job)


def try_again(session: Session, lease: Lease) -> None:
    """Put the job back with its attempt counted: what stopped it may have come from outside. Raises: LeaseLost."""
    _requeue(_held(session, lease))


def release_job(registry: Registry, lease: Lease) -> None:
    """Put an unfinished job back without counting the attempt: the worker was asked to stop."""
    with registry.write() as session:
        job = session.get(Job, lease.job_id, with_for_update=True)
        if job is not None and _is_held(job, lease):
            job.attempts -= 1
            _requeue(job)


def stop_job(session: Session, job: Job) -> None:
    """Take a job that waits, is at work or failed off the queue; a worker that has it in hand keeps nothing of it."""
    job.state, job.step, job.ended_at = STOPPED, "ended", now(session)
    job.worker = job.lease_until = None


def stop_queued(session: Session, ids: Select[Any]) -> None:
    """Take those of these jobs off the queue that nobody has begun."""
    stopped = {"state": STOPPED, "step": "ended", "ended_at": now(session)}
    session.execute(update(Job).where(Job.id.in_(ids), Job.state == QUEUED).values(**stopped))


def fail_again(session: Session, job: Job, code: str, params: dict[str, Any] | None) -> None:
    """Let a failed job that waits to be tried again be a failure once more, for the reason it had."""
    _end(session, job, FAILED, code, params)


def check_idle(session: Session, document: Document) -> None:
    """Refuse while the document is being read: what comes of that could not be seen yet. Raises: StillAtWork."""
    job = latest_job(session, document.id)
    if job is not None and job.state in (QUEUED, RUNNING):
        raise StillAtWork(document=document.id, job=job.id)


def read_once_more(session: Session, document: Document, *, user_id: str | None) -> Job:
    """Have a document read anew from its original. Raises: StillAtWork."""
    check_idle(session, document)
    audit.record(session, "read_again", "document", document.id, user_id=user_id)
    return add_job(session, document, user_id=user_id, priority=INTERACTIVE)


def retry_job(session: Session, job_id: str) -> Job:
    """A failed job, queued anew with all its attempts. Raises: NotFound, NotRetriable."""
    job = session.get(Job, job_id, with_for_update=True)
    if job is None:
        raise NotFound(kind="job", id=job_id)
    if job.state != FAILED:
        raise NotRetriable(job=job_id, state=job.state)
    job.attempts = 0
    job.error_code = job.error_params = job.ended_at = job.started_at = None
    _requeue(job)
    document = session.get_one(Document, job.document_id)
    if document.state == "failed":
        document.state, document.error_code, document.error_params = "waiting", None, None
        document.updated_at = now(session)
    return job


def retry_for(session: Session, job_id: str, *, user_id: str) -> Job:
    """As `retry_job`, for somebody who asked for it, which is noted. Raises: NotFound, NotRetriable."""
    before = session.get(Job, job_id, with_for_update=True, populate_existing=True)  # who asks looked at it before
    told = {"before": f"{FAILED}: {before.error_code}" if before else None, "after": QUEUED}
    job = retry_job(session, job_id)
    audit.record(session, "retry", "document", job.document_id, user_id=user_id, job=job.id, **told)
    return job


def _free(session: Session, is_gone: Callable[[str], bool], job_id: str | None) -> Any:
    holders = session.scalars(select(Job.worker).where(Job.state == RUNNING).distinct())
    gone = [holder for holder in holders if holder is not None and is_gone(holder)]
    lapsed: ColumnElement[bool] = or_(Job.lease_until < now(session), Job.worker.in_(gone))
    statement = select(Job).where(or_(Job.state == QUEUED, and_(Job.state == RUNNING, lapsed)))
    if job_id is not None:
        statement = statement.where(Job.id == job_id)
    return statement.order_by(Job.priority.desc(), Job.attempts, Job.created_at, Job.id).limit(1)


def _give(session: Session, job: Job, worker: str, lease_seconds: float) -> Lease:
    moment = now(session)
    job.state, job.step, job.worker = RUNNING, "reading", worker
    job.attempts += 1
    job.started_at = job.heartbeat_at = moment
    job.lease_until = moment + timedelta(seconds=lease_seconds)
    return Lease(job.id, job.document_id, job.kind, worker, job.attempts)


def _held(session: Session, lease: Lease) -> Job:
    job = session.get(Job, lease.job_id, with_for_update=True, populate_existing=True)
    if job is None or not _is_held(job, lease):
        raise LeaseLost(job=lease.job_id)
    return job


def _is_held(job: Job, lease: Lease) -> bool:
    return job.state == RUNNING and job.worker == lease.worker and job.attempts == lease.attempt


def _requeue(job: Job) -> None:
    job.state, job.step = QUEUED, "waiting"
    job.worker = job.lease_until = job.heartbeat_at = None


def _end(session: Session, job: Job, state: str, code: str | None, params: dict[str, Any] | None) -> None:
    moment: datetime = now(session)
    job.state, job.step, job.ended_at = state, "ended", moment
    job.worker = job.lease_until = None
    job.error_code, job.error_params = code, params
    document = session.get_one(Document, job.document_id)
    if state == DONE:
        document.state, document.error_code, document.error_params = "done", None, None
    elif document.text_id is None:
        document.state, document.error_code, document.error_params = "failed", code, params
    document.updated_at = moment
