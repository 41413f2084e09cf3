"""The one writer of the index: takes the lease, brings the index up to date from the outbox, rebuilds it."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from biennien.identity import is_gone, this_process
from biennien.registry import lease, outbox
from biennien.registry.database import Registry
from biennien.registry.documents import DONE, count_texts
from biennien.registry.errors import IndexElsewhere, IndexIncomplete, IndexMoved
from biennien.registry.tables import (
    Campaign,
    Document,
    DocumentCampaign,
    DocumentSlogan,
    DocumentUnit,
    Slogan,
    TextVersion,
    Unit,
)
from biennien.registry.unit_tree import ids_above
from biennien.settings import Settings
from search.address import parse_address
from search.engine import Engine
from search.engines import open_engine
from search.errors import DocumentsRefused, EngineUnavailable, IndexOutdated, WriterBusy
from search.mapping import IndexDocument, Named

log = logging.getLogger(__name__)

SECONDS_A_MINUTE = 60
BATCH = 200
"""Documents that one commit of the index takes in."""

POLL_SECONDS = 0.1
"""How soon a change of the registry is noticed."""

RENEW_SECONDS = 2.0
"""How often the lease is made to last longer, and how soon its holder makes way for a rebuild."""

IDLE_SECONDS = 10.0
"""How long the writer's memory and lease are kept after the last change."""

CHECK_SECONDS = 5.0
"""How often to look whether the index has lost documents, because somebody removed its folder for instance."""

TROUBLE_SECONDS = 2.0
"""How long to wait after the index or the registry could not be reached."""


def open_search(settings: Settings, registry: Registry, *, take_over: bool = False) -> Engine:
    """The engine of these settings.

    Raises: EngineUnavailable; IndexElsewhere when another data folder holds the embedded index of a registry that
    several machines share; IndexMoved when the index was moved to another address than the settings name.
    """
    lease.claim_home(registry, home_of(settings), take_over=take_over)
    return open_engine(settings.index_location, settings.cluster_options)


def home_of(settings: Settings) -> str:
    """Where these settings have the index, as IndexLease.home keeps it."""
    if settings.search_url is not None:
        return parse_address(settings.search_url).shown
    return lease.EMBEDDED if settings.is_sqlite else settings.data_id()


def index_documents(session: Session, ids: Collection[str]) -> tuple[list[IndexDocument], list[str]]:
    """What the index should hold of these documents, and the ids of which it should hold nothing."""
    statement = select(Document, TextVersion.body).join(TextVersion, TextVersion.id == Document.text_id)
    rows = session.execute(statement.where(Document.id.in_(ids), Document.state == DONE).order_by(Document.id)).all()
    units = _links(session, ids, DocumentUnit, Unit, Unit.name)
    slogans = _links(session, ids, DocumentSlogan, Slogan, Slogan.text)
    campaigns = _links(session, ids, DocumentCampaign, Campaign, Campaign.name)
    above = ids_above(session, {id_ for named in units.values() for id_, _ in named})
    upserts = [
        _index_document(row, body, units[row.id], slogans[row.id], campaigns[row.id], above) for row, body in rows
    ]
    return upserts, sorted(set(ids) - {document.id for document in upserts})


def _links(session: Session, ids: Collection[str], link: Any, table: Any, label: Any) -> dict[str, list[Named]]:
    """The units, slogans or campaigns of each document, the most frequent first."""
    column = getattr(link, f"{table.__name__.lower()}_id")
    statement = select(link.document_id, table.id, label).join(table, table.id == column)
    found: dict[str, list[Named]] = defaultdict(list)
    for document_id, row_id, name in session.execute(
        statement.where(link.document_id.in_(ids)).order_by(link.document_id, link.count.desc(), table.id)
    ):
        found[document_id].append((row_id, name))
    return found


