"""What societies of friendship are called after: two countries, `Hữu nghị Việt Nam - Ba Lan`, `Hữu nghị Việt - Lào`."""

from __future__ import annotations

from nlp.people.names import capital_run
from nlp.places.gazetteer import known_name, regions
from nlp.places.level_names import with_marks
from nlp.text.reading import Reading
from nlp.units.forms import head_at

FRIENDSHIP = ("hữu", "nghị", "việt")
DASHES = frozenset({"-", "–"})
LONGEST_PARTNER = 3
"""Syllables of a country's name that no list holds: `Bồ Đào Nha`."""


def read_friendship(reading: Reading, at: int) -> tuple[int, str] | None:
    """The end of the words at `at` and their usual spelling; None where no two countries are named."""
    if reading.keys[at : at + len(FRIENDSHIP)] != FRIENDSHIP or not reading.upper[at + 2]:
        return None
    whole = reading.keys[at + 3] == "nam"
    dash = at + 3 + whole
    if reading.keys[dash] not in DASHES or not reading.upper[dash + 1] or any(reading.breaks[at + 1 : dash + 2]):
        return None
    end, partner = _partner(reading, dash + 1, LONGEST_PARTNER if whole else 1)
    return end, f"Hữu nghị {'Việt Nam' if whole else 'Việt'} - {partner}"


def _partner(reading: Reading, at: int, longest: int) -> tuple[int, str]:
    """The end and the name of the other country: one of the list, else its capitals before another name begins."""
    known = regions().longest(reading, at)
    if known is not None:
        return known.end, known.entry.value
    end = max(at + 1, with_marks(reading, at, capital_run(reading, at, limit=longest)))
    ends = range(at + 1, end)
    end = next((one for one in ends if known_name(reading, one) is not None or head_at(reading, one)), end)
    name = reading.surface(at, end)
    return end, name.title() if reading.shouting[at] else name
