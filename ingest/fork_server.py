"""The caller's side of a fork server: one process that is ready to read, and the jobs it is given.

No job waits for another; any thread may bring one. A server ends when its socket is closed, by us or by our death.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest import isolation
from ingest.errors import OutOfTime
from ingest.frames import Frames
from ingest.isolation import ENVIRONMENT, Isolation

SCRIPT = Path(__file__).with_name("parser_process.py")
CHUNK = 1 << 16
SHORT = 200
"""Bytes of a message on a control socket."""

SHARED_SCRATCH = 512 << 20
"""Bytes that a server's one child may write where it cannot have a file system of its own."""

READY_SECONDS = 60
"""A server imports for half a second; a machine may be busy."""

BEGIN_SECONDS = 20
"""A job begins within a hundredth of a second."""

END_SECONDS = 5
"""How long a child may linger that has closed its pipe."""


class ServerGone(Exception):
    """The server did not begin the job: it can be given to another."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its exit status, negative for a signal, and why it was killed, if the keeper did that."""

    status: int
    why: str = ""


class ForkServer:
    """A server in a process of its own; `warm` imports the parsers beforehand.

    Raises: ServerGone when it does not start.
    """

    def __init__(self, kept: Isolation, *, warm: bool = True) -> None:
        self.isolation = kept
        self.begun = self.running = 0
        self._lock = threading.Lock()
        self._folder = "" if kept.bubblewrap else tempfile.mkdtemp(prefix="biennien-")
        self._scratch = self._folder or str(isolation.scratch_folder())
        self._jobs, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = sorted({str(folder.parent) for folder in kept.folders})
        setup = {"path": path, "warm": warm, "folder": self._folder}
        wrapped = isolation.bubblewrap(scratch=0 if kept.namespaces else SHARED_SCRATCH) if kept.bubblewrap else []
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - a fixed command
                [*wrapped, sys.executable, "-I", "-X", "utf8", str(SCRIPT), json.dumps(setup)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=ENVIRONMENT,
            )
        self._jobs.settimeout(READY_SECONDS)
        try:
            self.threads = int(self._jobs.recv(SHORT) or b"0")
        except OSError:
            self.threads = 0
        if not self.threads:
            self.close()
            raise ServerGone

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def run(self, job: Mapping[str, Any], source: int, frames: Frames) -> Ending:
        """Let a child do the job and take in what it sends.

        Raises: ServerGone before it began; OutOfTime, ParserCrashed for an answer out of form, the child being dead.
        """
        kept = {"namespaces": self.isolation.namespaces, "scratch": self._scratch}
        described = json.dumps({**job, **kept, "limits": asdict(frames.limits)}).encode()
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        out, pipe = os.pipe()
        with control, os.fdopen(out, "rb", buffering=0):
            with theirs, os.fdopen(pipe, "wb", buffering=0):
                self._send(described, source, pipe, theirs.fileno())
            _await_begin(control)
            try:
                _read(out, frames)
            except BaseException:
                _end(control)
                raise
            return _await_end(control)

    def _send(self, described: bytes, *descriptors: int) -> None:
        """Hand a job over; its description goes as a file, since a message on a socket is short."""
        with os.fdopen(os.memfd_create("job"), "wb", buffering=0) as file:
            file.write(described)
            try:
                with self._lock:
                    socket.send_fds(self._jobs, [b"job"], [file.fileno(), *descriptors])
            except OSError as error:
                raise ServerGone from error

    def close(self) -> None:
        """End the server; jobs that still run may end with it."""
        self._jobs.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Leave the server to the process that started it: this one is its fork."""
        self._jobs.close()
        self._process.returncode = 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a server that does not end by itself, a stopped one perhaps.

    Behind bubblewrap it is the child that stands in a session of its own and is the first of its namespace: with it
    everything in there ends, while a killed bubblewrap would leave it behind.
    """
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _await_begin(control: socket.socket) -> None:
    control.settimeout(BEGIN_SECONDS)
    try:
        begun = control.recv(SHORT)
    except OSError as error:
        raise ServerGone from error
    if not begun:
        raise ServerGone


def _read(out: int, frames: Frames) -> None:
    """Take in what the child sends, within the clock; pages that it reports give the clock more time."""
    began = time.monotonic()
    limits = frames.limits
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while True:
            allowed = limits.wall_seconds + frames.pages * limits.seconds_a_page
            if not selector.select(max(0.0, began + allowed - time.monotonic())):
                raise OutOfTime(limit=allowed)
            part = os.read(out, CHUNK)
            if not part:
                return
            frames.feed(part)


def _await_end(control: socket.socket) -> Ending:
    """How a child ended that has closed its pipe; one that lingers is killed."""
    control.settimeout(END_SECONDS)
    try:
        return _ending(control.recv(SHORT))
    except TimeoutError:
        _end(control)
        return Ending(-signal.SIGKILL, "did not end")


def _end(control: socket.socket) -> None:
    """Have the child killed, and wait until it is."""
    control.settimeout(END_SECONDS)
    with contextlib.suppress(OSError):
        control.shutdown(socket.SHUT_WR)
        control.recv(SHORT)


def _ending(message: bytes) -> Ending:
    """What the keeper says; without a word it was killed with all the server's children."""
    if not message:
        return Ending(-signal.SIGKILL)
    told = json.loads(message)
    return Ending(int(told["status"]), str(told["why"]))
