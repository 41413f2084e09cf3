"""Which zones of a page read from its picture may be misread, and which could not be read at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.document import Clue, Page, Word
from ingest.names import LONGEST_NAME, is_post
from ingest.official.letterhead import BLANK_DATE, BLANK_NUMBER, LETTERHEAD_LINES, NUMBER, UNCLEAR_NUMBER
from ingest.official.signature import ASIDE, BLOCK_HEIGHT, SIGNATURE_LINES
from ingest.orthography import plain_dashes
from ingest.places import around
from ingest.rows import Row

UNREAD = 0.6
"""Confidence below which a figure counts as not read and a person is asked; handwriting has 0 to 0.5.

Of 4,103 words on eleven scans printed from sources of our own (200 dots an inch, skewed, noisy, sealed), compared with
the true text, 45 % of those below 0.6 were wrong, 27 % from 0.6 to 0.8, 10 % from 0.8 to 0.9, 0.4 % above.
"""

DOUBTFUL = 0.8
"""Confidence below which a zone's text is shown as doubtful: every fourth such word was wrong on those scans."""

FIGURES = ("doc_number", "date")
"""Zones whose figures decide what the document is: a doubtful one is worse than none."""


def with_doubts(clues: Sequence[Clue], words: Sequence[Word]) -> list[Clue]:
    """The clues with their state, as the least sure of their words has it."""
    if not words:
        return list(clues)
    starts, ends = [word.start for word in words], [word.end for word in words]
    return [_judged(clue, words[_first(ends, clue) : _last(starts, clue)]) for clue in clues]


def _first(ends: Sequence[int], clue: Clue) -> int:
    return bisect_right(ends, clue.start or 0)


def _last(starts: Sequence[int], clue: Clue) -> int:
    return bisect_left(starts, clue.end or 0)


def _judged(clue: Clue, words: Sequence[Word]) -> Clue:
    if clue.start is None or not words:
        return clue
    least = min(word.confidence for word in words)
    figures = [word for word in words if word.confidence < UNREAD]
    if clue.field in FIGURES and figures:
        box = around([word.box for word in figures])
        return replace(clue, text="", box=box, page=figures[0].page, state="unread")
    return replace(clue, state="doubtful") if least < DOUBTFUL else clue


def find_unread(rows: Sequence[Row], found: Sequence[Clue], pages: Sequence[Page], words: Sequence[Word]) -> list[Clue]:
    """What of a scanned page nobody could read: number and date written by hand, the signer's name under a seal."""
    scanned = {page.number for page in pages if page.text_from == "ocr"}
    head = [row for row in rows[: 2 * LETTERHEAD_LINES] if row.page in scanned and row.page == rows[0].page]
    fields = {clue.field for clue in found}
    unread = []
    for field, is_line in (("doc_number", _is_number_line), ("date", _is_date_line)):
        row = next((row for row in head if is_line(row.text)), None) if field not in fields else None
        if row is not None:
            unread.append(Clue(field, "", "letterhead", page=row.page, box=row.box, state="unread"))
    return [*unread, *_unread_signer(rows, scanned, words)] if "signer" not in fields else unread


def _unread_signer(rows: Sequence[Row], scanned: Collection[int], words: Sequence[Word]) -> list[Clue]:
    """The place of the name under the last post of a scanned page, where it was read unsurely and made no name."""
    tail = [row for row in rows[-SIGNATURE_LINES:] if row.page in scanned and row.box]
    post = next((row for row in reversed(tail) if row.text.isupper() and is_post(row.text)), None)
    name = next((row for row in tail if post and _is_under(row, post)), None)
    if name is None or len(name.text.split()) > LONGEST_NAME:
        return []
    unsure = [word for word in words if name.start <= word.start < name.end and word.confidence < DOUBTFUL]
    return [Clue("signer", "", "signature", page=name.page, box=name.box, state="unread")] if unsure else []


def _is_under(row: Row, post: Row) -> bool:
    """Whether a row stands under a post in its column, as near as a seal and a signature leave it."""
    if row.box is None or post.box is None or row.page != post.page:
        return False
    beside = abs(row.box[0] + row.box[2] - post.box[0] - post.box[2]) / 2
    return post.box[3] <= row.box[1] <= post.box[3] + BLOCK_HEIGHT and beside <= ASIDE


def _is_number_line(text: str) -> bool:
    plain = plain_dashes(text)
    return not NUMBER.match(plain) and bool(BLANK_NUMBER.match(plain) or UNCLEAR_NUMBER.match(plain))


def _is_date_line(text: str) -> bool:
    return bool(BLANK_DATE.fullmatch(text.strip()))
