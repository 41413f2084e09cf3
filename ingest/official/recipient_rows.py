"""The recipients beside a signature, whose rows some readers mix with those of the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.names import is_post, person_in
from ingest.orthography import is_capitals
from ingest.rows import Row

COPIES = re.compile(r"(?:nơi (?:nhận|gửi|gởi)|(?:sao|đồng) (?:gửi|gởi))\s*:?\s*(?P<first>.*)", re.I)
RECIPIENT = re.compile(r"\s*(?:[-–+•*]\s|[-–+•]?\s*(?:lưu|như)(?!\w))|[^.()]{0,80}[;,]\s*$", re.I)
"""A line of the recipients: behind a dash, the archive, or one of several."""

NEXT_CELL = re.compile(r"[.;)](?=[^\W\d_]{2})")
"""The end of a recipient with a line in capitals right behind it."""

BLANK = re.compile(r"(?<=\S) (?=[^\W\d_])")

AUTHORITY = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|TT)\s?[.,:/]|T\s?[/.]\s?[MLƯ]\b\.?|K\s?[/.]\s?T\b\.?|(?:TM|KT|TL|TUQ)(?=\s[A-ZĐ])"
    r"|THAY MẶT|Thay mặt)[\s./]*(?=[^\W\d_])"
)
"""The sign before a collective's or a head's title; the Party writes it with a slash, documents before 1955 `T.M.`."""


def without_recipients(rows: Sequence[Row]) -> list[Row]:
    """The rows without those of the recipients, which some readers mix with the lines of the signature."""
    begin = next((at for at in reversed(range(len(rows))) if COPIES.match(rows[at].text.strip())), len(rows))
    below = rows[begin : begin + 1]
    beside = [part for row in below if (part := _beside_recipients(row))]
    return [*rows[:begin], *beside, *(part for row in rows[begin + 1 :] if (part := _not_received(row)))]


def _beside_recipients(row: Row) -> Row | None:
    """The post or sign of authority that a lost gap sets behind the recipients' heading: `Nơi nhận: CHÁNH ÁN`."""
    first = COPIES.match(row.text.strip())
    rest = first["first"].strip() if first is not None else ""
    if not rest or not is_capitals(rest) or not (AUTHORITY.match(rest) or is_post(rest)):
        return None
    return row.part(row.text.index(rest), len(row.text))


def _not_received(row: Row) -> Row | None:
    """What of a row is no recipient: all of it, or a post that a lost table's cell left behind one (`PC.BỘ TRƯỞNG`)."""
    named = person_in(row.text) and not row.text.rstrip().endswith((".", ",", ";"))
    if named or not RECIPIENT.match(row.text):
        return row
    cut = NEXT_CELL.search(row.text)
    rest = row.part(cut.end(), len(row.text)) if cut else None
    if rest and is_capitals(rest.text) and (AUTHORITY.match(rest.text) or is_post(rest.text)):
        return rest
    return _joined_to(row)


def _joined_to(row: Row) -> Row | None:
    """The post, sign of authority or name that single blanks join to a recipient: `- Như trên; PHÓ CHỦ TỊCH`."""
    for blank in BLANK.finditer(row.text):
        before, rest = row.text[: blank.start()], row.text[blank.end() :]
        if not any(map(str.islower, before)):
            continue
        shouted = is_capitals(rest) and (AUTHORITY.match(rest) or is_post(rest))
        named = before[-1] in ".;,)" and len(rest.split()) > 1 and rest[-1].isalpha() and person_in(rest)
        if shouted or named:
            return row.part(blank.end(), len(row.text))
    return None
