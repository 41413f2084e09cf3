"""The fork server in use: started when the first file comes, replaced when it is used up or gone, closed at the end."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Mapping
from typing import Any

from ingest import isolation
from ingest.errors import ParserCrashed
from ingest.fork_server import Ending, ForkServer, ServerGone
from ingest.frames import Frames
from ingest.isolation import Isolation

JOBS_A_SERVER = 2_000
"""A server changes nothing of itself, but is replaced now and then all the same, so that nothing can add up."""

TRIES = 2
"""How many servers are asked to begin a job; it is not begun twice."""


class Pool:
    """One server for this process; all methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: ForkServer | None = None

    def run(self, job: Mapping[str, Any], source: int, frames: Frames) -> Ending:
        """Let a child do the job. Raises: what ForkServer.run does, but ParserCrashed where none can be started."""
        kept = isolation.isolation()
        for _ in range(TRIES):
            try:
                return (
                    self._run_alone(kept, job, source, frames)
                    if is_alone(kept)
                    else self._run(kept, job, source, frames)
                )
            except ServerGone:
                continue
        raise ParserCrashed(detail="no process could be started")

    def close(self) -> None:
        """End the server, once its last job ends."""
        with self._lock:
            self._retire()

    def forget(self) -> None:
        """Begin anew in a fork of this process, whose server is not its own."""
        self._lock = threading.Lock()
        if self._server:
            self._server.forget()
        self._server = None

    def _run(self, kept: Isolation, job: Mapping[str, Any], source: int, frames: Frames) -> Ending:
        server = self._take(kept)
        try:
            return server.run(job, source, frames)
        except ServerGone:
            with self._lock:
                if self._server is server:
                    self._server = None
            raise
        finally:
            self._give_back(server)

    @staticmethod
    def _run_alone(kept: Isolation, job: Mapping[str, Any], source: int, frames: Frames) -> Ending:
        server = ForkServer(kept, warm=False)
        try:
            return server.run(job, source, frames)
        finally:
            server.close()

    def _take(self, kept: Isolation) -> ForkServer:
        """The server in use, or a new one in its place."""
        with self._lock:
            server = self._server
            if server and (server.isolation != kept or server.begun >= JOBS_A_SERVER or not server.alive):
                self._retire()
            server = self._server = self._server or ForkServer(kept)
            server.begun += 1
            server.running += 1
            return server

    def _retire(self) -> None:
        server, self._server = self._server, None
        if server and not server.running:
            server.close()

    def _give_back(self, server: ForkServer) -> None:
        with self._lock:
            server.running -= 1
            last = server is not self._server and not server.running
        if last:
            server.close()


def is_alone(kept: Isolation) -> bool:
    """Whether each file has a server of its own: children behind one wall without namespaces could reach each other."""
    return kept.bubblewrap and not kept.namespaces


POOL = Pool()
atexit.register(POOL.close)
os.register_at_fork(after_in_child=POOL.forget)
