"""Documents led anew after a decision on names: the first few at once, the rest by a worker, a few in a transaction.

A merger needs none of this (see `name_handing`); what is taken back or off does, for only readings tell it apart. The
decision itself holds from its first moment: whatever is read from then on follows it. What waits is kept as rows, so
that leading that is cut off goes on where it was; leading a document twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, chunks, now
from biennien.registry.locks import NAMES, take_lock
from biennien.registry.name_family import names_noted
from biennien.registry.name_handing import hand_over
from biennien.registry.name_journal import SPLIT, Journal
from biennien.registry.name_leads import cluster_of, kind_of
from biennien.registry.name_links import astray, made_since, stray_documents, sweep
from biennien.registry.results import relink
from biennien.registry.tables import Document, DocumentToLead, NameAct, Unit

AT_ONCE = 50
"""Documents of the transaction that decides: about a second, after which who asked has an answer."""

STEP = 10
"""Documents of one transaction of a worker: on SQLite others who write wait for its end, a fraction of a second."""


@dataclass(frozen=True, slots=True)
class Led:
    """How many documents an act leads anew, and those of them that wait for a worker."""

    number: int
    waiting: Sequence[str] = ()


def lead_some(session: Session, table: type[Any], ids: Collection[str], documents: Collection[str]) -> Led:
    """Lead the first of these documents, and of those that stray from these entries, anew; the rest is for `leave`.

    Those of the rest that go elsewhere with all their mentions are handed over at once, so that they are found there;
    leading them mends what only their reading tells.
    """
    found = sorted(set(documents).union(*(stray_documents(session, table, one) for one in ids)))
    lead(session, found[:AT_ONCE])
    waiting = found[AT_ONCE:]
    for row_id in ids if waiting else ():
        for target, some in astray(session, table, row_id).items():
            hand_over(session, table, row_id, target, some.intersection(waiting))
    return Led(len(found), waiting)


def leave(session: Session, act: NameAct, documents: Sequence[str]) -> None:
    """Have a worker lead these documents for an act that is in the log."""
    if documents:
        rows = [{"document_id": document_id, "act_id": act.id} for document_id in documents]
        session.execute(insert(DocumentToLead), rows)


def forget(session: Session, act: NameAct) -> set[str]:
    """Have the documents that wait for an act wait no more; their ids."""
    waiting = DocumentToLead.act_id == act.id
    found = set(session.scalars(select(DocumentToLead.document_id).where(waiting)))
    session.execute(delete(DocumentToLead).where(waiting))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How many documents acts that go on lead in all, and how many of these wait."""

    documents: int
    waiting: int


def progress_of(session: Session, row_id: str) -> Progress | None:
    """How far acts on an entry, and on those merged into it, are; None where no document waits."""
    ids = cluster_of(session, row_id)
    about = or_(NameAct.target_id.in_(ids), NameAct.other_id.in_(ids))
    mine = DocumentToLead.act_id.in_(select(NameAct.id).where(about))
    together = select(func.count(DocumentToLead.document_id.distinct())).where(mine).correlate(None).scalar_subquery()
    counted = select(DocumentToLead.act_id, func.count(), together).where(mine).group_by(DocumentToLead.act_id)
    rows = session.execute(counted).tuples().all()  # one statement, so that both numbers are of one moment
    if not rows:
        return None
    left, waiting = {act_id: count for act_id, count, _ in rows}, rows[0][2]
    acts = session.scalars(select(NameAct).where(NameAct.id.in_(left)))
    return Progress(waiting + sum(act.said["led"] - left[act.id] for act in acts), waiting)


def advance_some(registry: Registry) -> bool:
    """Lead the documents anew that wait longest; False when none does."""
    with registry.read() as session:
        if session.scalars(select(DocumentToLead.act_id).limit(1)).first() is None:
            return False
    with registry.write() as session:
        take_lock(session, NAMES)
        _advance(session)
        return True


def _advance(session: Session) -> None:
    order = (DocumentToLead.act_id, DocumentToLead.document_id)
    rows = session.execute(select(*order).order_by(*order).limit(STEP)).tuples().all()
    moment, documents = now(session), sorted({document_id for _, document_id in rows})
    mine = DocumentToLead.document_id.in_(documents)
    ids = select(DocumentToLead.act_id).where(mine)
    acts = session.scalars(select(NameAct).where(NameAct.id.in_(ids)).order_by(NameAct.id)).all()
    with ExitStack() as stack:
        for act in acts:
            stack.enter_context(_names_noted(session, act))
        lead(session, documents)
    session.execute(delete(DocumentToLead).where(mine))
    if acts:
        _note_made(acts[-1], made_since(session, moment))
    for act in acts:
        if not session.scalars(select(DocumentToLead.act_id).where(DocumentToLead.act_id == act.id).limit(1)).first():
            clear_up(session, act)


@contextmanager
def _names_noted(session: Session, act: NameAct) -> Iterator[None]:
    """Keep which names the block adds to a unit that was parted from another one, to take them away with the act."""
    if act.act != SPLIT or act.kind != kind_of(Unit) or act.other_id is None:
        yield
        return
    journal = Journal(session)
    with names_noted(session, journal, act.other_id):
        yield
    act.before = [*act.before, *journal.entries]


def clear_up(session: Session, act: NameAct) -> None:
    """Take away what a taken back act had made, as far as nothing needs it."""
    if act.undoes is not None:
        sweep(session, session.get_one(NameAct, act.undoes).said["made"])


def _note_made(act: NameAct, made: Mapping[str, Sequence[str]]) -> None:
    """Keep which entries had to be made, to take them away with the act."""
    if act.undoes is None and any(made.values()):
        found: dict[str, Any] = defaultdict(list, act.said.get("made") or {})
        for kind, ids in made.items():
            found[kind] = sorted({*found[kind], *ids})
        act.said = act.said | {"made": dict(found)}


def lead(session: Session, documents: Collection[str]) -> None:
    """Lead all of these documents anew."""
    for some in chunks(sorted(documents)):
        for document in session.scalars(select(Document).where(Document.id.in_(some)).order_by(Document.id)).all():
            relink(session, document)
    session.flush()
