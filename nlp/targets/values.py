"""What a target measures."""

from __future__ import annotations

import re

from nlp.targets.clauses import TRIM
from nlp.targets.leads import PREDICATE
from nlp.targets.quantities import MEASURE, Quantity, is_at_least

OPENING_WORDS = re.compile(r"^\s(?:là|về|của)(?=\s)")
CIRCUMSTANCE = re.compile(
    r"\s(?:tại|ở|trước|vào|ngay|đến hết|trong (?:quý|năm|tháng|đó)|so với|do|mà|cho (?:cả|Đảng))(?!\w).*",
    re.DOTALL,
)
"""Time, place and the like: they belong to a target, not to what it measures."""
RATE = re.compile(r"\s?/|\s?(?:so với|mỗi|một)\s")
SHARE = re.compile(r"^(?:tỷ lệ|tỉ lệ)\s|\s(?:chỉ|chỉ còn|mới)$", re.IGNORECASE)


def measured(text: str, start: int, end: int, quantity: Quantity) -> str:
    """The noun phrase that is measured: behind the figure and its unit, without time and place, else before it."""
    unit = None if quantity.percent else MEASURE.match(text, quantity.end)
    behind = OPENING_WORDS.sub("", text[unit.end() if unit else quantity.end : end])
    behind = CIRCUMSTANCE.sub("", behind.replace(" trở lên", "", 1) if is_at_least(text, quantity.end) else behind)
    if behind.strip(TRIM) and not RATE.match(behind):
        return behind.strip(TRIM)
    return SHARE.sub("", PREDICATE.sub("", text[start : quantity.opening]).strip(TRIM)).strip(TRIM)
