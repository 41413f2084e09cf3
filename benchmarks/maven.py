"""Files from Maven Central for the tests and the benchmarks, kept inside the virtual environment."""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
from pathlib import Path

CACHE = Path(sys.prefix) / "share" / "maven"
"""Inside the virtual environment: outside git, and gone with it."""


def fetch(artefact: str, sha256: str) -> Path:
    """The file of `artefact` (group:name:version:type), fetched where it is not there yet; its sum is checked.

    Raises: SystemExit when it cannot be fetched or is another than was asked for.
    """
    _, name, version, kind = artefact.split(":")
    path = CACHE / f"{name}-{version}.{kind}"
    if not path.is_file():
        draft = CACHE / secrets.token_hex(4)
        options = [f"-Dartifact={artefact}", f"-DoutputDirectory={draft}"]
        done = subprocess.run(["mvn", "-B", "-q", "dependency:copy", *options], capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"{artefact} cannot be fetched: {done.stdout.decode(errors='replace')[-2000:]}")
        (draft / path.name).replace(path)
        draft.rmdir()
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path} is not what was asked for (sha256 {found}); remove it and try again.")
    return path
