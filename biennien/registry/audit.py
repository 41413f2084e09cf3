"""Who did what to what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.tables import Audit


def record(session: Session, action: str, kind: str, object_id: str, *, user_id: str | None, **details: Any) -> None:
    """Note `action` on the thing `object_id`, in the transaction that does it; `user_id` None is the command line."""
    entry = Audit(
        at=now(session), user_id=user_id, action=action, object_kind=kind, object_id=object_id, details=details
    )
    session.add(entry)


def history(session: Session, kind: str, object_id: str) -> Sequence[Audit]:
    """What was done to one thing, newest first."""
    statement = select(Audit).where(Audit.object_kind == kind, Audit.object_id == object_id)
    return session.scalars(statement.order_by(Audit.id.desc())).all()
