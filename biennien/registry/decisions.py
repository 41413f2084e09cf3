"""What a person decides on a thing that waits, and taking that back: each decision gives the note that undoes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from biennien.registry import desk
from biennien.registry.corrections import corrections_of, in_force, newest_correction, undo_correction
from biennien.registry.database import now
from biennien.registry.documents import get_document
from biennien.registry.errors import NotFound, NothingToUndo
from biennien.registry.name_history import undo_act
from biennien.registry.name_proposals import accept_proposal, refuse_proposal
from biennien.registry.questions import get_question, settle, unsettle
from biennien.registry.readers import Reader
from biennien.registry.results import reapply
from biennien.registry.tables import Document, Mention, Review

Note = dict[str, Any]
"""What undoes a decision, as JSON: its kind, and ids."""


def decide_mention(
    session: Session, document: Document, row: Mention, *, label: str | None, right: bool, user_id: str | None
) -> Note:
    """Accept a mention, say that it is one of another label, or none; `document` is held."""
    before = newest_correction(session, document.id)
    if right:
        said = desk.Said() if label in (None, row.label) else desk.Said(label=label)
        desk.change_mention(session, document, row, said, user_id=user_id)
    else:
        desk.reject_mention(session, document, row, user_id=user_id)
    return _since(session, document, before)


def decide_field(
    session: Session, reader: Reader, question_id: int, value: Any, *, user_id: str | None
) -> Note:  # fmt: skip
    """Say what the field of a question is; None for what the document does not tell. Raises: BadCorrection."""
    question = get_question(session, question_id)
    document = get_document(session, question.document_id, reader, hold=True)
    before = newest_correction(session, document.id)
    desk.correct_fields(session, document, {question.detail["field"]: value}, user_id=user_id)
    return _since(session, document, before)


def decide_conflict(session: Session, reader: Reader, question_id: int, *, user_id: str | None) -> Note:
    """Say that what contradicts is right all the same."""
    question = get_question(session, question_id)
    get_document(session, question.document_id, reader)
    settle(session, question, user_id=user_id)
    return {"kind": "question", "id": question.id}


def drop_misfit(session: Session, reader: Reader, correction_id: int) -> Note:
    """Take a correction that fits no longer off the list; it stays in the log."""
    review = session.get(Review, correction_id)
    if review is None or review.closed_at is not None:
        raise NotFound(kind="review", id=str(correction_id))
    get_document(session, review.document_id, reader)
    review.closed_at = now(session)
    return {"kind": "review", "id": correction_id}


def decide_merge(
    session: Session, reader: Reader, proposal_id: int, *, one: bool, into_id: str | None = None, user_id: str | None
) -> Note:
    """Merge two names, or say that they are not of one thing."""
    if one:
        act = accept_proposal(session, proposal_id, into_id=into_id, reader=reader, user_id=user_id)
    else:
        act = refuse_proposal(session, proposal_id, reader=reader, user_id=user_id)
    return {"kind": "act", "id": act.id}


def take_back(session: Session, reader: Reader, note: Note, *, user_id: str | None) -> None:
    """Undo the decision that gave this note. Raises: NothingToUndo where somebody undid it, NotFound, LaterActs."""
    kind, row_id = note["kind"], note["id"]
    if kind == "corrections":
        _undo_corrections(session, get_document(session, row_id, reader, hold=True), note["entries"], user_id)
    elif kind == "question":
        unsettle(session, get_question(session, row_id), user_id=user_id)
    elif kind == "review":
        review = session.get(Review, row_id)
        if review is None:
            raise NothingToUndo(document="")
        review.closed_at = None
    else:
        undo_act(session, row_id, user_id=user_id)


def _since(session: Session, document: Document, before: int) -> Note:
    entries = [entry.id for entry in corrections_of(session, document.id) if entry.id > before]
    return {"kind": "corrections", "id": document.id, "entries": entries}


def _undo_corrections(session: Session, document: Document, entries: list[int], user_id: str | None) -> None:
    holding = {entry.id for entry in in_force(corrections_of(session, document.id))}
    if not set(entries) <= holding:
        raise NothingToUndo(document=document.id)
    for entry in reversed(entries):
        undo_correction(session, entry, user_id=user_id)
    reapply(session, document)
