"""The sides between which an agreement is made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.mention import Mention

SIDE = re.compile(
    r"bên (?:A|I|1|thứ nhất)\s?(?:\([^)\n]{1,20}\)\s?)?[:.–-]\s{0,3}(?:[Đđ]ại diện\s(?:cho\s)?)?", re.IGNORECASE
)
SIDES = 1500
"""Characters in which an agreement names its sides."""


def find_side(body: str, mentions: Sequence[Mention], doc_type: str) -> Mention | None:
    """The first of the sides that an agreement is made between: `BÊN A: NHÀ MÁY ĐƯỜNG HIỆP HÒA`."""
    side = SIDE.search(body, 0, SIDES) if doc_type == "agreement" else None
    if side is None:
        return None
    units = (unit for unit in mentions if unit.label == "UNIT" and unit.start >= side.end())
    return next((unit for unit in units if unit.start <= side.end() + 2), None)
