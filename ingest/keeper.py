"""Between the fork server and a child: parts the child from its siblings, watches it, and tells how it ended.

A keeper is forked for one job. Where namespaces are allowed it is the first process of the child's: when it ends, the
kernel ends all that the child started, and no signal from within reaches it. It reads nothing that a child wrote.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from ingest import child, fences

ABOVE = 100
"""Descriptors are moved above this before they are put in their places."""

TICK = 50
"""Milliseconds between two counts of the processes that a child started."""

KILLS = 200
"""How often the descendants of a child without namespaces are killed: new ones may come while old ones go."""

STARTED = b"started"
TOO_MANY = "too many processes"


def keep(job_file: int, source: int, pipe: int, control: int) -> NoReturn:
    """See one job to its end; called in a process of its own, which ends here.

    `control` tells the caller that the job has begun and how it ended; when the caller closes it, the child is killed.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    job = json.loads(_read_all(job_file))
    fences.set_dumpable(True)
    fences.prefer_to_lose()
    fences.set_dumpable(False)
    if not job["namespaces"]:
        fences.adopt_orphans()
        folder = Path(tempfile.mkdtemp(dir=job["scratch"]))
        _end(control, *_watch(job, (source, pipe, control), folder), folder)
    fences.enter_namespaces()
    first = os.fork()
    if first:
        for descriptor in (job_file, source, pipe, control):
            os.close(descriptor)
        os.waitpid(first, 0)
        os._exit(0)
    fences.mount_scratch(job["scratch"], job["limits"]["scratch"])
    fences.drop_capabilities()
    _end(control, *_watch(job, (source, pipe, control), Path(job["scratch"])), None)


def _watch(job: Mapping[str, Any], descriptors: tuple[int, int, int], scratch: Path) -> tuple[int, str]:
    """Run the child; its exit status, negative for a signal, and why it was ended if it was."""
    source, pipe, control = descriptors
    own = os.getpid()
    number = os.fork()
    if not number:
        fences.die_with(own)
        _become_child(job, source, pipe, scratch)
    os.close(source)
    os.close(pipe)
    os.write(control, STARTED)
    ended = os.pidfd_open(number)
    waiting = select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.register(control, select.POLLIN)
    why = ""
    while not (ready := {descriptor for descriptor, _ in waiting.poll(TICK)}):
        if job["namespaces"] and _started() > job["limits"]["processes"]:
            why = TOO_MANY
            break
    if ended not in ready:
        os.kill(number, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), why


def _become_child(job: Mapping[str, Any], source: int, pipe: int, scratch: Path) -> NoReturn:
    """Put the descriptors in their places, close all others and do the work."""
    os.setsid()
    source, pipe = (fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, ABOVE) for descriptor in (source, pipe))
    os.dup2(source, child.SOURCE)
    os.dup2(pipe, child.PIPE, inheritable=False)
    os.closerange(child.PIPE + 1, os.sysconf("SC_OPEN_MAX"))
    child.work(job, scratch)


def _started() -> int:
    """How many processes and threads were started in this process's namespace so far, the keeper among them."""
    return int(Path("/proc/loadavg").read_text(encoding="ascii").split()[-1])


def _end(control: int, status: int, why: str, scratch: Path | None) -> NoReturn:
    """End what the child left behind, tell the caller, and end."""
    if scratch:
        _kill_descendants()
        shutil.rmtree(scratch, ignore_errors=True)
    with contextlib.suppress(OSError):  # the caller may be gone
        os.write(control, json.dumps({"status": status, "why": why}).encode())
    os._exit(0)


def _kill_descendants() -> None:
    """Kill the orphans that came to this process, and theirs."""
    own = Path(f"/proc/self/task/{os.getpid()}/children")
    for _ in range(KILLS):
        children = own.read_text(encoding="ascii").split()
        for number in map(int, children):
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
        if not children:
            return


def _read_all(descriptor: int) -> bytes:
    with open(descriptor, "rb", closefd=False) as file:
        file.seek(0)
        return file.read()
