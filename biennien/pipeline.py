"""One document from its bytes to the registry: read, understood and kept in one transaction with the index's order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from biennien.intake import clean_name
from biennien.originals import Originals
from biennien.registry.database import Registry
from biennien.registry.errors import LeaseLost
from biennien.registry.jobs import Lease, fail_job, finish_job, get_job, try_again
from biennien.registry.members import Found, allowance_of, keep_members
from biennien.registry.results import keep_results
from biennien.registry.site_lines import keep_lines, known_lines, read_pages_again
from biennien.registry.tables import Document as DocumentRow
from ingest.document import Document
from ingest.errors import IngestError
from ingest.member import CONTAINERS, Allowance, may_hold_files
from ingest.site_lines import site_lines, site_of
from ingest.unpacking import Unpacked, unpacked
from nlp.mention import Analysis

log = logging.getLogger(__name__)

MAYBE_FROM_OUTSIDE = frozenset({"crash", "memory"})
"""How a parser ends that somebody killed, the kernel short of memory for instance: such a file is read once more."""

Beat = Callable[[str], None]
"""Told which step begins, so that a page can show it."""


def understand(path: Path, *, name: str = "") -> tuple[Document, Analysis]:
    """The document in a file and what was found in it. Raises: IngestError."""
    document = read(path, name=name)
    return document, analyse(document)


def read(path: Path, *, name: str = "", known_furniture: Collection[str] = ()) -> Document:
    """The document in a file, read by a process of its own; `known_furniture` are lines of its site.

    Raises: IngestError.
    """
    from ingest.sandbox import parse_file

    return parse_file(path, name=name, settings={"known_furniture": sorted(known_furniture)})


def read_page(registry: Registry, path: Path, row: DocumentRow) -> Document:
    """The document in a kept original, without the lines that its site is known to set on its pages.

    A page tells only when it is read whose it is, so one of a site that has taught something is read twice.
    Raises: IngestError.
    """
    document = read(path, name=row.source_file)
    site = site_of(document)
    if not site:
        return document
    with registry.read() as session:
        known = known_lines(session, site, site_lines(document), document_id=row.id)
    return read(path, name=row.source_file, known_furniture=known) if known else document


def analyse(document: Document) -> Analysis:
    """What is found in a document; the first call loads the language."""
    from nlp.pipeline import analyse as analyse_document

    return analyse_document(document)


def warm_up() -> None:
    """Load the language, so that a worker does that before it has a job in hand."""
    from nlp.pipeline import load_language

    load_language()


def process(
    registry: Registry, originals: Originals, lease: Lease, *, largest: int, beat: Beat = lambda _step: None
) -> None:
    """Do the job of `lease`; it and its document end `done`, or `failed` with the reason.

    Files found inside become documents with jobs of their own, each of `largest` bytes at most.
    What a file is to blame for is its own failure; a fault of ours is a failure `crash`, logged with its trace. Trouble
    with the registry itself goes up: the job stays for another attempt.
    """
    try:
        _do(registry, originals, lease, beat, largest)
    except IngestError as error:
        _fail(registry, lease, error.code, dict(error.params), again=error.code in MAYBE_FROM_OUTSIDE)
    except LeaseLost:
        log.warning("Job %s was given to another worker meanwhile", lease.job_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("Job %s of document %s failed", lease.job_id, lease.document_id)
        _fail(registry, lease, "crash", {"detail": type(error).__name__})


def _do(registry: Registry, originals: Originals, lease: Lease, beat: Beat, largest: int) -> None:
    with registry.read() as session:
        row = session.get_one(DocumentRow, lease.document_id)
        allowance = allowance_of(session, get_job(session, lease.job_id), largest=largest)
    document = read_page(registry, originals.path(row.sha256), row)
    found = find_members(originals, row.sha256, allowance) if may_hold_files(document) else []
    analysis = None
    if document.body:
        beat("understanding")
        analysis = analyse(document)
    beat("keeping")
    try:
        _keep(registry, lease, document, analysis, found)
    except IntegrityError:  # another process found the same new file at the same moment; now it is known
        _keep(registry, lease, document, analysis, found)


def find_members(originals: Originals, sha256: str, allowance: Allowance) -> list[Found]:
    """The files inside a container, each kept among the originals once all of them could be taken out.

    Raises: IngestError when the container as a whole cannot be opened.
    """
    with unpacked(originals.path(sha256), allowance=allowance) as members:
        return [_found(originals, member) for member in members]


def _found(originals: Originals, member: Unpacked) -> Found:
    name = clean_name(member.name)
    if member.file is None:
        return Found(name, error=member.error)
    original = originals.put(cast(BinaryIO, member.file))
    return Found(name, original.sha256, original.size)


def _keep(
    registry: Registry, lease: Lease, document: Document, analysis: Analysis | None, found: Sequence[Found]
) -> None:
    """End the job with all that it gave, in one transaction. Raises: LeaseLost; TooLong, TooLarge for the members."""
    from nlp.version import EXTRACTOR_VERSION

    with registry.write() as session:
        job = finish_job(session, lease)
        row = session.get_one(DocumentRow, lease.document_id)
        row.kind = document.kind
        if analysis is not None:
            keep_results(session, row, document, analysis, extractor_version=EXTRACTOR_VERSION)
            _learn(session, row, document)
        if document.kind in CONTAINERS:
            keep_members(session, row, job, found)


def _learn(session: Session, row: DocumentRow, document: Document) -> None:
    """Keep what the page teaches of its site, and have the site's other pages read again for it."""
    site, lines = site_of(document), site_lines(document)
    keep_lines(session, row.id, site, lines)
    if site:
        read_pages_again(session, row.id, site, known_lines(session, site, lines, document_id=row.id))


def _fail(
    registry: Registry, lease: Lease, code: str, params: dict[str, str | int | float], *, again: bool = False
) -> None:
    """End the job with its reason; with `again` its first failure only puts it back."""
    try:
        with registry.write() as session:
            if again and lease.attempt == 1:
                try_again(session, lease)
            else:
                fail_job(session, lease, code, params)
    except LeaseLost:
        log.warning("Job %s was given to another worker meanwhile", lease.job_id)
