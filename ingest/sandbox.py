"""A parser in a process of its own: the file comes in on its standard input, one JSON answer goes out on a pipe.

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
import sysconfig
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.document import Document
from ingest.errors import ERRORS, EmptyDocument, OutOfMemory, OutOfTime, ParserCrashed, TooLarge, UnsupportedFormat

CHILD = Path(__file__).with_name("parser_process.py")
CHUNK = 1 << 16
WITHOUT_WAITING = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""How a file is opened, so that a named pipe in its place does not hold us."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes of the file, of address space and of the answer; seconds of CPU and of the clock.

    `seconds_a_page` is added to both for each page of a PDF, up to `pages`.
    """

    file_size: int = 100 << 20
    memory: int = 1 << 30
    answer: int = 96 << 20
    cpu_seconds: int = 30
    wall_seconds: float = 60
    seconds_a_page: float = 0.5
    pages: int = 2000


DEFAULT_LIMITS = Limits()


def parse_file(path: Path, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a file, read by a throw-away process; `name` is what messages call it, else the file's own name.

    May be called from any thread. Takes about 0.1 s more than the parser itself.
    Raises: IngestError; OSError when the file cannot be opened.
    """
    source = os.open(path, WITHOUT_WAITING)
    try:
        _check(os.fstat(source), limits)
        answer, code = _run(source, name or path.name, limits)
    finally:
        os.close(source)
    return _read_answer(answer, code, limits)


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
    works = bubblewrap_works()
    return {"mode": "bubblewrap" if works else "limits", "bubblewrap": works, "found": bool(shutil.which("bwrap"))}


@cache
def bubblewrap_works() -> bool:
    """Whether bubblewrap can start the interpreter here; it is there but forbidden in many containers."""
    program = shutil.which("bwrap")
    if not program:
        return False
    try:
        probe = subprocess.run(  # noqa: S603 - a fixed command
            [*_bubblewrap(program), sys.executable, "-I", "-c", f"import lxml, os; os.stat({str(CHILD)!r})"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def _bubblewrap(program: str) -> list[str]:
    """The command that closes everything off but the system's libraries, the interpreter and this package."""
    package = Path(__file__).resolve().parent
    shown = {
        Path("/usr"),
        Path(sys.base_prefix),
        Path(sys.prefix),
        Path(sys.executable).resolve().parent.parent,
        package,
    }
    shown |= {Path(sysconfig.get_path(kind)) for kind in ("stdlib", "purelib", "platlib")}
    command = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    for folder in ("/bin", "/lib", "/lib64", "/lib32"):
        if Path(folder).is_symlink():
            command += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).is_dir():
            command += ["--ro-bind", folder, folder]
    # before the folders that are shown: one of them may lie under /tmp
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    for path in sorted(shown, key=lambda path: len(path.parts)):
        if path != Path("/"):
            command += ["--ro-bind", str(path), str(path)]
    for cached in ("/etc/ld.so.cache", "/etc/localtime"):
        command += ["--ro-bind-try", cached, cached]
    return [*command, "--chdir", "/tmp"]  # noqa: S108


def _run(source: int, name: str, limits: Limits) -> tuple[bytes, int]:
    """The child's answer and exit status, negative for a signal.

    Raises: OutOfTime, ParserCrashed when the answer is too long.
    """
    wrapped = _bubblewrap(shutil.which("bwrap") or "") if bubblewrap_works() else []
    settings = {"name": name, "parent": 0 if wrapped else os.getpid(), "memory": limits.memory} | {
        "cpu_seconds": limits.cpu_seconds,
        "seconds_a_page": limits.seconds_a_page,
        "pages": limits.pages,
    }
    child = subprocess.Popen(  # noqa: S603 - a fixed command; the file comes on a descriptor
        [*wrapped, sys.executable, "-I", "-X", "utf8", str(CHILD), json.dumps(settings)],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PATH": os.defpath},
    )
    try:
        answer = _read(child, limits)
    except BaseException:
        _kill(child)
        raise
    finally:
        if child.stdout:
            child.stdout.close()
    return answer, _wait(child)


def _read(child: subprocess.Popen[bytes], limits: Limits) -> bytes:
    """All that the child writes, within the clock and the length that an answer may have.

    A first line `{"pages": N}` gives the clock more time.
    """
    assert child.stdout
    deadline = time.monotonic() + limits.wall_seconds
    allowed = limits.wall_seconds
    received = bytearray()
    counted = False
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise OutOfTime(limit=allowed)
            part = os.read(child.stdout.fileno(), CHUNK)
            if not part:
                return bytes(received)
            received += part
            if len(received) > limits.answer:
                raise ParserCrashed(detail="answer too long")
            if not counted and b"\n" in received:
                counted = True
                extra = _pages(bytes(received)) * limits.seconds_a_page
                allowed, deadline = allowed + extra, deadline + extra


def _pages(received: bytes) -> int:
    line = received.partition(b"\n")[0]
    try:
        return int(json.loads(line).get("pages", 0))
    except (ValueError, AttributeError, TypeError):
        return 0


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


def _read_answer(answer: bytes, code: int, limits: Limits) -> Document:
    """The document in a child's answer.

    Raises: the IngestError that the answer names; OutOfTime, OutOfMemory, ParserCrashed for a child without one.
    """
    last = answer.rstrip(b"\n").rpartition(b"\n")[2]
    if not last or code != 0:
        raise _end_without_answer(code, limits)
    try:
        data = json.loads(last)
        if "error" in data:
            raise ERRORS[str(data["error"])](**_parameters(data["params"]))
        return Document.from_json(data["document"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ParserCrashed(detail=f"answer of another shape: {type(error).__name__}") from error


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
