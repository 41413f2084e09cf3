"""What the reader of a file warned of, in the words of people: texts that are destroyed, pages not recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biennien.messages import sentence
from ingest.document import Document as Reading
from ingest.retyping import TYPED

IN_VAIN, TOO_MANY, WORDLESS = "in_vain", "too_many", "wordless"
"""WORDLESS: pages that had to be recognised and gave nothing; others without text are blank and lack nothing."""

WARNINGS = (
    (re.compile(r"text layer (?P<kind>doubtful)"), ""),
    (re.compile(r"pages not recognised \((?P<kind>off|missing)\): (?P<pages>[\d, ]+)"), ""),
    (re.compile(r"page (?P<pages>\d+) not recognised: \w+"), IN_VAIN),
    (re.compile(r"more than \d+ pages to recognise: (?P<pages>[\d, ]+)"), TOO_MANY),
    (re.compile(r"pages without text: (?P<pages>[\d, ]+)"), WORDLESS),
)
"""The shapes of what `ingest` warns of, with a name for those that bear none."""

MOST_PAGES = 20
"""Numbers of pages that a sentence tells; a book of scans has hundreds."""


def faults_of(reading: Reading | None, *, language: str) -> dict[str, str]:
    """Sentences on what the reader warned of, by kind; none for a text that a person typed, and for no text."""
    if reading is None or reading.parser.endswith(TYPED):
        return {}
    pages: dict[str, list[str]] = {}
    for kind, numbers in _kinds(reading.warnings):
        pages.setdefault(kind, []).extend(numbers)
    pictures = {str(page.number) for page in reading.pages if page.text_from == "ocr"}
    pages[WORDLESS] = [number for number in pages.get(WORDLESS, ()) if number in pictures]
    return {
        kind: sentence("fault", {"kind": kind, "pages": _listed(numbers)}, language=language)
        for kind, numbers in pages.items()
        if numbers
    }


def _kinds(warnings: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for warning in warnings:
        for shape, usual in WARNINGS:
            if found := shape.fullmatch(warning):
                told = found.groupdict()
                yield told.get("kind") or usual, (told.get("pages") or "").split(", ")


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers[:MOST_PAGES]) + (" …" if len(numbers) > MOST_PAGES else "")
