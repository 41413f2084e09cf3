"""One document from its bytes to the registry: read, understood and kept in one transaction with the index's order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from biennien.intake import clean_name
from biennien.originals import Originals
from biennien.registry.database import Registry
from biennien.registry.errors import LeaseLost
from biennien.registry.files import file_to_read, put_in_force
from biennien.registry.job_lists import get_job
from biennien.registry.jobs import (
    LATER,
    RECOGNISE,
    RECOGNISING,
    Lease,
    add_job,
    fail_job,
    finish_job,
    hand_on,
    put_back,
    try_again,
)
from biennien.registry.locks import WORDS, hold_document, share_lock
from biennien.registry.members import Found, allowance_of, keep_members
from biennien.registry.own_words import own_words
from biennien.registry.results import keep_results
from biennien.registry.site_lines import keep_lines, known_lines, read_pages_again
from biennien.registry.tables import Document as DocumentRow
from biennien.registry.tables import Job
from biennien.registry.typed import typed_reading
from biennien.registry.understood import Understood, understood
from biennien.registry.webhooks import announce_end
from ingest.document import Document
from ingest.errors import IngestError, UnsupportedFormat
from ingest.member import CONTAINERS, Allowance, may_hold_files
from ingest.unpacking import Unpacked, unpacked
from ingest.webpages.site_lines import site_lines, site_of
from nlp.mention import Analysis
from nlp.own_words import OwnWords

if TYPE_CHECKING:
    from ingest.reading import FirstReading

log = logging.getLogger(__name__)

MAYBE_FROM_OUTSIDE = frozenset({"crash", "memory"})
"""How a parser ends that somebody killed, the kernel short of memory for instance: such a file is read once more."""

Beat = Callable[[str], None]
"""Told which step begins, so that a page can show it."""


def read(path: Path, *, name: str = "", ocr: bool = True) -> Document:
    """The document in a file, its pictures recognised with `ocr` where that is possible. Raises: IngestError."""
    from ingest.reading import read_file

    return read_file(path, name=name, ocr=ocr)


def read_first(path: Path, *, name: str = "", known_furniture: Collection[str] = ()) -> FirstReading:
    """What a file's own text gives, read by a process of its own; `known_furniture` are lines of its site.

    Raises: IngestError.
    """
    from ingest.reading import read_text_of

    return read_text_of(path, name=name, settings={"known_furniture": sorted(known_furniture)})


def read_page(registry: Registry, path: Path, job: Job) -> FirstReading:
    """What a kept original's own text gives, without the lines that its site is known to set on its pages.

    A page tells only when it is read whose it is, so one of a site that has taught something is read twice.
    Raises: IngestError.
    """
    first = read_first(path, name=job.source_file)
    site = site_of(first.document) if first.document else ""
    if not site or not first.document:
        return first
    with registry.read() as session:
        known = known_lines(session, site, site_lines(first.document), document_id=job.document_id)
    return read_first(path, name=job.source_file, known_furniture=known) if known else first


def analyse(document: Document, own: OwnWords) -> Analysis:
    """What is found in a document, also by the archive's own words; the first call loads the lexicons."""
    from nlp.pipeline import analyse as analyse_document

    return analyse_document(document, own)


def warm_up() -> None:
    """Load the lexicons, so that a worker does that before it has a job in hand."""
    from nlp.pipeline import analyse_sample

    analyse_sample()


