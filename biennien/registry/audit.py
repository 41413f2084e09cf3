"""Who did what to what, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.paging import Order, Page
from biennien.registry.tables import Audit, User

COMMAND_LINE = "~"
"""Stands for whoever used the command line, where an account is named; no account is called so."""

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries are asked for; what is None does not matter. `who` is the name of an account, or COMMAND_LINE.

    `first` and `last` are moments, both included.
    """

    who: str | None = None
    action: str | None = None
    kind: str | None = None
    object_id: str | None = None
    first: datetime | None = None
    last: datetime | None = None


def record(session: Session, action: str, kind: str, object_id: str, *, user_id: str | None, **details: Any) -> None:
    """Note `action` on the thing `object_id`, in the transaction that does it; `user_id` None is the command line."""
    entry = Audit(
        at=now(session), user_id=user_id, action=action, object_kind=kind, object_id=object_id, details=details
    )
    session.add(entry)


def history(session: Session, kind: str, object_id: str, *, limit: int | None = None) -> Sequence[Audit]:
    """What was done to one thing, newest first."""
    statement = select(Audit).where(Audit.object_kind == kind, Audit.object_id == object_id)
    return session.scalars(statement.order_by(Audit.id.desc()).limit(limit)).all()


def last_acts(session: Session, kind: str, object_ids: Collection[str], *, action: str) -> dict[str, Audit]:
    """The last act of that name on each of these things that has one, by the id of the thing."""
    asked = Audit.object_kind == kind, Audit.object_id.in_(sorted(object_ids)), Audit.action == action
    newest = select(func.max(Audit.id)).where(*asked).group_by(Audit.object_id)
    return {row.object_id: row for row in session.scalars(select(Audit).where(Audit.id.in_(newest)))}


def standing_acts(
    session: Session, kind: str, object_ids: Collection[str], *, actions: Collection[str]
) -> dict[str, int]:
    """The number of the last of these acts on each of these things that stands, by the id of the thing.

    An entry that tells in `undoes` which act it took back is none itself, and that act and all after it stand no more.
    """
    asked = Audit.object_kind == kind, Audit.object_id.in_(sorted(object_ids)), Audit.action.in_(actions)
    standing: dict[str, list[int]] = {}
    for entry in session.scalars(select(Audit).where(*asked).order_by(Audit.id)):
        acts, undone = standing.setdefault(entry.object_id, []), entry.details.get("undoes")
        if undone is None:
            acts.append(entry.id)
        else:
            acts[:] = [one for one in acts if one < undone]
    return {object_id: acts[-1] for object_id, acts in standing.items() if acts}


def list_entries(session: Session, wanted: AuditFilter, *, cursor: str | None = None, limit: int = 50) -> Page[Audit]:
    """A page of entries, newest first. Raises: BadCursor."""
    statement = select(Audit)
    for column, value in (
        (Audit.action, wanted.action),
        (Audit.object_kind, wanted.kind),
        (Audit.object_id, wanted.object_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.who == COMMAND_LINE:
        statement = statement.where(Audit.user_id.is_(None))
    elif wanted.who is not None:
        statement = statement.where(Audit.user_id.in_(select(User.id).where(User.name == wanted.who)))
    if wanted.first is not None:
        statement = statement.where(Audit.at >= wanted.first)
    if wanted.last is not None:
        statement = statement.where(Audit.at <= wanted.last)
    order = Order(Audit.id.expression, Audit.id.expression, lambda entry: entry.id, descending=True)
    return order.next_page(session, statement, cursor=cursor, limit=limit)


def all_entries(session: Session, wanted: AuditFilter) -> Iterator[Audit]:
    """All such entries, newest first, some at a time."""
    cursor = None
    while True:
        page = list_entries(session, wanted, cursor=cursor, limit=AT_ONCE)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def to_row(entry: Audit, names: dict[str, str]) -> dict[str, Any]:
    """An entry for other programs; `names` are those of accounts by id, `by` is None for the command line.

    What an act changed stands in `before` and `after` where it tells them, all else it tells in `details`.
    """
    told = dict(entry.details or {})
    return {
        "id": entry.id,
        "at": entry.at.isoformat().replace("+00:00", "Z"),
        "by": names.get(entry.user_id) if entry.user_id else None,
        "action": entry.action,
        "kind": entry.object_kind,
        "object": entry.object_id,
        "before": told.pop("before", None),
        "after": told.pop("after", None),
        "details": told,
    }
