"""What is added to a document: annexes, with what they belong to, and a copy's certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Clue
from ingest.official.letterhead import is_mark
from ingest.orthography import fold, is_capitals
from ingest.rows import Row

ANNEX = re.compile(r"(?:phụ lục|phụ biểu|biểu số|mẫu số)(?:\s+(?:số\s*)?[ivx\d]+[a-z]?)?\s*[:.]?(?:\s+.{0,80})?", re.I)
BELONGS = re.compile(r"\(?(?:(?:ban hành )?kèm theo|đính kèm)\s+(?:\S+\s+){1,6}?(?:số|ngày)(?!\w).{0,200}", re.I)
"""What an annex belongs to: `(Kèm theo Kế hoạch số …/KH-UBND ngày …)`."""

OPEN_WITHIN = 12
"""Rows with text in which a document says of itself what it was issued with."""


def is_annex(text: str) -> bool:
    """Whether a line is an annex's heading in capitals or tells what the annex belongs to."""
    if text[:1] in "PpBbMm" and ANNEX.fullmatch(text.strip()):
        return is_capitals(text.split()[0])
    return text[:1] in "(KkBbĐđ" and bool(BELONGS.fullmatch(text.strip()))


def is_copy(text: str) -> bool:
    """Whether a line opens a copy's certificate: `SAO Y BẢN CHÍNH`."""
    return text[:1] in "ST([" and is_mark(text) and fold(text).strip(" (*").startswith(("sao ", "trich sao"))


def find_annexes(rows: Sequence[Row]) -> Iterator[Clue]:
    """The headings of annexes, and the lines that tell what they belong to."""
    for at, row in enumerate(rows):
        if at > OPEN_WITHIN and is_annex(row.text):
            yield Clue("annex", row.text.strip(), "annex", row.start, row.end)
