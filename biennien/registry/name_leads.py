"""Where names and ids of units, slogans and campaigns lead: what people decided comes before what readings made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Subquery, literal, select, union_all
from sqlalchemy.orm import Session

from biennien.registry.database import chunks
from biennien.registry.keys import identity_key
from biennien.registry.tables import GivenName, MovedName, Redirect, Unit, UnitName

REMOVED = "removed"
"""The kind of a unit's name that a person took off it."""


def kind_of(table: type[Any]) -> str:
    """`unit`, `slogan` or `campaign`."""
    return str(table.__name__.lower())


def current_id(session: Session, row_id: str) -> str:
    """Where an id leads now."""
    return current_ids(session, [row_id])[row_id]


def current_ids(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Where each id leads now."""
    wanted = sorted(set(ids))
    found = {row_id: row_id for row_id in wanted}
    for some in chunks(wanted):
        rows = session.execute(select(Redirect.old_id, Redirect.new_id).where(Redirect.old_id.in_(some)))
        found.update(rows.tuples().all())
    return found


def cluster_of(session: Session, row_id: str) -> list[str]:
    """The id and all that were merged into it."""
    return with_merged(session, [row_id])


def with_merged(session: Session, ids: Sequence[str]) -> list[str]:
    """These ids and all that were merged into them: an index that is brought up to date holds those for a while."""
    merged: list[str] = []
    for some in chunks(ids):
        merged += session.scalars(select(Redirect.old_id).where(Redirect.new_id.in_(some)).order_by(Redirect.old_id))
    return [*ids, *merged]


def native_ids(session: Session, table: type[Any], keys: Collection[str]) -> dict[str, str]:
    """The id that each identity key leads to before mergers, for those that lead anywhere.

    A name that a person gave wins over the entry that was made from that name.
    """
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        found.update(session.execute(select(table.key, table.id).where(table.key.in_(some))).tuples().all())
    return found | given_ids(session, table, keys)


def ids_by_name(session: Session, table: type[Any], names: Iterable[str]) -> dict[str, str]:
    """The id of each name that a unit, slogan or campaign bears, or one that was merged into it."""
    keys = {name: identity_key(name) for name in names}
    found = native_ids(session, table, set(keys.values()))
    after = current_ids(session, found.values())
    return {name: after[found[key]] for name, key in keys.items() if key in found}


def given_ids(session: Session, table: type[Any], keys: Collection[str]) -> dict[str, str]:
    """The same by names that people gave alone."""
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        given = select(GivenName.key, GivenName.target_id)
        given = given.where(GivenName.kind == kind_of(table), GivenName.key.in_(some))
        found.update(session.execute(given).tuples().all())
    return found


def moved_in(session: Session, document_id: str) -> dict[str, str]:
    """What ids before mergers stand for in one document, where a person parted it from the others."""
    statement = select(MovedName.old_id, MovedName.new_id).where(MovedName.document_id == document_id)
    return dict(session.execute(statement).tuples().all())


def names_held(table: type[Any]) -> Subquery:
    """`id` and `key`: every name, folded, that an entry goes by; ids are those before mergers."""
    if table is Unit:
        made = select(UnitName.unit_id.label("id"), UnitName.key.label("key")).where(UnitName.kind != REMOVED)
    else:
        made = select(table.id.label("id"), table.folded.label("key"))
    given = select(GivenName.target_id, GivenName.folded).where(GivenName.kind == literal(kind_of(table)))
    return union_all(made, given).subquery()
