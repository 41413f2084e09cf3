"""Acts on many documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.accounts import names_of
from biennien.registry.batches import count_batch_jobs, count_items
from biennien.registry.jobs import STATES
from biennien.registry.staged_acts import CHANGED, DONE, UNDONE, WAITING
from biennien.registry.tables import Batch
from biennien.web.serializers.names import moment

ITEM_STATES = (WAITING, DONE, CHANGED, UNDONE)


def serialize_batch(session: Session, batch: Batch) -> dict[str, Any]:
    """An act with how far it is: `documents` by their state, `jobs` by theirs where jobs do it."""
    counts = dict.fromkeys(ITEM_STATES, 0) | count_items(session, batch)
    jobs: Mapping[str, int] = count_batch_jobs(session, batch)
    who = batch.updated_by or ""
    return {
        "id": batch.id,
        "action": batch.action,
        "reason": batch.reason,
        "chosen": batch.chosen,
        "state": batch.state,
        "total": sum(counts.values()),
        "left_out": batch.left_out,
        "documents": counts,
        "jobs": (dict.fromkeys(STATES, 0) | dict(jobs)) if jobs else {},
        "created_at": moment(batch.created_at),
        "updated_at": moment(batch.updated_at),
        "updated_by": names_of(session, {who}).get(who) if who else None,
    }
