"""What people do to units, slogans and campaigns: rename, add and take off aliases, merge, split, confirm.

Each act is one entry of a log, with the rows of decisions as they were; `name_undo` takes it back. Decisions are rows
of their own (`given_names`, `moved_names`, `redirects`) that every reading of a document asks, so they outlast it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from biennien.registry import audit
from biennien.registry.database import now
from biennien.registry.errors import MergeItself, NameInUse, NameKnown, NameUnusable, NotFound
from biennien.registry.keys import fold_key, identity_key
from biennien.registry.locks import NAMES, take_lock
from biennien.registry.name_family import describe_anew, move_family
from biennien.registry.name_handing import hand_over
from biennien.registry.name_journal import ALIAS, CONFIRM, MERGE, REFUSE, RENAME, UNALIAS, Journal
from biennien.registry.name_leading import Led, lead_some, leave
from biennien.registry.name_leads import REMOVED, cluster_of, current_id, kind_of, native_ids
from biennien.registry.name_links import linked_since, made_since, tell_index
from biennien.registry.names import Row, get_named, label_of
from biennien.registry.tables import (
    GivenName,
    NameAct,
    NameProposal,
    NameToCompare,
    Redirect,
    Slogan,
    Unit,
    UnitName,
)
from ingest.paragraphs import clean

OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"

LONGEST = 1_000
"""Characters of a name; a longer one is a passage."""


class Acting:
    """An act under way: what it changes goes through `journal`, and its entry of the log is `entry` in the end."""

    entry: NameAct

    def __init__(self, session: Session, table: type[Any], act: str, row_id: str, *, user_id: str | None) -> None:
        self.session, self.table, self.act, self.row_id, self.user_id = session, table, act, row_id, user_id
        self.journal = Journal(session)
        self.moment = now(session)
        self.other_id: str | None = None
        self.said: dict[str, Any] = {}
        self.documents: Collection[str] = ()
        """Documents that are to be led anew beside those whose names lead elsewhere now."""
        self.led: Led | None = None
        """What the act itself has led, where nothing beside that goes elsewhere."""

    def confirm(self, row: Any) -> None:
        """Note who says that the entry is one."""
        self.journal.change(row, confirmed_by=self.user_id, confirmed_at=self.moment)

    def end(self) -> None:
        """Lead documents anew, or have a worker do it where they are many; tell the index and the logs."""
        ids = [one for one in (self.row_id, self.other_id) if one]
        led = self.led or lead_some(self.session, self.table, ids, self.documents)
        tell_index(self.session, self.journal.entries, self.moment)
        for row_id in ids:
            self.session.get_one(self.table, row_id).updated_at = self.moment
        self.said |= {"led": led.number, "made": made_since(self.session, self.moment)}
        self.entry = NameAct(
            kind=kind_of(self.table), act=self.act, target_id=self.row_id, other_id=self.other_id, said=self.said,
            before=self.journal.entries, created_at=self.moment, created_by=self.user_id,
        )  # fmt: skip
        self.session.add(self.entry)
        self.session.flush()
        leave(self.session, self.entry, led.waiting)
        told = {name: value for name, value in self.said.items() if name != "made"}
        audit.record(
            self.session, f"name_{self.act}", kind_of(self.table), self.row_id, user_id=self.user_id,
            entry=self.entry.id, other=self.other_id, **told,
        )  # fmt: skip


@contextmanager
def acting(session: Session, table: type[Row], act: str, row_id: str, *, user_id: str | None) -> Iterator[Acting]:
    """An act on an entry, under the lock of names; ended with the block."""
    take_lock(session, NAMES)
    found = Acting(session, table, act, current_id(session, row_id), user_id=user_id)
    get_named(session, table, row_id)
    yield found
    found.end()


def rename(session: Session, table: type[Row], row_id: str, name: str, *, user_id: str | None) -> NameAct:
    """Call an entry otherwise; the old name stays as an alias. Raises: NotFound, NameUnusable, NameInUse, NameKnown."""
    name = clean_name(name)
    with acting(session, table, RENAME, row_id, user_id=user_id) as act:
        row = session.get_one(table, act.row_id)
        old = label_of(row)
        if name == old:
            raise NameKnown(name=name)
        _check_free(session, table, name, row.id)
        act.said = {"name": name, "was": old}
        for one in (old, name):
            _give(act, one)
        act.confirm(row)
        if isinstance(row, Slogan):
            act.journal.change(row, text=name, folded=fold_key(name))
        elif isinstance(row, Unit):
            act.journal.change(row, name=name)
            describe_anew(session, act.journal, row)
        else:
            act.journal.change(row, name=name, folded=fold_key(name))
        session.merge(NameToCompare(row_id=row.id, kind=kind_of(table)))
    return act.entry


def add_alias(session: Session, table: type[Row], row_id: str, name: str, *, user_id: str | None) -> NameAct:
    """Let an entry go by one more name. Raises: NotFound, NameUnusable, NameInUse, NameKnown."""
    name = clean_name(name)
    with acting(session, table, ALIAS, row_id, user_id=user_id) as act:
        if not _check_free(session, table, name, act.row_id):
            raise NameKnown(name=name)
        act.said = {"name": name}
        _give(act, name)
    return act.entry


def remove_alias(session: Session, table: type[Row], row_id: str, name: str, *, user_id: str | None) -> NameAct:
    """Take a name off an entry, for good: no further reading brings it back. Raises: NotFound."""
    name = clean_name(name)
    with acting(session, table, UNALIAS, row_id, user_id=user_id) as act:
        row = session.get_one(table, act.row_id)
        cluster = cluster_of(session, row.id)
        given = session.get(GivenName, (kind_of(table), identity_key(name)))
        found = given is not None and given.target_id in cluster and given.name != label_of(row)
        if given is not None and found:
            act.documents = linked_since(session, table, [row.id], given.created_at)
            act.journal.remove(given)
        if table is Unit and fold_key(name) != fold_key(label_of(row)):
            written = select(UnitName).where(UnitName.unit_id.in_(cluster), UnitName.key == fold_key(name))
            for one in session.scalars(written.where(UnitName.kind != REMOVED)).all():
                act.journal.change(one, kind=REMOVED)
                found = True
        if not found:
            raise NotFound(kind="alias", id=name)
        act.said = {"name": name}
    return act.entry


def merge(session: Session, table: type[Row], row_id: str, into_id: str, *, user_id: str | None) -> NameAct:
    """Make one entry part of another: its id leads there, its documents, names and parts go there.

    Raises: NotFound, MergeItself.
    """
    into = get_named(session, table, into_id)
    with acting(session, table, MERGE, into.id, user_id=user_id) as act:
        row = get_named(session, table, row_id)
        if row.id == into.id:
            raise MergeItself(id=row.id)
        act.other_id, act.said = row.id, {"name": label_of(row), "into": label_of(into)}
        for redirect in session.scalars(select(Redirect).where(Redirect.new_id == row.id)).all():
            act.journal.change(redirect, new_id=into.id)
        act.journal.add(
            Redirect(
                old_id=row.id, new_id=into.id, kind=kind_of(table), created_at=act.moment, created_by=user_id
            )
        )  # fmt: skip
        if isinstance(row, Unit) and isinstance(into, Unit):
            move_family(session, act.journal, row, into)
        act.confirm(into)
        _settle(act, cluster_of(session, into.id))
        act.led = Led(len(hand_over(session, table, row.id, into.id)))
    return act.entry


def confirm(session: Session, table: type[Row], row_id: str, *, user_id: str | None) -> NameAct:
    """Say that an entry is one, and is called so. Raises: NotFound."""
    with acting(session, table, CONFIRM, row_id, user_id=user_id) as act:
        row = session.get_one(table, act.row_id)
        act.said = {"name": label_of(row)}
        act.confirm(row)
        act.led = Led(0)
    return act.entry


def refuse(session: Session, proposal: NameProposal, table: type[Row], *, user_id: str | None) -> NameAct:
    """Say that two entries are not one: neither this proposal nor others of the same two come back."""
    with acting(session, table, REFUSE, proposal.one_id, user_id=user_id) as act:
        act.other_id = current_id(session, proposal.other_id)
        own, other = cluster_of(session, act.row_id), cluster_of(session, act.other_id)
        for one in _open_between(session, own, other):
            _decide(act, one, REFUSED)
        names = [label_of(session.get_one(table, one)) for one in (act.row_id, act.other_id)]
        act.said, act.led = {"name": names[0], "unlike": names[1]}, Led(0)
    return act.entry


def clean_name(name: str) -> str:
    """The name as it is kept. Raises: NameUnusable."""
    name = clean(name)
    if not identity_key(name) or len(name) > LONGEST:
        raise NameUnusable(name=name[:LONGEST])
    return name


def _check_free(session: Session, table: type[Row], name: str, row_id: str) -> bool:
    """Whether nobody bears the name; False where the entry itself does. Raises: NameInUse."""
    key = identity_key(name)
    native = native_ids(session, table, [key]).get(key)
    if native is None:
        return True
    bearer = current_id(session, native)
    if bearer != row_id:
        raise NameInUse(name=name, id=bearer)
    return False


def _give(act: Acting, name: str) -> None:
    """Let the name lead to the entry, where it does not yet by a person's word."""
    kind, key = kind_of(act.table), identity_key(name)
    if act.session.get(GivenName, (kind, key)) is None:
        given = GivenName(
            kind=kind, key=key, folded=fold_key(name), name=name, target_id=act.row_id, created_at=act.moment,
            created_by=act.user_id,
        )  # fmt: skip
        act.journal.add(given)


def _settle(act: Acting, cluster: Collection[str]) -> None:
    """Close the proposals that a merger fulfils."""
    for proposal in _open_between(act.session, cluster, cluster):
        _decide(act, proposal, ACCEPTED)


def _open_between(session: Session, own: Collection[str], other: Collection[str]) -> list[NameProposal]:
    one, two = NameProposal.one_id, NameProposal.other_id
    between = or_(one.in_(own) & two.in_(other), one.in_(other) & two.in_(own))
    return list(session.scalars(select(NameProposal).where(NameProposal.state == OPEN, between)))


def _decide(act: Acting, proposal: NameProposal, state: str) -> None:
    act.journal.change(proposal, state=state, decided_at=act.moment, decided_by=act.user_id)
