"""Which process on which machine: names for the holders of leases, and whether a holder is known to be gone."""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

SEPARATOR = "|"


@cache
def this_machine() -> str:
    """A name for this machine since its last start, and for the process space of this container."""
    boot = _read("/proc/sys/kernel/random/boot_id")[:8]
    space = ""
    with suppress(OSError):
        space = str(Path("/proc/self/ns/pid").readlink()).strip("pid:[]")
    return f"{socket.gethostname()}.{boot}.{space}"


def this_process() -> str:
    """A name for this process that no other one ever has."""
    pid = os.getpid()
    return SEPARATOR.join((this_machine(), str(pid), _started(pid), secrets.token_hex(3)))


def is_gone(holder: str) -> bool:
    """Whether the process named `holder` was on this machine and has ended; False where that cannot be known."""
    machine, pid, started = [*holder.split(SEPARATOR), "", "", ""][:3]
    if machine != this_machine() or not pid.isdigit() or not started:
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """When a process began, in clock ticks since the machine did; empty when there is none or it is a zombie."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return "" if len(fields) < 20 or fields[0] in "ZX" else fields[19]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
