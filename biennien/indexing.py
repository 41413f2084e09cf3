"""What the index should hold, brought there from the outbox of the registry, and what it lacks."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from biennien.registry import lease, outbox
from biennien.registry.database import Registry
from biennien.registry.documents import DONE, count_texts
from biennien.registry.names import link_of
from biennien.registry.tables import (
    Campaign,
    Document,
    Slogan,
    TextVersion,
    Unit,
)
from biennien.registry.unit_tree import ids_above
from biennien.settings import Settings
from search.address import parse_address
from search.engine import Engine
from search.engines import open_engine
from search.errors import DocumentsRefused
from search.mapping import IndexDocument, Named

log = logging.getLogger(__name__)

SECONDS_A_MINUTE = 60
BATCH = 200
"""Documents that one commit of the index takes in."""


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
    units = _links(session, ids, Unit, Unit.name)
    slogans = _links(session, ids, Slogan, Slogan.text)
    campaigns = _links(session, ids, Campaign, Campaign.name)
    above = ids_above(session, {id_ for named in units.values() for id_, _ in named})
    upserts = [
        _index_document(row, body, units[row.id], slogans[row.id], campaigns[row.id], above) for row, body in rows
    ]
    return upserts, sorted(set(ids) - {document.id for document in upserts})


def _links(session: Session, ids: Collection[str], table: Any, label: Any) -> dict[str, list[Named]]:
    """The units, slogans or campaigns of each document, the most frequent first."""
    link, column = link_of(table)
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
    values = row.metadata_values or {}
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
        said=tuple(filter(None, (row.doc_number, values.get("signer"), *(values.get("authors") or ())))),
        visibility=row.visibility,
        withdrawn=row.withdrawn,
    )


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
    refusals = apply_batch(engines, upserts, deletes)
    with registry.write() as session:
        outbox.clear(session, [number for number, document_id in rows if document_id not in refusals])
        outbox.refuse(session, {number: refusals[id_] for number, id_ in rows if id_ in refusals})
        outbox.touch_many(session, refusals.keys() - {document_id for _, document_id in rows})
    return len(rows)


def apply_batch(
    engines: Sequence[Engine], upserts: Sequence[IndexDocument], deletes: Sequence[str] = ()
) -> dict[str, str]:
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
