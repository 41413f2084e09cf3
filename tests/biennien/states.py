"""What tests wait for, and what index and registry tell of where things stand."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from biennien.indexing import differences, open_search
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.registry.tables import Review
from biennien.settings import Settings


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    """Return as soon as it is so; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def waits_for_a_lock(registry: Registry) -> bool:
    """Whether somebody waits for a lock of this PostgreSQL."""
    with registry.read() as session:
        return bool(session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())


def state_of(settings: Settings, registry: Registry) -> tuple[set[str], set[str], int]:
    """What only the registry holds, what only the index holds, and how many changes wait."""
    with closing(open_search(settings, registry)) as engine, registry.read() as session:
        return *differences(registry, engine), outbox.count_pending(session)


def open_reviews(session: Session) -> Sequence[Review]:
    """What waits for a person, oldest first."""
    return session.scalars(select(Review).where(Review.closed_at.is_(None)).order_by(Review.correction_id)).all()


@contextmanager
def worker_processes(settings: Settings, log: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """A function that starts one more `biennien worker`; all are gone at the end of the block."""
    environ = os.environ | {"BIENNIEN_DATA": str(settings.data), "BIENNIEN_DATABASE_URL": settings.database_url}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as file:
            process = subprocess.Popen([sys.executable, "-m", "biennien", "worker"], env=environ, stderr=file)
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            process.kill()
            process.wait()
