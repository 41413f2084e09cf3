"""New names compared with those like them, a batch at a time: what comes of it is proposed, never done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, now
from biennien.registry.name_acts import OPEN
from biennien.registry.name_leads import chunks, current_ids, kind_of, take_lock
from biennien.registry.name_likeness import Likeness, Name, blocks_of, likeness, words_of
from biennien.registry.name_making import insert_new
from biennien.registry.names import KINDS, label_of
from biennien.registry.tables import Campaign, CampaignDocument, NameBlock, NameProposal, NameToCompare, Unit

BATCH = 100
"""Names of one transaction: others wait for it on SQLite."""

MOST_IN_BLOCK = 200
"""Names that share a part; a part that more share (`ủy ban nhân dân xã …`) tells nothing."""


def compare_some_names(registry: Registry) -> int:
    """Compare some names that are new, and propose those that are likely one; how many were compared."""
    with registry.read() as session:
        if session.scalars(select(NameToCompare.row_id).limit(1)).first() is None:
            return 0
    with registry.write() as session:
        take_lock(session)
        waiting = session.scalars(select(NameToCompare).order_by(NameToCompare.row_id).limit(BATCH)).all()
        for table in KINDS:
            ids = [one.row_id for one in waiting if one.kind == kind_of(table)]
            if ids:
                _compare(session, table, ids)
        session.execute(delete(NameToCompare).where(NameToCompare.row_id.in_([one.row_id for one in waiting])))
        return len(waiting)


def _compare(session: Session, table: type[Any], ids: Sequence[str]) -> None:
    """Propose what these entries are likely the same as; what was proposed for them before is judged anew."""
    own = _names(session, table, ids)
    blocks = {one.id: blocks_of(one.words) for one in own.values()}
    session.execute(delete(NameBlock).where(NameBlock.row_id.in_(ids)))
    rows = [{"block": block, "row_id": row_id} for row_id in sorted(blocks) for block in sorted(blocks[row_id])]
    session.execute(insert(NameBlock), rows)
    mine = or_(NameProposal.one_id.in_(ids), NameProposal.other_id.in_(ids))
    session.execute(delete(NameProposal).where(NameProposal.state == OPEN, mine))
    pairs = _pairs(session, blocks)
    others = own | _names(session, table, {one for pair in pairs for one in pair} - set(own))
    leads = current_ids(session, others)
    kind = kind_of(table)
    found = [
        _proposal(session, kind, others[one], others[other], why)
        for one, other in sorted(pairs)
        if leads[one] != leads[other] and (why := likeness(kind, others[one], others[other]))
    ]
    insert_new(session, NameProposal, found)


def _pairs(session: Session, blocks: dict[str, set[int]]) -> set[tuple[str, str]]:
    """The pairs of entries that share a block and of which one at least is here; the smaller id first."""
    bearers: dict[int, set[str]] = defaultdict(set)
    for some in chunks(sorted({block for found in blocks.values() for block in found})):
        counted = select(NameBlock.block).where(NameBlock.block.in_(some)).group_by(NameBlock.block)
        telling = counted.having(func.count().between(2, MOST_IN_BLOCK))
        for block, row_id in session.execute(
            select(NameBlock.block, NameBlock.row_id).where(NameBlock.block.in_(telling))
        ):
            bearers[block].add(row_id)
    return {
        (min(one, other), max(one, other))
        for one, found in blocks.items()
        for block in found
        for other in bearers[block]
        if other != one and other[0] == one[0]
    }


def _names(session: Session, table: type[Any], ids: Iterable[str]) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for some in chunks(sorted(ids)):
        days = _days(session, some) if table is Campaign else {}
        for row in session.scalars(select(table).where(table.id.in_(some))):
            name = label_of(row)
            if isinstance(row, Unit):
                found[row.id] = Name(row.id, name, words_of(name), row.kind, row.place, row.parent_id)
            else:
                found[row.id] = Name(row.id, name, words_of(name), days=days.get(row.id))
    return found


def _days(session: Session, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The first and last day that documents tell of each campaign."""
    statement = select(
        CampaignDocument.campaign_id, func.min(CampaignDocument.from_day), func.max(CampaignDocument.to_day)
    )
    statement = statement.where(CampaignDocument.campaign_id.in_(ids)).group_by(CampaignDocument.campaign_id)
    return {row_id: (first, last) for row_id, first, last in session.execute(statement) if first and last}


def _proposal(session: Session, kind: str, one: Name, other: Name, why: Likeness) -> dict[str, Any]:
    return {
        "kind": kind, "one_id": one.id, "other_id": other.id, "reason": why.reason, "score": why.score,
        "evidence": {"one": one.name, "other": other.name}, "state": OPEN, "created_at": now(session),
    }  # fmt: skip
