"""The clues of a document by field, and their texts in usual letters."""

from __future__ import annotations

import re

from ingest.document import Clue, Document
from ingest.orthography import is_syllable

DEPUTY = re.compile(r"(?:phó|quyền|nguyên)$")
"""Behind which the post begins with a capital too."""

PAPER_ZONES = frozenset({"doc_number", "signer", "signer_post", "authority", "superior"})
"""Zones that only an official paper has: names in it are those of signers."""


def is_paper(document: Document) -> bool:
    """Whether the document has a zone that only an official paper has."""
    return any(clue.field in PAPER_ZONES for clue in document.clues)


def stands(document: Document, zone: str) -> bool:
    """Whether a zone stands on the page, read or not."""
    return any(clue.field == zone for clue in document.clues)


def clues_of(document: Document, field: str) -> list[Clue]:
    """The clues of a field that hold a text."""
    return [clue for clue in document.clues if clue.field == field and clue.text]


def first_clue(document: Document, field: str) -> Clue | None:
    """The first clue of a field that holds a text; None without one."""
    return next(iter(clues_of(document, field)), None)


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def undashed(text: str) -> str:
    """A line of an old print without the dashes between its syllables: `VIỆT-NAM DÂN-CHỦ`."""
    return " ".join(re.split(r"[\s–-]+", text))


def name_in_usual_letters(text: str) -> str:
    """A name as it is usually written: bylines and signatures are set in capitals or typed in small letters."""
    line = one_line(text)
    return line.title() if line.islower() or (line.isupper() and len(line) > len("UBND")) else line


def post_in_usual_letters(text: str) -> str:
    """A post with its first letter as a capital where all were, that of whom a deputy stands for too; abbreviations
    stay: `Phó Chủ tịch UBND tỉnh`.
    """
    line = one_line(text)
    if not line.isupper():
        return line
    words = [word.lower() if is_syllable(word.strip(".,;:()")) else word for word in line.split()]
    deputy = DEPUTY.match(words[0]) is not None
    return " ".join(word[:1].upper() + word[1:] if at <= deputy else word for at, word in enumerate(words))
