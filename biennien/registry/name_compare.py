"""New names compared with those like them, a batch at a time: what comes of it is proposed, never done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from biennien.registry.database import Registry, chunks, now
from biennien.registry.name_acts import OPEN
from biennien.registry.name_leads import current_ids, kind_of
from biennien.registry.name_likeness import Likeness, Name, blocks_of, likeness, words_of
from biennien.registry.name_making import insert_new
from biennien.registry.names import KINDS, label_of
from biennien.registry.tables import Campaign, CampaignDocument, NameBlock, NameProposal, NameToCompare, Unit

BATCH = 100
"""Names of one transaction: others wait for it on SQLite."""

MOST_IN_BLOCK = 200
"""Names that share a part; a part that more share (`ủy ban nhân dân xã …`) tells nothing."""


def compare_some_names(registry: Registry) -> int:
    """Compare some names that are new, and propose those that are likely one; how many were compared.

    Blocks are written first, so that of two workers one at least sees both names; nobody waits meanwhile.
    """
    with registry.read() as session:
        waiting = [(one.kind, one.row_id) for one in _waiting(session)]
    if not waiting:
        return 0
    ids = {table: [row_id for kind, row_id in waiting if kind == kind_of(table)] for table in KINDS}
    blocks = {table: _keep_blocks(registry, table, ids[table]) for table in KINDS if ids[table]}
    found: list[dict[str, Any]] = []
    with registry.read() as session:
        for table, own in blocks.items():
            found += _compare(session, table, own)
    compared = [row_id for _, row_id in waiting]
    with registry.write() as session:
        mine = or_(NameProposal.one_id.in_(compared), NameProposal.other_id.in_(compared))
        session.execute(delete(NameProposal).where(NameProposal.state == OPEN, mine))
        moment = now(session)
        insert_new(session, NameProposal, [one | {"created_at": moment} for one in found])
        session.execute(delete(NameToCompare).where(NameToCompare.row_id.in_(compared)))
    return len(waiting)


def _waiting(session: Session) -> Sequence[NameToCompare]:
    return session.scalars(select(NameToCompare).order_by(NameToCompare.row_id).limit(BATCH)).all()


def _keep_blocks(registry: Registry, table: type[Any], ids: Sequence[str]) -> dict[str, set[int]]:
    """Note the parts of these names; the parts of each."""
    with registry.read() as session:
        blocks = {one.id: blocks_of(one.words) for one in _names(session, table, ids).values()}
    rows = [{"block": block, "row_id": row_id} for row_id in sorted(blocks) for block in sorted(blocks[row_id])]
    with registry.write() as session:
        session.execute(delete(NameBlock).where(NameBlock.row_id.in_(ids)))
        insert_new(session, NameBlock, rows)
    return blocks


def _compare(session: Session, table: type[Any], blocks: dict[str, set[int]]) -> list[dict[str, Any]]:
    """What these entries are likely the same as."""
    pairs = _pairs(session, blocks)
    names = _names(session, table, {*blocks, *(one for pair in pairs for one in pair)})
    leads, kind = current_ids(session, names), kind_of(table)
    return [
        _proposal(kind, names[one], names[other], why)
        for one, other in sorted(pairs)
        if one in names and other in names and leads[one] != leads[other]
        and (why := likeness(kind, names[one], names[other]))
    ]  # fmt: skip


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


def _proposal(kind: str, one: Name, other: Name, why: Likeness) -> dict[str, Any]:
    return {
        "kind": kind, "one_id": one.id, "other_id": other.id, "reason": why.reason, "score": why.score,
        "evidence": {"one": one.name, "other": other.name}, "state": OPEN,
    }  # fmt: skip
