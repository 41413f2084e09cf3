"""Plain text, a saved web page's among it: columns are read one after the other, cut lines joined, furniture goes."""

from __future__ import annotations

from collections.abc import Collection

from ingest.body import assemble
from ingest.charset import decode, repair
from ingest.document import Document
from ingest.errors import TooLong
from ingest.furniture import clean_page
from ingest.official.columns import lines_of
from ingest.orthography import nfc
from ingest.paragraphs import Paragraph
from ingest.uncollected import uncollected
from ingest.webpages.furniture_rules import check_found
from ingest.webpages.site_lines import LEARNED, places_of_known
from ingest.wrapped_lines import unwrapped

PARSER = "text 1"

LONGEST_TEXT = 20_000_000
"""Bytes: four for each character of the longest body; more is refused before it is decoded."""


def parse_text(data: bytes, *, known_furniture: Collection[str] = ()) -> Document:
    """The document that the bytes of a text hold; `known_furniture` as `parse_bytes` has it.

    Raises: TooLong, UnsupportedFormat for an unknown encoding, EmptyDocument.
    """
    if len(data) > LONGEST_TEXT:
        raise TooLong(limit=LONGEST_TEXT, what="bytes")
    return read_text(repair(decode(data)), known_furniture=known_furniture)


@uncollected()
def read_text(text: str, *, strict: bool = True, known_furniture: Collection[str] = ()) -> Document:
    """The document that a text holds; without `strict` a text that is all furniture stays.

    Raises: TooLong for its lines; what else is refused is so only with `strict`.
    """
    lines = unwrapped(list(lines_of(nfc(text))))
    known = places_of_known(lines, known_furniture)
    page = clean_page([line for at, line in enumerate(lines) if at not in known])
    kept, clues, removed = page.lines, page.clues, (*page.removed, *(lines[at] for at in sorted(known)))
    if strict:
        check_found(kept)
    if not strict and not any(kept):
        kept, clues, removed = tuple(lines), (), ()
    parser = PARSER + LEARNED if known else PARSER
    paragraphs = [Paragraph.of(line) for line in kept]
    return assemble(paragraphs, kind="text", parser=parser, clues=clues, furniture=removed, strict=strict)
