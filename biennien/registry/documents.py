"""Documents as readers and staff meet them: lists, one document with its text and mentions, withdrawal, visibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, undefer

from biennien.registry import audit, outbox
from biennien.registry.database import now
from biennien.registry.errors import NotFound, ReasonMissing
from biennien.registry.harvest import Walk, walk
from biennien.registry.locks import hold_document
from biennien.registry.members import followers_of
from biennien.registry.names import link_of
from biennien.registry.paging import Order, Page
from biennien.registry.readers import KEEPER, VISIBILITIES, Reader, visible
from biennien.registry.results import reading_of
from biennien.registry.tables import (
    Audit,
    Campaign,
    CampaignDocument,
    Document,
    ExtractionRun,
    Mention,
    Slogan,
    TextVersion,
    Unit,
)
from ingest.document import Document as Reading
from ingest.paragraphs import clean

WAITING, DONE, FAILED = "waiting", "done", "failed"
IN_TEXT = (Mention.start, Mention.end.desc(), Mention.id)
"""The order of the text, nested mentions after their host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents a list holds; what is None does not matter. Ids are lasting ones; days are `YYYYMMDD`.

    Those that are done are the ones with a text: an archive is none, its members are.
    """

    state: str | None = DONE
    doc_type: str | None = None
    unit_id: str | None = None
    slogan_id: str | None = None
    campaign_id: str | None = None
    from_day: int | None = None
    to_day: int | None = None
    updated_since: datetime | None = None
    visibility: str | None = None
    withdrawn: bool | None = None


ORDERS = {
    "updated": Order(Document.updated_at.expression, Document.id.expression, lambda row: row.updated_at),
    "added": Order(Document.created_at.expression, Document.id.expression, lambda row: row.created_at, descending=True),
    "newest": Order(Document.from_day.expression, Document.id.expression, lambda row: row.from_day, descending=True),
    "oldest": Order(Document.from_day.expression, Document.id.expression, lambda row: row.from_day),
}
"""Orders of a list; undated documents come last in both orders by day."""


def get_document(session: Session, document_id: str, reader: Reader, *, hold: bool = False) -> Document:
    """One document; `hold`: until the transaction ends nobody else puts it right, so that tags can be compared.

    Raises: NotFound, also for one that `reader` may not see.
    """
    if hold:
        hold_document(session, document_id)
    document = session.scalars(visible(select(Document).where(Document.id == document_id), reader)).first()
    if document is None:
        raise NotFound(kind="document", id=document_id)
    return document


def documents_by_id(session: Session, ids: Sequence[str], reader: Reader) -> dict[str, Document]:
    """Those of these documents that `reader` may see, by id."""
    rows = session.scalars(visible(select(Document).where(Document.id.in_(ids)), reader))
    return {row.id: row for row in rows}


def visible_documents(session: Session, ids: Sequence[str], reader: Reader) -> set[str]:
    """The ids of those of these documents that `reader` may see."""
    if not ids:
        return set()
    return set(session.scalars(visible(select(Document.id).where(Document.id.in_(ids)), reader)))


def list_documents(
    session: Session, reader: Reader, wanted: DocumentFilter | None = None, *,
    order: str = "updated", cursor: str | None = None, limit: int = 50,
) -> Page[Document]:  # fmt: skip
    """A page of documents in one of ORDERS. Raises: BadCursor."""
    statement = _narrow(visible(select(Document), reader), wanted or DocumentFilter())
    return ORDERS[order].next_page(session, statement, cursor=cursor, limit=limit)


def document_ids(session: Session, reader: Reader, wanted: DocumentFilter) -> Sequence[str]:
    """The ids of all documents of such a list, the oldest first."""
    statement = _narrow(visible(select(Document.id), reader), wanted)
    return session.scalars(statement.order_by(Document.created_at, Document.id)).all()


def harvest_documents(
    session: Session, reader: Reader, wanted: DocumentFilter, *, cursor: str | None = None, limit: int = 50
) -> Walk[Document]:
    """A page of what changed since `wanted.updated_since`, with what `reader` may have seen and sees no more.

    See `biennien.registry.harvest`; `reader.sees` tells one from the other. Raises: BadCursor.
    """
    statement = _narrow(select(Document).where(reader.condition | reader.gone), wanted)
    return walk(session, statement, Document.id.expression, cursor=cursor, limit=limit)


def count_documents(session: Session, reader: Reader, wanted: DocumentFilter | None = None) -> int:
    """How many documents such a list holds in all."""
    statement = _narrow(visible(select(func.count()).select_from(Document), reader), wanted or DocumentFilter())
    return int(session.execute(statement).scalar_one())


def count_states(session: Session, reader: Reader = KEEPER) -> dict[str, int]:
    """How many documents that `reader` may see there are in each state."""
    statement = visible(select(Document.state, func.count()), reader).group_by(Document.state)
    counted: Sequence[Any] = session.execute(statement).all()
    return {WAITING: 0, DONE: 0, FAILED: 0} | {str(state): int(count) for state, count in counted}


def count_texts(session: Session) -> int:
    """How many documents were read and have a text: those that the index holds."""
    statement = select(func.count()).select_from(Document).where(Document.state == DONE, Document.text_id.is_not(None))
    return int(session.execute(statement).scalar_one())


def current_text(session: Session, document: Document) -> TextVersion | None:
    """The text that the document's mentions belong to, with body and sections; None before it was read."""
    if document.text_id is None:
        return None
    wanted = (undefer(TextVersion.body), undefer(TextVersion.sections))
    return session.get(TextVersion, document.text_id, options=wanted)


