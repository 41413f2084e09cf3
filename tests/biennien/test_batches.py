"""Acts on many documents: shown first, done as one, cut off and gone on with, undone as one."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from biennien.registry import batches, batching, jobs
from biennien.registry.audit import history
from biennien.registry.database import Registry
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.errors import BatchOver, ReasonMissing
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Batch, Document, Job
from biennien.settings import Settings
from biennien.worker import Worker
from tests.biennien.acted_batches import TakeIn, begin, finish, job_states, looks, take_many


@pytest.mark.parametrize("action", ["withdraw", "staff"])
def test_act_is_shown_done_and_undone_as_one(registry: Registry, take_in: TakeIn, action: str) -> None:
    ids = take_many(registry, take_in)
    with registry.write() as session:
        withdraw(session, session.get_one(Document, ids[0]), reason="cu", user_id=None)
        set_visibility(session, session.get_one(Document, ids[0]), "staff", user_id=None)
    before = looks(registry)
    with registry.write() as session:
        batch = batches.propose(session, action, ids, reason="sai", user_id=None)
        assert (batches.count_items(session, [batch])[batch.id], batch.left_out) == ({"waiting": 3}, 1)
    assert looks(registry) == before
    with registry.write() as session:
        batching.begin(session, get_act(session, Batch, batch.id, hold=True), user_id=None)
    changed = looks(registry)
    assert [changed[one] == before[one] for one in ids] == [True, False, False, False]
    with registry.read() as session:
        [entry] = [one for one in history(session, "document", ids[1]) if one.action != "upload"]
        assert entry.details["reason"] == "sai"
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch.id, hold=True), user_id=None)
    assert looks(registry) == before


def test_act_that_was_cut_off_goes_on_where_it_was(
    registry: Registry, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "AT_ONCE", 2)
    ids = take_many(registry, take_in, 5)
    begin(registry, "withdraw", ids)
    assert sum(look[1] for look in looks(registry).values()) == 2
    whole = batching._do

    def killed(session: object, batch: object, item: object) -> None:
        whole(session, batch, item)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(batching, "_do", killed)
    with pytest.raises(KeyboardInterrupt):
        batching.advance_some(registry)
    assert sum(look[1] for look in looks(registry).values()) == 2
    monkeypatch.setattr(batching, "_do", whole)
    finish(registry)
    assert all(look[1] for look in looks(registry).values())


def test_stopped_readings_leave_the_queue_and_go_on(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 4)
    batch_id = begin(registry, "read_again", ids)
    assert job_states(registry) == {"done": 4, "queued": 4}
    lease = jobs.take_job(registry, "w", is_gone=lambda _: False)
    assert lease is not None
    with registry.write() as session:
        batches.stop(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert job_states(registry) == {"done": 4, "running": 1, "stopped": 3}
    with registry.write() as session:
        batch = get_act(session, Batch, batch_id, hold=True)
        assert batches.count_items(session, [batch])[batch.id] == {"done": 1, "waiting": 3}
        batching.begin(session, batch, user_id=None)
        assert batches.count_batch_jobs(session, [batch])[batch.id] == {"running": 1, "queued": 3}
        with pytest.raises(BatchOver):
            batches.undo(session, batch, user_id=None)


def test_document_at_work_is_not_read_twice(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    with registry.write() as session:
        batch = batches.propose(session, "read_again", ids, user_id=None)
        jobs.read_once_more(session, session.get_one(Document, ids[0]), user_id=None)
        batching.begin(session, batch, user_id=None)
        assert batches.count_items(session, [batch])[batch.id] == {"changed": 1, "done": 1}


def fail(registry: Registry, ids: list[str], code: str) -> None:
    with registry.write() as session:
        for one in ids:
            job = jobs.latest_job(session, one)
            assert job is not None
            job.state, job.error_code, job.error_params = jobs.FAILED, code, {"limit": 3}
            document = session.get_one(Document, one)
            document.state, document.error_code = "failed", code


def test_failures_are_tried_again_by_reason_and_stopped_ones_fail_as_before(
    registry: Registry, take_in: TakeIn
) -> None:
    ids = take_many(registry, take_in, 4)
    fail(registry, ids[:2], "time")
    fail(registry, ids[2:3], "damaged")
    with registry.read() as session:
        assert batches.count_failures(session) == {"time": 2, "damaged": 1}
        assert set(batches.failed_documents(session, "time")) == set(ids[:2])
    batch_id = begin(registry, "retry", ids)
    assert job_states(registry) == {"queued": 3, "done": 1}
    with registry.write() as session:
        batches.stop(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    with registry.read() as session:
        assert batches.count_failures(session) == {"time": 2, "damaged": 1}
        document = session.get_one(Document, ids[0])
        assert (document.state, document.error_code, document.error_params) == ("failed", "time", {"limit": 3})


def test_failure_that_was_mended_since_is_none(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 1)
    fail(registry, ids, "time")
    with registry.write() as session:
        jobs.add_job(session, session.get_one(Document, ids[0])).state = jobs.DONE
    with registry.read() as session:
        assert batches.count_failures(session) == {}
        assert list(batches.failed_documents(session)) == []


def test_hiding_needs_a_reason(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 1)
    with pytest.raises(ReasonMissing), registry.write() as session:
        batches.propose(session, "withdraw", ids, reason=" ", user_id=None)


def test_step_that_does_not_fit_the_state_is_refused(registry: Registry, take_in: TakeIn) -> None:
    batch_id = begin(registry, "withdraw", take_many(registry, take_in, 1))
    for step in (batches.start, batches.stop):
        with pytest.raises(BatchOver), registry.write() as session:
            step(session, get_act(session, Batch, batch_id, hold=True), user_id=None)


def test_worker_that_was_killed_leaves_a_batch_for_the_next(
    registry: Registry, settings: Settings, take_in: TakeIn
) -> None:
    ids = take_many(registry, take_in, 3)
    begin(registry, "read_again", ids)
    lease = jobs.take_job(registry, "killed", is_gone=lambda _: False)
    assert lease is not None
    worker = Worker(settings, registry)
    with registry.write() as session:
        session.execute(update(Job).where(Job.id == lease.job_id).values(worker="0@nowhere:0", lease_until=None))
        session.execute(
            update(Job).where(Job.id == lease.job_id).values(lease_until=session.get_one(Job, lease.job_id).created_at)
        )
    while worker.work_once():
        pass
    with registry.read() as session:
        batch = session.scalars(select(Batch)).one()
        assert batches.count_batch_jobs(session, [batch])[batch.id] == {"done": 3}
