"""Units in their tree when people decide on their names: parts and predecessors follow a merger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry.name_journal import Journal
from biennien.registry.name_making import add_unit_names, ensure_named
from biennien.registry.tables import Unit, UnitName
from biennien.registry.unit_facts import family, take_facts
from biennien.registry.unit_tree import ancestors


def move_family(session: Session, journal: Journal, row: Unit, into: Unit) -> None:
    """Let what was part of `row`, or became it, be part of `into`, or have become that; without a circle."""
    if row.id in {one.id for one in ancestors(session, into)}:
        journal.change(into, parent_id=row.parent_id if row.parent_id != into.id else None)
    if into.successor_id == row.id:
        journal.change(into, successor_id=row.successor_id if row.successor_id != into.id else None)
    for part in session.scalars(select(Unit).where(Unit.parent_id == row.id, Unit.id != into.id)).all():
        journal.change(part, parent_id=into.id)
    for before in session.scalars(select(Unit).where(Unit.successor_id == row.id, Unit.id != into.id)).all():
        journal.change(before, successor_id=into.id)


def describe_anew(session: Session, journal: Journal, unit: Unit) -> None:
    """Tell a renamed unit what the authority file knows of its new name; what a person set stays."""
    ensure_named(session, Unit, [(name, None) for name in family([unit.name]) if name != unit.name])
    with journal.watching(unit), names_noted(session, journal, unit.id):
        names = take_facts(session, [unit])
        add_unit_names(session, names | {(unit.id, unit.name): "canonical"})


@contextmanager
def names_noted(session: Session, journal: Journal, unit_id: str) -> Iterator[None]:
    """Keep which names of a unit the block adds."""
    mine = select(UnitName).where(UnitName.unit_id == unit_id)
    before = {one.key for one in session.scalars(mine)}
    yield
    session.flush()
    for one in session.scalars(mine.order_by(UnitName.key)).all():
        if one.key not in before:
            journal.note_new(one)
