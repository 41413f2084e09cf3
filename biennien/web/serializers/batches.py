"""Acts on many documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.accounts import names_of
from biennien.registry.batches import BY_JOBS, count_batch_jobs, count_items
from biennien.registry.jobs import ENDED, QUEUED, STATES
from biennien.registry.staged_acts import CHANGED, DONE, FINISHED, UNDONE, WAITING
from biennien.registry.tables import Batch
from biennien.web.serializers.names import moment

ITEM_STATES = (WAITING, DONE, CHANGED, UNDONE)
AWAITED, READING = "queued", "reading"
"""What people are told of an act whose documents are all in the queue, and are read still."""


def serialize_batch(session: Session, batch: Batch) -> dict[str, Any]:
    """An act with how far it is: `documents` by their state, `jobs` by theirs where jobs do it."""
    return serialize_batches(session, [batch])[0]


def serialize_batches(session: Session, batches: Sequence[Batch]) -> list[dict[str, Any]]:
    """The same of several acts, which asks no more than of one."""
    counted, jobs = count_items(session, batches), count_batch_jobs(session, batches)
    names = names_of(session, {batch.updated_by for batch in batches if batch.updated_by})
    return [
        {
            "id": batch.id,
            "action": batch.action,
            "reason": batch.reason,
            "chosen": batch.chosen,
            "state": batch.state,
            "total": sum(counted[batch.id].values()),
            "left_out": batch.left_out,
            "ended": _ended(batch, counted[batch.id], jobs[batch.id]),
            "documents": dict.fromkeys(ITEM_STATES, 0) | counted[batch.id],
            "jobs": (dict.fromkeys(STATES, 0) | jobs[batch.id]) if jobs[batch.id] else {},
            "created_at": moment(batch.created_at),
            "updated_at": moment(batch.updated_at),
            "updated_by": names.get(batch.updated_by or ""),
        }
        for batch in batches
    ]


def state_for_people(told: Mapping[str, Any]) -> str:
    """The state of a serialized act as people take it: it is done once nothing more is to come of it."""
    jobs = told["jobs"]
    if told["state"] != FINISHED or told["ended"] >= told["total"] or not jobs:
        return str(told["state"])
    return AWAITED if jobs[QUEUED] == sum(jobs.values()) else READING


def _ended(batch: Batch, documents: Mapping[str, int], jobs: Mapping[str, int]) -> int:
    """Of how many documents nothing more is to come: done, by a job where jobs do it, or left alone."""
    done = sum(jobs.get(state, 0) for state in ENDED) if batch.action in BY_JOBS else documents.get(DONE, 0)
    return done + documents.get(CHANGED, 0)
