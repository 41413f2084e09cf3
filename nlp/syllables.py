"""The syllables of a text with their offsets, one regex for all: components, lexicons and search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import normal_tone, plain_dashes

SYLLABLE = re.compile(r"\w+|[^\w\s]")
CACHED_TEXTS = 4
"""Components of one document ask for the same text in turn; more than a few would only hold memory."""
SHORTEST_CACHED = 400
"""Characters: phrases and windows are split anew, or they would drive the document out of the cache."""


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables and punctuation marks of a text with their offsets; `keys` are the forms that are compared."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]


def split_syllables(text: str) -> Syllables:
    """The syllables of `text`, in order; a key is lower case with the tone mark in one place and dashes as `-`.

    Word segmentation is left out on purpose: it costs twenty times as much and breaks names of offices.
    """
    return _split_cached(text) if len(text) >= SHORTEST_CACHED else _split(text)


@lru_cache(maxsize=CACHED_TEXTS)
def _split_cached(text: str) -> Syllables:
    return _split(text)


def _split(text: str) -> Syllables:
    found = [match.span() for match in SYLLABLE.finditer(text)]
    if not found:
        return Syllables((), (), ())
    plain = normalize_key(text)
    starts, ends = zip(*found, strict=True)
    return Syllables(starts, ends, tuple([plain[start:end] for start, end in found]))


@lru_cache(maxsize=CACHED_TEXTS)
def places_of_keys(text: str) -> dict[str, list[int]]:
    """Each key of a text with the places among its syllables where it stands: for those who look for many words."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(split_syllables(text).keys):
        places.setdefault(key, []).append(at)
    return places


def normalize_key(text: str) -> str:
    """`text` in lower case, tone marks in one place, every dash as `-`: as long as `text` itself."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ grows when it is lowered: it stays then
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return plain_dashes(normal_tone(lower))
