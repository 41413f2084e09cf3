"""What waits for a person: mentions held with doubt, the most doubtful first, and corrections that no longer fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from biennien.registry.context import InContext, in_context
from biennien.registry.corrected import EXTRACTED
from biennien.registry.documents import DONE
from biennien.registry.paging import Order, Page
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Correction, Document, Mention, Review

DOUBT = 0.8
"""Confidence below which a mention is put before a person: on the gold that calibrates it a third of these are wrong,
and one in twenty of the others (docs/measurements.md, "The referee")."""

BY_DOUBT = Order(Mention.confidence.expression, Mention.id.expression, lambda row: row.confidence)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A correction that fits its document's text no longer."""

    entry: Correction
    document: Document


def doubtful_mentions(
    session: Session, reader: Reader, *, label: str | None = None, unit_id: str | None = None, below: float = DOUBT,
    cursor: str | None = None, limit: int = 20,
) -> Page[InContext]:  # fmt: skip
    """Mentions that no person has looked at, the least sure first, up to the confidence `below`. Raises: BadCursor."""
    statement = visible(select(Mention).join(Document, Document.id == Mention.document_id), reader)
    statement = _narrow(statement, label, unit_id, below)
    page = BY_DOUBT.next_page(session, statement, cursor=cursor, limit=limit)
    return Page(tuple(_shown(session, page.items)), page.cursor)


def count_doubtful(
    session: Session, reader: Reader, *, unit_id: str | None = None, below: float = DOUBT
) -> dict[str, int]:
    """How many of these are left, by label."""
    statement = select(Mention.label, func.count()).join(Document, Document.id == Mention.document_id)
    statement = _narrow(visible(statement, reader), None, unit_id, below).group_by(Mention.label)
    return dict(session.execute(statement).tuples().all())


def misfits(session: Session, reader: Reader, *, limit: int = 50) -> Sequence[Misfit]:
    """Corrections whose words are gone from the text, or stand in it more than once, the oldest first."""
    statement = select(Correction, Document).join(Review, Review.correction_id == Correction.id)
    statement = statement.join(Document, Document.id == Review.document_id).where(Review.closed_at.is_(None))
    rows = session.execute(visible(statement, reader).order_by(Review.correction_id).limit(limit))
    return [Misfit(entry, document) for entry, document in rows]


def _narrow(statement: Select[Any], label: str | None, unit_id: str | None, below: float) -> Select[Any]:
    statement = statement.where(
        Mention.confidence < below, Mention.origin == EXTRACTED, Mention.rejected.is_(False), Document.state == DONE
    )
    if label is not None:
        statement = statement.where(Mention.label == label)
    return statement if unit_id is None else statement.where(Mention.unit_id == unit_id)


def _shown(session: Session, mentions: Sequence[Mention]) -> list[InContext]:
    found = in_context(session, [one.id for one in mentions])
    return [found[one.id] for one in mentions if one.id in found]
