"""Letters that look like another: many pages have the Icelandic `Ð` for `Đ`, which no lexicon and no rule knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Document
from ingest.orthography import LOOKALIKES
from nlp.mention import Mention

TO_USUAL = str.maketrans(LOOKALIKES)
"""One letter for one, so that offsets hold."""


def usual_letters(document: Document) -> Document:
    """The document with the usual letters in all that is read of it; itself where it has no other."""
    texts = (document.body, *document.furniture, *(clue.text for clue in document.clues))
    if not any(letter in text for text in texts for letter in LOOKALIKES):
        return document
    clues = tuple(replace(clue, text=clue.text.translate(TO_USUAL)) for clue in document.clues)
    furniture = tuple(block.translate(TO_USUAL) for block in document.furniture)
    return replace(document, body=document.body.translate(TO_USUAL), clues=clues, furniture=furniture)


def as_written(mentions: Iterable[Mention], body: str) -> tuple[Mention, ...]:
    """The mentions with their words as they stand in `body`; names and values keep the usual letters."""
    return tuple(
        one if one.text == body[one.start : one.end] else replace(one, text=body[one.start : one.end])
        for one in mentions
    )
