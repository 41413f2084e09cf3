"""Which workers are alive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, now
from biennien.registry.tables import WorkerRow

ALIVE_SECONDS = 30.0


def say_alive(registry: Registry, worker: str, kind: str) -> None:
    """Note that `worker` (`worker` or `ingest` by `kind`) is alive."""
    with registry.write() as session:
        moment = now(session)
        row = session.get(WorkerRow, worker)
        if row is None:
            session.add(WorkerRow(id=worker, kind=kind, started_at=moment, heartbeat_at=moment))
        else:
            row.heartbeat_at = moment


def say_goodbye(registry: Registry, worker: str) -> None:
    """Note that `worker` has ended, and forget those that were last heard of long ago."""
    with registry.write() as session:
        stale = now(session) - timedelta(days=1)
        session.execute(delete(WorkerRow).where((WorkerRow.id == worker) | (WorkerRow.heartbeat_at < stale)))


def alive_workers(session: Session, *, is_gone: Callable[[str], bool]) -> Sequence[WorkerRow]:
    """The workers heard of in the last ALIVE_SECONDS and not known to have ended."""
    since = now(session) - timedelta(seconds=ALIVE_SECONDS)
    statement = select(WorkerRow).where(WorkerRow.kind == "worker", WorkerRow.heartbeat_at >= since)
    return [row for row in session.scalars(statement.order_by(WorkerRow.id)) if not is_gone(row.id)]
