"""Where the syllables stand with which words begin that components look for: all of them found in one walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from nlp.syllables import SHORTEST_CACHED, split_syllables
from nlp.text.kept import ByWord, kept_by_text


class Wanted:
    """A set of syllables that is looked for in text after text; made once for a lexicon and never forgotten."""

    __slots__ = ("_number", "keys")

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)
        self._number = _Sets.with_one_more(self.keys)

    def among(self, text: str) -> Sequence[int]:
        """Which syllables of `text` are of the set, in order; those of a long text are found once for all sets."""
        if len(text) >= SHORTEST_CACHED:
            found = _found(text)
            if self._number < len(found):  # else the set was made after the text was walked through
                return found[self._number]
        return syllables_among(text, self.keys)


def syllables_among(text: str, keys: frozenset[str]) -> list[int]:
    """Which syllables of `text` have one of `keys`, in order: for sets that are looked for in few texts."""
    return [at for at, key in enumerate(split_syllables(text).keys) if key in keys]


class _Sets:
    """All the sets, and by syllable the numbers of those that have it."""

    latest: _Sets
    _lock = Lock()

    def __init__(self, sets: tuple[frozenset[str], ...]) -> None:
        self.sets = sets
        self.numbers = ByWord(lambda key: tuple(number for number, keys in enumerate(sets) if key in keys))

    @classmethod
    def with_one_more(cls, keys: frozenset[str]) -> int:
        """Take a set in; its number."""
        with cls._lock:
            number = len(cls.latest.sets)
            cls.latest = _Sets((*cls.latest.sets, keys))
        return number


_Sets.latest = _Sets(())


@kept_by_text()
def _found(text: str) -> Sequence[Sequence[int]]:
    """The syllables of a text that are of each set."""
    known = _Sets.latest
    found: list[list[int]] = [[] for _ in known.sets]
    for at, numbers in enumerate(map(known.numbers.__getitem__, split_syllables(text).keys)):
        for number in numbers:
            found[number].append(at)
    return found
