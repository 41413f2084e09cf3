"""Lines of a paper that tell who keeps a copy, `- Lưu: VT, VP.`: they name no body."""

from __future__ import annotations

from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

FILING = frozenset({"Văn phòng", "Phòng"})
"""Where copies of a paper are kept."""
LONGEST_FILING = 12
"""Syllables and marks between `Lưu` and the last of them."""


def is_filed(reading: Reading, parse: UnitParse) -> bool:
    """Whether a unit is an office on a line that tells who keeps a copy."""
    start = first = parse.first
    if parse.head.value not in FILING:
        return False
    while start > 0 and not reading.breaks[start] and first - start < LONGEST_FILING:
        start -= 1
    return reading.breaks[start] > 0 and "lưu" in reading.keys[start : min(start + 2, first)]
