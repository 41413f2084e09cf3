"""The work of sweeps, a few documents in a transaction, so that one that is cut off goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.corrections import corrections_of, in_force, record_correction, undo_correction
from biennien.registry.database import Registry, now
from biennien.registry.desk import mention_tag
from biennien.registry.locks import hold_document
from biennien.registry.results import reapply
from biennien.registry.staged_acts import CHANGED, DONE, FINISHED, UNDOING, UNDONE, WAITING, advance_next
from biennien.registry.sweeps import said_of, start, undo
from biennien.registry.tables import Document, Mention, Sweep, SweepItem, TextVersion

AT_ONCE = 10
"""Documents of one transaction: on SQLite others who write wait for its end, a fraction of a second."""


def advance_some(registry: Registry) -> bool:
    """Go on with the sweep that waits longest; False when there is none, or another process has it in hand."""
    return advance_next(registry, Sweep, advance)


def begin(session: Session, sweep: Sweep, *, user_id: str | None) -> None:
    """Do a sweep, or go on with it: the first few documents at once, the rest by a worker. Raises: SweepOver."""
    start(session, sweep, user_id=user_id)
    advance(session, sweep)


def take_back(session: Session, sweep: Sweep, *, user_id: str | None) -> None:
    """Take back all that a sweep did: in the last few documents at once, in the rest by a worker. Raises: SweepOver."""
    undo(session, sweep, user_id=user_id)
    advance(session, sweep)


def advance(session: Session, sweep: Sweep, *, documents: int = AT_ONCE) -> None:
    """Do, or take back, what a sweep says in the next few documents, and end it after the last one."""
    undoing = sweep.state == UNDOING
    for document_id in _next(session, sweep, DONE if undoing else WAITING, documents):
        document = hold_document(session, document_id)
        items = _items(session, sweep, document_id, DONE if undoing else WAITING)
        if (_take_back if undoing else _say)(session, sweep, document, items):
            reapply(session, document)
    session.flush()
    sweep.updated_at = now(session)
    if not _next(session, sweep, DONE if undoing else WAITING, 1):
        sweep.state = UNDONE if undoing else FINISHED


def _say(session: Session, sweep: Sweep, document: Document, items: Sequence[SweepItem]) -> bool:
    """Say of each mention that is as it was looked at what the sweep says; whether there was one."""
    text = session.get(TextVersion, document.text_id)
    rows = {row.id: row for row in _mentions(session, document)}
    for item in items:
        row = rows.get(item.mention_id)
        if row is None or text is None or row.rejected or mention_tag(row) != item.tag:
            item.state = CHANGED
            continue
        entry = record_correction(
            session, document, sweep.kind, said_of(sweep, row), user_id=sweep.updated_by, mention=row, text=text,
            sweep_id=sweep.id,
        )  # fmt: skip
        item.state, item.correction_id = DONE, entry.id
    return any(item.state == DONE for item in items)


def _take_back(session: Session, sweep: Sweep, document: Document, items: Sequence[SweepItem]) -> bool:
    """Undo what the sweep said of each mention, the last first, where it still holds; whether there was one."""
    holding = {entry.id for entry in in_force(corrections_of(session, document.id))}
    undone = False
    for item in reversed(items):
        if item.correction_id is not None and item.correction_id in holding:
            undo_correction(session, item.correction_id, user_id=sweep.updated_by, sweep_id=sweep.id)
            undone = True
        item.state = UNDONE
    return undone


def _mentions(session: Session, document: Document) -> Sequence[Mention]:
    return session.scalars(select(Mention).where(Mention.document_id == document.id)).all()


def _next(session: Session, sweep: Sweep, state: str, documents: int) -> Sequence[str]:
    """The documents whose turn is next: in the order shown, and the other way round when it is taken back."""
    place = func.min(SweepItem.position) if state == WAITING else func.max(SweepItem.position).desc()
    statement = select(SweepItem.document_id).where(
        SweepItem.sweep_id == sweep.id, SweepItem.left_out.is_(False), SweepItem.state == state
    )
    return session.scalars(statement.group_by(SweepItem.document_id).order_by(place).limit(documents)).all()


def _items(session: Session, sweep: Sweep, document_id: str, state: str) -> Sequence[SweepItem]:
    return session.scalars(
        select(SweepItem)
        .where(
            SweepItem.sweep_id == sweep.id, SweepItem.document_id == document_id, SweepItem.state == state,
            SweepItem.left_out.is_(False),
        )
        .order_by(SweepItem.position)
    ).all()  # fmt: skip
