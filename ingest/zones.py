"""What a letterhead and a signature say: issuer, number, place, date, type, subject, recipients, signer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Clue, Line
from ingest.letterhead import find_letterhead, find_recipients
from ingest.places import Places
from ingest.rows import rows_of
from ingest.signature import find_closing_date, find_signature

ZONE_METHODS = ("letterhead", "signature", "stamp")
"""How clues are called that were read from a zone of the official page."""


def find_clues(body: str, lines: Sequence[Line] = ()) -> tuple[Clue, ...]:
    """The clues of letterhead and signature in order of their place; `lines` tell the pages and boxes."""
    rows = rows_of(body)
    head = list(find_letterhead(rows))
    found = [*head, *find_recipients(rows), *find_signature(rows)]
    if not any(clue.field == "date" for clue in head):
        found += find_closing_date(rows)
    places = Places(lines)
    return tuple(_placed(clue, places) for clue in sorted(found, key=lambda clue: (clue.start or 0, clue.field)))


def _placed(clue: Clue, places: Places) -> Clue:
    if clue.start is None or clue.end is None or clue.page is not None:
        return clue
    page, box = places.of(clue.start, clue.end)
    return replace(clue, page=page, box=box)
