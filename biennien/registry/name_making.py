"""Units, slogans and campaigns made when they are first met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from biennien.registry.database import chunks, now
from biennien.registry.keys import fold_key, former_key, identity_key, made_id
from biennien.registry.name_leads import current_ids, given_ids, kind_of, moved_in, native_ids
from biennien.registry.names import KINDS, NUMBER, Row
from biennien.registry.tables import Campaign, NameToCompare, Slogan, Unit, UnitName
from biennien.registry.unit_facts import family, take_facts


def ensure_named(
    session: Session, table: type[Row], labels: Iterable[tuple[str, str | None]], *, document_id: str | None = None
) -> dict[str, str]:
    """The id of each (name, kind), made where there is none yet: identity key -> id.

    Names that were merged lead to what they were merged into, those that people gave or moved in the document to what
    they said. Of new units the authority file is asked, and what they are part of and became is made too. Keys are
    taken in order, so that two workers that meet the same names do not wait for each other in a circle.
    """
    native = ensure_native(session, table, labels, document_id=document_id)
    leads = current_ids(session, native.values())
    return {key: leads[row_id] for key, row_id in native.items()}


def ensure_native(
    session: Session, table: type[Row], labels: Iterable[tuple[str, str | None]], *, document_id: str | None = None
) -> dict[str, str]:
    """The same before mergers: the entries that the names themselves belong to."""
    wanted: dict[str, tuple[str, str | None]] = {}
    former: dict[str, str] = {}
    for label, kind in labels:
        key = identity_key(label)
        if table is Campaign and (before := former_key(label)) != key:
            former[before] = key
        if key and (key not in wanted or _is_better(label, wanted[key][0])):
            wanted[key] = (label, kind or wanted.get(key, ("", None))[1])
    given = {former[key]: row_id for key, row_id in given_ids(session, table, former).items()}
    given |= given_ids(session, table, wanted)
    own = {key: label for key, label in wanted.items() if key not in given}
    rows = {former[key]: row_id for key, row_id in _by_key(session, table, former).items() if former[key] in own}
    rows |= _by_key(session, table, own)
    missing = {key: own[key] for key in set(own) - set(rows)}
    if missing:
        make_units(session, missing) if table is Unit else _make(session, table, missing)
        rows |= _by_key(session, table, missing)
    if table is Unit:
        canonical = {(rows[key], label) for key, (label, _) in own.items()}
        add_unit_names(session, dict.fromkeys(canonical, "canonical"))
    moved = moved_in(session, document_id) if document_id else {}
    return {key: moved.get(row_id, row_id) for key, row_id in (rows | given).items()}


def make_numbered(session: Session, table: type[Row], name: str) -> str:
    """A new entry whose name another one of its kind bears too; its id."""
    key = identity_key(name)
    number = 2
    while native_ids(session, table, [numbered := f"{key}{NUMBER}{number}"]):
        number += 1
    label = {numbered: (name, None)}
    make_units(session, label) if table is Unit else _make(session, table, label)
    return native_ids(session, table, [numbered])[numbered]


def _make(session: Session, table: type[Any], labels: Mapping[str, tuple[str, str | None]]) -> None:
    """Make a row for each key, where nobody else has done so meanwhile."""
    moment = now(session)
    known = _by_key(session, table, labels)
    rows = [_new(table, key, *labels[key], moment) for key in sorted(set(labels) - set(known))]
    insert_new(session, table, rows)
    insert_new(session, NameToCompare, [{"row_id": row["id"], "kind": kind_of(table)} for row in rows])


def insert_new(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in their order, those aside whose key is taken; row by row, for a long statement costs its reading."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    if rows:
        session.execute(insert(table.__table__).on_conflict_do_nothing(), rows)


def make_units(session: Session, labels: Mapping[str, tuple[str, str | None]]) -> None:
    """Make units with their families, and tell of those that are new what the authority file knows."""
    made: dict[str, tuple[str, str | None]] = {
        identity_key(name): (name, None) for name in family(label for label, _ in labels.values())
    }
    for key in given_ids(session, Unit, made):
        del made[key]
    made.update(labels)
    _make(session, Unit, made)
    fresh: list[Unit] = []
    for some in chunks(sorted(made)):
        fresh += session.scalars(select(Unit).where(Unit.key.in_(some), Unit.facts_from.is_(None)).order_by(Unit.id))
    names = dict.fromkeys(((unit.id, unit.name) for unit in fresh), "canonical")
    add_unit_names(session, take_facts(session, fresh) | names)


def add_unit_names(session: Session, names: Mapping[tuple[str, str], str]) -> None:
    """Note the names that units go by: (unit id, name) -> kind; a name that is known stays as it is."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for (unit_id, name), kind in sorted(names.items()):
        if key := fold_key(name):
            rows.setdefault((unit_id, key), {"unit_id": unit_id, "key": key, "name": name, "kind": kind})
    insert_new(session, UnitName, [rows[pair] for pair in sorted(rows)])


def _new(table: type[Row], key: str, label: str, kind: str | None, moment: datetime) -> dict[str, Any]:
    row = {"id": made_id(KINDS[table][0], key), "key": key, "created_at": moment, "updated_at": moment}
    if table is Slogan:
        return row | {"text": label, "folded": fold_key(label), "kind": kind}
    return row | {"name": label} | ({"kind": kind} if table is Unit else {"folded": fold_key(label)})


def _by_key(session: Session, table: type[Row], keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        found.update(session.execute(select(table.key, table.id).where(table.key.in_(some))).tuples().all())
    return found


def _is_better(label: str, other: str) -> bool:
    """Whether `label` is the better way to write the same name: not all in capitals."""
    return other.isupper() and not label.isupper()
