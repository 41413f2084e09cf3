"""The tree of units: what is above one, what is part of it, what became it, and all of it that a reader may know.

A unit that no visible document names is shown where one of those below it, or one that became it, is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import CTE, ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from biennien.registry.keys import identity_key
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Document, DocumentUnit, Unit
from ingest.orthography import fold
from nlp.authority.bodies import central_names
from nlp.authority.places import provinces

DEEPEST = 20
"""Units above a unit; a longer chain is a circle that mergers made."""

MOST_CHILDREN = 2_000


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit as part of another one: the visible documents that name it, and how many units are part of it."""

    unit: Unit
    documents: int
    parts: int


def ancestors(session: Session, unit: Unit) -> list[Unit]:
    """The units above a unit, the highest first."""
    chain: list[Unit] = []
    seen = {unit.id}
    row: Unit | None = unit
    while row is not None and row.parent_id is not None and row.parent_id not in seen and len(chain) < DEEPEST:
        seen.add(row.parent_id)
        row = session.get(Unit, row.parent_id)
        if row is not None:
            chain.append(row)
    return chain[::-1]


def ids_above(session: Session, ids: Collection[str]) -> dict[str, set[str]]:
    """All that each of `ids` is part of, directly or not; one that is part of nothing is left out."""
    tree = select(Unit.id.label("root"), Unit.id.label("id")).where(Unit.id.in_(sorted(ids))).cte(recursive=True)
    lower = aliased(Unit)
    step = select(tree.c.root, lower.parent_id).join(lower, lower.id == tree.c.id).where(lower.parent_id.is_not(None))
    found: dict[str, set[str]] = {}
    for root, above in session.execute(select(tree.union(step))).tuples():
        if above != root:
            found.setdefault(root, set()).add(above)
    return found


def documents_below(session: Session, ids: Collection[str]) -> list[str]:
    """The ids of the documents that name one of these units or any that is part of one."""
    tree = _tree(ids, "parent_id")
    link = select(DocumentUnit.document_id).where(DocumentUnit.unit_id.in_(select(tree.c.id)))
    return list(session.scalars(link.distinct().order_by(DocumentUnit.document_id)))


def known_units(session: Session, ids: Collection[str], reader: Reader) -> set[str]:
    """Those of `ids` that a visible document names, or a part or a predecessor of which it names."""
    if not ids:
        return set()
    link = select(DocumentUnit.unit_id).join(Document, Document.id == DocumentUnit.document_id)
    named = set(session.scalars(visible(link.where(DocumentUnit.unit_id.in_(sorted(ids))), reader).distinct()))
    others = set(ids) - named
    if others:
        tree = _tree(others, "parent_id", "successor_id")
        below = visible(link.where(DocumentUnit.unit_id == tree.c.id), reader).exists()
        named |= set(session.scalars(select(tree.c.root).where(below).distinct()))
    return named


def parts_of(session: Session, unit_id: str, reader: Reader) -> list[Branch]:
    """What is directly part of a unit, those in most documents first."""
    return branches(session, _children(session, unit_id), reader)


def visible_parts(session: Session, unit_id: str, reader: Reader) -> list[Unit]:
    """What is directly part of a unit and may be known, by name."""
    rows = _children(session, unit_id)
    known = known_units(session, [row.id for row in rows], reader)
    return [row for row in rows if row.id in known]


def _children(session: Session, unit_id: str) -> Sequence[Unit]:
    statement = select(Unit).where(Unit.parent_id == unit_id).order_by(Unit.name, Unit.id).limit(MOST_CHILDREN)
    return session.scalars(statement).all()


def predecessors_of(session: Session, unit_id: str, reader: Reader) -> list[Unit]:
    """The units that became this one, by name."""
    rows = session.scalars(select(Unit).where(Unit.successor_id == unit_id).order_by(Unit.name).limit(MOST_CHILDREN))
    found = rows.all()
    known = known_units(session, [row.id for row in found], reader)
    return [row for row in found if row.id in known]


