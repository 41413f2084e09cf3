"""Takes jobs one after the other, says that it is alive, and keeps the index up to date beside it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

from biennien import webhook_sender
from biennien.identity import is_gone, this_process
from biennien.index_keeper import IndexKeeper
from biennien.originals import Originals
from biennien.pipeline import process, warm_up
from biennien.registry import batching, jobs, name_leading, sweeping, workers
from biennien.registry.database import Registry
from biennien.registry.errors import LeaseLost
from biennien.registry.name_compare import compare_some_names
from biennien.registry.near_copies import compare_some
from biennien.registry.unit_refresh import refresh_units
from biennien.settings import Settings

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
"""How soon a new job is noticed by an idle worker."""

BREATH_SECONDS = 0.05
"""How long others may write between two pieces of one act on many documents."""

TROUBLE_SECONDS = 2.0
LEFTOVER_SECONDS = 86_400.0
"""The age from which a half-received file belongs to an upload that was cut off."""


class Worker:
    """One process that works; `kind` is `worker`, or `ingest` for one that leaves when its files are done."""

    def __init__(self, settings: Settings, registry: Registry, *, kind: str = "worker") -> None:
        self.name = this_process()
        self.kind = kind
        self.registry = registry
        self.originals = Originals(settings.originals_folder)
        self.keeper = IndexKeeper(settings, registry)
        self._largest = settings.max_upload
        self._allowed = settings.webhook_allow
        self._ocr = settings.ocr != "off"
        self._lease: jobs.Lease | None = None
        self._caught_up = False

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; the job in hand is ended first."""
        self.originals.clear_leftovers(older_than=time.time() - LEFTOVER_SECONDS)
        with self.at_work(), self._telling():
            while not stop.is_set():
                if not (self._work_or_rest() or self._catch_up()):
                    stop.wait(POLL_SECONDS)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Be known as alive, correct many documents at once, and keep the index up to date, inside the block."""
        ended = threading.Event()
        threads = [
            threading.Thread(target=self._pulse, args=(ended,), name="pulse"),
            threading.Thread(target=self._sweep, args=(ended,), name="sweeps"),
            threading.Thread(target=self.keeper.run, args=(ended,), name="index"),
        ]
        workers.say_alive(self.registry, self.name, self.kind)
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ended.set()
            for thread in threads:
                thread.join()
            with suppress(OperationalError):
                workers.say_goodbye(self.registry, self.name)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Send what waits for webhooks inside the block."""
        ended = threading.Event()
        thread = threading.Thread(
            target=webhook_sender.run, args=(self.registry, self._allowed, ended), name="webhooks"
        )
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def work_once(self, job_id: str | None = None) -> bool:
        """Do one job (or this one, if it is free); False when there is none."""
        if not jobs.has_work(self.registry, is_gone=is_gone, job_id=job_id):
            return False
        warm_up()
        lease = jobs.take_job(self.registry, self.name, is_gone=is_gone, job_id=job_id)
        if lease is None:
            return False
        self._lease = lease
        try:
            process(self.registry, self.originals, lease, largest=self._largest, ocr=self._ocr, beat=self._beat)
        except BaseException:
            with suppress(OperationalError):
                jobs.release_job(self.registry, lease)
            raise
        finally:
            self._lease = None
        return True

    def _work_or_rest(self) -> bool:
        try:
            return self.work_once()
        except (OperationalError, InterfaceError) as error:
            log.warning("The registry cannot be reached, the job waits: %s", error)
            threading.Event().wait(TROUBLE_SECONDS)
            return False

    def _catch_up(self) -> bool:
        """Bring some units and texts of older versions up to date, and compare new names, while there is no job.

        False once all are.
        """
        try:
            if not self._caught_up:
                self._caught_up = not (refresh_units(self.registry) or compare_some(self.registry))
            if self._caught_up and self.keeper.has_work():
                return False  # somebody may wait to find what they corrected; nobody waits for names compared
            return not self._caught_up or compare_some_names(self.registry) > 0
        except (OperationalError, InterfaceError) as error:
            log.warning("Older units and texts are brought up to date later: %s", error)
            return False

    def _sweep(self, ended: threading.Event) -> None:
        """Go on with acts on many documents, for which people wait, whatever job is in hand."""
        pause = POLL_SECONDS
        while not ended.wait(pause):
            try:
                more = any(acts.advance_some(self.registry) for acts in (sweeping, batching, name_leading))
                pause = BREATH_SECONDS if more else POLL_SECONDS
            except (OperationalError, InterfaceError, IntegrityError) as error:
                log.warning("An act on many documents goes on later: %s", error)
                pause = TROUBLE_SECONDS

    def _beat(self, step: str) -> None:
        if self._lease is not None:
            jobs.heartbeat(self.registry, self._lease, step=step)

    def _pulse(self, ended: threading.Event) -> None:
        """Say every few seconds that the worker and its job are alive."""
        while not ended.wait(jobs.HEARTBEAT_SECONDS):
            with suppress(OperationalError, InterfaceError, LeaseLost):
                workers.say_alive(self.registry, self.name, self.kind)
                if (lease := self._lease) is not None:
                    jobs.heartbeat(self.registry, lease)
