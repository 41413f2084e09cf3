"""`biennien serve` on an archive of its own, for benchmarks and for tests in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[str]:
    """The address of the service on the archive in `data`, with settings of the environment, until the block ends."""
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    environ = os.environ | {"BIENNIEN_DATA": str(data)} | settings
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if "http://" in line)
            yield "http://" + line.partition("http://")[2].partition("/")[0]
        finally:
            process.terminate()
            process.communicate()
