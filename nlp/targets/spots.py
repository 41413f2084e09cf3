"""Whether `điểm` behind a figure counts spots that something is done to, or marks."""

from __future__ import annotations

import re

from nlp.targets.quantities import Quantity
from nlp.text.alternatives import load_alternatives

SPOT = re.compile(rf"\sđiểm\s(?!(?:{load_alternatives('target_words', 'mark')})(?!\w))[^\W\d_]")
REACHED = re.compile(r"(?<!\w)(?:đạt|nâng|cộng|trừ)(?: được| thêm)?\s*\Z", re.IGNORECASE)
"""Before marks, whatever their noun is: `đạt 9 điểm môn Toán`."""
LONGEST_REACHED = len(" nâng được ")


def is_spot(text: str, quantity: Quantity) -> bool:
    """Whether a noun behind `điểm` makes a spot of it: `xóa 2 điểm xả thải`."""
    if SPOT.match(text, quantity.end) is None:
        return False
    return REACHED.search(text, max(0, quantity.opening - LONGEST_REACHED), quantity.opening) is None
