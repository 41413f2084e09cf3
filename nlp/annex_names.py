"""The names of annexes that a paper mentions by their kind alone, from the headings over them."""

from __future__ import annotations

import re

from nlp.clue_fields import one_line

LONGEST_KIND = 2
"""Words of a name that tells the kind alone: `danh sách`, `phụ lục`."""
BELONGS = re.compile(r"\n\s*\((?:ban hành\s)?(?:kèm theo|đính kèm)\s", re.IGNORECASE)
"""How the line below an annex's heading begins, which tells what it belongs to."""
HEADING_LINES, HEADING = 5, 600
"""Lines of an annex's heading, and characters."""


def annex_name(body: str, kind: str) -> str:
    """What stands in capitals over the annex of that kind below a paper: `DANH SÁCH ĐƯỢC TẶNG …`; empty without it."""
    if len(kind.split()) > LONGEST_KIND:
        return ""
    for belongs in BELONGS.finditer(body):
        heading: list[str] = []
        for line in reversed(body[max(0, belongs.start() - HEADING) : belongs.start()].rsplit("\n", HEADING_LINES)[1:]):
            if not line.isupper():
                break
            heading.insert(0, line.strip())
            if line.strip().casefold().startswith(kind.casefold()):
                name = one_line(" ".join(heading))
                return name if len(name.split()) > LONGEST_KIND + 1 else ""
    return ""
