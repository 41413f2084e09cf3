"""What a merger would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from biennien.registry.errors import MergeItself
from biennien.registry.name_conflicts import Conflict, conflicts_of
from biennien.registry.name_history import aliases_of
from biennien.registry.name_leads import cluster_of, kind_of
from biennien.registry.names import label_of, link_of
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Document, Mention, Unit


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Documents that move, those among them that name both, mentions in them, names that lead on, addresses that do,
    units under it, and what speaks against it.

    Counts are of documents the reader may see; `hidden` is how many others move too.
    """

    documents: int
    both: int
    hidden: int
    mentions: int
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    parts: int
    conflicts: tuple[Conflict, ...]


def preview_merge(session: Session, row: Any, into: Any, reader: Reader) -> MergePreview:
    """What becomes of `row` when it is merged into `into`. Raises: MergeItself."""
    if row.id == into.id:
        raise MergeItself(id=row.id)
    table = type(row)
    link, column = link_of(table)
    count = select(func.count()).select_from(link).join(Document, Document.id == link.document_id)
    mine = count.where(column == row.id)
    both = mine.where(link.document_id.in_(select(link.document_id).where(column == into.id)))
    said = select(func.count()).select_from(Mention).join(Document, Document.id == Mention.document_id)
    said = said.where(getattr(Mention, f"{kind_of(table)}_id") == row.id, Mention.rejected.is_(False))
    parts = select(func.count()).select_from(Unit).where(Unit.parent_id == row.id)
    seen = session.execute(visible(mine, reader)).scalar_one()
    names = dict.fromkeys((label_of(row), *(alias.name for alias in aliases_of(session, row))))
    return MergePreview(
        documents=seen,
        both=session.execute(visible(both, reader)).scalar_one(),
        hidden=session.execute(mine).scalar_one() - seen,
        mentions=session.execute(visible(said, reader)).scalar_one(),
        names=tuple(names),
        addresses=tuple(cluster_of(session, row.id)),
        parts=session.execute(parts).scalar_one() if table is Unit else 0,
        conflicts=conflicts_of(session, row, into, reader),
    )
