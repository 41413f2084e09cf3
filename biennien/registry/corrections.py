"""The log of corrections: what people said, kept for ever, and put on top of whatever the extractors say.

Here is the foundation: entries are anchored by their words, re-anchored when the text changed, and what no longer
fits goes to review.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.database import now
from biennien.registry.errors import NotFound
from biennien.registry.tables import Correction, Document, Mention, Review, TextVersion

CONTEXT = 32
"""Characters kept on either side of a corrected mention, to find it again in another text."""

ADD, CHANGE, REJECT, METADATA, RECORD, TEXT, UNDO = "add", "change", "reject", "metadata", "record", "text", "undo"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a correction stands in a text, half open in characters."""

    start: int
    end: int


def record_correction(
    session: Session, document: Document, kind: str, payload: dict[str, Any], *, user_id: str | None,
    mention: Mention | None = None, place: Place | None = None, text: TextVersion | None = None,
    sweep_id: str | None = None, before: dict[str, Any] | None = None,
) -> Correction:  # fmt: skip
    """A new entry of the log. `mention` or `place` with `text` say what it is about; the other kinds need neither.

    `before` is what stood there, where neither a mention nor a field of the metadata tells it. `sweep_id` is the act
    on many documents that it is a part of. It takes effect when the document's results are kept again; see
    `biennien.registry.results.reapply`.
    """
    entry = Correction(
        document_id=document.id, kind=kind, payload=payload, created_at=now(session), created_by=user_id,
        sweep_id=sweep_id,
    )  # fmt: skip
    if mention is not None:
        place, entry.mention_id, entry.label = Place(mention.start, mention.end), mention.id, mention.label
    if place is not None and text is not None:
        body = text.body
        entry.text_sha256, entry.start, entry.end = text.sha256, place.start, place.end
        entry.surface = body[place.start : place.end]
        entry.before = body[max(0, place.start - CONTEXT) : place.start]
        entry.after = body[place.end : place.end + CONTEXT]
    session.add(entry)
    session.flush()
    details: dict[str, Any] = {"before": before or _before(document, kind, payload, mention), "after": payload}
    if sweep_id is not None:
        details["sweep"] = sweep_id
    audit.record(session, f"correct_{kind}", "document", document.id, user_id=user_id, correction=entry.id, **details)
    return entry


def _before(document: Document, kind: str, payload: dict[str, Any], mention: Mention | None) -> dict[str, Any] | None:
    """What stood where an entry says something: the field, or of the mention what is said of it; None where nothing."""
    if kind == METADATA:
        return {"field": payload["field"], "value": (document.metadata_values or {}).get(payload["field"])}
    if mention is None:
        return None
    names = payload.keys() or ("label", "value")
    return {name: getattr(mention, name) for name in ("label", "start", "end", "value", "attributes") if name in names}


def undo_correction(
    session: Session, correction_id: int, *, user_id: str | None, sweep_id: str | None = None
) -> Correction:
    """A new entry that takes the effect of an earlier one away. Raises: NotFound."""
    undone = session.get(Correction, correction_id)
    if undone is None:
        raise NotFound(kind="correction", id=str(correction_id))
    entry = Correction(
        document_id=undone.document_id, kind=UNDO, payload={}, undoes=undone.id, created_at=now(session),
        created_by=user_id, sweep_id=sweep_id,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    side, said = ("before", undone) if undone.kind != UNDO else ("after", session.get_one(Correction, undone.undoes))
    told = {side: {"correction": said.kind} | said.payload}
    audit.record(session, "undo", "document", undone.document_id, user_id=user_id, correction=undone.id, **told)
    return entry


def corrections_of(session: Session, document_id: str) -> Sequence[Correction]:
    """The whole log of a document in order."""
    return session.scalars(
        select(Correction).where(Correction.document_id == document_id).order_by(Correction.id)
    ).all()


def newest_correction(session: Session, document_id: str, *, but: str | None = None) -> int:
    """The number of the last entry of a document's log, 0 for an empty one; those by the account `but` aside."""
    statement = select(func.coalesce(func.max(Correction.id), 0)).where(Correction.document_id == document_id)
    if but is not None:
        statement = statement.where(or_(Correction.created_by.is_(None), Correction.created_by != but))
    return session.execute(statement).scalar_one()


def in_force(entries: Iterable[Correction]) -> list[Correction]:
    """The entries that still have an effect: neither undone (an undone undo counts again) nor undo themselves."""
    undone: set[int] = set()
    kept: list[Correction] = []
    for entry in sorted(entries, key=lambda entry: entry.id, reverse=True):
        if entry.id in undone:
            continue
        if entry.kind == UNDO:
            undone.add(entry.undoes or 0)
        else:
            kept.append(entry)
    return kept[::-1]


def send_to_review(session: Session, entry: Correction, reason: str) -> None:
    """Put an entry that no longer fits before a person."""
    if session.get(Review, entry.id) is None:
        review = Review(correction_id=entry.id, document_id=entry.document_id, reason=reason, created_at=now(session))
        session.add(review)


def clear_review(session: Session, document_id: str, fitting: Iterable[int]) -> None:
    """Take entries that fit again off the list."""
    statement = delete(Review).where(Review.document_id == document_id, Review.correction_id.in_(list(fitting)))
    session.execute(statement)
