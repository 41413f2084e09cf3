"""What stands in the zones of an official page: letterhead, addressees, bases, signatures, recipients, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Clue, Line, Page, Word
from ingest.official.addresses import find_addressees, find_bases, find_recipients
from ingest.official.annexes import find_annexes
from ingest.official.consolidated import find_certificate
from ingest.official.letterhead_zones import find_letterhead
from ingest.official.signature import find_closing_date, find_signatures
from ingest.places import Places
from ingest.rows import Row, printed_rows, rows_of
from ingest.scans.doubts import find_unread, with_doubts

ZONE_METHODS = ("letterhead", "signature", "recipients", "stamp", "annex")
"""How clues are called that were read from a zone of the official page."""


def find_clues(
    body: str, lines: Sequence[Line] = (), *, words: Sequence[Word] = (), pages: Sequence[Page] = ()
) -> tuple[Clue, ...]:
    """The clues of an official page's zones in order of their place.

    `lines` tell how the body was printed and where, `words` how sure the recogniser was, `pages` their sizes and
    which of them were read from pictures.
    """
    paragraphs = rows_of(body)
    printed = paragraphs if _are_paragraphs(lines, paragraphs) else printed_rows(body, lines)
    head = list(find_letterhead(printed, {page.number: page.width for page in pages}))
    found = [
        *head,
        *find_addressees(paragraphs),
        *(find_bases(paragraphs) if head else ()),
        *find_signatures(printed),
        *find_recipients(paragraphs),
        *find_annexes(paragraphs),
    ]
    told = {clue.field for clue in head}
    found += [clue for clue in find_certificate(printed) if clue.field not in told]
    if "date" not in told:
        found += find_closing_date(printed)
    places = Places(lines)
    placed = with_doubts([_placed(clue, places) for clue in found], words)
    placed += find_unread(printed, placed, pages, words)
    return tuple(sorted(placed, key=lambda clue: (clue.start or 0, clue.field)))


def _are_paragraphs(lines: Sequence[Line], paragraphs: Sequence[Row]) -> bool:
    """Whether each line is a paragraph without a place of its own, as in plain text, or nothing is told of lines."""
    return not lines or (len(lines) == len(paragraphs) and all(line.page is None is line.box for line in lines))


def _placed(clue: Clue, places: Places) -> Clue:
    if clue.start is None or clue.end is None or clue.page is not None:
        return clue
    page, box = places.of(clue.start, clue.end)
    return replace(clue, page=page, box=box) if (page, box) != (clue.page, clue.box) else clue
