"""Milliseconds to read a small file in a child of the prepared server, beside a server started for each file.

    python -m benchmarks.small_files

The peer is the way of before: an interpreter and the parsers started anew for every file. Both in the same run, the
median of ROUNDS, on the first document of each kind in the demo corpus.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from ingest import pool
from ingest.sandbox import describe, parse_file

FOLDER = Path(__file__).parents[1] / "corpora" / "demo"
KINDS = ("txt", "html", "docx", "pdf")
ROUNDS = 25


def milliseconds(read: Callable[[Path], object], path: Path) -> float:
    """The median time to read a file, once warm."""
    read(path)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(path)
        times.append(time.perf_counter() - began)
    return 1_000 * statistics.median(times)


def main() -> None:
    """Print both times and their ratio for each kind."""
    kept = describe()
    print(f"{kept['mode']}, namespaces {kept['namespaces']}; median of {ROUNDS}")
    print(f"{'kind':8}{'prepared':>12}{'started anew':>14}{'ratio':>8}")
    for kind in KINDS:
        path = min(FOLDER.glob(f"*.{kind}"))
        ours = milliseconds(parse_file, path)
        with patch.object(pool, "is_alone", lambda _kept: True):
            theirs = milliseconds(parse_file, path)
        print(f"{kind:8}{ours:9.1f} ms{theirs:11.1f} ms{theirs / ours:8.1f}")


if __name__ == "__main__":
    main()
