"""Where sentences begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nlp.text.kept import kept_by_text

BREAK = re.compile(r"[.;!?\n](?:(?<=\n)|(?=\s))")
"""It begins with a set of signs, which is found quickly."""
LONG_SENTENCE = 240
"""Characters on either side of a mention in which its sentence is looked at."""


def sentence_start(text: str, at: int, reach: int) -> int:
    """Where the sentence or line begins that goes on up to the offset `at`, at most `reach` characters before it.

    The ends of sentences are found once for a text and looked up then.
    """
    ends = _ends(text)
    index = bisect_right(ends, at) - 1
    return max(ends[index] if index >= 0 else 0, at - reach)


def sentence_end(text: str, at: int, reach: int) -> int:
    """The offset of the mark that ends the sentence or line of `at`; at most `reach` characters behind `at`."""
    ends, limit = _ends(text), at + reach
    index = bisect_right(ends, at)
    mark = ends[index] - 1 if index < len(ends) else limit
    if mark < limit - 1 or (mark == limit - 1 and text[mark] == "\n"):
        return mark  # else it is past the limit, or what stands behind it is
    return min(len(text), limit)


@kept_by_text()
def _ends(text: str) -> Sequence[int]:
    return [mark.end() for mark in BREAK.finditer(text)]
