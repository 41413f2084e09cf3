"""What a letterhead and a signature say: issuer, number, place, date, type, subject, recipients, signer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.document import Clue, Line
from ingest.letterhead import find_letterhead, find_recipients
from ingest.rows import rows_of
from ingest.signature import find_closing_date, find_signature


def find_clues(body: str, lines: Sequence[Line] = ()) -> tuple[Clue, ...]:
    """The clues of letterhead and signature in order of their place; `lines` tell the pages."""
    rows = rows_of(body)
    head = list(find_letterhead(rows))
    found = [*head, *find_recipients(rows), *find_signature(rows)]
    if not any(clue.field == "date" for clue in head):
        found += find_closing_date(rows)
    starts = [line.start for line in lines]
    return tuple(
        Clue(clue.field, clue.text, clue.method, clue.start, clue.end, _page(lines, starts, clue.start))
        for clue in sorted(found, key=lambda clue: (clue.start or 0, clue.field))
    )


def _page(lines: Sequence[Line], starts: list[int], at: int | None) -> int | None:
    place = bisect_right(starts, at) - 1 if at is not None else -1
    return lines[place].page if place >= 0 else None
