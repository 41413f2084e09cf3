"""What one task over one file may cost; each number in front of a kind of harm that a file can do."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts, for the child and for everything it starts.

    `file_size` is the largest file that is looked at; `memory` the address space of each process; `answer` the JSON and
    `files` all files that come back, in bytes; `written` the largest file it may write and `scratch` what all of them
    may hold. `cpu_seconds` counts for each process, `wall_seconds` by the clock for the whole task; `seconds_a_page`
    is added to both for each page that the task reports, up to `pages`. `processes` counts all processes and threads
    that it starts; LibreOffice starts forty.
    """

    file_size: int = 100 * MIB
    memory: int = 1024 * MIB
    answer: int = 96 * MIB
    files: int = 0
    written: int = 64 * MIB
    scratch: int = 128 * MIB
    cpu_seconds: int = 30
    wall_seconds: float = 60
    seconds_a_page: float = 0.5
    pages: int = 2000
    processes: int = 256
    open_files: int = 128


DEFAULT_LIMITS = Limits()