def branches(session: Session, units: Sequence[Unit], reader: Reader) -> list[Branch]:
    """The units that `reader` may know of with their counts, those in most documents first."""
    if not units:
        return []
    ids = [unit.id for unit in units]
    known = known_units(session, ids, reader)
    statement = select(DocumentUnit.unit_id, func.count()).join(Document, Document.id == DocumentUnit.document_id)
    counted = visible(statement.where(DocumentUnit.unit_id.in_(ids)), reader).group_by(DocumentUnit.unit_id)
    documents = dict(session.execute(counted).tuples().all())
    lower = dict(session.execute(select(Unit.id, Unit.parent_id).where(Unit.parent_id.in_(ids))).tuples().all())
    parts = Counter(lower[one] for one in known_units(session, lower, reader))
    found = [Branch(one, documents.get(one.id, 0), parts[one.id]) for one in units if one.id in known]
    return sorted(found, key=lambda branch: -branch.documents)


def with_parts(session: Session, ids: Collection[str], reader: Reader) -> set[str]:
    """Those of `ids` of which something is directly part that a visible document names."""
    if not ids:
        return set()
    statement = select(Unit.parent_id).where(Unit.parent_id.in_(sorted(ids)), _is_named(reader))
    found = session.scalars(statement.distinct())
    return {unit_id for unit_id in found if unit_id is not None}


def places_in(session: Session, reader: Reader, place: str = "") -> list[tuple[str, int]]:
    """The places directly in `place` (the provinces, where none is given) with the number of units there and below.

    A place is written with those above it: `huyện Nghi Lộc, tỉnh Nghệ An`. Communes and districts lie side by side in
    a province, as they did one after the other.
    """
    statement = select(Unit.place, func.count()).where(Unit.place.is_not(None), _is_named(reader)).group_by(Unit.place)
    if place:
        statement = statement.where(Unit.place.endswith(f", {place}", autoescape=True))
    counts: Counter[str] = Counter()
    for found, number in session.execute(statement).tuples():
        if found is not None:
            below = found.removesuffix(place).rstrip(", ") if place else found
            last = below.rpartition(", ")[2]
            counts[f"{last}, {place}" if place else last] += number
    known = counts if place else {one: number for one, number in counts.items() if one in provinces()}
    return sorted(known.items(), key=lambda item: (fold(item[0]), item[0]))


def units_at(session: Session, reader: Reader, place: str) -> list[Branch]:
    """The units of exactly this place that are known, those in most documents first."""
    statement = select(Unit).where(Unit.place == place).order_by(Unit.name, Unit.id).limit(MOST_CHILDREN)
    return branches(session, session.scalars(statement).all(), reader)


def central_units(session: Session, reader: Reader) -> list[Branch]:
    """The central bodies of the authority file that have none above them."""
    statement = select(Unit).where(Unit.place.is_(None), Unit.parent_id.is_(None), Unit.key.in_(_central_keys()))
    return branches(session, session.scalars(statement.order_by(Unit.name)).all(), reader)


@lru_cache(maxsize=1)
def _central_keys() -> list[str]:
    return sorted(identity_key(name) for name in central_names())


def _is_named(reader: Reader) -> ColumnElement[bool]:
    """Whether a document that `reader` may see names the unit."""
    link = select(DocumentUnit.unit_id).join(Document, Document.id == DocumentUnit.document_id)
    return visible(link.where(DocumentUnit.unit_id == Unit.id), reader).exists()


def _tree(ids: Collection[str], *links: str) -> CTE:
    """`root` and `id`: each of `ids` with all that leads to it by one of the columns `links`, itself too."""
    tree = select(Unit.id.label("root"), Unit.id.label("id")).where(Unit.id.in_(sorted(ids))).cte(recursive=True)
    lower = aliased(Unit)
    step = select(tree.c.root, lower.id).join(lower, or_(*(getattr(lower, link) == tree.c.id for link in links)))
    return tree.union(step)
