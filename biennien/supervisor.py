"""A worker process beside the web service: started anew when it dies, ended when the service ends however it does."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
"""How long to wait before a dead worker is started anew, doubled each time it lives no longer than that."""

LONGEST_PAUSE = 30.0
STOP_SECONDS = 90.0
"""How long a worker may take to end the document in hand; more than a parser is given."""


class Supervisor:
    """Keeps one worker process running. Its standard input is a pipe from here: when we are gone, it ends too."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="supervisor")

    def start(self) -> None:
        """Start the worker."""
        self._thread.start()

    def stop(self) -> None:
        """Have the worker end the document in hand, and wait for that."""
        self._stop.set()
        if (child := self._child) is not None and child.stdin is not None:
            child.stdin.close()
        self._thread.join()

    def _run(self) -> None:
        pause = PAUSE_SECONDS
        while not self._stop.is_set():
            began = time.monotonic()
            self._child = child = subprocess.Popen(
                [sys.executable, "-m", "biennien", "worker", "--until-stdin-closes"], stdin=subprocess.PIPE
            )
            if self._stop.is_set() and child.stdin is not None:
                child.stdin.close()
            code = self._wait(child)
            if self._stop.is_set():
                return
            pause = PAUSE_SECONDS if time.monotonic() - began > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            log.warning("The worker ended with %s and is started anew in %.0f s", code, pause)
            self._stop.wait(pause)

    def _wait(self, child: subprocess.Popen[bytes]) -> int:
        while True:
            try:
                return child.wait(0.2)
            except subprocess.TimeoutExpired:
                if self._stop.is_set():
                    break
        try:
            return child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()
