"""The parser's own process: limits on itself, then the file from standard input, then one JSON answer.

Started by `ingest.sandbox` as a script in an isolated interpreter; it brings its package's folder onto the path itself.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
OPEN_FILES = 128
FILE_SIZE = 64 << 20


def limit_self(settings: dict[str, Any]) -> None:
    """Limit address space, CPU, files and cores of this process, and tie its life to its parent's."""
    if settings["parent"]:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != settings["parent"]:
            os._exit(1)
    most = int(settings["cpu_seconds"] + settings["pages"] * settings["seconds_a_page"])
    for what, soft, hard in (
        (resource.RLIMIT_AS, settings["memory"], settings["memory"]),
        (resource.RLIMIT_CPU, settings["cpu_seconds"], most),
        (resource.RLIMIT_FSIZE, FILE_SIZE, FILE_SIZE),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        allowed = resource.getrlimit(what)[1]
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(what, (soft, hard))


def main() -> None:
    """Answer with `{"document": …}` or `{"error": code, "params": …}` on what was standard output."""
    settings = json.loads(sys.argv[1])
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_self(settings)
    answer.write(_answer(settings, answer))
    answer.flush()
    os._exit(0)


def _answer(settings: dict[str, Any], channel: Any) -> bytes:
    from ingest.errors import IngestError, OutOfMemory

    try:
        document = _parse(settings, channel)
        return json.dumps({"document": document}, ensure_ascii=False).encode("utf-8")
    except IngestError as error:
        return json.dumps({"error": error.code, "params": error.params}).encode()
    except MemoryError:
        return json.dumps({"error": OutOfMemory.code, "params": {"limit": settings["memory"]}}).encode()
    except RecursionError:
        return json.dumps({"error": "too_long", "params": {"limit": sys.getrecursionlimit(), "what": "depth"}}).encode()


def _parse(settings: dict[str, Any], channel: Any) -> dict[str, Any]:
    from ingest.formats import parse_bytes, sniff

    data = sys.stdin.buffer.read()
    if sniff(data) == "pdf":
        _give_time_for_pages(data, settings, channel)
    return parse_bytes(data, name=settings["name"]).to_json()


def _give_time_for_pages(data: bytes, settings: dict[str, Any], channel: Any) -> None:
    """Raise the CPU limit by the number of pages, and tell the parent."""
    from ingest.parsers.pdf import count_pages

    pages = min(count_pages(data), settings["pages"])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(settings["cpu_seconds"] + pages * settings["seconds_a_page"])
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    channel.write(json.dumps({"pages": pages}).encode() + b"\n")
    channel.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
