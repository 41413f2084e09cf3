"""Weights by which a block or line is told to be body: each is a choice between it and nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from nlp.choice_learning import Choice, learn

LEAST_SEEN = 3
"""Pages on which a weight's name must occur."""
RIDGE = 1.0
ALWAYS = "always"
"""The name of the weight that holds of every row."""


def fit_weights(
    pages: Sequence[Sequence[Sequence[str]]], body: Sequence[bool], words: Sequence[int], body_importance: float
) -> dict[str, float]:
    """The weights by name of pages, rows and names; a row counts by the root of its words, more where it is body."""
    seen = Counter(name for rows in pages for name in {name for names in rows for name in names})
    known = {name for name, times in seen.items() if times >= LEAST_SEEN}
    rows = [[ALWAYS, *filter(known.__contains__, names)] for page in pages for names in page]
    roots = [math.sqrt(count) for count in words]
    mean = sum(roots) / len(roots)
    taught = (
        Choice([names, []], [held, not held], root / mean * (body_importance if held else 1.0))
        for names, held, root in zip(rows, body, roots, strict=True)
    )
    return learn([*taught], RIDGE, 1)
