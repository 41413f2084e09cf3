"""Many fixed forms as a tree of syllables: the longest that begins at a syllable is found in one walk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nlp.lexicon import Entry
from nlp.syllables import split_syllables
from nlp.text.reading import Reading


class Found(NamedTuple):
    """A form that stands in a reading from syllable `first` up to and without `end`."""

    first: int
    end: int
    entry: Entry
    entries: tuple[Entry, ...] = ()


class _Node:
    """A syllable of a form: the nodes behind it, and the entries of the form that ends here, if one does.

    `free` are those that any case fits, `cased` tells whether there are others.
    """

    __slots__ = ("behind", "cased", "every", "free")

    def __init__(self) -> None:
        self.behind: dict[str, _Node] = {}
        self.every: tuple[Entry, ...] = ()
        self.free: tuple[Entry, ...] = ()
        self.cased = False

    def has(self, key: str, following: str) -> bool:
        """Whether a form goes on with these two syllables."""
        node = self.behind.get(key)
        return node is not None and following in node.behind


class FormTree:
    """The forms of `entries`; a form all in capitals (an abbreviation) matches only capitals."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root = _Node()
        self._last: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take one more form in; several entries may share one."""
        node = self._root
        keys = split_syllables(entry.form).keys
        for key in keys:
            node = node.behind.setdefault(key, _Node())
        node.every = (*node.every, entry)
        if _is_shouted(entry.form):
            node.cased = True
        else:
            node.free = (*node.free, entry)
        self._last.add(keys[-1])

    def begins(self, key: str) -> bool:
        """Whether a form begins with the syllable `key`: a cheap question before a walk."""
        return key in self._root.behind

    def ends(self, key: str) -> bool:
        """Whether a form ends with the syllable `key`."""
        return key in self._last

    def first_keys(self) -> frozenset[str]:
        """The syllables with which forms begin."""
        return frozenset(self._root.behind)

    def second_keys(self, key: str) -> frozenset[str] | None:
        """The syllables that follow `key` at the start of forms, a joining hyphen too; None where one ends there."""
        node = self._root.behind[key]
        return None if node.every else frozenset({"-", *node.behind})

    def entries(self, keys: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of a form given by its syllables."""
        node = self._root
        for key in keys:
            if key not in node.behind:
                return ()
            node = node.behind[key]
        return node.every

    def longest(self, reading: Reading, first: int) -> Found | None:
        """The longest form that begins at syllable `first`; it may cross one line break, no wider gap."""
        keys = reading.keys
        node = self._root.behind.get(keys[first])
        if node is None:
            return None
        after = keys[first + 1]
        if after not in node.behind and after != "-":  # most forms part at their second syllable
            fitting = node.every if node.cased and reading.surface(first, first + 1).isupper() else node.free
            return tuple.__new__(Found, (first, first + 1, fitting[0], fitting)) if fitting else None
        breaks = reading.breaks
        best: tuple[Entry, ...] = ()
        end = at = first
        while node is not None:
            at += 1
            if node.every:
                fitting = node.every if node.cased and reading.surface(first, at).isupper() else node.free
                if fitting:
                    best, end = fitting, at
                if not node.behind:
                    break
            if breaks[at] > 1:
                break  # so it is also at the text's end
            key = keys[at]
            if key == "-" and reading.glued(at) and reading.glued(at + 1) and not node.has("-", keys[at + 1]):
                at += 1  # old prints join the syllables of a name: `Thái-nguyên`
                key = keys[at]
            node = node.behind.get(key)
        return tuple.__new__(Found, (first, end, best[0], best)) if best else None


def _is_shouted(form: str) -> bool:
    """Whether a form is all in capitals, of two or more."""
    return form.isupper() and len(form) > 1