def _index_document(
    row: Document,
    body: str,
    units: Sequence[Named],
    slogans: Sequence[Named],
    campaigns: Sequence[Named],
    above: Mapping[str, Collection[str]],
) -> IndexDocument:
    return IndexDocument(
        id=row.id,
        title=row.title or PurePath(row.source_file).name,
        body=body,
        source_file=row.source_file,
        doc_type=row.doc_type,
        published=row.published or row.event_date,
        from_day=row.from_day,
        to_day=row.to_day,
        place=row.place,
        issuer=row.issuer,
        units=tuple(units),
        slogans=tuple(slogans),
        campaigns=tuple(campaigns),
        above=tuple(sorted({one for id_, _ in units for one in above.get(id_, ())})),
        added=int(row.created_at.timestamp()) // SECONDS_A_MINUTE,
        visibility=row.visibility,
        withdrawn=row.withdrawn,
    )


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
        self._quiet = False

    def catch_up(self) -> bool:
        """Apply what the outbox holds; True when nothing is left, False when another one holds the lease.

        Raises: EngineUnavailable, WriterBusy, IndexElsewhere.
        """
        try:
            while self._has_work():
                if not self._hold_lease():
                    return False
                apply_outbox(self._registry, [self._engine_held()])
                self._worked = time.monotonic()
        except IndexOutdated:
            return self.refill()
        return True

    def refill(self, stop: threading.Event | None = None) -> bool:
        """Write the index anew where it has lost documents or is of another version; True when it holds all at the end.

        Raises: EngineUnavailable, WriterBusy, IndexElsewhere.
        """
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
        except IndexOutdated:
            return "was made by another version"

    def run(self, stop: threading.Event) -> None:
        """Keep the index up to date until `stop` is set, and once more then."""
        try:
            while not stop.wait(POLL_SECONDS):
                self._try(stop)
            self._try(stop)
        finally:
            self.close()

    def close(self) -> None:
        """Give the index and its lease back."""
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
            if self._engine is not None and (self._is_idle() or not self._hold_lease()):
                self.close()
            self.catch_up()
            if self._is_check_due() and not stop.is_set():
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

    def _is_check_due(self) -> bool:
        if time.monotonic() - self._checked < CHECK_SECONDS:
            return False
        self._checked = time.monotonic()
        return True

    def _is_idle(self) -> bool:
        return time.monotonic() - self._worked > IDLE_SECONDS

    def _has_work(self) -> bool:
        with self._registry.read() as session:
            return outbox.oldest(session) is not None

    def _hold_lease(self) -> bool:
        if self._engine is not None and time.monotonic() - self._renewed < RENEW_SECONDS:
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


def apply_outbox(registry: Registry, engines: Sequence[Engine]) -> int:
    """Apply the oldest rows of the outbox to every engine, then forget them; how many there were.

    The rows are read before the documents are, so that a change that comes meanwhile has a row of its own left.
    """
    with registry.read() as session:
        rows = outbox.pending(session, limit=BATCH)
    if not rows:
        return 0
    with registry.read() as session:
        upserts, deletes = index_documents(session, {document_id for _, document_id in rows})
    refusals = _apply(engines, upserts, deletes)
    with registry.write() as session:
        outbox.clear(session, [number for number, document_id in rows if document_id not in refusals])
        outbox.refuse(session, {number: refusals[id_] for number, id_ in rows if id_ in refusals})
        outbox.touch_many(session, refusals.keys() - {document_id for _, document_id in rows})
    return len(rows)


def _apply(engines: Sequence[Engine], upserts: Sequence[IndexDocument], deletes: Sequence[str]) -> dict[str, str]:
    """Apply to every engine; what some engine does not take, with its reasons, which are logged."""
    refusals: dict[str, str] = {}
    for engine in engines:
        try:
            engine.apply(upserts, deletes)
        except DocumentsRefused as error:
            refusals |= error.reasons
    for document_id, reason in refusals.items():
        log.error("The index does not take document %s, which stays on the list of changes: %s", document_id, reason)
    return refusals


