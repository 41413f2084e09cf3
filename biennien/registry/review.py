"""What waits for a person, as one queue: the least sure first, whatever it is.

Mentions held with doubt, fields that could not be read, values that contradict one another, corrections that no longer
fit, names that are likely of one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from biennien.registry.context import InContext, in_context
from biennien.registry.corrected import EXTRACTED
from biennien.registry.name_proposals import LIKELIEST, Proposed, count_proposals, open_proposals
from biennien.registry.paging import BadCursor, Order, Page, pack, unpack
from biennien.registry.questions import CONFLICT, FIELD
from biennien.registry.readers import VISIBILITIES, Reader, visible
from biennien.registry.tables import Correction, Document, DocumentUnit, Mention, Question, Review
from nlp.mention import LABELS

DOUBT = 0.8
"""Confidence below which a mention is put before a person: on the gold that calibrates it a third of these are wrong,
and one in twenty of the others (docs/measurements.md, "The referee")."""

MENTION, MISFIT, MERGE = "mention", "misfit", "merge"
KINDS = (FIELD, CONFLICT, MISFIT, MERGE, MENTION)
WITH_LABEL = frozenset({MENTION, MISFIT})

MISFIT_SURENESS = 0.05
"""A person said something and it is nowhere: that is known to be wrong."""

BY_DOUBT = Order(Mention.confidence.expression, Mention.id.expression, lambda row: row.confidence)
BY_SURENESS = Order(Question.sureness.expression, Question.id.expression, lambda row: row.sureness)
BY_AGE = Order(Correction.created_at.expression, Correction.id.expression, lambda row: row.created_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which part of the queue is asked for; what is None does not matter."""

    kind: str | None = None
    label: str | None = None
    unit_id: str | None = None
    below: float = DOUBT

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that can be in it."""
        return tuple(kind for kind in KINDS if self.kind in (None, kind) and (self.label is None or kind in WITH_LABEL))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its document, and the one that it contradicts."""

    question: Question
    document: Document
    other: Document | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A correction that fits its document's text no longer."""

    entry: Correction
    document: Document


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits; `what` is an InContext, Asked, Misfit or Proposed. `after` is where the next ones begin."""

    kind: str
    sureness: float
    after: str
    what: Any


def queue(
    session: Session, reader: Reader, wanted: Narrowed, *, cursor: str | None = None, limit: int = 20
) -> Page[Item]:
    """The least sure things that wait, of all kinds asked for. Raises: BadCursor."""
    places = _read(cursor)
    found = [
        item for kind in wanted.kinds for item in _SOURCES[kind](session, reader, wanted, places.get(kind), limit + 1)
    ]
    found.sort(key=lambda item: (item.sureness, KINDS.index(item.kind)))  # stable: each source keeps its own order
    shown = tuple(found[:limit])
    after = places | {item.kind: item.after for item in shown}
    return Page(shown, pack(after) if len(found) > limit else None)


def count_waiting(session: Session, reader: Reader, wanted: Narrowed) -> dict[str, int]:
    """How many wait, by kind; exact, and counted from indexes."""
    counts = dict.fromkeys(wanted.kinds, 0)
    if MENTION in counts:
        (counts[MENTION],) = _count_doubtful(session, reader, wanted, [func.count()])
    if MERGE in counts:
        merges = _proposals(session, reader, wanted, None, 1_000) if wanted.unit_id is not None else None
        counts[MERGE] = sum(count_proposals(session, reader).values()) if merges is None else len(merges)
    if MISFIT in counts:
        counts[MISFIT] = _count(session, _misfits_wanted(select(func.count()), reader, wanted))
    for kind in {FIELD, CONFLICT} & set(counts):
        counts[kind] = _count(session, _questions_wanted(select(func.count()), reader, wanted, kind))
    return counts


def count_doubtful(session: Session, reader: Reader, wanted: Narrowed) -> dict[str, int]:
    """How many mentions are held with doubt, by label; three times as dear as their number alone."""
    each = [func.count().filter(Mention.label == label) for label in LABELS]
    counts = zip(LABELS, _count_doubtful(session, reader, replace(wanted, label=None), each), strict=True)
    return {label: count for label, count in counts if count}


def _count_doubtful(session: Session, reader: Reader, wanted: Narrowed, columns: Sequence[Any]) -> list[int]:
    """These counts of mentions held with doubt.

    All are counted, from the index alone, and those in documents that the reader does not see taken off: these are
    few, and to look up the document of each mention costs ten times that.
    """
    everywhere = _doubtful(select(*columns).select_from(Mention), wanted.label, wanted.unit_id, wanted.below)
    hidden = everywhere.where(Mention.document_id.in_(select(Document.id).where(_unseen(reader))))
    pairs = zip(session.execute(everywhere).one(), session.execute(hidden).one(), strict=True)
    return [int(count) - int(unseen) for count, unseen in pairs]


def _unseen(reader: Reader) -> ColumnElement[bool]:
    """What a document that `reader` does not see fulfils, as the index of withdrawn documents has it."""
    if reader.visibilities >= set(VISIBILITIES) and not reader.withdrawn and reader.own is None:
        return literal_column("documents.withdrawn")  # of no type: `withdrawn = 1` would not be what the index has
    return ~reader.condition


def _doubtful(statement: Select[Any], label: str | None, unit_id: str | None, below: float) -> Select[Any]:
    statement = statement.where(Mention.confidence < below, Mention.origin == EXTRACTED, Mention.rejected.is_(False))
    if label is not None:
        statement = statement.where(Mention.label == label)
    return statement if unit_id is None else statement.where(Mention.unit_id == unit_id)


def _mentions(session: Session, reader: Reader, wanted: Narrowed, cursor: str | None, limit: int) -> list[Item]:
    statement = visible(select(Mention).join(Document, Document.id == Mention.document_id), reader)
    statement = _doubtful(statement, wanted.label, wanted.unit_id, wanted.below)
    rows: Sequence[Mention] = BY_DOUBT.next_page(session, statement, cursor=cursor, limit=limit).items
    found: Mapping[str, InContext] = in_context(session, [row.id for row in rows])
    return [
        Item(MENTION, row.confidence, BY_DOUBT.cursor_at(row), found[row.id]) for row in rows if row.id in found
    ]  # fmt: skip


def _questions(
    session: Session, reader: Reader, wanted: Narrowed, cursor: str | None, limit: int, kind: str
) -> list[Item]:
    statement = _questions_wanted(select(Question), reader, wanted, kind)
    rows: Sequence[Question] = BY_SURENESS.next_page(session, statement, cursor=cursor, limit=limit).items
    ids = {one for row in rows for one in (row.document_id, row.other_id) if one}
    documents = {row.id: row for row in session.scalars(select(Document).where(Document.id.in_(ids)))}
    return [
        Item(
            kind, row.sureness, BY_SURENESS.cursor_at(row),
            Asked(row, documents[row.document_id], documents.get(row.other_id or "")),
        )
        for row in rows
    ]  # fmt: skip


def _questions_wanted(statement: Select[Any], reader: Reader, wanted: Narrowed, kind: str) -> Select[Any]:
    """Those of a kind that are open, in documents that the reader sees, the other one of a pair too."""
    other = aliased(Document)
    gone = select(other.id).where(other.id == Question.other_id, other.withdrawn.is_(True))
    statement = statement.select_from(Question).join(Document, Document.id == Question.document_id)
    statement = statement.where(Question.kind == kind, Question.settled_at.is_(None), ~gone.exists())
    return _of_unit(visible(statement, reader), wanted)


def _misfits(session: Session, reader: Reader, wanted: Narrowed, cursor: str | None, limit: int) -> list[Item]:
    """Corrections whose words are gone from the text, or stand in it more than once, the oldest first."""
    statement = _misfits_wanted(select(Correction), reader, wanted)
    rows: Sequence[Correction] = BY_AGE.next_page(session, statement, cursor=cursor, limit=limit).items
    documents = {
        row.id: row for row in session.scalars(select(Document).where(Document.id.in_({e.document_id for e in rows})))
    }
    return [
        Item(MISFIT, MISFIT_SURENESS, BY_AGE.cursor_at(row), Misfit(row, documents[row.document_id])) for row in rows
    ]


def _misfits_wanted(statement: Select[Any], reader: Reader, wanted: Narrowed) -> Select[Any]:
    statement = statement.select_from(Correction).join(Review, Review.correction_id == Correction.id)
    statement = statement.join(Document, Document.id == Review.document_id).where(Review.closed_at.is_(None))
    if wanted.label is not None:
        statement = statement.where(Correction.label == wanted.label)
    return _of_unit(visible(statement, reader), wanted)


def _proposals(session: Session, reader: Reader, wanted: Narrowed, cursor: str | None, limit: int) -> list[Item]:
    page: Page[Proposed] = open_proposals(session, reader, row_id=wanted.unit_id, cursor=cursor, limit=limit)
    return [
        Item(MERGE, 1 - one.proposal.score, LIKELIEST.cursor_at(one.proposal), one) for one in page.items
    ]  # fmt: skip


def _of_unit(statement: Select[Any], wanted: Narrowed) -> Select[Any]:
    if wanted.unit_id is None:
        return statement
    linked = select(DocumentUnit.document_id).where(DocumentUnit.unit_id == wanted.unit_id)
    return statement.where(Document.id.in_(linked))


def _count(session: Session, statement: Select[Any]) -> int:
    counted: int = session.execute(statement).scalar_one()
    return counted


Source = Callable[[Session, Reader, Narrowed, str | None, int], list[Item]]
_SOURCES: Mapping[str, Source] = {
    FIELD: partial(_questions, kind=FIELD),
    CONFLICT: partial(_questions, kind=CONFLICT),
    MISFIT: _misfits,
    MERGE: _proposals,
    MENTION: _mentions,
}


def _read(cursor: str | None) -> dict[str, str]:
    """Where each kind goes on. Raises: BadCursor."""
    places = {} if cursor is None else unpack(cursor)
    if not isinstance(places, dict) or not all(isinstance(place, str) for place in places.values()):
        raise BadCursor
    return places
