"""A task's own process: limits on itself, then the file from standard input, then frames on what was standard output.

Started by `ingest.sandbox` as a script in an isolated interpreter; it brings the folders to import from itself.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


def limit_self(job: dict[str, Any]) -> None:
    """Limit address space, CPU, files and cores of this process, and tie its life to its parent's."""
    if job["parent"]:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != job["parent"]:
            os._exit(1)
    limits = job["limits"]
    most = int(limits["cpu_seconds"] + limits["pages"] * limits["seconds_a_page"])
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits["memory"], limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"], most),
        (resource.RLIMIT_FSIZE, limits["written"], limits["written"]),
        (resource.RLIMIT_NOFILE, limits["open_files"], limits["open_files"]),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        allowed = resource.getrlimit(what)[1]
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(what, (soft, hard))


class Sender:
    """The task's end of the pipe: see `ingest.frames.Channel`."""

    def __init__(self, out: int, job: dict[str, Any]) -> None:
        self._out = open(out, "wb")  # noqa: SIM115 - open to the process's end; a descriptor is no path
        self._limits = job["limits"]
        self._pages = self._files = 0
        self.scratch = Path(job["scratch"])

    def add_pages(self, pages: int) -> None:
        """Raise this process's CPU limit by the time of so many pages, and tell the caller."""
        self._pages = min(self._pages + pages, self._limits["pages"])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(self._limits["cpu_seconds"] + self._pages * self._limits["seconds_a_page"])
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
        self.write(b"P", str(pages).encode())

    def send(self, data: bytes | Iterable[bytes]) -> int:
        """Send a file, whole or in parts; gives its number, from 0."""
        kind = b"F"
        for part in [data] if isinstance(data, bytes) else data:
            self.write(kind, part)
            kind = b"M"
        if kind == b"F":
            self.write(kind, b"")
        self._files += 1
        return self._files - 1

    def write(self, kind: bytes, payload: bytes) -> None:
        """Send a frame and wait until the pipe has it."""
        from ingest.frames import frame

        self._out.write(frame(kind, payload))
        self._out.flush()


def answer_to(job: dict[str, Any], sender: Sender) -> bytes:
    """The last frame's JSON: `{"value": …}` or `{"error": code, "params": …}`."""
    from ingest.errors import IngestError, OutOfMemory

    try:
        module, _, function = job["function"].partition(":")
        task = getattr(importlib.import_module(module), function)
        with open(0, "rb", closefd=False) as source:
            value = task(source, job["settings"], sender)
        return json.dumps({"value": value}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except IngestError as error:
        return _error(error.code, error.params)
    except MemoryError:
        return _error(OutOfMemory.code, {"limit": job["limits"]["memory"]})
    except RecursionError:
        return _error("too_long", {"limit": sys.getrecursionlimit(), "what": "depth"})
    except Exception as error:  # a fault of ours: the caller logs where
        last = traceback.extract_tb(error.__traceback__)[-1]
        return _error("crash", {"detail": f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"})


def _error(code: str, params: dict[str, Any]) -> bytes:
    return json.dumps({"error": code, "params": params}).encode()


def main() -> None:
    """Do the one job that the command line describes."""
    job = json.loads(sys.argv[1])
    sys.path[:0] = job["path"]
    sender = Sender(os.dup(1), job)
    os.dup2(2, 1)
    limit_self(job)
    sender.write(b"A", answer_to(job, sender))
    os._exit(0)


if __name__ == "__main__":
    main()