def rebuild_index(
    settings: Settings,
    registry: Registry,
    *,
    into: str | None = None,
    take_over: bool = False,
    holder: str | None = None,
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write every document into a new index beside the live one and swap them; how many documents it holds.

    Others may search, read and take documents in meanwhile: their changes go into both. A rebuild that was broken off
    is gone on with. With `into` (`embedded`, or the address of a cluster) the index is made there and stays
    there: processes that still have the other settings search what they had, and leave changes to those that have the
    new ones. `holder` names who may hold the lease already.

    Raises: EngineUnavailable, WriterBusy, IndexElsewhere, IndexMoved, IndexIncomplete.
    """
    holder = holder or this_process()
    there = settings if into is None else replace(settings, search_url=None if into == lease.EMBEDDED else into)
    moves = home_of(there) != home_of(settings)
    while not lease.take_lease(registry, holder, is_gone=is_gone, wanted=True):
        time.sleep(POLL_SECONDS)
    try:
        live = open_search(settings, registry, take_over=take_over)
        target = open_engine(there.index_location, there.cluster_options) if moves else live
        try:
            count = _rebuild(registry, live, target, holder, progress)
            if moves:
                lease.claim_home(registry, home_of(there), take_over=True)
            return count
        finally:
            target.close()
            live.close()
    finally:
        lease.give_lease_back(registry, holder)


def _rebuild(registry: Registry, live: Engine, target: Engine, holder: str, progress: Callable[[int], None]) -> int:
    kept = (live,) if _is_current(live) else ()
    with target.rebuild(resume=True) as fresh:
        begun = fresh.count() > 0
        done = 0
        for ids in _all_ids(registry):
            with registry.read() as session:
                upserts, _ = index_documents(session, ids)
            held = fresh.stamps(ids) if begun else {}
            _settle(registry, fresh, [one for one in upserts if held.get(one.id) != one.stamp])
            done += len(upserts)
            progress(len(upserts))
            _keep_up(registry, (*kept, fresh), holder)
        _settle(registry, fresh)
        while _keep_up(registry, (*kept, fresh), holder):
            pass
        _settle(registry, fresh)
        _verify(registry, fresh)
        return done


def _settle(registry: Registry, fresh: Engine, upserts: Sequence[IndexDocument] = ()) -> None:
    """Apply to a new index, which may refuse documents of earlier batches too; those go on the list of changes."""
    refusals = _apply([fresh], upserts, ())
    if refusals:
        with registry.write() as session:
            outbox.touch_many(session, refusals)


def _verify(registry: Registry, fresh: Engine) -> None:
    """Take out of a new index what only a broken-off rebuild had put in. Raises: IndexIncomplete."""
    with registry.read() as session:
        expected = count_texts(session) - outbox.count_documents(session)
    if fresh.count() == expected:
        return
    lost, extra = differences(registry, fresh)
    with registry.read() as session:
        lost -= outbox.documents(session)
    if lost:
        raise IndexIncomplete(expected=expected, found=fresh.count())
    fresh.apply((), extra)


def _is_current(engine: Engine) -> bool:
    try:
        engine.ping()
    except IndexOutdated:
        return False
    return True


def _keep_up(registry: Registry, engines: Sequence[Engine], holder: str) -> int:
    if not lease.take_lease(registry, holder, is_gone=is_gone, wanted=True):
        raise WriterBusy(location="lease")
    return apply_outbox(registry, engines)


def _all_ids(registry: Registry) -> Iterator[list[str]]:
    """The ids of all documents, a batch at a time; one that comes in behind has its row in the outbox."""
    last = ""
    while True:
        with registry.read() as session:
            statement = select(Document.id).where(Document.id > last).order_by(Document.id).limit(BATCH)
            ids = list(session.scalars(statement))
        if not ids:
            return
        yield ids
        last = ids[-1]


def count_lost(registry: Registry, engine: Engine) -> int:
    """How many documents the index should hold and does not, those aside that wait in the outbox; cheap.

    The registry is asked first: whatever comes into the index after that can only hide a loss, not feign one.
    """
    with registry.read() as session:
        waiting, kept = outbox.count_documents(session), count_texts(session)
    return max(0, kept - waiting - engine.count())


def differences(registry: Registry, engine: Engine) -> tuple[set[str], set[str]]:
    """The documents that only the registry holds, and those that only the index does; both empty when all is well."""
    with registry.read() as session:
        kept = set(session.scalars(select(Document.id).where(Document.state == DONE, Document.text_id.is_not(None))))
    found = set(engine.ids())
    return kept - found, found - kept
