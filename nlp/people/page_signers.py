"""Names on a page's last line that are also a district's: they are its author's, who writes under a pen name."""

from __future__ import annotations

from nlp.text.reading import Reading

LAST_SYLLABLES = 12
"""Syllables from such a name to the end of the text: a post or a second line of credit may follow."""
STOPS = frozenset({".", "…", "!", "”", '"'})
"""What ends the text above a line of names."""


def signs_page(reading: Reading, at: int, end: int) -> bool:
    """Whether a name of two or three syllables is all of a line at the end of a text that names it nowhere else."""
    last = len(reading)
    if not at or not 2 <= end - at <= 3 or last - end > LAST_SYLLABLES or reading.shouting[at]:
        return False
    alone = reading.breaks[at] and (end == last or reading.breaks[end])
    return bool(alone) and reading.keys[at - 1] in STOPS and reading.text.count(reading.surface(at, end)) == 1
