"""Whether the text of a PDF page makes sense: triggers to read the page again, not verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from ingest.legacy import OWN_LETTERS
from ingest.orthography import is_syllable

LEAST_SYLLABLES = 0.6
"""Share of valid syllables: good pages have 0.84 to 0.99, tables of codes 0.7, unconverted legacy fonts 0.3."""

LEAST_OWN = 0.04
"""Share of letters that only Vietnamese has: good pages have 0.08 to 0.2, legacy fonts and English none."""

MOST_SINGLE = 0.25
"""Share of words of one letter: a fallback font that scatters accented letters gives 0.5, numbered lists 0.08."""

MOST_UNKNOWN = 0.02
"""Share of characters without a meaning: replacement characters, private and control ones."""

ENOUGH_WORDS = 12
"""Words of letters from which shares say something."""

LONGEST_JOINED = 40
"""Letters of the longest line's end that is looked into for syllables."""

LONGER_WORD = re.compile(r"[^\W\d_]{4,}")

SAMPLE = 120
"""Words that suffice to tell sense from nonsense."""

LETTERS_ONLY = re.compile(r"[^\W\d_]+")
UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x01\x03-\x08\x0e-\x1f]")
BULLETS = re.compile("[\uf0a0-\uf0ff](?= |$)")
"""Bullets of symbol fonts, which stand alone."""

LONG_WORD = 8
"""Letters of the longest Vietnamese syllable (`nghiêng`) and one more."""

MOST_LONG = 0.2
"""Share of words too long for a syllable: in files of some typesetters words run together."""


def doubt(text: str) -> str:
    """Why a page's text makes no sense, empty where it does or where there is too little of it to tell.

    Reasons: `unknown letters`, `scattered letters`, `run together`, `no vietnamese`.
    """
    if UNKNOWN.search(text) and len(UNKNOWN.findall(BULLETS.sub("", text))) > MOST_UNKNOWN * len(text):
        return "unknown letters"
    words = _sample(text)
    if len(words) < ENOUGH_WORDS:
        return ""
    if sum(map(_is_single, words)) > MOST_SINGLE * len(words):
        return "scattered letters"
    own, letters = len(OWN_LETTERS.findall("".join(words))), sum(map(len, words))
    if own < LEAST_OWN * letters:
        return "no vietnamese"
    if _share(words) >= LEAST_SYLLABLES:
        return ""
    long = sum(len(word) >= LONG_WORD for word in words)
    return "run together" if long > MOST_LONG * len(words) else "no vietnamese"


def score(text: str) -> float:
    """The share of valid syllables of two letters and more among the words: the higher, the better a reading."""
    return _share(_sample(text))


def words_of(text: str) -> list[str]:
    """The words of letters."""
    return LETTERS_ONLY.findall(text)


def _sample(text: str) -> list[str]:
    """Words from all over a text, as many as tell what it is."""
    parts = text.split()
    return LETTERS_ONLY.findall(" ".join(parts[:: 1 + len(parts) // SAMPLE]))


def _is_single(word: str) -> bool:
    return len(word) == 1


def _share(words: list[str]) -> float:
    return sum(len(word) > 1 and is_syllable(word) for word in words) / len(words) if words else 0.0


def lines_with_joined_words(lines: Sequence[str]) -> list[bool]:
    """Of each line whether it has a word that is no syllable and can be cut into some."""
    parts = [line.split() for line in lines]
    found = set(filter(_holds_joined, set(chain.from_iterable(parts))))
    return [bool(found) and not found.isdisjoint(own) for own in parts]


@lru_cache(maxsize=65536)
def _holds_joined(part: str) -> bool:
    return any(map(_is_joined, LONGER_WORD.findall(part)))


@lru_cache(maxsize=65536)
def _is_joined(word: str) -> bool:
    """Whether a word is two Vietnamese syllables or more, one of which has letters that only Vietnamese has.

    >>> _is_joined("cầnthiết"), _is_joined("website"), _is_joined("người")
    (True, False, False)
    """
    if is_syllable(word) or len(word) > LONGEST_JOINED or not OWN_LETTERS.search(word):
        return False
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(start in reached and is_syllable(word[start:end]) for start in range(max(0, end - LONG_WORD), end)):
            reached.add(end)
    return len(word) in reached
