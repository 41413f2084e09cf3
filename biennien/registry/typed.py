"""Texts that people put right: each a text version of its own and an entry of the log of corrections.

Such a text stands in the place of what the parsers read, through every reading of the original, until it is taken back.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from biennien.registry.corrections import TEXT, corrections_of, in_force, record_correction, undo_correction
from biennien.registry.errors import NotFound, NothingBefore, NothingChanged, TextChanged, TextEmpty
from biennien.registry.jobs import INTERACTIVE, add_job, check_idle
from biennien.registry.keys import document_id
from biennien.registry.results import keep_text, reading_of
from biennien.registry.tables import Correction, Document, Job, TextVersion
from biennien.registry.understood import reading_parts
from ingest.document import Document as Reading
from ingest.retyping import retype


def type_text(session: Session, document: Document, body: str, *, text_sha256: str, user_id: str | None) -> Job:
    """Keep `body` as the document's text, and the job that understands it.

    `text_sha256` is the text that the person had before them.
    Raises: TextChanged where that is no longer the document's, StillAtWork, NothingChanged, TextEmpty, NotFound for a
    document without text, IngestError for a body that is too long.
    """
    if not body.strip():
        raise TextEmpty(document=document.id)
    check_idle(session, document)
    text = _current(session, document)
    if text.sha256 != text_sha256:
        raise TextChanged(document=document.id, text_sha256=text.sha256)
    typed = retype(reading_of(text), body)
    if typed.body == text.body:
        raise NothingChanged(document=document.id)
    kept = keep_text(session, document, typed, *reading_parts(typed))
    payload = {"text_id": kept.id, "replaces": text.id, "original": document.sha256}
    record_correction(session, document, TEXT, payload, user_id=user_id)
    return add_job(session, document, user_id=user_id, priority=INTERACTIVE)


def take_back_text(session: Session, document: Document, *, user_id: str | None) -> Job:
    """Take back the last text that a person put right. Raises: NothingBefore where there is none, StillAtWork."""
    check_idle(session, document)
    entry = _in_force(session, document, document.sha256)
    if entry is None:
        raise NothingBefore(document=document.id)
    undo_correction(session, entry.id, user_id=user_id)
    return add_job(session, document, user_id=user_id, priority=INTERACTIVE)


def typed_reading(session: Session, document: Document, sha256: str) -> Reading | None:
    """What a person made of the text of that file of the document; None where it is as it was read."""
    entry = _in_force(session, document, sha256)
    if entry is None:
        return None
    wanted = (undefer(TextVersion.body), undefer(TextVersion.sections), undefer(TextVersion.reading))
    return reading_of(session.get_one(TextVersion, entry.payload["text_id"], options=wanted))


def _in_force(session: Session, document: Document, sha256: str) -> Correction | None:
    """The last text that a person made from that file; one that names no file is of the document's first."""
    of_file = {sha256, None} if document.id == document_id(sha256) else {sha256}
    entries = reversed(in_force(corrections_of(session, document.id)))
    return next((one for one in entries if one.kind == TEXT and one.payload.get("original") in of_file), None)


def _current(session: Session, document: Document) -> TextVersion:
    text = session.scalars(select(TextVersion).where(TextVersion.id == document.text_id)).first()
    if text is None:
        raise NotFound(kind="text", id=document.id)
    return text