def process(
    registry: Registry,
    originals: Originals,
    lease: Lease,
    *,
    largest: int,
    ocr: bool = True,
    beat: Beat = lambda _step: None,
) -> None:
    """Do the job of `lease`; it and its document end `done`, or `failed` with the reason.

    Pages that are to be seen only are recognised with `ocr`, after all other work: the job is put back for that, and
    what can be read without is kept first.

    Files found inside become documents with jobs of their own, each of `largest` bytes at most.
    What a file is to blame for is its own failure; a fault of ours is a failure `crash`, logged with its trace. Trouble
    with the registry itself goes up: the job stays for another attempt.
    """
    try:
        _Work(registry, originals, lease, beat).do(largest=largest, ocr=ocr)
    except IngestError as error:
        _fail(registry, lease, error.code, dict(error.params), again=error.code in MAYBE_FROM_OUTSIDE)
    except LeaseLost:
        log.warning("Job %s was given to another worker meanwhile", lease.job_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("Job %s of document %s failed", lease.job_id, lease.document_id)
        _fail(registry, lease, "crash", {"detail": type(error).__name__})


def extractor_version(own: OwnWords) -> str:
    """The name of the extractor together with an archive's own words: another one may find other things."""
    from nlp.version import EXTRACTOR_VERSION

    return f"{EXTRACTOR_VERSION}.{own.digest}" if own.digest else EXTRACTOR_VERSION


class _Work:
    """One job in hand."""

    own: OwnWords

    def __init__(self, registry: Registry, originals: Originals, lease: Lease, beat: Beat) -> None:
        self.registry, self.originals, self.lease, self.beat = registry, originals, lease, beat

    def do(self, *, largest: int, ocr: bool) -> None:
        """Read, understand and keep; a text that a person put right is understood in the place of what is read.

        Raises: IngestError, LeaseLost.
        """
        from ingest.reading import FirstReading

        with self.registry.read() as session:
            row = session.get_one(DocumentRow, self.lease.document_id)
            job = get_job(session, self.lease.job_id)
            allowance = allowance_of(session, job, largest=largest)
            sha256 = file_to_read(session, row, job)
            typed = typed_reading(session, row, sha256)
            self.own = own_words(session)
        path = self.originals.path(sha256)
        first = FirstReading(typed, typed.kind) if typed else read_page(self.registry, path, job)
        later = self._is_for_later(first, ocr=ocr)
        document = first.document if later else self._whole(path, first, job.source_file, ocr=ocr)
        if document is None:
            with self.registry.write() as session:
                hand_on(session, self.lease)
            return
        found = find_members(self.originals, sha256, allowance) if may_hold_files(document) else []
        analysis = None
        if document.body:
            self.beat("understanding")
            analysis = analyse(document, self.own)
        self.beat("keeping")
        whole = None if analysis is None else understood(document, analysis)
        try:
            self._keep(document, whole, found, later=later)
        except IntegrityError:  # another process found the same new file at the same moment; now it is known
            self._keep(document, whole, found, later=later)

    def _is_for_later(self, first: FirstReading, *, ocr: bool) -> bool:
        """Whether pictures are left to be recognised, and not by this turn of the job."""
        from ingest.reading import why_not

        return bool(first.lacking) and self.lease.kind != RECOGNISE and why_not(ocr=ocr) is None

    def _whole(self, path: Path, first: FirstReading, name: str, *, ocr: bool) -> Document:
        from ingest.reading import complete

        def progress(done: int, pages: int) -> None:
            self.beat(f"{RECOGNISING} {done}/{pages}")

        return complete(path, first, name=name, ocr=ocr, progress=progress)

    def _keep(self, document: Document, whole: Understood | None, found: Sequence[Found], *, later: bool) -> None:
        """End the turn with all that it gave, in one transaction.

        Raises: LeaseLost; TooLong, TooLarge for the members.
        """
        with self.registry.write() as session:
            share_lock(session, WORDS)
            job = finish_job(session, self.lease)
            row = hold_document(session, job.document_id)
            if whole is None and job.file_id is not None and not later:
                raise UnsupportedFormat(kind=document.kind)
            if whole is not None:
                put_in_force(session, row, job)
            row.kind = document.kind
            if whole is not None:
                keep_results(session, row, whole, extractor_version=extractor_version(self.own))
                _learn(session, row, document)
            if document.kind in CONTAINERS:
                keep_members(session, row, job, found)
            if later:
                put_back(session, job)
                return
            announce_end(session, job)
            if whole is not None and own_words(session).digest != self.own.digest:
                add_job(session, row, user_id=job.created_by, priority=LATER)  # words were taught meanwhile


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
