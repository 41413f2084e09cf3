"""The certificate under a consolidated text: its issuer and number stand there, beside the signature.

Source: Pháp lệnh Hợp nhất văn bản quy phạm pháp luật 2012, điều 6 and 7; Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Clue
from ingest.official.issuers import find_issuers
from ingest.official.letterhead import NUMBER
from ingest.orthography import plain_dashes
from ingest.rows import Row

CERTIFIED = re.compile(r"xác thực văn bản hợp nhất", re.I)
AROUND = 6
"""Rows before and after the certificate's heading among which the other column's lines stand."""

BESIDE = 70.0
"""Points by which those lines may differ in height from the heading: an office in two lines, a blank, a number."""


def find_certificate(rows: Sequence[Row]) -> Iterator[Clue]:
    """The issuer, those above it, and the number of a consolidated text; none for another text."""
    at = next((at for at in reversed(range(len(rows))) if CERTIFIED.fullmatch(rows[at].text.strip())), None)
    if at is None:
        return
    left = [row for row in rows[max(0, at - AROUND) : at + AROUND] if _is_beside(row, rows[at])]
    for row in left:
        number = NUMBER.match(plain_dashes(row.text))
        if number:
            yield from find_issuers(left)
            start = row.start + number.start("number")
            yield Clue("doc_number", number["number"], "letterhead", start, start + len(number["number"]))
            return


def _is_beside(row: Row, heading: Row) -> bool:
    """Whether a row stands left of the certificate's heading, as far as the page is known."""
    if row.box is None or heading.box is None:
        return row is not heading and len(row.text.split()) <= len(row.whole.split()) <= AROUND * 2
    near = row.page == heading.page and -AROUND <= row.box[1] - heading.box[1] <= BESIDE
    return near and row.box[0] + row.box[2] < heading.box[0] + heading.box[2] and row.box[0] < heading.box[0]
