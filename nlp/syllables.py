"""The syllables of a text with their offsets, one regex for all: components, lexicons and search."""

from __future__ import annotations

import re
import sys
from itertools import accumulate, chain

from ingest.orthography import normal_tone, official_y, plain_dashes
from ingest.records import record
from nlp.text.kept import ByWord, kept_by_text

SYLLABLE = re.compile(r"(?=\S)(\w+|.)")
"""A word, or one sign; that there is no blank is asked first, since blanks are passed quicker so."""
SHORTEST_CACHED = 400
"""Characters: phrases and windows are split anew, or they would drive the document out of the cache."""


@record(frozen=True, slots=True)
class Syllables:
    """The syllables and punctuation marks of a text with their offsets; `keys` are the forms that are compared.

    `upper` tells whether each begins with a capital, `shouted` whether all of it are capitals; `gaps` are the spaces
    before each of them and behind the last.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    upper: tuple[bool, ...]
    shouted: tuple[bool, ...]
    gaps: tuple[str, ...]


def split_syllables(text: str) -> Syllables:
    """The syllables of `text`, in order; a key is what `normalize_key` makes of it.

    Word segmentation is left out on purpose: it costs twenty times as much and breaks names of offices.
    """
    return _split_cached(text) if len(text) >= SHORTEST_CACHED else _split(text)


@kept_by_text()
def _split_cached(text: str) -> Syllables:
    return _split(text)


def _split(text: str) -> Syllables:
    pieces = SYLLABLE.split(text)  # a gap, a syllable, a gap …, as long as the text
    bounds = tuple(accumulate(map(len, pieces)))
    written = pieces[1::2]
    keys, upper, shouted = zip(*map(_FORMS.__getitem__, written), strict=True) if written else ((), (), ())
    return Syllables(bounds[:-1:2], bounds[1::2], keys, upper, shouted, tuple(pieces[::2]))


def _forms(written: str) -> tuple[str, bool, bool]:
    """The key of a syllable (equal ones are one string), whether it begins with a capital, whether all of it are."""
    return sys.intern(normalize_key(written)), written[0].isupper(), written.isupper() and written.isalpha()


_FORMS = ByWord(_forms)


@kept_by_text()
def _compared(text: str) -> str:
    syllables = split_syllables(text)  # nothing that is changed in a syllable looks beyond it
    pieces = chain.from_iterable(zip(syllables.gaps, syllables.keys, strict=False))
    return "".join([*pieces, syllables.gaps[-1]])


def compared_text(text: str) -> str:
    """`text` in the form in which words are compared, character for character; kept for the last few long texts."""
    return _compared(text) if len(text) >= SHORTEST_CACHED else normalize_key(text)


def normalize_key(text: str) -> str:
    """`text` in lower case, tone marks, `i` and `y` in one way, dashes as `-`, the `Ð` of old sites as `Đ`.

    It is as long as `text`.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ grows when it is lowered: it stays then
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return official_y(plain_dashes(normal_tone(lower.replace("ð", "đ"))))