def current_reading(session: Session, document: Document) -> Reading | None:
    """The text with all that its reader found: pages, lines, words, tables, clues; None before it was read."""
    if document.text_id is None:
        return None
    wanted = (undefer(TextVersion.body), undefer(TextVersion.sections), undefer(TextVersion.reading))
    text = session.get(TextVersion, document.text_id, options=wanted)
    return None if text is None else reading_of(text)


def warnings_of(session: Session, document: Document) -> list[str]:
    """What the reader of the document's file warned of, without all else that it found being loaded."""
    return session.scalar(select(TextVersion.reading["warnings"]).where(TextVersion.id == document.text_id)) or []


def extractor_version(session: Session, document: Document) -> str | None:
    """Which extractors read the document last."""
    run = session.get(ExtractionRun, document.run_id) if document.run_id else None
    return None if run is None else run.extractor_version


def mentions_of(
    session: Session, document: Document, *, label: str | None = None, within: tuple[int, int] | None = None
) -> Sequence[Mention]:
    """The mentions of a document in order of their start, nested ones after their host; no rejected ones.

    With `within` those that reach into these characters of its text.
    """
    statement = select_mentions(document, label)
    if within is not None:
        statement = statement.where(Mention.start < within[1], Mention.end > within[0])
    return session.scalars(statement.order_by(*IN_TEXT)).all()


def mentions_after(
    session: Session, document: Document, place: tuple[int, int, str], *, label: str | None, most: int
) -> Sequence[Mention]:
    """The same, those behind the mention with this start, end and id, `most` at most."""
    start, end, row_id = place
    inside = or_(Mention.end < end, and_(Mention.end == end, Mention.id > row_id))
    behind = or_(Mention.start > start, and_(Mention.start == start, inside))
    statement = select_mentions(document, label).where(Mention.start >= start, behind)
    return session.scalars(statement.order_by(*IN_TEXT).limit(most)).all()


def select_mentions(document: Document, label: str | None) -> Select[tuple[Mention]]:
    """The mentions of a document, perhaps with one label; no rejected ones."""
    statement = select(Mention).where(Mention.document_id == document.id, Mention.rejected.is_(False))
    return statement if label is None else statement.where(Mention.label == label)


def campaign_records_of(session: Session, document: Document) -> Sequence[CampaignDocument]:
    """The campaigns that a document tells of, in the order of the text."""
    statement = select(CampaignDocument).where(CampaignDocument.document_id == document.id)
    return session.scalars(statement.order_by(CampaignDocument.position)).all()


