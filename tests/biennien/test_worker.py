"""Files become documents by real readers, in this process and in workers that are killed."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from biennien.indexing import differences, open_search
from biennien.intake import Accepted
from biennien.pipeline import read_first
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.documents import mentions_of
from biennien.registry.job_lists import get_job
from biennien.registry.tables import Document, Job
from biennien.settings import Settings
from biennien.worker import Worker
from ingest.errors import OutOfMemory
from ingest.reading import FirstReading
from tests.biennien.states import wait_until, worker_processes

TakeIn = Callable[..., Accepted]
TEXT = """Phát động thi đua năm 20{number:02d}

Ngày 12/3/20{number:02d}, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “Mỗi xã một công trình số {number}”.
"""


def text(number: int) -> str:
    return TEXT.format(number=number)


def document_of(registry: Registry, accepted: Accepted) -> Document:
    with registry.read() as session:
        return session.get_one(Document, accepted.document_id)


def test_file_becomes_a_document(settings: Settings, registry: Registry, take_in: TakeIn) -> None:
    accepted = take_in(text(19))
    worker = Worker(settings, registry)
    assert worker.work_once()
    assert not worker.work_once()
    document = document_of(registry, accepted)
    assert (document.state, document.kind, document.error_code) == ("done", "text", None)
    with registry.read() as session:
        surfaces = {(one.label, one.surface) for one in mentions_of(session, document)}
        assert get_job(session, accepted.job_id).state == "done"
    assert ("DATE", "Ngày 12/3/2019") in surfaces


@pytest.mark.parametrize(("content", "code"), [("", "empty"), ("GIF89a", "unsupported"), ("%PDF-1.4\n", "damaged")])
def test_bad_file_fails_alone_with_its_reason(
    settings: Settings, registry: Registry, take_in: TakeIn, content: str, code: str
) -> None:
    bad, good = take_in(content, "x.pdf"), take_in(text(18))
    worker = Worker(settings, registry)
    while worker.work_once():
        pass
    assert (document_of(registry, bad).state, document_of(registry, bad).error_code) == ("failed", code)
    assert document_of(registry, good).state == "done"


def test_fault_of_ours_is_a_crash_with_a_trace_and_no_bad_document(
    settings: Settings,
    registry: Registry,
    take_in: TakeIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def break_down(*_given: object) -> None:
        raise KeyError("oops")

    accepted = take_in(text(17))
    with monkeypatch.context() as patched:
        patched.setattr("biennien.pipeline.analyse", break_down)
        Worker(settings, registry).work_once()
    document = document_of(registry, accepted)
    assert (document.state, document.error_code, document.error_params) == ("failed", "crash", {"detail": "KeyError"})
    assert "oops" in caplog.text
    assert take_in(text(17)).state == "queued"
    Worker(settings, registry).work_once()
    assert document_of(registry, accepted).state == "done"


@pytest.mark.parametrize(("times", "state"), [(1, "done"), (2, "failed")])
def test_killed_parser_gets_one_more_chance(
    settings: Settings,
    registry: Registry,
    take_in: TakeIn,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    state: str,
) -> None:
    left = [OutOfMemory(limit=1)] * times

    def read_or_fail(path: Path, *, name: str = "") -> FirstReading:
        if left:
            raise left.pop()
        return read_first(path, name=name)

    monkeypatch.setattr("biennien.pipeline.read_first", read_or_fail)
    accepted = take_in(text(13))
    worker = Worker(settings, registry)
    while worker.work_once():
        pass
    assert document_of(registry, accepted).state == state


def test_missing_original_is_a_failure_of_ours(
    settings: Settings, registry: Registry, take_in: TakeIn, caplog: pytest.LogCaptureFixture
) -> None:
    accepted = take_in(text(16))
    Worker(settings, registry).originals.path(document_of(registry, accepted).sha256).unlink()
    Worker(settings, registry).work_once()
    assert document_of(registry, accepted).error_code == "crash"
    assert "failed" in caplog.text


def test_interrupted_worker_puts_its_job_back(
    settings: Settings, registry: Registry, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt

    accepted = take_in(text(15))
    monkeypatch.setattr("biennien.pipeline.analyse", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Worker(settings, registry).work_once()
    with registry.read() as session:
        job = get_job(session, accepted.job_id)
    assert (job.state, job.attempts, job.step) == ("queued", 0, "waiting")


def test_worker_works_and_indexes_until_it_is_stopped(settings: Settings, registry: Registry, take_in: TakeIn) -> None:
    stop = threading.Event()
    settings.originals_folder.mkdir(parents=True)
    leftover = settings.originals_folder / ".incoming-1-cut"
    leftover.write_bytes(b"a")
    os.utime(leftover, (0, 0))
    thread = threading.Thread(target=Worker(settings, registry).run, args=(stop,))
    thread.start()
    try:
        accepted = take_in(text(14))

        def is_indexed() -> bool:
            with registry.read() as session:
                return document_of(registry, accepted).state == "done" and outbox.oldest(session) is None

        wait_until(is_indexed)
        shutil.rmtree(settings.data / "index")

        def is_filled_anew() -> bool:
            with closing(open_search(settings, registry)) as engine:
                return differences(registry, engine) == (set(), set())

        wait_until(is_filled_anew)
    finally:
        stop.set()
        thread.join()
    assert not leftover.exists()
    with closing(open_search(settings, registry)) as engine:
        assert differences(registry, engine) == (set(), set())


def ended(registry: Registry) -> int:
    with registry.read() as session:
        return len(session.scalars(select(Job.id).where(Job.state.in_(["done", "failed"]))).all())


def test_killed_workers_lose_nothing_and_do_nothing_twice(
    settings: Settings, registry: Registry, take_in: TakeIn, tmp_path: Path
) -> None:
    """Two workers; both are killed at their work, one after the other, and two others end it."""
    accepted = [take_in(text(number)) for number in range(12)] + [take_in("", "rỗng.txt")]
    with worker_processes(settings, tmp_path / "log") as start:
        workers = [start(), start()]
        for number, worker in enumerate(workers[:]):
            wait_until(lambda number=number: ended(registry) > 2 * number)  # type: ignore[misc]
            children = psutil.Process(worker.pid).children(recursive=True)
            worker.kill()
            worker.wait()
            psutil.wait_procs(children, timeout=30)
            workers.append(start())
        wait_until(lambda: ended(registry) == len(accepted))
        with registry.read() as session:
            states = {row.id: (row.state, row.error_code) for row in session.query(Document)}
        wanted = dict.fromkeys([one.document_id for one in accepted[:-1]], ("done", None))
        assert states == wanted | {accepted[-1].document_id: ("failed", "empty")}, (tmp_path / "log").read_text()

        def is_indexed() -> bool:
            with registry.read() as session:
                return outbox.oldest(session) is None

        wait_until(is_indexed)
        with closing(open_search(settings, registry)) as engine:
            assert differences(registry, engine) == (set(), set())


def test_worker_that_is_asked_to_stop_ends_cleanly(settings: Settings, registry: Registry, tmp_path: Path) -> None:
    from biennien.identity import is_gone
    from biennien.registry.workers import alive_workers

    def alive() -> int:
        with registry.read() as session:
            return len(alive_workers(session, is_gone=is_gone))

    with worker_processes(settings, tmp_path / "log") as start:
        process = start()
        wait_until(lambda: alive() == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert alive() == 0
    assert "Traceback" not in (tmp_path / "log").read_text()
