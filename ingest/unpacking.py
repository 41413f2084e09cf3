"""The files inside a file, taken out by a process of its own: what an archive or a mail hands on to be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.errors import ERRORS, IngestError, ParserCrashed
from ingest.member import Allowance
from ingest.sandbox import run_task


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One file inside another: its path there, for people; its bytes, at their start; or the error in their place."""

    name: str
    file: IO[bytes] | None = None
    error: IngestError | None = None


@contextmanager
def unpacked(path: Path, *, allowance: Allowance) -> Iterator[tuple[Unpacked, ...]]:
    """The files inside a container, in its own order; their bytes are gone at the end of the block.

    Raises: IngestError when the container as a whole cannot be opened; OSError when the file cannot.
    """
    with run_task("unpack", path, settings=allowance.to_json()) as answer:
        try:
            members = tuple(_member(told, answer.files) for told in answer.value)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ParserCrashed(detail=f"answer of another shape: {type(error).__name__}") from error
        yield members


def _member(told: dict[str, Any], files: tuple[IO[bytes], ...]) -> Unpacked:
    if "error" in told:
        return Unpacked(str(told["name"]), error=ERRORS[str(told["error"])](**told["params"]))
    return Unpacked(str(told["name"]), files[int(told["file"])])
