"""Taking many files in: each is accepted, worked on by whoever is free, and reported when its job has ended."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from biennien.handed_again import tell_again
from biennien.indexing import open_search
from biennien.intake import DUPLICATE, Accepted, accept_upload, clean_name
from biennien.messages import sentence
from biennien.reading_faults import faults_of
from biennien.registry import job_lists, jobs, outbox
from biennien.registry.database import Registry
from biennien.registry.documents import current_reading, warnings_of, withdrawal_of
from biennien.registry.jobs import latest_job
from biennien.registry.members import children_of
from biennien.registry.readers import KEEPER
from biennien.registry.tables import Document
from biennien.settings import Settings
from biennien.sources import FileSource, failure_of
from biennien.worker import Worker
from ingest.errors import IngestError

AHEAD = 4
"""Files accepted before the first of them is reported, so that workers of others can help."""

WAIT_SECONDS = 0.05
BEGINNING = datetime.min.replace(tzinfo=UTC)
INDEX_SECONDS = 120.0
"""How long to wait for the index, as long as somebody is writing to it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `done`, `duplicate`, `failed`, or `queued` when the work is left to others.

    `reason` says why it failed or, of one that did not, what is otherwise than its owner may think: its text is
    destroyed, it is withdrawn, others may read it than were asked for.
    """

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
        self._left: deque[Callable[[], Iterator[Outcome]]] = deque()
        self._worker = Worker(settings, registry, kind="ingest")
        if not queue:
            open_search(settings, registry).close()

    def run(self, sources: Iterable[FileSource]) -> Iterator[Outcome]:
        """The outcome of each file, in order, as soon as its job has ended; after a container those of its files.

        Scans come last: their pages are recognised when everything else is read.
        """
        if self._queue:
            yield from (self._queued(self._hand_in(source)) for source in sources)
            return
        with self._worker.at_work():
            waiting: deque[_Handed] = deque()
            for source in sources:
                waiting.append(self._hand_in(source))
                if len(waiting) >= AHEAD:
                    yield from self._see_through(waiting.popleft())
            while waiting:
                yield from self._see_through(waiting.popleft())
            while self._left:
                yield from self._left.popleft()()
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
        with self._registry.read() as session:
            row = session.get_one(Document, handed.accepted.document_id)
            reason = tell_again(row, withdrawal_of(session, row), asked=self._visibility, language=self._language)
        return Outcome(handed.accepted.document_id, handed.source_file, handed.accepted.state, reason=reason)

    def _see_through(self, handed: _Handed) -> Iterator[Outcome]:
        """Do the job, or wait until somebody else has; then those of the files inside."""
        if handed.accepted is None:
            yield handed.refused or Outcome(None, handed.source_file, "failed")
            return
        known = handed.accepted.state == DUPLICATE
        yield from self._work_on(handed.accepted.document_id, handed.source_file, since=None if known else BEGINNING)

    def _work_on(self, document_id: str, name: str, *, since: datetime | None, last: bool = False) -> Iterator[Outcome]:
        """What became of a document and of the files inside it.

        It is a duplicate when it had been read before we came, by a job older than `since` or, with None, by any. An
        archive that was opened has no outcome of its own: its files have. Pages are recognised in the `last` round
        only, and a text that is doubted so far waits for it.
        """
        with self._registry.read() as session:
            job = latest_job(session, document_id)
        known = job is None or (job.ended_at is not None and (since is None or job.created_at < since))
        if job is not None:
            self._do(job.id, last=last)
        with self._registry.read() as session:
            row = session.get_one(Document, document_id)
            job = latest_job(session, document_id)
            children = children_of(session, row, KEEPER)
            faults = self._faults(session, row)
        if job is not None and job.kind == jobs.RECOGNISE and job.ended_at is None:
            told = row.text_id is not None and not faults
            self._left.append(lambda: self._recognise(document_id, name, since, told=told))
            if not told:
                return
        if row.text_id is not None or row.state != jobs.DONE or row.withdrawn:
            yield self._outcome(row, name, DUPLICATE if known and row.state == jobs.DONE else None, faults)
        since = None if known or job is None or job.started_at is None else job.started_at
        for child in children:
            path = f"{name}/{child.name}"
            if child.document is not None:
                yield from self._work_on(child.document.id, path, since=since)
            else:
                reason = sentence(str(child.error_code), child.error_params, language=self._language)
                yield Outcome(None, path, "failed", reason=reason)

    def _recognise(self, document_id: str, name: str, since: datetime | None, *, told: bool) -> Iterator[Outcome]:
        """Recognise the pages of a document; its outcome, unless it was told when its text was read."""
        outcomes = list(self._work_on(document_id, name, since=since, last=True))
        return iter(() if told else outcomes)

    def _do(self, job_id: str, *, last: bool) -> None:
        """Do a job to its end or, but for the `last` round, until nothing is left but pages to be recognised."""
        while True:
            with self._registry.read() as session:
                job = job_lists.get_job(session, job_id)
            if job.state in jobs.ENDED or (job.kind == jobs.RECOGNISE and not last):
                return
            if not self._worker.work_once(job_id):
                time.sleep(WAIT_SECONDS)

    def _outcome(self, row: Document, name: str, state: str | None, faults: list[str]) -> Outcome:
        if row.error_code is not None:
            told = [sentence(row.error_code, row.error_params, language=self._language)]
        else:
            with self._registry.read() as session:
                act = withdrawal_of(session, row)
            again = tell_again(row, act, asked=self._visibility, language=self._language)
            told = [again, *faults] if again else faults
        return Outcome(row.id, name, state or row.state, title=row.title, reason=" ".join(told) or None)

    def _faults(self, session: Session, row: Document) -> list[str]:
        """What is wrong with the text of a document, as sentences, and where it is put right."""
        if not warnings_of(session, row):
            return []
        faults = faults_of(current_reading(session, row), language=self._language).values()
        return [*faults, sentence("faults_mended", {"id": row.id}, language=self._language)] if faults else []

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
