"""What the reader of a file warned of, in the words of people: texts that are destroyed, pages not recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from ingest.document import Document as Reading
from ingest.retyping import TYPED

WORDLESS = "wordless"
"""Pages that had to be recognised and gave nothing; others without text are blank and lack nothing."""

WARNINGS = (
    (re.compile(r"text layer (?P<kind>doubtful)"), ""),
    (re.compile(r"pages not recognised \((?P<kind>off|missing)\): (?P<pages>[\d, ]+)"), ""),
    (re.compile(r"page (?P<pages>\d+) not recognised: \w+"), "in vain"),
    (re.compile(r"more than \d+ pages to recognise: (?P<pages>[\d, ]+)"), "too many"),
    (re.compile(r"pages without text: (?P<pages>[\d, ]+)"), WORDLESS),
)
"""The shapes of what `ingest` warns of, with a name for those that bear none."""

SENTENCES: Mapping[str, Any] = {
    "doubtful": _(
        "The letters of this file make no Vietnamese: they were destroyed when the file was made, or it is in another "
        "language. The text shown here may be wrong, and searching finds little of it."
    ),
    "off": _(
        "The text of some pages is missing or cannot be trusted; they have to be recognised from their pictures, which "
        "is switched off here (BIENNIEN_OCR). Pages: %(pages)s."
    ),
    "missing": _(
        "The text of some pages is missing or cannot be trusted; they have to be recognised from their pictures, and "
        "the program for that (Tesseract with Vietnamese) is not installed here. Pages: %(pages)s."
    ),
    "in vain": _("Some pages could not be recognised from their pictures, so their text is missing. Pages: %(pages)s."),
    WORDLESS: _("No text was found in the pictures of some pages. Pages: %(pages)s."),
    "too many": _(
        "The file has more pages to recognise than are done at once, so the text of these is missing: %(pages)s."
    ),
}

MOST_PAGES = 20
"""Numbers of pages that a sentence tells; a book of scans has hundreds."""


def faults_of(reading: Reading | None) -> dict[str, str]:
    """Sentences on what the reader warned of, by kind; none for a text that a person typed, and for no text."""
    if reading is None or reading.parser.endswith(TYPED):
        return {}
    pages: dict[str, list[str]] = {}
    for kind, numbers in _kinds(reading.warnings):
        pages.setdefault(kind, []).extend(numbers)
    pictures = {str(page.number) for page in reading.pages if page.text_from == "ocr"}
    pages[WORDLESS] = [number for number in pages.get(WORDLESS, ()) if number in pictures]
    return {kind: str(SENTENCES[kind]) % {"pages": _listed(numbers)} for kind, numbers in pages.items() if numbers}


def _kinds(warnings: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for warning in warnings:
        for shape, usual in WARNINGS:
            if found := shape.fullmatch(warning):
                told = found.groupdict()
                yield told.get("kind") or usual, (told.get("pages") or "").split(", ")


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers[:MOST_PAGES]) + (" …" if len(numbers) > MOST_PAGES else "")
