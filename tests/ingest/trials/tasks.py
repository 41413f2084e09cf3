"""Tasks that keep to the rules and tasks that break them, each run in a child of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from ingest.frames import ANSWER, FILE, HEADER, Channel

PIPE = 3
MIB = bytes(1 << 20)
Settings = Mapping[str, Any]


def copies(source: BinaryIO, settings: Settings, channel: Channel) -> list[int]:
    """Sends the file back, `times` times; a byte a frame."""
    data = source.read()
    return [channel.send(bytes([byte]) for byte in data) for _ in range(settings["times"])]


def faulty(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """A fault of the program."""
    {}["missing"]


def endless(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Never ends, and keeps a processor busy."""
    while True:
        pass


def asleep(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Never ends, and does nothing."""
    while True:
        time.sleep(1)


def greedy(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Takes ever more memory."""
    taken = []
    while True:
        taken.append(bytearray(16 << 20))


def bomb(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Every process of it starts another, in a session of its own."""
    while True:
        try:
            if not os.fork():
                os.setsid()
        except OSError:
            time.sleep(0.01)


def escape(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Leaves a process behind that belongs to no group of the task's and never ends."""
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        while True:
            time.sleep(1)


def garbage(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Writes what is no frame."""
    os.write(PIPE, b"<html>" * 100)


def flood(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Sends a gigabyte, as an answer or as a file."""
    os.write(PIPE, HEADER.pack(FILE if settings["file"] else ANSWER, 1 << 30))
    for _ in range(1 << 10):
        os.write(PIPE, MIB)


def answers_without_end(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Sends empty files without end."""
    while True:
        os.write(PIPE, HEADER.pack(FILE, 0) * 100)


def lingering(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Closes its pipe and stays."""
    os.close(PIPE)
    asleep(source, settings, channel)


def stopped(source: BinaryIO, settings: Settings, channel: Channel) -> None:
    """Stops itself, as a debugger would."""
    os.kill(os.getpid(), signal.SIGSTOP)


def look_around(source: BinaryIO, settings: Settings, channel: Channel) -> dict[str, Any]:
    """What a child can see and reach: descriptors, others' memory, the network, files."""
    descriptors = sorted(int(entry.name) for entry in Path("/proc/self/fd").iterdir())
    return {
        "descriptors": descriptors[:-1],  # the last is the listing's own
        "parent": os.getppid(),
        "memory": [entry.name for entry in Path("/proc").glob("[0-9]*") if _is_open_to_us(entry)],
        "secret": _opens(settings["secret"]),
        "network": _connects(settings["port"]),
        "scratch": [entry.name for entry in channel.scratch.iterdir()],
        "root": _writes(Path("/x-of-a-child")),
    }


def attack(source: BinaryIO, settings: Settings, channel: Channel) -> str:
    """Kills all that it can reach, where it is apart: the first process of its namespace, and every other."""
    if os.getppid() != 1 or os.getpid() > 10:
        return "not apart"
    os.kill(1, signal.SIGKILL)
    os.kill(1, signal.SIGTERM)
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    return "still here"


def fill(source: BinaryIO, settings: Settings, channel: Channel) -> int:
    """Writes until it may write no more; the bytes written."""
    written = 0
    try:
        for number in range(1_000):
            with (channel.scratch / str(number)).open("wb") as file:
                file.write(MIB)
            written += len(MIB)
    except OSError:
        return written
    return written


def _is_open_to_us(process: Path) -> bool:
    """Whether the memory of another process can be read; this one's number may be another in its own namespace."""
    return process.name != Path("/proc/self").readlink().name and _opens(str(process / "mem"))


def _opens(path: str) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _writes(path: Path) -> bool:
    try:
        path.write_bytes(b"x")
    except OSError:
        return False
    path.unlink()
    return True
