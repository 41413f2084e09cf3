"""Failed sign-ins, counted for a while in this process: guessing passwords takes for ever."""

from __future__ import annotations

import threading
import time
from collections import defaultdict

MOST = 10
"""Failures of one name from one address before it has to wait."""

MINUTES = 5
MOST_KEYS = 10_000
"""Keys that are remembered; with more the oldest failures are forgotten first."""


class Attempts:
    """Counts failures by key; safe to share between threads."""

    minutes = MINUTES
    seconds = MINUTES * 60

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: defaultdict[str, list[float]] = defaultdict(list)

    def are_spent(self, key: str) -> bool:
        """Whether `key` failed too often of late."""
        with self._lock:
            return len(self._recent(key)) >= MOST

    def note(self, key: str) -> None:
        """Count a failure."""
        with self._lock:
            while len(self._failures) >= MOST_KEYS:
                self._failures.pop(next(iter(self._failures)))
            self._failures[key] = [*self._recent(key), time.monotonic()]

    def forget(self, key: str) -> None:
        """Begin anew after a success."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = time.monotonic() - self.seconds
        return [moment for moment in self._failures.get(key, ()) if moment > since]
