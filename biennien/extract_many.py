"""Extraction without storage: files or lines of text in, JSON-ready records out, in the order of the input.

A text or file gives one record; an archive gives one for each file in it instead, a mail one more for each attached.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from biennien.extraction import extraction_to_json
from biennien.messages import sentence
from biennien.pipeline import analyse, read
from ingest.document import Document
from ingest.errors import DamagedDocument, IngestError
from ingest.member import CONTAINERS, DEEPEST, LARGEST_IN_ALL, MOST_MEMBERS, Allowance, may_hold_files
from ingest.unpacking import unpacked

log = logging.getLogger(__name__)

AHEAD = 4
"""Documents in work for each process, so that none waits for input."""

Record = dict[str, Any]


class _Unopened(Exception):
    """A file that is not there or may not be read, or a folder that may not."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a record is made of: a file, or a text that came without one (None when its line could not be read).

    `name` is what a file is called: its path, with that inside its container behind it. With `ocr` its pictures are
    recognised.
    """

    id: str
    path: Path | None = None
    text: str | None = None
    line: int = 0
    name: str = ""
    ocr: bool = True


@dataclass(slots=True)
class _Taken:
    """How many files and bytes were taken out of one file so far, those of inner containers counted."""

    members: int = 0
    size: int = 0

    def allowance(self, depth: int) -> Allowance:
        """What may still be taken out of a container with `depth` others around it."""
        return Allowance(MOST_MEMBERS - self.members, LARGEST_IN_ALL - self.size, layers=DEEPEST - depth)


def file_sources(files: Iterable[Path], *, ocr: bool = True) -> Iterator[Source]:
    """The files, each called by its name without the last ending."""
    return (Source(path.stem, path=path, name=str(path), ocr=ocr) for path in files)


def line_sources(stream: BinaryIO) -> Iterator[Source]:
    """The lines `{"id", "text"}` of a stream; empty lines are left out, one without an id is called `line-N`.

    Ids that were given stay as they are; a made one that was given before gets a further ending.
    """
    given: set[str] = set()
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            text = data["text"].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            id_ = data.get("id")
        except (ValueError, TypeError, KeyError, AttributeError):
            id_ = text = None
        name = _made_id(number, given) if id_ is None else str(id_)
        given.add(name)
        yield Source(name, text=text, line=number)


def _made_id(number: int, given: Collection[str]) -> str:
    """The id of a line that brought none, other than all before it."""
    name = f"line-{number}"
    while name in given:
        name += "-"
    return name


def extract_all(sources: Iterable[Source], *, workers: int, language: str) -> Iterator[Record]:
    """The records of each source, in the order of the sources."""
    if workers == 1:
        return (record for source in sources for record in extract_one(source, language))
    return _extract_side_by_side(sources, workers, language)


def extract_one(source: Source, language: str) -> list[Record]:
    """The records of one source; what cannot be read gives its id, an error code and a reason.

    A fault of ours gives the code `crash` and is logged with its trace.
    """
    return list(_records(source, language, _Taken(), 0))


def _records(source: Source, language: str, taken: _Taken, depth: int) -> Iterator[Record]:
    try:
        document, digest = _read(source)
        if document.body or document.kind not in CONTAINERS:
            yield _extract(source, document, digest)
        if source.path is not None and may_hold_files(document):
            yield from _members(source, source.path, language, taken, depth)
    except _Unopened:
        yield _failure(source, "damaged", {}, language) | {"reason": sentence("unreadable", language=language)}
    except IngestError as error:
        yield _failure(source, error.code, dict(error.params), language)
    except Exception:
        log.exception("Extraction of %s failed", source.id)
        yield _failure(source, "crash", {}, language)


def _members(source: Source, path: Path, language: str, taken: _Taken, depth: int) -> Iterator[Record]:
    """The records of the files inside a container. Raises: IngestError when it cannot be opened."""
    with unpacked(path, allowance=taken.allowance(depth)) as members, TemporaryDirectory() as folder:
        files: list[tuple[Source, IngestError | None]] = []
        for number, member in enumerate(members):
            place = Path(folder) / str(number)
            inner = Source(
                f"{source.id}/{member.name}", path=place, name=f"{source.name}/{member.name}", ocr=source.ocr
            )
            files.append((inner, member.error))
            if member.file is not None:
                with place.open("wb") as target:
                    shutil.copyfileobj(member.file, target)
                taken.size += place.stat().st_size
        taken.members += len(files)
        for inner, error in files:
            if error is None:
                yield from _records(inner, language, taken, depth + 1)
            else:
                yield _failure(inner, error.code, dict(error.params), language)


def _read(source: Source) -> tuple[Document, str]:
    """The document of a source, and the SHA-256 of what it was read from. Raises: IngestError, _Unopened."""
    if source.path is not None:
        _open_once(source.path)
        document = read(source.path, name=source.name, ocr=source.ocr)
        return document, hashlib.sha256(source.path.read_bytes()).hexdigest()
    if source.text is None:
        raise DamagedDocument(kind="jsonl", line=source.line)
    from ingest.formats import read_text

    return read_text(source.text, strict=False), hashlib.sha256(source.text.encode()).hexdigest()


def _extract(source: Source, document: Document, digest: str) -> Record:
    from nlp.own_words import NONE
    from nlp.version import EXTRACTOR_VERSION

    record = extraction_to_json(
        document, analyse(document, NONE), id=source.id, source_sha256=digest, extractor_version=EXTRACTOR_VERSION
    )
    return record | _source_file(source)


def _open_once(path: Path) -> None:
    """Nothing for a file that can be opened; pipes and their like are left to the reader. Raises: _Unopened."""
    try:
        if path.is_dir() or path.is_file() or not path.exists():
            path.open("rb").close()
    except OSError as error:
        raise _Unopened from error


def _source_file(source: Source) -> Record:
    return {} if source.path is None else {"source_file": source.name}


def _failure(source: Source, code: str, params: Record, language: str) -> Record:
    return (
        {"id": source.id} | _source_file(source) | {"error": code, "reason": sentence(code, params, language=language)}
    )


def _extract_side_by_side(sources: Iterable[Source], workers: int, language: str) -> Iterator[Record]:
    """Extract in several processes; a document that ends its process is tried once more alone, then it is a crash."""
    waiting: deque[tuple[Source, Future[list[Record]]]] = deque()
    pool = _pool(workers)
    try:
        for source in sources:
            waiting.append((source, pool.submit(extract_one, source, language)))
            while len(waiting) >= AHEAD * workers:
                pool = yield from _next(waiting, pool, workers, language)
        while waiting:
            pool = yield from _next(waiting, pool, workers, language)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(
    waiting: deque[tuple[Source, Future[list[Record]]]], pool: ProcessPoolExecutor, workers: int, language: str
) -> Generator[Record, None, ProcessPoolExecutor]:
    """Yield the records of the oldest source; the pool to go on with comes back."""
    source, future = waiting.popleft()
    try:
        yield from future.result()
        return pool
    except BrokenProcessPool:
        again = [source, *(left for left, _ in waiting)]
        waiting.clear()
        pool.shutdown()
        for left in again:
            yield from _extract_alone(left, language)
        return _pool(workers)


def _extract_alone(source: Source, language: str) -> list[Record]:
    with _pool(1) as alone:
        try:
            return alone.submit(extract_one, source, language).result()
        except BrokenProcessPool:
            return [_failure(source, "crash", {}, language)]


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
