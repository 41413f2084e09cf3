"""Taking many files in: each is accepted, worked on by whoever is free, and reported when its job has ended."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from biennien.indexing import open_search
from biennien.intake import DUPLICATE, Accepted, accept_upload, clean_name
from biennien.messages import sentence
from biennien.registry import jobs, outbox
from biennien.registry.database import Registry
from biennien.registry.tables import Document, Job
from biennien.settings import Settings
from biennien.sources import FileSource, failure_of
from biennien.worker import Worker
from ingest.errors import IngestError

AHEAD = 4
"""Files accepted before the first of them is reported, so that workers of others can help."""

WAIT_SECONDS = 0.05
INDEX_SECONDS = 120.0
"""How long to wait for the index, as long as somebody is writing to it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `done`, `duplicate`, `failed`, or `queued` when the work is left to others."""

    id: str | None
    source_file: str
    state: str
    title: str | None = None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The outcome as the command line gives it."""
        return asdict(self)

    def to_line(self) -> str:
        """The outcome on one line."""
        return "\t".join((self.id or "-", self.state, self.reason or self.title or "", self.source_file))


@dataclass(frozen=True, slots=True)
class _Handed:
    """A file that was handed in: accepted, or refused with its outcome."""

    source_file: str
    accepted: Accepted | None
    refused: Outcome | None = None


class Ingestion:
    """One run over many files. `indexed` tells at its end whether the index holds all of them."""

    def __init__(
        self, settings: Settings, registry: Registry, *, visibility: str, language: str, queue: bool = False
    ) -> None:
        self.indexed = True
        self._registry, self._visibility, self._language, self._queue = registry, visibility, language, queue
        self._worker = Worker(settings, registry, kind="ingest")
        if not queue:
            open_search(settings, registry).close()

    def run(self, sources: Iterable[FileSource]) -> Iterator[Outcome]:
        """The outcome of each file, in order, as soon as its job has ended."""
        if self._queue:
            yield from (self._queued(self._hand_in(source)) for source in sources)
            return
        with self._worker.at_work():
            waiting: deque[_Handed] = deque()
            for source in sources:
                waiting.append(self._hand_in(source))
                if len(waiting) >= AHEAD:
                    yield self._see_through(waiting.popleft())
            while waiting:
                yield self._see_through(waiting.popleft())
            self.indexed = self._wait_for_index()

    def _hand_in(self, source: FileSource) -> _Handed:
        name = clean_name(source.name)
        try:
            with source.open() as file:
                accepted = accept_upload(
                    self._registry, self._worker.originals, file, name=name, visibility=self._visibility
                )
        except (IngestError, OSError) as error:
            code, params = failure_of(error)
            reason = sentence(code, params, language=self._language)
            return _Handed(name, None, Outcome(None, name, "failed", reason=reason))
        return _Handed(name, accepted)

    def _queued(self, handed: _Handed) -> Outcome:
        if handed.accepted is None:
            return handed.refused or Outcome(None, handed.source_file, "failed")
        reason = None
        if handed.accepted.withdrawn:
            reason = sentence("withdrawn", {"id": handed.accepted.document_id}, language=self._language)
        return Outcome(handed.accepted.document_id, handed.source_file, handed.accepted.state, reason=reason)

    def _see_through(self, handed: _Handed) -> Outcome:
        """Do the job, or wait until somebody else has."""
        if handed.accepted is None:
            return handed.refused or Outcome(None, handed.source_file, "failed")
        had_ended = handed.accepted.state == DUPLICATE and self._job(handed.accepted).ended_at is not None
        while not self._worker.work_once(handed.accepted.job_id):
            if self._job(handed.accepted).state in (jobs.DONE, jobs.FAILED):
                break
            time.sleep(WAIT_SECONDS)
        return self._outcome(handed, DUPLICATE if had_ended else None)

    def _job(self, accepted: Accepted) -> Job:
        with self._registry.read() as session:
            return jobs.get_job(session, accepted.job_id)

    def _outcome(self, handed: _Handed, state: str | None) -> Outcome:
        assert handed.accepted is not None
        with self._registry.read() as session:
            row = session.get_one(Document, handed.accepted.document_id)
        reason = None
        if row.error_code is not None:
            reason = sentence(row.error_code, row.error_params, language=self._language)
        elif row.withdrawn:
            reason = sentence("withdrawn", {"id": row.id}, language=self._language)
        return Outcome(row.id, handed.source_file, state or row.state, title=row.title, reason=reason)

    def _wait_for_index(self) -> bool:
        """Wait until the index holds what the registry does now; False when its writer takes too long."""
        with self._registry.read() as session:
            last = outbox.newest(session)
        deadline = time.monotonic() + INDEX_SECONDS
        while time.monotonic() < deadline:
            with self._registry.read() as session:
                oldest = outbox.oldest(session)
                if oldest is None or oldest > last:
                    return True
            time.sleep(WAIT_SECONDS)
        return False
