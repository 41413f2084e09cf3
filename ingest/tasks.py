"""What is done to files in processes of their own: each task by its name, with its function and what it may cost.

A function is named, not imported: only the child imports it, and calls it with the file open for reading (seekable, at
its start), the caller's settings, and the `Channel` on which it may send files and ask for time by pages. What it
returns is sent back as JSON. It may raise IngestError; whatever else it raises becomes a `crash` that names the line.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.limits import DEFAULT_LIMITS, MIB, Limits
from ingest.member import LARGEST_IN_ALL


@dataclass(frozen=True, slots=True)
class Task:
    """`function` as `module:function`, and the limits that hold unless a caller gives others."""

    function: str
    limits: Limits = DEFAULT_LIMITS


RECOGNITION = Limits(cpu_seconds=60, wall_seconds=60, seconds_a_page=60, pages=1, answer=16 * MIB)
"""One page a process: drawing, straightening, and up to four readings of a page that lies on its side."""

TASKS: dict[str, Task] = {
    "parse": Task("ingest.formats:parse_task"),
    "render": Task("ingest.pictures:render_task", Limits(files=64 * MIB, cpu_seconds=20, wall_seconds=30)),
    "unpack": Task("ingest.children:unpack_task", Limits(files=LARGEST_IN_ALL, wall_seconds=120)),
    "parse-seen": Task("ingest.scans.document:parse_seen_task"),
    "recognise": Task("ingest.ocr:recognise_task", RECOGNITION),
}
