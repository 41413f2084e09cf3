"""The one way to read a file: its own text first, then what is only to be seen on the pictures of its pages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any

from ingest.document import Document
from ingest.errors import IngestError, ParserCrashed, UnsupportedFormat
from ingest.kinds import PICTURES
from ingest.sandbox import parse_file, run_task
from ingest.scans.tesseract import find_tesseract

SCAN = "scan"
MOST_PAGES = 200
"""Pages of one file that are recognised."""

OFF, MISSING = "off", "missing"
"""Why pictures are not read: it is switched off; Tesseract or its Vietnamese is not installed."""

Progress = Callable[[int, int], None]
"""Told how many of how many pages are recognised."""


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What a file's own text gave: the document, None where there is none; and the pages to be recognised still."""

    document: Document | None
    kind: str
    lacking: tuple[int, ...] = ()
    pages: int = 0


def read_file(path: Path, *, name: str = "", ocr: bool = True) -> Document:
    """The document in a file, its pictures recognised where that is needed, wanted and possible.

    Without recognition the readable pages are kept and a warning tells of the others.
    Raises: IngestError; UnsupportedFormat with kind `scan` and `why` where there is nothing but pictures.
    """
    return complete(path, read_text_of(path, name=name), name=name, ocr=ocr)


def complete(
    path: Path,
    first: FirstReading,
    *,
    name: str = "",
    ocr: bool = True,
    progress: Progress = lambda _done, _all: None,
) -> Document:
    """The document in a file of which the own text was read before; as `read_file`."""
    if not first.lacking:
        assert first.document is not None
        return first.document
    if (why := why_not(ocr=ocr)) is not None:
        return left_unseen(first, why)
    return read_pictures(path, first, name=name, progress=progress)


def why_not(*, ocr: bool) -> str | None:
    """Why pictures cannot be recognised here: OFF or MISSING; None where they can."""
    if not ocr:
        return OFF
    return None if find_tesseract() else MISSING


def read_text_of(path: Path, *, name: str = "", settings: Mapping[str, Any] | None = None) -> FirstReading:
    """What the file's own text gives; `settings` are the parser's. Raises: IngestError, but not for want of text."""
    try:
        document = parse_file(path, name=name, settings=settings)
    except UnsupportedFormat as error:
        kind, pages = str(error.params.get("kind")), int(error.params.get("pages", 0))
        if (kind != SCAN and kind not in PICTURES) or not pages:
            raise
        return FirstReading(None, "pdf" if kind == SCAN else kind, tuple(range(1, pages + 1)), pages)
    lacking = tuple(page.number for page in document.pages if page.lacks)
    return FirstReading(document, document.kind, lacking, len(document.pages))


def left_unseen(first: FirstReading, why: str) -> Document:
    """The document as far as it could be read, with a warning. Raises: UnsupportedFormat where nothing could."""
    if first.document is None:
        raise UnsupportedFormat(kind=SCAN, why=why, pages=first.pages)
    return _warned(first.document, f"pages not recognised ({why}): {_listed(first.lacking)}")


def read_pictures(
    path: Path, first: FirstReading, *, name: str = "", progress: Progress = lambda _done, _all: None
) -> Document:
    """The document with its lacking pages recognised, the first MOST_PAGES of them, several at a time.

    A page that cannot be recognised is left out with a warning. Raises: IngestError where that is so for all of them
    and the file has no text of its own.
    """
    wanted = first.lacking[:MOST_PAGES]
    seen, failed = _recognised(path, first.kind, wanted, progress)
    if not seen:
        if first.document is None:
            raise next(iter(failed.values()))
        document = first.document
    else:
        document = _parse_seen(path, seen, name or path.name)
    for number, error in sorted(failed.items()):
        document = _warned(document, f"page {number} not recognised: {error.code}")
    if len(first.lacking) > len(wanted):
        document = _warned(
            document, f"more than {MOST_PAGES} pages to recognise: {_listed(first.lacking[MOST_PAGES:])}"
        )
    return document


def _recognised(
    path: Path, kind: str, wanted: Sequence[int], progress: Progress
) -> tuple[list[dict[str, Any]], dict[int, IngestError]]:
    """What was seen on each page, in order, and why it was not on the others."""
    seen: dict[int, dict[str, Any]] = {}
    failed: dict[int, IngestError] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="recognise") as pool:
        waiting = {pool.submit(_recognise, path, kind, number): number for number in wanted}
        try:
            for done, future in enumerate(as_completed(waiting)):
                progress(done, len(wanted))
                try:
                    seen[waiting[future]] = future.result()
                except IngestError as error:
                    failed[waiting[future]] = error
            progress(len(wanted), len(wanted))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [seen[number] for number in sorted(seen)], failed


def _recognise(path: Path, kind: str, number: int) -> dict[str, Any]:
    answer = run_task("recognise", path, settings={"kind": kind, "number": number})
    answer.close()
    value: dict[str, Any] = answer.value
    return value


def _parse_seen(path: Path, seen: Sequence[dict[str, Any]], name: str) -> Document:
    """The document of the file and what was seen; they go as one file, since settings are a command line's length."""
    with TemporaryFile(prefix="biennien-") as both, path.open("rb") as file:
        both.write(json.dumps(seen).encode() + b"\n")
        copyfileobj(file, both)
        both.flush()
        answer = run_task("parse-seen", both.fileno(), settings={"name": name})
    answer.close()
    try:
        return Document.from_json(answer.value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ParserCrashed(detail=f"answer of another shape: {type(error).__name__}") from error


def _warned(document: Document, warning: str) -> Document:
    return replace(document, warnings=(*document.warnings, warning))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
