"""Many fixed forms as a tree of syllables: the longest that begins at a syllable is found in one walk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nlp.lexicon import Entry
from nlp.reading import Reading
from nlp.syllables import split_syllables


@dataclass(frozen=True, slots=True)
class Found:
    """A form that stands in a reading from syllable `first` up to and without `end`."""

    first: int
    end: int
    entry: Entry
    entries: tuple[Entry, ...] = ()


class FormTree:
    """The forms of `entries`; a form all in capitals (an abbreviation) matches only capitals."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root: dict[str, Any] = {}
        self._last: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take one more form in; several entries may share one."""
        node = self._root
        keys = split_syllables(entry.form).keys
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault("", []).append(entry)
        self._last.add(keys[-1])

    def begins(self, key: str) -> bool:
        """Whether a form begins with the syllable `key`: a cheap question before a walk."""
        return key in self._root

    def ends(self, key: str) -> bool:
        """Whether a form ends with the syllable `key`."""
        return key in self._last

    def first_keys(self) -> frozenset[str]:
        """The syllables with which forms begin."""
        return frozenset(self._root)

    def entries(self, keys: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of a form given by its syllables."""
        node = self._root
        for key in keys:
            node = node.get(key, {})
        return tuple(node.get("", ()))

    def longest(self, reading: Reading, first: int) -> Found | None:
        """The longest form that begins at syllable `first`; it may cross one line break, no wider gap."""
        keys, breaks = reading.keys, reading.breaks
        node = self._root.get(keys[first])
        if node is None:
            return None
        best: Found | None = None
        at = first
        while node is not None:
            at += 1
            entries = node.get("")
            if entries is not None:
                fitting = tuple(entry for entry in entries if _case_fits(reading, first, at, entry.form))
                if fitting:
                    best = Found(first, at, fitting[0], fitting)
            key = keys[at]
            if not key or breaks[at] > 1:
                break
            if key == "-" and "-" not in node and reading.glued(at) and reading.glued(at + 1):
                at += 1  # old prints join the syllables of a name: `Thái-nguyên`
                key = keys[at]
            node = node.get(key)
        return best


def _case_fits(reading: Reading, first: int, end: int, form: str) -> bool:
    return not (form.isupper() and len(form) > 1) or reading.surface(first, end).isupper()
