"""What sweeps and batches have in common: acts on many rows, shown first, done as one, stopped or undone as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.database import Registry
from biennien.registry.errors import NotFound
from biennien.registry.harvest import Walk, walk
from biennien.registry.paging import Order, Page
from biennien.registry.tables import Batch, Sweep

Act = TypeVar("Act", Batch, Sweep)

PROPOSED, RUNNING, STOPPED, FINISHED, UNDOING, UNDONE = "proposed", "running", "stopped", "done", "undoing", "undone"
WAITING, DONE, CHANGED = "waiting", "done", "changed"
"""States of an item, UNDONE beside them; one that is CHANGED was another by its turn, and was left alone."""


def get_act(session: Session, table: type[Act], act_id: str, *, hold: bool = False) -> Act:
    """An act as it is; with `hold` nobody else goes on with it until the transaction ends. Raises: NotFound."""
    act = session.get(table, act_id, with_for_update=hold or None)
    if act is None:
        raise NotFound(kind=table.__name__.lower(), id=act_id)
    return act


def list_acts(
    session: Session, table: type[Act], *, cursor: str | None = None, limit: int = 50, newest: bool = False
) -> Page[Act]:
    """Acts in the order of their last change, those that were only proposed included. Raises: BadCursor."""
    order = Order(table.updated_at.expression, table.id.expression, lambda row: row.updated_at, descending=newest)
    return order.next_page(session, select(table), cursor=cursor, limit=limit)


def harvest_acts(
    session: Session, table: type[Act], *, since: datetime, cursor: str | None = None, limit: int = 50
) -> Walk[Act]:
    """A page of the acts that changed since, for programs; see `biennien.registry.harvest`. Raises: BadCursor."""
    statement = select(table).where(table.updated_at >= since)
    return walk(session, statement, table.id.expression, cursor=cursor, limit=limit)


def advance_next(registry: Registry, table: type[Act], advance: Callable[[Session, Act], None]) -> bool:
    """Go on with the act that waits longest; False when there is none, or another process has it in hand."""
    at_work = table.state.in_((RUNNING, UNDOING))
    with registry.read() as session:
        if session.scalars(select(table.id).where(at_work).limit(1)).first() is None:
            return False
    with registry.write() as session:
        statement = select(table).where(at_work).order_by(table.updated_at, table.id).limit(1)
        act = session.scalars(statement.with_for_update(skip_locked=True)).first()
        if act is not None:
            advance(session, act)
        return act is not None
