"""What the authority file knows of units, written to their rows: kind, place, parent, years, successor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from biennien.registry.database import now
from biennien.registry.name_leads import ids_by_name
from biennien.registry.tables import Unit
from nlp.authority.units import UnitFacts, describe
from nlp.version import AUTHORITY_VERSION

BY_PERSON = "person"
"""What `Unit.facts_from` says once a person has set any of them: the authority file leaves that unit alone then."""

FACTS = ("kind", "place", "parent_id", "valid_from", "valid_to", "successor_id")
Names = dict[tuple[str, str], str]


def family(names: Iterable[str]) -> list[str]:
    """The names with all above them and what they became, each once: those that must be there for them to be linked."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            facts = describe(name)
            waiting += [other for other in (facts.parent, _successor(facts)) if other]
    return list(found)


def take_facts(session: Session, units: Sequence[Unit]) -> Names:
    """Write what the authority file knows to `units`, whose families are there; the other names they go by.

    A value that is there without our having put it there is a person's: it stays, and the unit is
    left alone from then on.
    """
    facts = {unit.id: describe(unit.name) for unit in units if unit.facts_from != BY_PERSON}
    relatives = {name for one in facts.values() for name in (one.parent, _successor(one)) if name}
    ids = ids_by_name(session, Unit, relatives)
    moment = now(session)
    names: Names = {}
    for unit in units:
        if unit.id not in facts:
            continue
        told = facts[unit.id]
        row = {
            "kind": told.kind, "place": told.place, "parent_id": ids.get(told.parent), "valid_from": told.valid_from,
            "valid_to": told.valid_to, "successor_id": ids.get(_successor(told)),
        }  # fmt: skip
        if _write(unit, {name: value or None for name, value in row.items()}):
            unit.updated_at = moment
        names |= dict.fromkeys(((unit.id, alias) for alias in told.aliases), "alias")
    return names


def _write(unit: Unit, row: dict[str, str | None]) -> bool:
    """Whether anything changed."""
    own = {name for name in FACTS if unit.facts_from is None and getattr(unit, name) not in (None, row[name])}
    unit.facts_from = BY_PERSON if own else AUTHORITY_VERSION
    changed = False
    for name in FACTS:
        value = None if row[name] == unit.id else row[name]
        if name not in own and getattr(unit, name) != value:
            setattr(unit, name, value)
            changed = True
    return changed


def _successor(facts: UnitFacts) -> str:
    """What a unit became, where that is one unit."""
    return facts.successors[0] if len(facts.successors) == 1 else ""