def withdraw(session: Session, document: Document, *, reason: str, user_id: str | None) -> None:
    """Take a document out of everybody's sight, with what lies in it alone; nothing is erased.

    Raises: ReasonMissing.
    """
    reason = clean(reason)
    if not reason:
        raise ReasonMissing(action="withdraw")
    before = _standing(document)
    document.withdrawn, document.withdrawn_reason, document.withdrawn_with = True, reason, None
    _changed(session, document)
    for one in followers_of(session, document):
        if not one.withdrawn:
            one.withdrawn, one.withdrawn_reason, one.withdrawn_with = True, reason, document.id
            _changed(session, one)
    told = {"before": before, "after": _standing(document)}
    audit.record(session, "withdraw", "document", document.id, user_id=user_id, reason=reason, **told)


def withdrawal_of(session: Session, document: Document) -> Audit | None:
    """The act that withdrew the document last, None when it is there."""
    return withdrawals_of(session, [document]).get(document.id)


def withdrawals_of(session: Session, documents: Sequence[Document]) -> dict[str, Audit]:
    """The acts that withdrew those of these documents last that are not there, by the id of the document."""
    withdrawn = {one.id: one.withdrawn_with or one.id for one in documents if one.withdrawn}
    if not withdrawn:
        return {}
    acts = audit.last_acts(session, "document", set(withdrawn.values()), action="withdraw")
    return {row_id: acts[container] for row_id, container in withdrawn.items() if container in acts}


def withdrawn_by(session: Session, document: Document) -> str | None:
    """The account that withdrew the document last, None when it is there or the command line did."""
    act = withdrawal_of(session, document)
    return None if act is None else act.user_id


def reinstate(session: Session, document: Document, *, user_id: str | None) -> None:
    """Bring a withdrawn document back, with all that was withdrawn with it."""
    before = _standing(document)
    together = session.scalars(select(Document).where(Document.withdrawn_with == document.id)).all()
    for one in (document, *together):
        one.withdrawn, one.withdrawn_reason, one.withdrawn_with = False, None, None
        _changed(session, one)
    told = {"before": before, "after": _standing(document)}
    audit.record(session, "reinstate", "document", document.id, user_id=user_id, **told)


def set_visibility(
    session: Session, document: Document, visibility: str, *, user_id: str | None, reason: str | None = None
) -> None:
    """Open a document, with what lies in it alone, to the public, or keep them for staff."""
    if visibility not in VISIBILITIES:
        raise ValueError(visibility)
    told = {"before": document.visibility, "after": visibility} | ({"reason": clean(reason)} if reason else {})
    for one in (document, *followers_of(session, document)):
        one.visibility = visibility
        _changed(session, one)
    audit.record(session, "set_visibility", "document", document.id, user_id=user_id, **told)


def _standing(document: Document) -> dict[str, Any]:
    """Whether a document is withdrawn, and why, as the log of acts tells it."""
    return {"withdrawn": True, "reason": document.withdrawn_reason} if document.withdrawn else {"withdrawn": False}


def _changed(session: Session, document: Document) -> None:
    document.updated_at = now(session)
    outbox.touch(session, document.id)


def _narrow(statement: Select[Any], wanted: DocumentFilter) -> Select[Any]:
    if wanted.state is not None:
        statement = statement.where(Document.state == wanted.state)
    if wanted.state == DONE:
        statement = statement.where(Document.text_id.is_not(None))
    if wanted.visibility is not None:
        statement = statement.where(Document.visibility == wanted.visibility)
    if wanted.withdrawn is not None:
        statement = statement.where(Document.withdrawn.is_(wanted.withdrawn))
    if wanted.doc_type is not None:
        statement = statement.where(Document.doc_type == wanted.doc_type)
    if wanted.updated_since is not None:
        statement = statement.where(Document.updated_at >= wanted.updated_since)
    if wanted.from_day is not None:
        statement = statement.where(Document.to_day >= wanted.from_day)
    if wanted.to_day is not None:
        statement = statement.where(Document.from_day <= wanted.to_day)
    named = ((Unit, wanted.unit_id), (Slogan, wanted.slogan_id), (Campaign, wanted.campaign_id))
    for table, row_id in named:
        if row_id is not None:
            link, column = link_of(table)
            statement = statement.where(Document.id.in_(select(link.document_id).where(column == row_id)))
    return statement
