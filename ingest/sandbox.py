"""A task over a file in a process of its own: the file goes in, a JSON answer and files come out.

Hostile files abort parsers, eat memory and run without end, so a throw-away child has each in hand, with limits, a
session of its own, and a wall clock after which it is killed with all that it started. It is forked from a server that
has the parsers ready. Where probes show that bubblewrap works, no child sees a network, a process of the system or a
file but programs; where namespaces are allowed, none sees another. `describe` says what is in force.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest import isolation
from ingest.document import Document
from ingest.errors import ERRORS, EmptyDocument, OutOfMemory, OutOfTime, ParserCrashed, TooLarge, UnsupportedFormat
from ingest.fork_server import Ending
from ingest.frames import Answer, Frames
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.pool import POOL, is_alone
from ingest.tasks import TASKS

__all__ = ["DEFAULT_LIMITS", "Answer", "Limits", "describe", "parse_file", "run_task"]

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
        ending = POOL.run({"function": task.function, "settings": dict(settings or {})}, opened, frames)
        return _read_answer(frames, ending)
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
    """How files are kept apart here.

    `mode` is `bubblewrap` or `limits`, `bubblewrap` whether it works, `found` whether it is installed, `namespaces`
    whether each child has its own, `pool` whether children come from one server or each from its own.
    """
    kept = isolation.isolation()
    return {
        "mode": "bubblewrap" if kept.bubblewrap else "limits",
        "bubblewrap": kept.bubblewrap,
        "found": bool(shutil.which("bwrap")),
        "namespaces": kept.namespaces,
        "pool": not is_alone(kept),
    }


def _read_answer(frames: Frames, ending: Ending) -> Answer:
    """The value in a child's answer, and its files at their start.

    Raises: the IngestError that the answer names; OutOfTime, OutOfMemory, ParserCrashed for a child without one.
    """
    if not frames.complete or not frames.answer or ending.status != 0:
        raise _end_without_answer(ending, frames.limits)
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


def _end_without_answer(ending: Ending, limits: Limits) -> OutOfTime | OutOfMemory | ParserCrashed:
    """What a child's exit status says."""
    number = -ending.status
    if ending.why:
        return ParserCrashed(detail=ending.why)
    if number == signal.SIGXCPU:
        return OutOfTime(limit=limits.cpu_seconds)
    if number == signal.SIGKILL:
        return OutOfMemory(limit=limits.memory)
    known = {member.value: member.name for member in signal.Signals}
    return ParserCrashed(detail=known.get(number, f"exit {ending.status}"))
