"""The one writer of the index: takes the lease, brings the index up to date from the outbox, has it filled anew."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait

from sqlalchemy.exc import OperationalError

from biennien.identity import is_gone, this_process
from biennien.indexing import apply_outbox, count_lost, open_search
from biennien.registry import lease, outbox
from biennien.registry.database import Registry
from biennien.registry.errors import IndexElsewhere, IndexIncomplete, IndexMoved
from biennien.reindexing import rebuild_index
from biennien.settings import Settings
from search.engine import Engine
from search.errors import EngineUnavailable, IndexDamaged, IndexOutdated, WriterBusy

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""How soon a change of the registry is noticed."""

RENEW_SECONDS = 2.0
"""How often the lease is made to last longer, and how soon its holder makes way for a rebuild."""

SURE_SECONDS = lease.LEASE_SECONDS / 2
"""How long a lease is worked under before it is renewed: what people wait for comes before the renewal."""

IDLE_SECONDS = 10.0
"""How long the writer's memory and lease are kept after the last change."""

CHECK_SECONDS = 5.0
"""How often to look whether the index has lost documents, because somebody removed its folder for instance."""

TROUBLE_SECONDS = 2.0
"""How long to wait after the index or the registry could not be reached."""


class _Stopping(Exception):
    """The process is to end while it fills an index; the live one stays as it is."""


class IndexKeeper:
    """Brings the index up to date while it holds the lease, and stands by while another one does."""

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self.holder = this_process()
        self._settings, self._registry = settings, registry
        self._engine: Engine | None = None
        self._renewed = 0.0
        self._worked = 0.0
        self._reader: Engine | None = None
        self._checked = -CHECK_SECONDS
        self._checking: Future[str | None] | None = None
        self._quiet = False

    def catch_up(self) -> bool:
        """Apply what the outbox holds; True when nothing is left, False when another one holds the lease.

        Raises: EngineUnavailable, WriterBusy, IndexElsewhere.
        """
        age = SURE_SECONDS
        try:
            while self.has_work():
                if not self._hold_lease(age):
                    return False
                apply_outbox(self._registry, [self._engine_held()])
                self._worked, age = time.monotonic(), RENEW_SECONDS
        except IndexOutdated:
            return self.refill()
        return True

    def refill(self, stop: threading.Event | None = None) -> bool:
        """Write the index anew where it has lost documents or is of another version; True when it holds all at the end.

        Raises: EngineUnavailable, WriterBusy, IndexElsewhere.
        """
        self._end_check()
        fault = self._find_fault()
        if fault is None:
            return True
        self.close()
        if not lease.take_lease(self._registry, self.holder, is_gone=is_gone):
            return False
        log.warning("The index %s and is filled anew from the registry", fault)

        def go_on(_count: int) -> None:
            if stop is not None and stop.is_set():
                raise _Stopping

        rebuild_index(self._settings, self._registry, holder=self.holder, progress=go_on)
        return True

    def _find_fault(self) -> str | None:
        """What is wrong with the index so that it has to be filled anew."""
        if self._reader is None:
            self._reader = open_search(self._settings, self._registry)
        try:
            return "has lost documents" if count_lost(self._registry, self._reader) else None
        except IndexDamaged:
            return "is damaged"
        except IndexOutdated:
            return "was made by another version"

    def run(self, stop: threading.Event) -> None:
        """Keep the index up to date until `stop` is set, and once more then."""
        with ThreadPoolExecutor(1, thread_name_prefix="index-check") as beside:
            try:
                while not stop.wait(POLL_SECONDS):
                    self._try(stop)
                    self._check(beside)
                self._try(stop)
            finally:
                self.close()

    def close(self) -> None:
        """Give the index and its lease back."""
        self._end_check()
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
            try:
                lease.give_lease_back(self._registry, self.holder)
            except OperationalError:
                log.warning("The registry cannot be reached; the lease of the index will lapse by itself")

    def _try(self, stop: threading.Event) -> None:
        """One round; trouble is told once and waited out, for the outbox keeps everything."""
        try:
            self.catch_up()
            if self._engine is not None and (self._is_idle() or not self._hold_lease(RENEW_SECONDS)):
                self.close()
            if self._is_lost() and not stop.is_set():
                self.refill(stop)
            self._quiet = False
        except _Stopping:
            log.info("The index is filled anew at the next start")
        except (EngineUnavailable, WriterBusy, IndexElsewhere, IndexMoved, IndexIncomplete, OperationalError) as error:
            if not self._quiet:
                log.warning("The index is not brought up to date for now: %s", error)
            self._quiet = True
            self.close()
            stop.wait(TROUBLE_SECONDS)

    def _check(self, beside: Executor) -> None:
        """Have it looked for a fault now and then, in another thread: to count a large archive takes its time."""
        if self._checking is None and time.monotonic() - self._checked >= CHECK_SECONDS:
            self._checked = time.monotonic()
            self._checking = beside.submit(self._find_fault)

    def _end_check(self) -> None:
        """Wait until the other thread has looked, for it looks with what we close."""
        if self._checking is not None:
            wait([self._checking])

    def _is_lost(self) -> bool:
        """Whether a fault was found since; who mends it looks once more. Raises: as `_find_fault` does."""
        if self._checking is None or not self._checking.done():
            return False
        checked, self._checking = self._checking, None
        return checked.result() is not None

    def _is_idle(self) -> bool:
        return time.monotonic() - self._worked > IDLE_SECONDS

    def has_work(self) -> bool:
        """Whether the index lacks something that the registry has."""
        with self._registry.read() as session:
            return outbox.oldest(session) is not None

    def _hold_lease(self, seconds: float) -> bool:
        """Whether the lease is ours, renewed where that was longer ago than `seconds`."""
        if self._engine is not None and time.monotonic() - self._renewed < seconds:
            return True
        held = lease.take_lease(self._registry, self.holder, is_gone=is_gone)
        self._renewed = time.monotonic()
        if not held and self._engine is not None:
            self.close()
        return held

    def _engine_held(self) -> Engine:
        if self._engine is None:
            try:
                self._engine = open_search(self._settings, self._registry)
            except BaseException:
                lease.give_lease_back(self._registry, self.holder)
                raise
        return self._engine
