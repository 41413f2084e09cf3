"""Brings the units of an archive up to what the authority file says now, a batch at a time."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.name_making import add_unit_names, ensure_named
from biennien.registry.tables import Unit
from biennien.registry.unit_facts import BY_PERSON, family, take_facts
from biennien.registry.unit_tree import documents_below
from nlp.version import AUTHORITY_VERSION

BATCH = 200
"""Units of one transaction: others wait for it on SQLite."""


def refresh_units(registry: Registry) -> int:
    """Describe some units that were not, or by another version; how many. What people set stays.

    The index knows what each document's units are part of: it looks again at the documents below those that moved.
    """
    with registry.read() as session:
        if not _stale(session):
            return 0
    with registry.write() as session:
        units = _stale(session)
        before = {unit.id: unit.parent_id for unit in units}
        ensure_named(session, Unit, [(name, None) for name in family(unit.name for unit in units)])
        add_unit_names(session, take_facts(session, units))
        moved = [unit.id for unit in units if unit.parent_id != before[unit.id]]
        outbox.touch_many(session, documents_below(session, moved))
        return len(units)


def _stale(session: Session) -> list[Unit]:
    other = Unit.facts_from.not_in((AUTHORITY_VERSION, BY_PERSON))
    statement = select(Unit).where(or_(Unit.facts_from.is_(None), other)).order_by(Unit.id).limit(BATCH)
    return list(session.scalars(statement))
