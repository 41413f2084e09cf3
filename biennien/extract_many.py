"""Extraction without storage: files or lines of text in, one JSON-ready record each out, in the order of the input."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO

from biennien.extraction import extraction_to_json
from biennien.messages import sentence
from biennien.pipeline import analyse, read
from ingest.errors import DamagedDocument, IngestError

log = logging.getLogger(__name__)

AHEAD = 4
"""Documents in work for each process, so that none waits for input."""

Record = dict[str, Any]


class _Unopened(Exception):
    """A file that is not there, is a folder or may not be read."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one record is made of: a file, or a text that came without one (None when its line could not be read)."""

    id: str
    path: Path | None = None
    text: str | None = None
    line: int = 0


def file_sources(files: Iterable[Path]) -> Iterator[Source]:
    """The files, each called by its name without the last ending."""
    return (Source(path.stem, path=path) for path in files)


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
    """A record for each source, in the order of the sources."""
    if workers == 1:
        return (extract_one(source, language) for source in sources)
    return _extract_side_by_side(sources, workers, language)


def extract_one(source: Source, language: str) -> Record:
    """The record of one source; one that cannot be read gives its id, an error code and a reason.

    A fault of ours gives the code `crash` and is logged with its trace.
    """
    try:
        return _extract(source)
    except _Unopened:
        return _failure(source, "damaged", {}, language) | {"reason": sentence("unreadable", language=language)}
    except IngestError as error:
        return _failure(source, error.code, dict(error.params), language)
    except Exception:
        log.exception("Extraction of %s failed", source.id)
        return _failure(source, "crash", {}, language)


def _extract(source: Source) -> Record:
    from nlp.version import EXTRACTOR_VERSION

    if source.path is not None:
        _open_once(source.path)
        document = read(source.path, name=str(source.path))
        digest = hashlib.sha256(source.path.read_bytes()).hexdigest()
    elif source.text is not None:
        from ingest.formats import read_text

        document = read_text(source.text, strict=False)
        digest = hashlib.sha256(source.text.encode()).hexdigest()
    else:
        raise DamagedDocument(kind="jsonl", line=source.line)
    record = extraction_to_json(
        document, analyse(document), id=source.id, source_sha256=digest, extractor_version=EXTRACTOR_VERSION
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
    return {} if source.path is None else {"source_file": str(source.path)}


def _failure(source: Source, code: str, params: Record, language: str) -> Record:
    return (
        {"id": source.id} | _source_file(source) | {"error": code, "reason": sentence(code, params, language=language)}
    )


def _extract_side_by_side(sources: Iterable[Source], workers: int, language: str) -> Iterator[Record]:
    """Extract in several processes; a document that ends its process is tried once more alone, then it is a crash."""
    waiting: deque[tuple[Source, Future[Record]]] = deque()
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
    waiting: deque[tuple[Source, Future[Record]]], pool: ProcessPoolExecutor, workers: int, language: str
) -> Generator[Record, None, ProcessPoolExecutor]:
    """Yield the oldest record; the pool to go on with comes back."""
    source, future = waiting.popleft()
    try:
        yield future.result()
        return pool
    except BrokenProcessPool:
        again = [source, *(left for left, _ in waiting)]
        waiting.clear()
        pool.shutdown()
        for left in again:
            yield _extract_alone(left, language)
        return _pool(workers)


def _extract_alone(source: Source, language: str) -> Record:
    with _pool(1) as alone:
        try:
            return alone.submit(extract_one, source, language).result()
        except BrokenProcessPool:
            return _failure(source, "crash", {}, language)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
