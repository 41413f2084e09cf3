"""Pairs, compounds and what heads have beyond bodies, for the words of many documents at once.

The texts of a document are three: its title, its names, its body (search/letters.py has how words stand in a row).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from ingest.orthography import to_bytes
from search.compounds import JOINT, all_compounds
from search.letters import Keys, Places, Row, joined, key_of
from search.pairs import paired_syllables

PARTS = 3
"""Texts of a document: its title, its names, its body."""

CODE_BITS = 12
"""Of the number of a syllable among those that pairs are made of."""

_MIX, _SALT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
"""Odd numbers without a pattern: what is multiplied by one stays apart."""

_PLACE_BITS = 16
_PLACE_SHIFT = np.uint64(64 - _PLACE_BITS)
_SIEVE_BITS = 16
_SIEVE_SHIFT = np.uint64(64 - _SIEVE_BITS)


class _Syllables:
    """The syllables that pairs are made of, each in a place of its own that its number as a word leads to."""

    def __init__(self) -> None:
        keys = np.array([0, *(key_of(to_bytes(one)) for one in sorted(paired_syllables()))], dtype=np.uint64)
        self._mix = next(mix for mix in _mixes() if len(np.unique(keys * mix >> _PLACE_SHIFT)) == len(keys))
        self._keys = np.zeros(1 << _PLACE_BITS, dtype=np.uint64)
        self._codes = np.zeros(1 << _PLACE_BITS, dtype=np.int64)
        places = keys * self._mix >> _PLACE_SHIFT
        self._keys[places], self._codes[places] = keys, np.arange(len(keys))
        self.are_compound = np.zeros((len(keys),) * 2, dtype=bool)
        halves = zip(*(compound.split(JOINT) for compound in all_compounds()), strict=True)
        first, second = (np.array([key_of(to_bytes(half)) for half in some], np.uint64) for some in halves)
        self.are_compound[self.find(first), self.find(second)] = True

    def find(self, keys: Keys) -> Places:
        """The code of each word, 0 for those that are none of the syllables."""
        places = keys * self._mix >> _PLACE_SHIFT
        return np.where(self._keys[places] == keys, self._codes[places], 0)


def _mixes() -> Iterator[np.uint64]:
    """Odd numbers without a pattern, among which one brings each syllable to a place of its own."""
    dice = Random(1948)  # noqa: S311 - nothing is kept secret by it
    while True:
        yield np.uint64(dice.getrandbits(64) | 1)


@lru_cache(maxsize=1)
def _syllables() -> _Syllables:
    return _Syllables()


class Pairs:
    """The pairs of syllables side by side in a row of words, whose folded `letters` and numbers these are."""

    def __init__(self, row: Row, letters: bytes, keys: Keys) -> None:
        syllables = _syllables().find(keys)
        known = syllables > 0
        at = np.flatnonzero(known[:-1] & known[1:] & ~row.is_last[:-1])
        self._letters, self._texts = letters, row.count
        self._starts, self._ends, self._text = row.starts[at], row.ends[at + 1], row.text[at]
        self._first, self._second = syllables[at], syllables[at + 1]

    def compounds(self) -> list[str]:
        """The compounds of each text in their order, joined by blanks."""
        at = np.flatnonzero(_syllables().are_compound[self._first, self._second])
        return self._joined(at, np.searchsorted(self._text[at], np.arange(self._texts + 1)))

    def once(self) -> list[str]:
        """The pairs of each document, each once, joined by blanks."""
        document = self._text // PARTS
        number = (document << 2 * CODE_BITS) | (self._first << CODE_BITS) | self._second
        at = np.sort(np.unique(number, return_index=True)[1])
        return self._joined(at, np.searchsorted(document[at], np.arange(self._texts // PARTS + 1)))

    def _joined(self, at: Places, bounds: Places) -> list[str]:
        return joined(self._letters, self._starts[at], self._ends[at], bounds)


def beyond_in(row: Row, letters: bytes, keys: Keys, *, mark: str = "") -> tuple[list[str], list[str]]:
    """The words, and the pairs of words side by side, that the title and the names of a document have beyond its body.

    Each as one string a document, joined by blanks, with `mark` before each.
    """
    document = row.text // PARTS
    in_head = row.text % PARTS != PARTS - 1
    salt = document.astype(np.uint64) * _SALT
    words = _only_in((keys ^ salt) * _MIX, in_head)
    first = np.flatnonzero(~row.is_last[:-1])
    mixed = keys[first] * _MIX
    beside = (((mixed ^ (mixed >> np.uint64(29))) + keys[first + 1]) ^ salt[first]) * _MIX
    pairs = first[_only_in(beside, in_head[first])]
    documents = np.arange(row.count // PARTS + 1)
    words_of, pairs_of = np.searchsorted(document[words], documents), np.searchsorted(document[pairs], documents)
    return (
        joined(letters, row.starts[words], row.ends[words], words_of, mark),
        joined(letters, row.starts[pairs], row.ends[pairs + 1], pairs_of, mark),
    )


def _only_in(numbers: Keys, in_head: NDArray[np.bool_]) -> Places:
    """Where numbers stand, each once, that heads have and the rest has not."""
    heads = np.flatnonzero(in_head)
    wanted, places = np.unique(numbers[heads], return_index=True)
    if not len(wanted):
        return heads
    sieve = np.zeros(1 << _SIEVE_BITS, dtype=bool)
    sieve[wanted >> _SIEVE_SHIFT] = True
    rest = numbers[~in_head]
    rest = rest[sieve[rest >> _SIEVE_SHIFT]]  # few are left to be looked for
    found = np.minimum(np.searchsorted(wanted, rest), len(wanted) - 1)
    alone = np.ones(len(wanted), dtype=bool)
    alone[found[wanted[found] == rest]] = False
    return np.sort(heads[places[alone]])
