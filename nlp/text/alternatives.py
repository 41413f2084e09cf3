"""Words of the lexicons as the alternatives of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.lexicon import load_lexicon

GAP = r"\s+"
"""Any blanks, and the end of a line, between the words of a form."""
LOOSE_GAP = r"[\s-]+"
"""The same or a hyphen, as compound words were written before 1975: `thi-đua`."""


def alternatives(forms: Iterable[str], *, gap: str = r"\ ") -> str:
    """The forms as the alternatives of a pattern, each once, the longest first, without a group around them.

    `gap` is a pattern for what stands between the words of a form.
    """
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(gap.join(map(re.escape, form.split(" "))) for form in longest_first)


@cache
def load_alternatives(lexicon: str, *kinds: str, gap: str = r"\ ") -> str:
    """`alternatives` of the forms of a lexicon, of those `kinds` alone where some are given."""
    return alternatives((one.form for one in load_lexicon(lexicon) if not kinds or one.kind in kinds), gap=gap)
