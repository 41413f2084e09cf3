"""Acts on many documents: shown first, done as one, cut off and gone on with, undone as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from biennien.intake import Accepted
from biennien.registry import batches, batching, job_lists, jobs
from biennien.registry.audit import history
from biennien.registry.database import Registry
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.errors import BatchOver, ReasonMissing
from biennien.registry.staged_acts import get_act
from biennien.registry.tables import Batch, BatchItem, Document, Job, Member
from biennien.settings import Settings
from biennien.worker import Worker

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


def test_what_somebody_changed_since_is_not_undone(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    batch_id = begin(registry, "staff", ids)
    with registry.write() as session:
        withdraw(session, session.get_one(Document, ids[0]), reason="moi", user_id=None)
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert {one: look[:2] for one, look in looks(registry).items()} == {
        ids[0]: ("staff", True),
        ids[1]: ("public", False),
    }


def test_what_somebody_decided_alike_since_is_not_undone(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    batch_id = begin(registry, "staff", ids)
    for visibility in ("public", "staff"):
        with registry.write() as session:
            set_visibility(session, session.get_one(Document, ids[0]), visibility, user_id=None, reason="thu")
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert {one: look[0] for one, look in looks(registry).items()} == {ids[0]: "staff", ids[1]: "public"}
    with registry.read() as session:
        counted = batches.count_items(session, [get_act(session, Batch, batch_id)])
    assert counted == {batch_id: {"changed": 1, "undone": 1}}


def test_act_of_a_version_that_noted_no_last_act_is_undone_by_what_stands(registry: Registry, take_in: TakeIn) -> None:
    ids = take_many(registry, take_in, 2)
    before = looks(registry)
    batch_id = begin(registry, "staff", ids)
    with registry.write() as session:
        for item in session.scalars(select(BatchItem)):
            item.after = {one: {key: value for key, value in noted.items() if key != batching.LAST_ACT}
                          for one, noted in (item.after or {}).items()}  # fmt: skip
        set_visibility(session, session.get_one(Document, ids[0]), "public", user_id=None, reason="thu")
        withdraw(session, session.get_one(Document, ids[0]), reason="moi", user_id=None)
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
        assert batches.count_items(session, [get_act(session, Batch, batch_id)]) == {
            batch_id: {"changed": 1, "undone": 1}
        }
    assert (looks(registry)[ids[1]], looks(registry)[ids[0]][:2]) == (before[ids[1]], ("public", True))


def test_what_lies_in_a_container_goes_and_comes_back_with_it(registry: Registry, take_in: TakeIn) -> None:
    outer, inner = take_many(registry, take_in, 2)
    with registry.write() as session:
        session.add(Member(parent_id=outer, position=0, name="a", child_id=inner))
        child = session.get_one(Document, inner)
        child.handed_in, child.visibility = False, "staff"
    before = looks(registry)
    batch_id = begin(registry, "withdraw", [outer])
    assert all(look[1] for look in looks(registry).values())
    with registry.write() as session:
        batching.take_back(session, get_act(session, Batch, batch_id, hold=True), user_id=None)
    assert looks(registry) == before


def put_into(registry: Registry, outer: str, inner: str) -> None:
    with registry.write() as session:
        session.add(Member(parent_id=outer, position=0, name="a", child_id=inner))
        session.get_one(Document, inner).handed_in = False


def undo(registry: Registry, batch_id: str) -> dict[str, int]:
    """How many documents are in which state after a batch was taken back."""
    with registry.write() as session:
        batch = get_act(session, Batch, batch_id, hold=True)
        batching.take_back(session, batch, user_id=None)
        session.flush()
        return batches.count_items(session, [batch])[batch_id]


def acts_on(registry: Registry, document_id: str) -> list[tuple[str, object, object]]:
    with registry.read() as session:
        entries = [one for one in history(session, "document", document_id) if one.action in batching.ACTS]
        return [(one.action, one.details["before"], one.details["after"]) for one in reversed(entries)]


@pytest.mark.parametrize("inner_first", [True, False])
@pytest.mark.parametrize("action", ["withdraw", "staff"])
def test_container_and_what_lies_in_it_come_back_in_either_order(
    registry: Registry, take_in: TakeIn, action: str, inner_first: bool
) -> None:
    outer, inner = take_many(registry, take_in, 2)
    put_into(registry, outer, inner)
    before = looks(registry)
    batch_id = begin(registry, action, [inner, outer] if inner_first else [outer, inner])
    assert undo(registry, batch_id) == ({"undone": 2} if inner_first else {"changed": 1, "undone": 1})
    assert looks(registry) == before
    assert all(had or got for _, had, got in acts_on(registry, inner))
    assert len(acts_on(registry, inner)) == (2 if inner_first else 1)


def test_acts_are_taken_back_last_first(registry: Registry, take_in: TakeIn) -> None:
    outer, inner = take_many(registry, take_in, 2)
    put_into(registry, outer, inner)
    seen, made = [looks(registry)], []
    for action, ids in (("withdraw", [inner]), ("staff", [outer]), ("restore", [inner]), ("withdraw", [outer])):
        made.append(begin(registry, action, ids))
        seen.append(looks(registry))
    for batch_id in reversed(made):
        seen.pop()
        assert undo(registry, batch_id) == {"undone": 1}
        assert looks(registry) == seen[-1]
    with registry.write() as session:
        batching.begin(session, get_act(session, Batch, made[0], hold=True), user_id=None)
    assert undo(registry, made[0]) == {"undone": 1}
    assert looks(registry) == seen[0]


def test_what_somebody_decided_between_two_acts_stays_when_both_are_undone(registry: Registry, take_in: TakeIn) -> None:
    [one] = take_many(registry, take_in, 1)
    first = begin(registry, "staff", [one])
    for visibility in ("public", "staff"):
        with registry.write() as session:
            set_visibility(session, session.get_one(Document, one), visibility, user_id=None, reason="thu")
    second = begin(registry, "public", [one])
    assert undo(registry, second) == {"undone": 1}
    assert undo(registry, first) == {"changed": 1}
    assert looks(registry)[one][0] == "staff"


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
