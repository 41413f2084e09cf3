"""The files of a document: replaced by a better copy, which can be taken back; no earlier one is ever changed.

A better copy is in force once it was read whole. Until then, and where it cannot be read, all stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from biennien.originals import Original
from biennien.registry import audit
from biennien.registry.database import now
from biennien.registry.errors import NotFound, NothingBefore, NotReplaceable, SameBytes
from biennien.registry.file_names import shown_title
from biennien.registry.jobs import FAILED, INTERACTIVE, QUEUED, RUNNING, add_job, check_idle, stop_job
from biennien.registry.tables import Document, DocumentFile, Job, Member

ARCHIVE = "zip"
WAITING, CURRENT, EARLIER, TAKEN_BACK = "waiting", "current", "earlier", "taken_back"


def document_with(session: Session, sha256: str) -> Document | None:
    """The document that these bytes are, were before a better copy came, or wait to become."""
    found = session.scalars(select(Document).where(Document.sha256 == sha256)).first()
    if found is not None:
        return found
    statement = select(Document).join(DocumentFile, DocumentFile.document_id == Document.id)
    statement = statement.where(DocumentFile.sha256 == sha256, DocumentFile.state.in_((WAITING, EARLIER)))
    return session.scalars(statement).first()


def files_of(session: Session, document: Document) -> Sequence[DocumentFile]:
    """The files of a document that was ever replaced, the newest first; none for any other."""
    statement = select(DocumentFile).where(DocumentFile.document_id == document.id)
    return session.scalars(statement.order_by(DocumentFile.id.desc())).all()


def failed_file(session: Session, document: Document) -> int | None:
    """The number of the better copy that could not be read, None where there is none."""
    statement = select(DocumentFile.id).join(Job, Job.file_id == DocumentFile.id)
    statement = statement.where(
        DocumentFile.document_id == document.id, DocumentFile.state == WAITING, Job.state == FAILED
    )
    return session.scalars(statement.order_by(DocumentFile.id.desc())).first()


def get_file(session: Session, document: Document, number: int) -> DocumentFile:
    """One of these. Raises: NotFound."""
    found = session.get(DocumentFile, number)
    if found is None or found.document_id != document.id:
        raise NotFound(kind="file", id=str(number))
    return found


def replace_file(session: Session, document: Document, original: Original, *, name: str, user_id: str | None) -> Job:
    """Have a better copy read and put in the place of the document's original; the job that does it.

    Raises: SameBytes where these bytes are a document already, this one or another; StillAtWork; NotReplaceable for an
    archive, whose members are documents of their own.
    """
    check_idle(session, document)
    if document.kind == ARCHIVE:
        raise NotReplaceable(document=document.id)
    owner = document_with(session, original.sha256)
    if owner is not None:
        raise SameBytes(document=owner.id, title=shown_title(owner))
    _give_up(session, document)
    if not files_of(session, document):
        session.add(_first_file(session, document))
        session.flush()
    better = DocumentFile(
        document_id=document.id, sha256=original.sha256, size=original.size, source_file=name, state=WAITING,
        created_at=now(session), created_by=user_id,
    )  # fmt: skip
    session.add(better)
    document.updated_at = now(session)
    session.flush()
    told = {"file": better.id, "before": document.source_file, "after": name}
    audit.record(session, "replace", "document", document.id, user_id=user_id, **told)
    return _job(session, document, better, user_id)


def take_back_file(session: Session, document: Document, *, user_id: str | None) -> Job | None:
    """Take the last better copy back: the job that reads the one before anew, None where it was not in force yet.

    Raises: NothingBefore where there is none, StillAtWork.
    """
    if (waiting := _give_up(session, document)) is not None:
        told: dict[str, Any] = {"file": waiting.id, "before": waiting.source_file, "after": document.source_file}
        audit.record(session, "take_back_file", "document", document.id, user_id=user_id, **told)
        return None
    check_idle(session, document)
    before = next((one for one in files_of(session, document) if one.state == EARLIER), None)
    if before is None:
        raise NothingBefore(document=document.id)
    told = {"file": before.id, "before": document.source_file, "after": before.source_file}
    audit.record(session, "take_back_file", "document", document.id, user_id=user_id, **told)
    return _job(session, document, before, user_id)


def put_in_force(session: Session, document: Document, job: Job) -> None:
    """Make the file that `job` read the document's original; in the transaction that keeps what was read."""
    better = None if job.file_id is None else session.get_one(DocumentFile, job.file_id)
    if better is None or better.sha256 == document.sha256:
        return
    current = next(one for one in files_of(session, document) if one.state == CURRENT)
    current.state = TAKEN_BACK if better.state == EARLIER else EARLIER
    current.text_id, current.kind = document.text_id, document.kind
    better.state = CURRENT
    told = {"file": better.id, "before": document.source_file, "after": better.source_file}
    document.sha256, document.size, document.source_file = better.sha256, better.size, better.source_file
    session.execute(delete(Member).where(Member.parent_id == document.id))
    audit.record(session, "file_in_force", "document", document.id, user_id=job.created_by, **told)


def file_to_read(session: Session, document: Document, job: Job) -> str:
    """The SHA-256 of the bytes that a job reads: the better copy's, else those of the original."""
    return document.sha256 if job.file_id is None else session.get_one(DocumentFile, job.file_id).sha256


def _first_file(session: Session, document: Document) -> DocumentFile:
    return DocumentFile(
        document_id=document.id, sha256=document.sha256, size=document.size, source_file=document.source_file,
        kind=document.kind, state=CURRENT, created_at=document.created_at, created_by=document.added_by,
    )  # fmt: skip


def _job(session: Session, document: Document, file: DocumentFile, user_id: str | None) -> Job:
    job = add_job(session, document, user_id=user_id, priority=INTERACTIVE)
    job.file_id, job.source_file = file.id, file.source_file
    return job


def _give_up(session: Session, document: Document) -> DocumentFile | None:
    """Drop the better copy that was not read yet, and every job that could still put another file in force."""
    waiting = next((one for one in files_of(session, document) if one.state == WAITING), None)
    statement = select(Job).where(Job.document_id == document.id, Job.file_id.is_not(None))
    statement = statement.where(Job.state == FAILED if waiting is None else Job.state.in_((QUEUED, RUNNING, FAILED)))
    for job in session.scalars(statement.with_for_update()):
        stop_job(session, job)
    if waiting is not None:
        waiting.state, document.updated_at = TAKEN_BACK, now(session)
    return waiting
