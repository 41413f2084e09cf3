"""The whole index written anew from the registry beside the live one, or moved to another place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select

from biennien.identity import is_gone, this_process
from biennien.indexing import BATCH, apply_batch, apply_outbox, differences, home_of, index_documents, open_search
from biennien.registry import lease, outbox
from biennien.registry.database import Registry
from biennien.registry.documents import count_texts
from biennien.registry.errors import IndexIncomplete
from biennien.registry.tables import Document
from biennien.settings import Settings
from search.engine import Engine
from search.engines import open_engine
from search.errors import IndexOutdated, WriterBusy
from search.mapping import IndexDocument

POLL_SECONDS = 0.1
"""How soon it is noticed that the holder of the lease has made way."""


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
    refusals = apply_batch([fresh], upserts)
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
