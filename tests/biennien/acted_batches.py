"""Acts on many documents, begun and gone on with as the desk and a worker do."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update

from biennien.intake import Accepted
from biennien.registry import batches, batching, job_lists, jobs
from biennien.registry.database import Registry
from biennien.registry.tables import Document, Job

TakeIn = Callable[..., Accepted]


def take_many(registry: Registry, take_in: TakeIn, count: int = 4) -> list[str]:
    """Documents that were read, as far as the queue knows."""
    ids = [take_in(f"Van ban so {number}").document_id for number in range(count)]
    with registry.write() as session:
        session.execute(update(Job).values(state=jobs.DONE))
        session.execute(update(Document).values(state="done"))
    return ids


def begin(registry: Registry, action: str, ids: list[str], *, reason: str = "thu") -> str:
    with registry.write() as session:
        batch = batches.propose(session, action, ids, reason=reason, user_id=None)
        batching.begin(session, batch, user_id=None)
        return batch.id


def finish(registry: Registry) -> None:
    while batching.advance_some(registry):
        pass


def looks(registry: Registry) -> dict[str, tuple[str, bool, str | None]]:
    with registry.read() as session:
        return {
            one.id: (one.visibility, one.withdrawn, one.withdrawn_reason) for one in session.scalars(select(Document))
        }


def job_states(registry: Registry) -> dict[str, int]:
    with registry.read() as session:
        return {state: count for state, count in job_lists.count_jobs(session).items() if count}
