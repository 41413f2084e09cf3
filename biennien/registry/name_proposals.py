"""What the program proposes to merge, as people see it: the likeliest first, accepted or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from biennien.registry.browsing import count_visible
from biennien.registry.errors import NotFound
from biennien.registry.name_acts import OPEN, merge, refuse
from biennien.registry.name_leads import current_id, current_ids, kind_of
from biennien.registry.names import KINDS, get_named, link_of, table_of
from biennien.registry.paging import Order, Page
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Document, NameAct, NameProposal, Redirect

LIKELIEST = Order(
    NameProposal.score.expression, NameProposal.id.expression, lambda row: row.score, descending=True
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with the two entries as they are now: a Unit, Slogan or Campaign each, and their visible documents.

    `into` is the one in more documents, or that a person confirmed: the other would be merged into it.
    """

    proposal: NameProposal
    into: Any
    row: Any
    into_documents: int
    row_documents: int


def open_proposals(
    session: Session, reader: Reader, *, kind: str | None = None, row_id: str | None = None,
    cursor: str | None = None, limit: int = 20,
) -> Page[Proposed]:  # fmt: skip
    """What waits for a person, the likeliest first; `kind` is `unit`, `slogan` or `campaign`, `row_id` one of the two.

    Raises: BadCursor.
    """
    statement = _waiting(select(NameProposal), session, reader, kind, row_id)
    page = LIKELIEST.next_page(session, statement, cursor=cursor, limit=limit)
    shown = (_shown(session, one, reader) for one in page.items)
    return Page(tuple(one for one in shown if one is not None), page.cursor)


def count_proposals(session: Session, reader: Reader) -> dict[str, int]:
    """How many wait, by kind."""
    statement = _waiting(select(NameProposal.kind, func.count()), session, reader, None, None)
    return dict(session.execute(statement.group_by(NameProposal.kind)).tuples().all())


def accept_proposal(
    session: Session, proposal_id: int, *, into_id: str | None = None, reader: Reader, user_id: str | None
) -> NameAct:
    """Merge the two, into the one that `into_id` says, else the one in more documents.

    Raises: NotFound, also for one that was decided.
    """
    found = _open(session, proposal_id, reader)
    row, into = (found.into, found.row) if into_id == found.row.id else (found.row, found.into)
    return merge(session, type(into), row.id, into.id, user_id=user_id)


def refuse_proposal(session: Session, proposal_id: int, *, reader: Reader, user_id: str | None) -> NameAct:
    """Say that the two are not one; it does not come back. Raises: NotFound, also for one that was decided."""
    found = _open(session, proposal_id, reader)
    return refuse(session, found.proposal, type(found.into), user_id=user_id)


def _open(session: Session, proposal_id: int, reader: Reader) -> Proposed:
    proposal = session.get(NameProposal, proposal_id)
    shown = _shown(session, proposal, reader) if proposal is not None and proposal.state == OPEN else None
    if shown is None:
        raise NotFound(kind="proposal", id=str(proposal_id))
    return shown


def _shown(session: Session, proposal: NameProposal, reader: Reader) -> Proposed | None:
    """The proposal with its entries; None where the reader may not see both, or they are one by now."""
    table = table_of(proposal.kind)
    ids = current_ids(session, (proposal.one_id, proposal.other_id))
    rows = [get_named(session, table, row_id) for row_id in sorted(set(ids.values()))]
    counted = count_visible(session, table, rows, reader)
    if len(counted) != 2:
        return None
    into, row = sorted(counted, key=lambda one: (one.row.confirmed_by is None, -one.documents, one.row.id))
    return Proposed(proposal, into.row, row.row, into.documents, row.documents)


def _waiting(
    statement: Select[Any], session: Session, reader: Reader, kind: str | None, row_id: str | None
) -> Select[Any]:
    """Those that are open, whose two entries are not one by now and both stand in a document the reader may see."""
    one, other = aliased(Redirect), aliased(Redirect)
    own = func.coalesce(one.new_id, NameProposal.one_id)
    its = func.coalesce(other.new_id, NameProposal.other_id)
    statement = statement.select_from(NameProposal).outerjoin(one, one.old_id == NameProposal.one_id)
    statement = statement.outerjoin(other, other.old_id == NameProposal.other_id)
    statement = statement.where(NameProposal.state == OPEN, own != its, _is_seen(own, reader), _is_seen(its, reader))
    if kind is not None:
        statement = statement.where(NameProposal.kind == kind)
    if row_id is not None:
        current = current_id(session, row_id)
        statement = statement.where(or_(own == current, its == current))
    return statement


def _is_seen(row_id: Any, reader: Reader) -> ColumnElement[bool]:
    """Whether an entry stands in a document the reader may see."""
    seen = []
    for table in KINDS:
        link, column = link_of(table)
        named = select(link.document_id).join(Document, Document.id == link.document_id).where(column == row_id)
        seen.append(and_(NameProposal.kind == kind_of(table), visible(named, reader).exists()))
    return or_(*seen)
