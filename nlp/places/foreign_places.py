"""Names of provinces and cities beyond the borders: those of the list, and words that no Vietnamese syllable is."""

from __future__ import annotations

from functools import lru_cache

from ingest.orthography import is_syllable
from nlp.lexicon import load_lexicon
from nlp.people.names import capital_run
from nlp.text.form_tree import FormTree
from nlp.text.reading import Reading

SHORTEST_FOREIGN = 4
"""Letters of a word that no Vietnamese syllable is: shorter ones may be codes or slips of the pen."""


@lru_cache(maxsize=1)
def _abroad() -> FormTree:
    return FormTree(entry for entry in load_lexicon("regions") if entry.kind == "abroad")


def foreign_end(reading: Reading, first: int) -> int:
    """The end of a province's or city's name beyond the borders, 0 where none is: `tỉnh Champasak`, `tỉnh Oudomxay`."""
    listed = _abroad().longest(reading, first) if reading.upper[first] else None
    if listed is not None:
        return listed.end
    surface = reading.surface(first, first + 1)
    foreign = reading.upper[first] and len(surface) >= SHORTEST_FOREIGN and surface.isascii() and surface.isalpha()
    if not foreign or surface.isupper() or is_syllable(surface.lower()):
        return 0
    return capital_run(reading, first, limit=2)
