"""Texts whose lines were cut at one width, as terminals, mail and old editors do: their paragraphs are one line again.

A line was cut where the next one's first word did not fit behind it. Names lie over such cuts: `huyện Kỳ / Sơn`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NARROWEST, WIDEST = 50, 120
"""Characters of the width at which a text may have been cut."""
FEWEST_CUTS = 5
"""Lines that were cut, in a text that is known by them."""
SMALL_SHARE = 0.45
"""Of the cuts, as many go on with a small letter: lines that begin anew do not."""
CUT_SHARE = 0.2
"""Of the lines with text, as many were cut: a page of short lines is none."""
COLUMNS = re.compile(r"\S\s{3}|\t|\|")
"""What parts columns and cells, whose lines stay."""
ITEM = re.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ]\))\s")
"""How an item of a list begins."""


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines of a text, cut ones joined by a blank; as they are where the text was not cut at one width.

    >>> unwrapped(["Hội nghị sơ kết.", "Sáng nay họp."])
    ['Hội nghị sơ kết.', 'Sáng nay họp.']
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return list(lines)
    cuts = frozenset(at for at in range(len(lines) - 1) if _is_cut(lines[at].rstrip(), lines[at + 1], width))
    small = sum(lines[at + 1].lstrip()[:1].islower() for at in cuts)
    filled = sum(1 for line in lines if line.strip())
    if len(cuts) < FEWEST_CUTS or small < SMALL_SHARE * len(cuts) or len(cuts) < CUT_SHARE * filled:
        return list(lines)
    paragraphs: list[list[str]] = []
    for at, line in enumerate(lines):
        own = line.rstrip() if at in cuts else line
        if at - 1 in cuts:
            paragraphs[-1].append(own.lstrip())
        else:
            paragraphs.append([own])
    return [" ".join(parts) for parts in paragraphs]


def _is_cut(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line did not fit behind a line."""
    word = following.split(maxsplit=1)
    if not line.strip() or not word or len(line) + 1 + len(word[0]) <= width:
        return False
    return not (ITEM.match(following) or COLUMNS.search(line) or COLUMNS.search(following))
