"""What works here and what is missing: one finding a part. A missing optional part is no failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import OperationalError

from biennien.equipment import BROKEN, MISSING, OK, WARNING, Finding, find_equipment
from biennien.identity import is_gone
from biennien.indexing import differences, open_search
from biennien.messages import sentence
from biennien.registry import outbox
from biennien.registry.database import Registry, open_registry
from biennien.registry.documents import count_states
from biennien.registry.errors import RegistryError
from biennien.registry.job_lists import count_jobs
from biennien.registry.workers import alive_workers
from biennien.settings import Settings
from search.errors import SearchError

NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph"})
LEAST_FREE = 1_000_000_000
"""Bytes left on the disk of the data folder below which to warn."""


def diagnose(settings: Settings) -> list[Finding]:
    """The findings about every part, in the order in which they depend on each other."""
    folder = list(_data_folder(settings))
    usable = all(finding.state != BROKEN for finding in folder)
    return [*folder, *(_registry(settings) if usable else ()), *find_equipment(settings)]


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system that holds `path`, by the table `mounts` in the form of /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _data_folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.secret_key()
    except OSError as error:
        yield Finding(
            "data folder", BROKEN, f"{folder} cannot be written ({error}); set BIENNIEN_DATA to a folder of yours"
        )
        return
    if not os.access(folder, os.W_OK):
        yield Finding("data folder", BROKEN, f"{folder} cannot be written; set BIENNIEN_DATA to a folder of yours")
        return
    mounts = Path("/proc/mounts")
    kind = file_system_of(folder.resolve(), mounts.read_text(encoding="utf-8")) if mounts.exists() else ""
    free = shutil.disk_usage(folder).free
    if kind in NETWORK_FILE_SYSTEMS and (settings.is_sqlite or settings.search_url is None):
        yield Finding(
            "data folder", WARNING,
            f"{folder} lies on a network share ({kind}), where SQLite and the embedded index are not safe; use a "
            "local disk, or PostgreSQL and Elasticsearch",
        )  # fmt: skip
    elif free < LEAST_FREE:
        yield Finding("data folder", WARNING, f"only {free // 1_000_000} MB are free at {folder}")
    else:
        yield Finding("data folder", OK, f"{folder}, {free // 1_000_000_000} GB free")


def _registry(settings: Settings) -> Iterator[Finding]:
    try:
        registry = open_registry(settings.database_url)
    except RegistryError as error:
        yield Finding("registry", BROKEN, sentence(error.code, error.params, language="en"))
        return
    with closing(registry):
        try:
            yield from _held(settings, registry)
        except OperationalError as error:
            yield Finding("registry", BROKEN, f"{registry.engine.dialect.name}: {error.orig}")


def _held(settings: Settings, registry: Registry) -> Iterator[Finding]:
    """What the registry holds, how the index follows it, and who works on it."""
    with registry.read() as session:
        states, waiting = count_states(session), outbox.count_pending(session)
        workers, again = alive_workers(session, is_gone=is_gone), _read_again(count_jobs(session), states)
    counted = ", ".join(f"{count} {state}" for state, count in states.items())
    yield Finding("registry", OK, f"{registry.engine.dialect.name}: {counted}{again}")
    yield from _index(settings, registry, waiting)
    text = f"{len(workers)} running" if workers else "none running; start one with: biennien worker (or serve)"
    yield Finding("worker", OK if workers else MISSING, text)


def _read_again(jobs: dict[str, int], documents: dict[str, int]) -> str:
    """How many documents wait to be read once more: they are done until then, so their states do not tell."""
    more = jobs["queued"] - documents["waiting"]
    return f"; {more} of them wait to be read again" if more > 0 else ""


def _index(settings: Settings, registry: Registry, waiting: int) -> Iterator[Finding]:
    try:
        with closing(open_search(settings, registry)) as engine:
            engine.ping()
            lost, extra = differences(registry, engine)
        with registry.read() as session:
            refused = outbox.refused(session)
    except (SearchError, RegistryError) as error:
        yield Finding("index", BROKEN, sentence(error.code, error.params, language="en"))
        return
    if refused:
        document_id, reason = refused[0]
        text = f"does not take {len(refused)} documents, the first of them {document_id}: {reason}"
        yield Finding("index", BROKEN, f"{text}; they are tried again every few minutes")
    elif waiting:
        yield Finding("index", WARNING, f"{waiting} changes wait to be indexed; a running worker does that")
    elif lost or extra:
        text = f"{len(lost)} documents are missing in it and {len(extra)} too many; run: biennien reindex"
        yield Finding("index", BROKEN, text)
    else:
        yield Finding("index", OK, "holds what the registry does")
