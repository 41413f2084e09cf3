"""Units, slogans and campaigns in lists and by themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from biennien.registry.browsing import Counted
from biennien.registry.days import FIRST_DAY, LAST_DAY, as_text
from biennien.registry.names import label_of
from biennien.registry.tables import Campaign, Slogan, Unit
from biennien.registry.unit_tree import Branch


def moment(value: datetime | None) -> str | None:
    """A moment in RFC 3339, UTC."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def day(number: int | None) -> str | None:
    """A `YYYYMMDD` integer as an ISO day; None for none and for the open ends of periods."""
    return None if number in (None, FIRST_DAY, LAST_DAY) else as_text(number)


def serialize_named(counted: Counted[Any]) -> dict[str, Any]:
    """One entry of a list."""
    row = counted.row
    return {
        "id": row.id,
        "label": label_of(row),
        "documents": counted.documents,
        "from": day(counted.from_day),
        "to": day(counted.to_day),
        "updated_at": moment(row.updated_at),
        "confirmed": row.confirmed_at is not None,
    } | extras(row)


def extras(row: Unit | Slogan | Campaign) -> dict[str, Any]:
    """What only units or only slogans have."""
    if isinstance(row, Unit):
        return {"kind": row.kind, "place": row.place, "valid_from": row.valid_from, "valid_to": row.valid_to}
    return {"kind": row.kind} if isinstance(row, Slogan) else {}


def serialize_branch(branch: Branch) -> dict[str, Any]:
    """A unit as part of another one; `parts` is how many units are part of it."""
    unit = branch.unit
    return {"id": unit.id, "label": unit.name, "documents": branch.documents, "parts": branch.parts} | extras(unit)
