"""To whom a document goes and on what it rests: `Kính gửi`, `Nơi nhận`, `Căn cứ …;`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Clue
from ingest.official.letterhead import LETTERHEAD_LINES, TO
from ingest.official.recipient_rows import AUTHORITY, COPIES
from ingest.rows import Row

MOST_ADDRESSEES = 20
LONGEST_ADDRESSEE = 25
"""Words; a longer line under `Kính gửi` is the first paragraph."""

MOST_RECIPIENTS = 40
BASES_WITHIN = 60
"""Paragraphs with text among which the bases stand."""

LIST = ("-", "+", "–", "•", "*")
BASIS = re.compile(r"(?:căn cứ|xét|theo đề nghị|theo|thực hiện)(?!\w)", re.I)
LAST = re.compile(r"[-–+*•\s]*lưu(?!\w)", re.I)


def find_addressees(rows: Sequence[Row]) -> Iterator[Clue]:
    """Those to whom an official letter is addressed."""
    for at, row in enumerate(rows[: 2 * LETTERHEAD_LINES]):
        to = TO.match(row.text)
        if not to:
            continue
        parts = [to["recipients"]] if to["recipients"].strip() else []
        end = row.end
        for following in rows[at + 1 : at + MOST_ADDRESSEES]:
            listed = following.text.lstrip().startswith(LIST)
            if not listed and (parts or len(following.text.split()) > LONGEST_ADDRESSEE):
                break
            parts.append(following.text)
            end = following.end
        if _joined(parts):
            yield Clue("addressees", _joined(parts), "letterhead", row.start, end)
        return


def find_recipients(rows: Sequence[Row]) -> Iterator[Clue]:
    """Those who get the document, from the last `Nơi nhận` on."""
    for at in range(len(rows) - 1, -1, -1):
        copies = COPIES.match(rows[at].text)
        if not copies:
            continue
        parts = [copies["first"]] if copies["first"].strip() else []
        end = rows[at].end
        for row in rows[at + 1 : at + MOST_RECIPIENTS]:
            if not row.text.lstrip().startswith(LIST) and (AUTHORITY.match(row.text) or not row.text[:1].islower()):
                break
            parts.append(row.text)
            end = row.end
            if LAST.match(row.text):
                break
        if parts:
            yield Clue("recipients", _joined(parts), "recipients", rows[at].start, end)
        return


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(text for part in parts if (text := part.strip(" -+–•*;.,…_")))


def find_bases(rows: Sequence[Row]) -> Iterator[Clue]:
    """The legal bases: the run of lines that begin with `Căn cứ` and its like and end with a semicolon or comma."""
    begun = False
    for row in rows[:BASES_WITHIN]:
        text = row.text.strip()
        is_first = text.lower().startswith("căn cứ") or (bool(BASIS.match(text)) and text.endswith(";"))
        if is_first or (begun and BASIS.match(text)):
            begun = True
            yield Clue("basis", text.rstrip(" ;,."), "letterhead", row.start, row.end)
        elif begun:
            return
