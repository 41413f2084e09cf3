"""The queue: every job is done at least once, by one worker at a time, and ends."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from biennien.intake import Accepted
from biennien.registry import job_lists, jobs
from biennien.registry.database import Registry, now
from biennien.registry.errors import LeaseLost, NotRetriable
from biennien.registry.tables import Document, Job

TakeIn = Callable[..., Accepted]


def nobody_is_gone(_worker: str) -> bool:
    return False


def take(registry: Registry, worker: str = "w1", **options: object) -> jobs.Lease | None:
    return jobs.take_job(registry, worker, **({"is_gone": nobody_is_gone} | options))  # type: ignore[arg-type]


def let_lapse(registry: Registry) -> None:
    with registry.write() as session:
        session.execute(update(Job).values(lease_until=now(session) - timedelta(seconds=1)))


def test_jobs_are_taken_by_urgency_then_age(registry: Registry, take_in: TakeIn) -> None:
    first, second = take_in("1"), take_in("2")
    urgent = take_in("3", priority=jobs.INTERACTIVE)
    taken = [take(registry) for _ in range(4)]
    assert [lease and lease.job_id for lease in taken] == [urgent.job_id, first.job_id, second.job_id, None]


def test_job_that_was_tried_before_lets_others_go_first(registry: Registry, take_in: TakeIn) -> None:
    tried, fresh = take_in("1"), take_in("2")
    assert take(registry, "w1", job_id=tried.job_id) is not None
    taken = [take(registry, "w2", is_gone=lambda worker: worker == "w1") for _ in range(2)]
    assert [lease and lease.job_id for lease in taken] == [fresh.job_id, tried.job_id]


def test_one_job_can_be_asked_for(registry: Registry, take_in: TakeIn) -> None:
    take_in("1")
    wanted = take_in("2")
    lease = take(registry, job_id=wanted.job_id)
    assert lease is not None
    assert lease.job_id == wanted.job_id
    assert take(registry, job_id=wanted.job_id) is None


def test_workers_at_once_never_take_the_same_job(registry: Registry, take_in: TakeIn) -> None:
    for number in range(20):
        take_in(str(number))
    taken: list[str] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        while (lease := take(registry, name)) is not None:
            with lock:
                taken.append(lease.job_id)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (lease := take(registry)) is not None:
        taken.append(lease.job_id)
    assert sorted(Counter(taken).values()) == [1] * 20


def test_lapsed_lease_is_taken_again_and_the_first_holder_is_fenced_off(registry: Registry, take_in: TakeIn) -> None:
    take_in("1")
    old = take(registry, "w1")
    let_lapse(registry)
    new = take(registry, "w2")
    assert old is not None
    assert new is not None
    assert new.job_id == old.job_id
    with pytest.raises(LeaseLost), registry.write() as session:
        jobs.finish_job(session, old)
    with pytest.raises(LeaseLost):
        jobs.heartbeat(registry, old)
    with registry.write() as session:
        jobs.finish_job(session, new)


def test_job_of_a_worker_that_is_gone_is_free_at_once(registry: Registry, take_in: TakeIn) -> None:
    take_in("1")
    take(registry, "w1")
    assert take(registry, "w2") is None
    lease = take(registry, "w2", is_gone=lambda worker: worker == "w1")
    assert lease is not None
    assert lease.attempt == 2


def test_heartbeat_makes_the_lease_last_longer_and_tells_the_step(registry: Registry, take_in: TakeIn) -> None:
    take_in("1")
    lease = take(registry, lease_seconds=1)
    assert lease is not None
    let_lapse(registry)
    jobs.heartbeat(registry, lease, step="understanding")
    assert take(registry, "w2") is None
    with registry.read() as session:
        assert job_lists.get_job(session, lease.job_id).step == "understanding"


def test_job_that_takes_its_workers_down_fails_in_the_end(registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in("1")
    for _ in range(jobs.MAX_ATTEMPTS):
        assert take(registry) is not None
        let_lapse(registry)
    assert take(registry) is None
    with registry.read() as session:
        job, document = job_lists.get_job(session, accepted.job_id), session.get_one(Document, accepted.document_id)
    assert (job.state, job.error_code, document.state, document.error_code) == ("failed", "crash", "failed", "crash")


def test_failure_is_kept_with_its_reason_and_can_be_tried_again(registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in("1")
    lease = take(registry)
    assert lease is not None
    with registry.write() as session:
        jobs.fail_job(session, lease, "too_large", {"limit": 5})
    with registry.write() as session:
        document = session.get_one(Document, accepted.document_id)
        assert (document.state, document.error_code, document.error_params) == ("failed", "too_large", {"limit": 5})
        jobs.retry_job(session, accepted.job_id)
    with registry.read() as session:
        document = session.get_one(Document, accepted.document_id)
        assert (document.state, document.error_code) == ("waiting", None)
    again = take(registry)
    assert again is not None
    assert again.attempt == 1


def test_only_failed_jobs_are_tried_again(registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in("1")
    with pytest.raises(NotRetriable), registry.write() as session:
        jobs.retry_job(session, accepted.job_id)


def test_job_that_somebody_tried_again_meanwhile_is_not_tried_twice(registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in("1")
    with pytest.raises(NotRetriable), registry.write() as session:
        seen = session.get_one(Job, accepted.job_id)
        seen.state = jobs.FAILED
        session.flush()
        session.execute(update(Job).values(state=jobs.QUEUED), execution_options={"synchronize_session": False})
        assert seen.state == jobs.FAILED
        jobs.retry_for(session, accepted.job_id, user_id="a1")


def test_released_job_waits_without_losing_an_attempt(registry: Registry, take_in: TakeIn) -> None:
    take_in("1")
    lease = take(registry)
    assert lease is not None
    jobs.release_job(registry, lease)
    again = take(registry)
    assert again is not None
    assert again.attempt == 1


def test_failed_bytes_are_queued_again_when_they_come_again(registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in("1")
    lease = take(registry)
    assert lease is not None
    with registry.write() as session:
        jobs.fail_job(session, lease, "time", {})
    assert take_in("1") == accepted
    assert take(registry) is not None


def test_jobs_are_listed_newest_first_a_page_at_a_time(registry: Registry, take_in: TakeIn) -> None:
    ids = [take_in(str(number)).job_id for number in range(5)]
    with registry.read() as session:
        first = job_lists.list_jobs(session, limit=3)
        second = job_lists.list_jobs(session, limit=3, cursor=first.cursor)
        assert job_lists.count_jobs(session) == dict.fromkeys(jobs.STATES, 0) | {"queued": 5}
    assert [job.id for job in (*first.items, *second.items)] == ids[::-1]
    assert second.cursor is None
