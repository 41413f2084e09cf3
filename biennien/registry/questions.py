"""Questions about a document as a whole: fields that could not be read, values that contradict one another.

They are asked anew whenever the results of a document are kept. A person's word on a field ends its question.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.corrected import PERSON, Corrected
from biennien.registry.database import now
from biennien.registry.days import as_number, days_of
from biennien.registry.errors import NotFound
from biennien.registry.tables import Document, Likeness, Question

FIELD, CONFLICT = "field", "conflict"
UNREAD, DOUBTFUL, FUTURE, CITED_LATER, SAME_NUMBER = "unread", "doubtful", "future", "cited_later", "same_number"
SURENESS = {UNREAD: 0.0, FUTURE: 0.1, CITED_LATER: 0.2, SAME_NUMBER: 0.3, DOUBTFUL: 0.4}
"""The order in which they are put before a person, among mentions by their confidence: what is surely wrong first."""

MOST_OTHERS = 5
"""Papers of one number that one is held against."""

Asked = tuple[str, str, str, dict[str, Any]]
"""Kind, subject, why, what it is about."""


def ask(session: Session, document: Document, corrected: Corrected) -> None:
    """Keep the questions that a document's fields raise; those that are raised no more are gone."""
    asked = {subject: (kind, why, detail) for kind, subject, why, detail in _questions(session, document, corrected)}
    mine = (Question.document_id == document.id, Question.why != SAME_NUMBER)
    for row in session.scalars(select(Question).where(*mine)).all():
        raised = asked.pop(row.subject, None)
        if raised is None:
            session.delete(row)
        elif (row.why, row.detail) != raised[1:]:
            row.why, row.detail, row.sureness = raised[1], raised[2], SURENESS[raised[1]]
            row.settled_at = None
    for subject, (kind, why, detail) in asked.items():
        _add(session, document.id, kind, subject, why, detail)


def ask_about_number(session: Session, document: Document) -> None:
    """Ask whether papers of one issuer, year and number whose texts differ are what they say; one question a pair.

    Near copies are one paper. To be called when the document was grouped with those.
    """
    same = Question.why == SAME_NUMBER
    settled = {
        (row.document_id, row.other_id)
        for row in session.scalars(
            select(Question).where(same, (Question.document_id == document.id) | (Question.other_id == document.id))
        )
        if row.settled_at is not None
    }
    session.execute(
        delete(Question).where(
            same,
            Question.settled_at.is_(None),
            (Question.document_id == document.id) | (Question.other_id == document.id),
        )
    )
    for other in _same_number(session, document):
        first, last = sorted((document.id, other.id))
        if (last, first) not in settled:
            detail = {"number": document.doc_number, "issuer": document.issuer}
            _add(session, last, CONFLICT, f"{SAME_NUMBER}:{first}", SAME_NUMBER, detail, other_id=first)


def settle(session: Session, question: Question, *, user_id: str | None) -> None:
    """Say that all is right as it is."""
    question.settled_at = now(session)
    audit.record(
        session, "settle", "document", question.document_id, user_id=user_id, question=question.id, why=question.why,
        before="open", after="settled",
    )  # fmt: skip


def unsettle(session: Session, question: Question, *, user_id: str | None) -> None:
    """Ask once more what was settled."""
    question.settled_at = None
    audit.record(
        session, "unsettle", "document", question.document_id, user_id=user_id, question=question.id, why=question.why,
        before="settled", after="open",
    )  # fmt: skip


def get_question(session: Session, question_id: int) -> Question:
    """One question. Raises: NotFound."""
    found = session.get(Question, question_id)
    if found is None:
        raise NotFound(kind="question", id=str(question_id))
    return found


def _questions(session: Session, document: Document, corrected: Corrected) -> Iterator[Asked]:
    for name, proof in corrected.evidence.items():
        if proof.state in (UNREAD, DOUBTFUL) and proof.method != PERSON:
            yield FIELD, f"field:{name}", proof.state, {"field": name, "value": corrected.metadata.get(name)}
    published, said = corrected.metadata.get("published"), corrected.evidence.get("published")
    first, last = days_of(published)
    if first is None or last is None or (said is not None and said.method == PERSON):
        return
    about = {"field": "published", "value": published}
    if first > as_number(now(session).date()):
        yield CONFLICT, "published:future", FUTURE, about
    cited = max(_cited_days(corrected), default=None)
    if cited is not None and cited[0] > last:
        yield CONFLICT, "published:cited", CITED_LATER, about | {"cited": cited[1], "words": cited[2]}


def _cited_days(corrected: Corrected) -> Iterator[tuple[int, str, str]]:
    """The first day, the date and the words of each document that this one cites."""
    for one in corrected.marked:
        if one.rejected or one.mention.label != "LEGAL" or not isinstance(one.mention.value, dict):
            continue
        told = one.mention.value.get("date")
        first, _ = days_of(told)
        if first is not None and told:
            yield first, told, one.mention.text


def _same_number(session: Session, document: Document) -> list[Document]:
    """Other papers of this one's number, issuer and year whose texts are not nearly the same."""
    mine = session.get(Likeness, document.id)
    if not (document.doc_number and document.issuer and document.published and mine and mine.signature):
        return []
    statement = select(Document, Likeness).join(Likeness, Likeness.document_id == Document.id)
    statement = statement.where(
        Document.doc_number == document.doc_number, Document.issuer == document.issuer, Document.id != document.id,
        Document.withdrawn.is_(False), Likeness.signature.is_not(None),
    )  # fmt: skip
    rows = session.execute(statement.order_by(Document.id).limit(MOST_OTHERS)).tuples()
    return [
        other
        for other, likeness in rows
        if (other.published or "")[:4] == document.published[:4]
        and not (mine.group_id and mine.group_id == likeness.group_id)
    ]


def _add(
    session: Session, document_id: str, kind: str, subject: str, why: str, detail: dict[str, Any],
    *, other_id: str | None = None,
) -> None:  # fmt: skip
    session.add(
        Question(
            document_id=document_id, kind=kind, subject=subject, why=why, sureness=SURENESS[why], detail=detail,
            other_id=other_id, created_at=now(session),
        )
    )  # fmt: skip
