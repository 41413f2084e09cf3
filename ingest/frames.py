"""What a child sends to its caller: frames of a kind, a length and so many bytes, on one pipe.

A child may be in a hostile file's hands, so the reading side trusts no length and keeps no more than it was told to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol

from ingest.errors import ParserCrashed
from ingest.limits import Limits

HEADER = struct.Struct("!cQ")
PAGES, FILE, MORE, ANSWER = b"P", b"F", b"M", b"A"
"""More time for so many pages; a file begins; it goes on; the answer, the last frame."""

IN_MEMORY = 1 << 20
"""Bytes of a file that comes back before it goes to disk."""

FILES = 2_000
"""How many files may come back: each holds a descriptor or a buffer of the caller's."""


class Channel(Protocol):
    """A task's way to its caller."""

    @property
    def scratch(self) -> Path:
        """An empty folder of the task's own, gone when it ends."""

    def add_pages(self, pages: int) -> None:
        """Ask for the time of so many pages more."""

    def send(self, data: bytes | Iterable[bytes]) -> int:
        """Send a file, whole or in parts; gives its place among the answer's files, from 0."""


def frame(kind: bytes, payload: bytes) -> bytes:
    """A frame as it goes over the pipe."""
    return HEADER.pack(kind, len(payload)) + payload


@dataclass(slots=True)
class Frames:
    """What came so far: the answer when it is whole, the files, and the pages asked for."""

    limits: Limits
    answer: bytearray | None = None
    files: list[IO[bytes]] = field(default_factory=list)
    pages: int = 0
    _waiting: bytearray = field(default_factory=bytearray)
    _kind: bytes = b""
    _left: int = 0
    _sent: int = 0

    def feed(self, data: bytes) -> None:
        """Take what was read from the pipe. Raises: ParserCrashed for what no child of ours sends."""
        rest = memoryview(data)
        while rest or (self._kind and not self._left):
            rest = self._take(rest) if self._kind else self._begin(rest)

    @property
    def complete(self) -> bool:
        """Whether the answer is there to its last byte."""
        return self.answer is not None and not self._kind

    def close(self) -> None:
        """Give the files up."""
        for file in self.files:
            file.close()

    def _begin(self, rest: memoryview) -> memoryview:
        missing = HEADER.size - len(self._waiting)
        self._waiting += rest[:missing]
        if len(self._waiting) == HEADER.size:
            self._kind, self._left = HEADER.unpack(self._waiting)
            self._waiting.clear()
            self._admit()
        return rest[missing:]

    def _admit(self) -> None:
        """Refuse a frame that is too long or comes out of turn, before its bytes are read."""
        if self.answer is not None:
            raise ParserCrashed(detail="more after the answer")
        if self._kind == ANSWER:
            self.answer = bytearray()
            too_long = self._left > self.limits.answer
        elif self._kind == PAGES:
            too_long = self._left > len(str(2**63))
        elif self._kind == FILE or (self._kind == MORE and self.files):
            self._sent += self._left
            too_long = self._sent > self.limits.files or len(self.files) >= FILES
            if self._kind == FILE and not too_long:
                self.files.append(SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - the caller closes it
        else:
            raise ParserCrashed(detail="answer of another shape")
        if too_long:
            raise ParserCrashed(detail="answer too long")

    def _take(self, rest: memoryview) -> memoryview:
        part = rest[: self._left]
        self._left -= len(part)
        if self._kind == ANSWER and self.answer is not None:
            self.answer += part
        elif self._kind == PAGES:
            self._waiting += part
        else:
            self.files[-1].write(part)
        if not self._left:
            self._end()
        return rest[len(part) :]

    def _end(self) -> None:
        if self._kind == PAGES:
            if not self._waiting.isdigit():
                raise ParserCrashed(detail="answer of another shape")
            self.pages = min(self.pages + int(self._waiting), self.limits.pages)
            self._waiting.clear()
        self._kind = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A task's value, as JSON has it, and the files it sent, in order, each at its start; `close` gives them up."""

    value: Any
    files: tuple[IO[bytes], ...] = ()

    def close(self) -> None:
        """Close the files."""
        for file in self.files:
            file.close()

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
