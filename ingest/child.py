"""The end of a child that a file has in its hands: limits on itself, the task, frames on the pipe."""

from __future__ import annotations

import errno
import importlib
import json
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import IngestError, OutOfMemory, TooLong
from ingest.frames import ANSWER, FILE, MORE, PAGES, frame

SOURCE, PIPE = 0, 3
"""Descriptors: the file to read, and the pipe to the caller. No other is open but the null device."""


OWN = Path(__file__).parent


class Sender:
    """The task's end of the pipe: see `ingest.frames.Channel`."""

    def __init__(self, limits: Mapping[str, Any], scratch: Path) -> None:
        self._out = open(PIPE, "wb")  # noqa: SIM115 - open to the process's end
        self._limits = limits
        self._pages = self._files = 0
        self.scratch = scratch

    def add_pages(self, pages: int) -> None:
        """Raise this process's CPU limit by the time of so many pages, and tell the caller."""
        self._pages = min(self._pages + pages, self._limits["pages"])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(self._limits["cpu_seconds"] + self._pages * self._limits["seconds_a_page"])
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
        self.write(PAGES, str(pages).encode())

    def send(self, data: bytes | Iterable[bytes]) -> int:
        """Send a file, whole or in parts; gives its number, from 0."""
        kind = FILE
        for part in [data] if isinstance(data, bytes) else data:
            self.write(kind, part)
            kind = MORE
        if kind == FILE:
            self.write(kind, b"")
        self._files += 1
        return self._files - 1

    def write(self, kind: bytes, payload: bytes) -> None:
        """Send a frame and wait until the pipe has it."""
        self._out.write(frame(kind, payload))
        self._out.flush()


def work(job: Mapping[str, Any], scratch: Path) -> NoReturn:
    """Do the job and end the process; the descriptors are in their places."""
    os.chdir(scratch)
    tempfile.tempdir = str(scratch)
    os.environ |= {"TMPDIR": str(scratch), "HOME": str(scratch)}
    limit_self(job["limits"], count_processes=job["namespaces"])
    sender = Sender(job["limits"], scratch)
    sender.write(ANSWER, _answer(job, sender))
    os._exit(0)


def limit_self(limits: Mapping[str, Any], *, count_processes: bool) -> None:
    """Limit address space, CPU, files, cores and, where it counts this child's alone, processes."""
    most = int(limits["cpu_seconds"] + limits["pages"] * limits["seconds_a_page"])
    wanted = [
        (resource.RLIMIT_AS, limits["memory"], limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"], most),
        (resource.RLIMIT_FSIZE, limits["written"], limits["written"]),
        (resource.RLIMIT_NOFILE, limits["open_files"], limits["open_files"]),
        (resource.RLIMIT_CORE, 0, 0),
    ]
    if count_processes:
        wanted.append((resource.RLIMIT_NPROC, limits["processes"], limits["processes"]))
    for what, soft, hard in wanted:
        allowed = resource.getrlimit(what)[1]
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(what, (soft, hard))


def _answer(job: Mapping[str, Any], sender: Sender) -> bytes:
    """The last frame's JSON: `{"value": …}` or `{"error": code, "params": …}`."""
    try:
        module, _, function = job["function"].partition(":")
        task = getattr(importlib.import_module(module), function)
        with open(SOURCE, "rb", closefd=False) as source:
            value = task(source, job["settings"], sender)
        return json.dumps({"value": value}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except IngestError as error:
        return _error(error)
    except MemoryError:
        return _error(OutOfMemory(limit=job["limits"]["memory"]))
    except RecursionError:
        return _error(TooLong(limit=sys.getrecursionlimit(), what="depth"))
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            return _error(OutOfMemory(limit=job["limits"]["memory"]))
        return _fault(error)


def _error(error: IngestError) -> bytes:
    return json.dumps({"error": error.code, "params": error.params}).encode()


def _fault(error: Exception) -> bytes:
    """A crash with the line of our own where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(OWN) and frame.filename != __file__]
    last = (own or frames)[-1]
    detail = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    return json.dumps({"error": "crash", "params": {"detail": detail}}).encode()
