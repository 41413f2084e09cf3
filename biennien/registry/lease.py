"""The lease of the one writer of the index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, now
from biennien.registry.errors import IndexElsewhere, IndexMoved
from biennien.registry.tables import IndexLease

LEASE_SECONDS = 20.0
WANTED_SECONDS = 10.0
ROW = 1
EMBEDDED = "embedded"
"""The home of an embedded index that only one data folder can have, that of a SQLite file."""


def take_lease(
    registry: Registry,
    holder: str,
    *,
    is_gone: Callable[[str], bool],
    wanted: bool = False,
) -> bool:
    """Take the lease or make it last longer; False when another one holds it, or somebody asked the others to make way.

    With `wanted` the others are asked to make way; keep calling until it is True.
    """
    with registry.write() as session:
        row, moment = _row(session), now(session)
        if row.wanted_by is not None and (_is_past(row.wanted_until, moment) or is_gone(row.wanted_by)):
            row.wanted_by = row.wanted_until = None
        if wanted and row.wanted_by in (None, holder):
            row.wanted_by, row.wanted_until = holder, moment + timedelta(seconds=WANTED_SECONDS)
        held = row.holder is not None and not _is_past(row.expires_at, moment) and not is_gone(row.holder)
        if held and row.holder != holder:
            return False
        if row.wanted_by not in (None, holder):
            if row.holder == holder:
                row.holder = row.expires_at = None
            return False
        row.holder, row.expires_at = holder, moment + timedelta(seconds=LEASE_SECONDS)
        return True


def give_lease_back(registry: Registry, holder: str) -> None:
    """Let the next one have the lease, and nobody make way any more for `holder`."""
    with registry.write() as session:
        row = _row(session)
        if row.holder == holder:
            row.holder = row.expires_at = None
        if row.wanted_by == holder:
            row.wanted_by = row.wanted_until = None


def claim_home(registry: Registry, home: str, *, take_over: bool = False) -> None:
    """Note that the index of this registry is at `home` (see IndexLease.home).

    Raises: IndexElsewhere, IndexMoved when another one was noted before, unless `take_over`.
    """
    with registry.read() as session:
        if session.scalar(select(IndexLease.home)) == home:
            return
    with registry.write() as session:
        row = _row(session)
        if row.home is not None and not _is_same(row.home, home) and not take_over:
            both_folders = "/" not in row.home + home and EMBEDDED not in (row.home, home)
            raise (IndexElsewhere if both_folders else IndexMoved)(home=row.home, here=home)
        row.home = home


def _is_same(home: str, other: str) -> bool:
    """Whether two addresses lead to one index: the same folder, or the same prefix and a host in common."""
    if "/" not in home or "/" not in other:
        return home == other
    (hosts, prefix), (other_hosts, other_prefix) = (_parts(one) for one in (home, other))
    return prefix == other_prefix and not hosts.isdisjoint(other_hosts)


def _parts(home: str) -> tuple[frozenset[str], str]:
    address, _, prefix = home.partition("://")[2].rpartition("/")
    return frozenset(address.split(",")), prefix


def _row(session: Session) -> IndexLease:
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(insert(IndexLease).values(id=ROW).on_conflict_do_nothing())
    return session.get_one(IndexLease, ROW, with_for_update=True)


def _is_past(moment: datetime | None, now_: datetime) -> bool:
    return moment is None or moment < now_
