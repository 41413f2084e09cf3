"""One document from its bytes to the registry: read, understood and kept in one transaction with the index's order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from zipfile import is_zipfile

from sqlalchemy.exc import InterfaceError, OperationalError

from biennien.originals import Originals
from biennien.registry.database import Registry
from biennien.registry.errors import LeaseLost
from biennien.registry.jobs import Lease, fail_job, finish_job, try_again
from biennien.registry.results import keep_results
from biennien.registry.tables import Document as DocumentRow
from ingest.document import Document
from ingest.errors import DamagedDocument, IngestError, UnsupportedFormat
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


def read(path: Path, *, name: str = "") -> Document:
    """The document in a file, read by a process of its own; half an archive is damaged. Raises: IngestError."""
    from ingest.sandbox import parse_file

    try:
        return parse_file(path, name=name)
    except UnsupportedFormat as error:
        if error.params.get("kind") == "zip" and not is_zipfile(path):
            raise DamagedDocument(kind="zip", detail="cut off") from error
        raise


def analyse(document: Document) -> Analysis:
    """What is found in a document; the first call loads the language."""
    from nlp.pipeline import analyse as analyse_document

    return analyse_document(document)


def warm_up() -> None:
    """Load the language, so that a worker does that before it has a job in hand."""
    from nlp.pipeline import load_language

    load_language()


def process(registry: Registry, originals: Originals, lease: Lease, *, beat: Beat = lambda _step: None) -> None:
    """Do the job of `lease`; it and its document end `done`, or `failed` with the reason.

    What a file is to blame for is its own failure; a fault of ours is a failure `crash`, logged with its trace. Trouble
    with the registry itself goes up: the job stays for another attempt.
    """
    try:
        _do(registry, originals, lease, beat)
    except IngestError as error:
        _fail(registry, lease, error.code, dict(error.params), again=error.code in MAYBE_FROM_OUTSIDE)
    except LeaseLost:
        log.warning("Job %s was given to another worker meanwhile", lease.job_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("Job %s of document %s failed", lease.job_id, lease.document_id)
        _fail(registry, lease, "crash", {"detail": type(error).__name__})


def _do(registry: Registry, originals: Originals, lease: Lease, beat: Beat) -> None:
    from nlp.version import EXTRACTOR_VERSION

    with registry.read() as session:
        row = session.get_one(DocumentRow, lease.document_id)
    document = read(originals.path(row.sha256), name=row.source_file)
    beat("understanding")
    analysis = analyse(document)
    beat("keeping")
    with registry.write() as session:
        finish_job(session, lease)
        row = session.get_one(DocumentRow, lease.document_id)
        keep_results(session, row, document, analysis, extractor_version=EXTRACTOR_VERSION)


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
