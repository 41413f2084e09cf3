"""Names of the peoples of the highlands and of the northern hills, which no title need tell: `H'Yuên Rơ Lan`."""

from __future__ import annotations

from functools import cache

from ingest.names import surnames
from ingest.orthography import is_syllable
from nlp.lexicon import load_lexicon
from nlp.people.names import APOSTROPHES, capital_run
from nlp.text.reading import Reading

ADDRESS = "ông"
"""A family's name, but oftener a form of address: `Ông A Biu`."""
PREFIXES = frozenset({"h", "k"})
"""Letters that an apostrophe joins to a name: `H'Linh`, `K'Brễu`."""


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(entry.form.lower() for entry in load_lexicon("highland_names") if entry.kind == kind)


def highland_name(reading: Reading, at: int) -> int:
    """The end of such a name at `at`, 0 where none is.

    A letter with an apostrophe; `Y` or `A` before a clan or a word that is no Vietnamese syllable (`Y Krăk`); a clan
    before such a word (`Siu Hyơn`); a family with a middle name of the hills (`Vàng Mí Sính`).
    """
    key = reading.keys[at]
    if reading.shouting[at] or not reading.upper[at] or not reading.upper[at + 1 if key not in PREFIXES else at]:
        return 0
    end = capital_run(reading, at)
    if key in PREFIXES and reading.keys[at + 1] in APOSTROPHES:
        people = reading.keys[at + 2] in _forms("people")  # `người H'Mông`
        end = max(end, capital_run(reading, at + 2))  # `K' Brơi`
        return end if end > at + 2 and reading.glued(at + 1) and not people else 0
    if end - at < 2:
        return 0
    if key in surnames() and key != ADDRESS and reading.keys[at + 1] in _forms("middle"):
        return end if end - at > 2 else 0
    strange = any(
        reading.keys[one] in _forms("clan") or not is_syllable(reading.keys[one]) for one in range(at + 1, end)
    )
    return end if strange and (key in _forms("letter") or key in _forms("clan")) else 0
