"""Taking files in: the original is kept first, then the document and its job are written in one transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from biennien.originals import Original, Originals
from biennien.registry import audit
from biennien.registry.database import Registry, now
from biennien.registry.files import document_with
from biennien.registry.jobs import add_job, latest_job
from biennien.registry.keys import document_id
from biennien.registry.members import read_again, read_members_again
from biennien.registry.readers import PUBLIC
from biennien.registry.tables import Document
from ingest.member import NOT_FOR_NAMES

QUEUED, DUPLICATE = "queued", "duplicate"
LONGEST_NAME = 400
"""Characters of a file's name or path that are kept: what fits a heading; file systems allow 255 bytes a name."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a file that was handed in: `queued`, or `duplicate` when its bytes were here before.

    Bytes whose reading failed before are queued again: another version of the program may be able to read them.
    """

    state: str
    document_id: str
    job_id: str
    withdrawn: bool = False
    """Whether the document that these bytes lead to was withdrawn."""
    kept: str | None = None
    """Who may read the document that there is, where that is not what was asked for; None where it is."""


Note = Callable[[Session, Accepted], None]
"""Told what became of a file, in the transaction that takes it in; what it raises keeps the file out."""


def accept_upload(
    registry: Registry,
    originals: Originals,
    source: BinaryIO,
    *,
    name: str,
    user_id: str | None = None,
    visibility: str = PUBLIC,
    priority: int = 0,
    note: Note = lambda _session, _accepted: None,
) -> Accepted:
    """Keep the bytes of `source` and queue the work on them; the same bytes lead to the document there is.

    `name` is where the file came from, for people. When this returns nothing can be lost any more.
    """
    original = originals.put(source)
    name = clean_name(name)
    given = _Given(original, name, user_id, visibility, priority)
    try:
        return _accept(registry, given, note)
    except IntegrityError:
        return _accept(registry, given, note)


def clean_name(name: str) -> str:
    """A file's name as text that every database and page takes: NFC, `?` for bytes that are no UTF-8.

    Without characters that steer a terminal or turn the writing direction; of a very long one the end, with its ending.
    """
    readable = (
        name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "?")
    )
    kept = unicodedata.normalize("NFC", NOT_FOR_NAMES.sub("", readable)).strip()
    return kept[-LONGEST_NAME:] or "?"


@dataclass(frozen=True, slots=True)
class _Given:
    """A file that is kept, and what was said of it."""

    original: Original
    name: str
    user_id: str | None
    visibility: str
    priority: int


def _accept(registry: Registry, given: _Given, note: Note) -> Accepted:
    """Raises: IntegrityError when the same bytes came in at the same moment; then they are there."""
    with registry.write() as session:
        known = document_with(session, given.original.sha256)
        accepted = _accept_again(session, known, given) if known else _accept_new(session, given)
        note(session, accepted)
        return accepted


def _accept_new(session: Session, given: _Given) -> Accepted:
    moment, original = now(session), given.original
    document = Document(
        id=document_id(original.sha256), sha256=original.sha256, size=original.size, source_file=given.name,
        state="waiting", visibility=given.visibility, withdrawn=False, handed_in=True, created_at=moment,
        updated_at=moment, added_by=given.user_id,
    )  # fmt: skip
    session.add(document)
    session.flush()
    job = add_job(session, document, user_id=given.user_id, priority=given.priority)
    told = {"source_file": given.name, "after": given.visibility}
    audit.record(session, "upload", "document", document.id, user_id=given.user_id, **told)
    return Accepted(QUEUED, document.id, job.id)


def _accept_again(session: Session, document: Document, given: _Given) -> Accepted:
    """What comes again is read again where it failed; with a container, whatever failed inside it.

    Who may read it stays as it is.
    """
    kept = None if document.visibility == given.visibility else document.visibility
    document.handed_in = True
    job = latest_job(session, document.id)
    if job is None:
        job = add_job(session, document, user_id=given.user_id)
        return Accepted(QUEUED, document.id, job.id, document.withdrawn, kept)
    if read_again(session, document, inside=None) is not None:
        return Accepted(QUEUED, document.id, job.id, document.withdrawn, kept)
    read_members_again(session, document)
    return Accepted(DUPLICATE, document.id, job.id, document.withdrawn, kept)
