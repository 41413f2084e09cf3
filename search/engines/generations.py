"""Generations of an embedded index: folders `v<mapping version>-<random>`, the live one named by the file CURRENT."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from search.engines.embedded_schema import open_index
from search.mapping import MAPPING_VERSION

CURRENT = "CURRENT"
"""The file that names the live generation; it is replaced in one step."""


def live_generation(location: Path) -> str:
    """The live generation's name; a first, empty one is made where there is none yet."""
    try:
        return (location / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        location.mkdir(parents=True, exist_ok=True)
        name = new_generation(location)
        open_index(location / name)
        draft = location / f"{CURRENT}.{name}"
        draft.write_text(name, encoding="ascii")
        try:
            os.link(draft, location / CURRENT)  # fails where another process was first
        except FileExistsError:
            shutil.rmtree(location / name, ignore_errors=True)
        finally:
            draft.unlink()
        return (location / CURRENT).read_text(encoding="ascii").strip()


def new_generation(location: Path) -> str:
    """The name of a new, empty folder beside the live one."""
    name = f"v{MAPPING_VERSION}-{uuid.uuid4().hex[:12]}"
    (location / name).mkdir(parents=True)
    return name


def begun_generation(location: Path) -> str | None:
    """A generation of this version that is not live: one that a broken-off rebuild has left."""
    names = {folder.name for folder in location.iterdir() if (folder / "meta.json").is_file()}
    left = names - {live_generation(location)}
    return next((name for name in sorted(left) if mapping_version(name) == MAPPING_VERSION), None)


def mapping_version(name: str) -> int:
    """The version of the mapping that a generation was made with, -1 for a name of another form."""
    digits = name.partition("-")[0].removeprefix("v")
    return int(digits) if digits.isdecimal() else -1


def point_to(location: Path, name: str) -> None:
    """Make `name` the live generation, in one step."""
    draft = location / f"{CURRENT}.{name}"
    with draft.open("w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(location / CURRENT)


def remove_others(location: Path, *, keep: str) -> None:
    """Old generations go; processes that still read one keep its mapped files until they look again."""
    for folder in location.iterdir():
        if folder.is_dir() and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def commit_stamp(folder: Path) -> tuple[int, int]:
    """What changes with every commit of a generation."""
    try:
        status = (folder / "meta.json").stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_ino)
