"""What tests of several processes wait for, and what index and registry tell of each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from biennien.indexing import differences, open_search
from biennien.registry import outbox
from biennien.registry.database import Registry
from biennien.settings import Settings


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    """Return as soon as it is so; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def state_of(settings: Settings, registry: Registry) -> tuple[set[str], set[str], int]:
    """What only the registry holds, what only the index holds, and how many changes wait."""
    with closing(open_search(settings, registry)) as engine, registry.read() as session:
        return *differences(registry, engine), outbox.count_pending(session)
