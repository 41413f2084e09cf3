"""A task over a file in a process of its own: the file goes in, a JSON answer and files come out.

Hostile files abort parsers, eat memory and run without end, so the child has limits, a session of its own, and a wall
clock after which its whole group is killed. Where a probe shows that bubblewrap works here, the child also sees no
network, no other process, and no file but the interpreter and this package; `describe` says which way is in force.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest import isolation
from ingest.document import Document
from ingest.errors import ERRORS, EmptyDocument, OutOfMemory, OutOfTime, ParserCrashed, TooLarge, UnsupportedFormat
from ingest.frames import Answer, Frames
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.tasks import TASKS

__all__ = ["DEFAULT_LIMITS", "Answer", "Limits", "describe", "parse_file", "run_task"]

CHILD = Path(__file__).with_name("parser_process.py")
CHUNK = 1 << 16
WITHOUT_WAITING = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""How a file is opened, so that a named pipe in its place does not hold us."""


def parse_file(
    path: Path, *, name: str = "", settings: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Document:
    """The document in a file, read by a process of its own; `name` is what messages call it, else the file's own name.

    May be called from any thread. Raises: IngestError; OSError when the file cannot be opened.
    """
    answer = run_task("parse", path, settings={"name": name or path.name} | dict(settings or {}), limits=limits)
    answer.close()
    try:
        return Document.from_json(answer.value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ParserCrashed(detail=f"answer of another shape: {type(error).__name__}") from error


def run_task(
    name: str, source: Path | int, *, settings: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Answer:
    """What the task of that name makes of a file, given by its path or an open descriptor (read from its start).

    `settings` reach the task as they are, and must be fit for JSON. The answer's files are the caller's to close. May
    be called from any thread; the descriptor stays open and keeps its place.
    Raises: IngestError; OSError when the file cannot be opened.
    """
    task = TASKS[name]
    limits = limits or task.limits
    # opened anew, since a shared descriptor would share its place in the file with other tasks
    opened = os.open(f"/proc/self/fd/{source}" if isinstance(source, int) else source, WITHOUT_WAITING)
    frames = Frames(limits)
    try:
        _check(os.fstat(opened), limits)
        code = _run({"function": task.function, "settings": dict(settings or {})}, opened, frames)
        return _read_answer(frames, code)
    except BaseException:
        frames.close()
        raise
    finally:
        os.close(opened)


def _check(status: os.stat_result, limits: Limits) -> None:
    """Refuse what is no file, an empty one, and one that is too large to read."""
    if not stat.S_ISREG(status.st_mode):
        raise UnsupportedFormat(kind="no regular file")
    if status.st_size == 0:
        raise EmptyDocument()
    if status.st_size > limits.file_size:
        raise TooLarge(limit=limits.file_size, size=status.st_size)


def describe() -> dict[str, str | bool]:
    """How files are kept apart here: `bubblewrap` or `limits`, and whether the probe of bubblewrap worked."""
    works = isolation.bubblewrap_works()
    return {"mode": "bubblewrap" if works else "limits", "bubblewrap": works, "found": bool(shutil.which("bwrap"))}


def _run(job: dict[str, Any], source: int, frames: Frames) -> int:
    """Let a child do the job; its exit status, negative for a signal.

    Raises: OutOfTime, ParserCrashed when the answer is too long.
    """
    wrapped = isolation.bubblewrap() if isolation.bubblewrap_works() else []
    with TemporaryDirectory(prefix="biennien-") as scratch:
        job |= {
            "limits": asdict(frames.limits),
            "path": sorted({str(folder.parent) for folder in isolation.FOLDERS}),
            "parent": 0 if wrapped else os.getpid(),
            "scratch": isolation.SCRATCH if wrapped else scratch,
        }
        child = subprocess.Popen(  # noqa: S603 - a fixed command; the file comes on a descriptor
            [*wrapped, sys.executable, "-I", "-X", "utf8", str(CHILD), json.dumps(job)],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={"PATH": os.defpath},
        )
        try:
            _read(child, frames)
        except BaseException:
            _kill(child)
            raise
        finally:
            if child.stdout:
                child.stdout.close()
        return _wait(child)


def _read(child: subprocess.Popen[bytes], frames: Frames) -> None:
    """Take in what the child sends, within the clock; pages that it reports give the clock more time."""
    assert child.stdout
    began = time.monotonic()
    limits = frames.limits
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            allowed = limits.wall_seconds + frames.pages * limits.seconds_a_page
            if not selector.select(max(0.0, began + allowed - time.monotonic())):
                raise OutOfTime(limit=allowed)
            part = os.read(child.stdout.fileno(), CHUNK)
            if not part:
                return
            frames.feed(part)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group and take its exit status."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        child.kill()
    child.wait()


def _wait(child: subprocess.Popen[bytes]) -> int:
    """The exit status of a child that closed its pipe; one that lingers is killed."""
    try:
        return child.wait(5)
    except subprocess.TimeoutExpired:
        _kill(child)
        return child.returncode


def _read_answer(frames: Frames, code: int) -> Answer:
    """The value in a child's answer, and its files at their start.

    Raises: the IngestError that the answer names; OutOfTime, OutOfMemory, ParserCrashed for a child without one.
    """
    if not frames.complete or not frames.answer or code != 0:
        raise _end_without_answer(code, frames.limits)
    try:
        data = json.loads(frames.answer)
        if "error" in data:
            raise ERRORS[str(data["error"])](**_parameters(data["params"]))
        value = data["value"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ParserCrashed(detail=f"answer of another shape: {type(error).__name__}") from error
    for file in frames.files:
        file.seek(0)
    return Answer(value, tuple(frames.files))


def _parameters(params: Any) -> dict[str, str | int | float]:
    return {str(key): value for key, value in dict(params).items() if isinstance(value, str | int | float)}


def _end_without_answer(code: int, limits: Limits) -> OutOfTime | OutOfMemory | ParserCrashed:
    """What a child's exit status says; bubblewrap gives 128 and the signal's number."""
    number = -code if code < 0 else code - 128 if code > 128 else 0
    if number == signal.SIGXCPU:
        return OutOfTime(limit=limits.cpu_seconds)
    if number == signal.SIGKILL:
        return OutOfMemory(limit=limits.memory)
    known = {member.value: member.name for member in signal.Signals}
    return ParserCrashed(detail=known.get(number, f"exit {code}"))
