"""Files inside files: what a container holds, as documents of their own that may stand in several places.

A document that nobody handed in and that stands in one container only follows it: withdrawn, brought back and shown
with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.files import document_with
from biennien.registry.jobs import FAILED, add_job, latest_job, place_job, retry_job, root_id
from biennien.registry.keys import document_id
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Document, Job, Member
from ingest.errors import IngestError, TooLarge, TooLong
from ingest.member import DEEPEST, LARGEST_IN_ALL, MOST_MEMBERS, Allowance


@dataclass(frozen=True, slots=True)
class Found:
    """A file found in a container: its name there, its bytes' SHA-256 and length, or the error in their place."""

    name: str
    sha256: str = ""
    size: int = 0
    error: IngestError | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A file in a container: its name there and its document, or why it could not be taken out."""

    name: str
    document: Document | None
    error_code: str | None = None
    error_params: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """A container in which a document stands, and its name there."""

    name: str
    document: Document


def allowance_of(session: Session, job: Job, *, largest: int) -> Allowance:
    """What may still be taken out of the file of `job`, given what was taken out of the file that was handed in."""
    root = session.get_one(Job, root_id(job))
    return Allowance(
        members=MOST_MEMBERS - root.unpacked_members,
        size=LARGEST_IN_ALL - root.unpacked_bytes,
        largest=largest,
        layers=DEEPEST - job.depth,
    )


def keep_members(session: Session, document: Document, job: Job, found: Sequence[Found]) -> None:
    """Keep what was found in a container, with a job for each document that is new.

    Belongs into the transaction that ends `job`: so a container worked on twice has no member twice.
    Raises: TooLong, TooLarge when containers beside this one have used up what may be taken out of the whole.
    """
    _count(session, job, found)
    session.execute(delete(Member).where(Member.parent_id == document.id))
    outer = {document.id} | ancestors_of(session, document.id)
    for position, one in enumerate(found):
        row = Member(parent_id=document.id, position=position, name=one.name)
        error = one.error
        if error is None and _id_of(session, one.sha256) in outer:
            error = TooLong(kind="nested", what="depth", limit=DEEPEST)
        if error is None:
            row.child_id = _child(session, document, job, one).id
        else:
            row.error_code, row.error_params = error.code, dict(error.params)
        session.add(row)


def _id_of(session: Session, sha256: str) -> str:
    """The id of the document that these bytes are or are to be."""
    known = document_with(session, sha256)
    return known.id if known is not None else document_id(sha256)


def _count(session: Session, job: Job, found: Sequence[Found]) -> None:
    """Count what was taken out on the job of the file that was handed in, whose row keeps others waiting meanwhile."""
    root = session.get_one(Job, root_id(job), with_for_update=True, populate_existing=True)
    root.unpacked_members += len(found)
    root.unpacked_bytes += sum(one.size for one in found)
    if root.unpacked_members > MOST_MEMBERS:
        raise TooLong(kind="archive", what="members", limit=MOST_MEMBERS)
    if root.unpacked_bytes > LARGEST_IN_ALL:
        raise TooLarge(kind="archive", what="unpacked", limit=LARGEST_IN_ALL, size=root.unpacked_bytes)


def _child(session: Session, parent: Document, job: Job, found: Found) -> Document:
    """The document of a file's bytes, new or known; one whose reading failed before is read again."""
    known = document_with(session, found.sha256)
    if known is not None:
        read_again(session, known, inside=job)
        return known
    moment = now(session)
    child = Document(
        id=document_id(found.sha256), sha256=found.sha256, size=found.size,
        source_file=f"{parent.source_file}/{found.name}", state="waiting", visibility=parent.visibility,
        withdrawn=parent.withdrawn, withdrawn_reason=parent.withdrawn_reason,
        withdrawn_with=parent.id if parent.withdrawn else None, handed_in=False, created_at=moment,
        updated_at=moment, added_by=parent.added_by,
    )  # fmt: skip
    session.add(child)
    session.flush()
    add_job(session, child, user_id=job.created_by, priority=job.priority, inside=job)
    return child


def read_again(session: Session, document: Document, *, inside: Job | None) -> Job | None:
    """The job of a document whose reading failed, queued once more; None where it did not fail.

    Another version of the program may be able to read it, or another container leaves it less deep.
    """
    job = latest_job(session, document.id)
    if job is None or document.state != FAILED or job.state != FAILED:
        return None
    place_job(job, inside)
    return retry_job(session, job.id)


def read_members_again(session: Session, document: Document) -> None:
    """Queue once more whatever failed among the files inside a container, however deep."""
    for one in descendants_of(session, document.id):
        if one.state == FAILED:
            job = latest_job(session, one.id)
            if job is not None and job.state == FAILED:
                retry_job(session, job.id)


def children_of(session: Session, document: Document, reader: Reader) -> list[Child]:
    """The files inside a container in its own order, those aside whose documents `reader` may not see."""
    rows = session.scalars(select(Member).where(Member.parent_id == document.id).order_by(Member.position)).all()
    ids = [row.child_id for row in rows if row.child_id is not None]
    shown = visible(select(Document).where(Document.id.in_(ids)), reader)
    found = {row.id: row for row in session.scalars(shown)} if ids else {}
    return [
        Child(row.name, found.get(row.child_id or ""), row.error_code, row.error_params)
        for row in rows
        if row.child_id is None or row.child_id in found
    ]


def was_here(document: Document, container: Document) -> bool:
    """Whether a document did not come in by this container first, so that it may be otherwise than its files."""
    return document.handed_in or document.created_at < container.created_at


def parents_of(session: Session, document: Document, reader: Reader) -> list[Parent]:
    """The containers that a document stands in, as far as `reader` may see them, the oldest first."""
    statement = select(Member.name, Document).join(Document, Document.id == Member.parent_id)
    statement = statement.where(Member.child_id == document.id).order_by(Document.created_at, Document.id)
    return [Parent(name, parent) for name, parent in session.execute(visible(statement, reader))]


def ancestors_of(session: Session, child_id: str) -> set[str]:
    """The ids of all containers that a document lies in, directly or not."""
    return _closure(session, child_id, Member.child_id, Member.parent_id)


def descendants_of(session: Session, parent_id: str) -> list[Document]:
    """The documents inside a container, directly or not, in order of their ids."""
    return _documents(session, _closure(session, parent_id, Member.parent_id, Member.child_id))


def followers_of(session: Session, document: Document) -> list[Document]:
    """The documents that go where this container goes: nobody handed them in, and they lie in nothing else."""
    inside = _closure(session, document.id, Member.parent_id, Member.child_id)
    own = {one.id for one in _documents(session, inside) if not one.handed_in}
    while True:
        elsewhere = set(
            session.scalars(
                select(Member.child_id).where(Member.child_id.in_(own), Member.parent_id.not_in(own | {document.id}))
            )
        )
        if not elsewhere:
            break
        own -= elsewhere
    return _documents(session, own)


def _documents(session: Session, ids: Iterable[str]) -> list[Document]:
    return list(session.scalars(select(Document).where(Document.id.in_(sorted(ids))).order_by(Document.id)))


def _closure(session: Session, start: str, near: Any, far: Any) -> set[str]:
    """All ids reached from `start` by going from one column of `members` to the other, `start` itself left out."""
    reached: set[str] = set()
    fresh = {start}
    while fresh:
        rows = session.scalars(select(far).where(near.in_(sorted(fresh)), far.is_not(None)))
        fresh = set(rows) - reached - {start}
        reached |= fresh
    return reached
