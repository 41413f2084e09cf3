"""A text as syllables with what their letters and the spaces around them tell: capitals, shouting lines, breaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import field
from functools import lru_cache
from itertools import compress
from typing import Any, TypeVar

from ingest.orthography import is_syllable
from ingest.records import record
from nlp.syllables import SHORTEST_CACHED, Syllables, split_syllables
from nlp.text.kept import ByWord, kept_by_text

CELL_GAP = 3
"""So many spaces, or a tab, part two columns of a letterhead or table."""
KEPT_READ = 4_096
"""Places and level words of a text that are kept, many more than a document has: then they are forgotten."""
MISSING: Any = object()
"""Stands for what was not read yet."""
T = TypeVar("T")
CLOSING = 4
"""Empty items past the last syllable: rules look so many syllables ahead without asking where the text ends."""
WORD = re.compile(r"\w")
ROMAN = re.compile(r"[IVXLC]+\Z")


@record(frozen=True, slots=True)
class Reading:
    """The syllables of `text`; all lists have one item a syllable and CLOSING ones past the end.

    `breaks[i]` tells what parts syllable i from the one before: 0 spaces or nothing, 1 one line break, 2 an empty line,
    a tab or a wide gap. `upper` holds whether the first letter is a capital, `shouted` whether all are and no figure is
    among them, `shouting` whether the syllable stands in a run of words all in capitals, where capitals tell nothing.
    """

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    upper: tuple[bool, ...]
    shouted: tuple[bool, ...]
    shouting: tuple[bool, ...]
    breaks: tuple[int, ...]
    places: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)
    levels: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)
    """The known names and the level words that were read, by their first syllables: components ask for the same."""

    def __len__(self) -> int:
        return len(self.keys) - CLOSING

    def syllables_of(self, start: int, end: int) -> tuple[int, int]:
        """The first syllable of a stretch of characters and the one past its last."""
        last = len(self)
        first = bisect_right(self.ends, start, 0, last)
        if start >= end:
            return first, bisect_left(self.starts, end, 0, last)
        return first, bisect_left(self.starts, end, first, min(first + end - start, last))  # a letter each at least

    def surface(self, first: int, end: int) -> str:
        """The text from syllable `first` up to and without syllable `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def word(self, index: int) -> bool:
        """Whether syllable `index` is a word or number, not a punctuation mark."""
        key = self.keys[index]
        return bool(key) and (key[0].isalnum() or key[0] == "_")

    def number(self, index: int) -> bool:
        """Whether syllable `index` is a number in digits or in Roman numerals."""
        if not self.shouted[index]:
            return self.keys[index].isdigit()
        return ROMAN.match(self.text[self.starts[index] : self.ends[index]]) is not None

    def without(self, dropped: Container[int]) -> Reading:
        """The reading as if some of its syllables did not stand there; those that stay keep their places."""
        kept = [index for index in range(len(self.keys)) if index not in dropped]
        lists = (self.keys, self.starts, self.ends, self.upper, self.shouted, self.shouting, self.breaks)
        return Reading(self.text, *(tuple([some[index] for index in kept]) for some in lists))  # type: ignore[arg-type]

    def glued(self, index: int) -> bool:
        """Whether syllable `index` follows the one before without a space."""
        return 0 < index < len(self) and self.starts[index] == self.ends[index - 1]

    def sentence_start(self, index: int) -> bool:
        """Whether a sentence, a line or a quotation begins at syllable `index`."""
        return index == 0 or self.breaks[index] > 0 or self.keys[index - 1] in SENTENCE_ENDS


SENTENCE_ENDS = frozenset('.!?:;…"“”•*+|►▸»')


def keep(kept: dict[int, Any], first: int, found: T) -> T:
    """`found`, kept for the syllable `first` in one of the stores of a reading; a full one is emptied first."""
    if len(kept) >= KEPT_READ:
        kept.clear()
    kept[first] = found
    return found


def read(text: str) -> Reading:
    """The reading of `text`; that of a document is kept, since its components ask in turn."""
    return _read_cached(text) if len(text) >= SHORTEST_CACHED else _read(text)


@kept_by_text()
def _read_cached(text: str) -> Reading:
    return _read(text)


def _read(text: str) -> Reading:
    syllables = split_syllables(text)
    starts, ends, keys, upper = syllables.starts, syllables.ends, syllables.keys, syllables.upper
    breaks = (2, *map(_BREAKS.__getitem__, syllables.gaps[1:-1]), *(2,) * CLOSING) if keys else (2,) * CLOSING
    breaks = _parted(text, syllables, breaks)
    last = len(text)
    return Reading(
        text,
        (*keys, *("",) * CLOSING),
        (*starts, *(last,) * CLOSING),
        (*ends, *(last,) * CLOSING),
        (*upper, *(False,) * CLOSING),
        (*syllables.shouted, *(False,) * CLOSING),
        (*_shouting(text, syllables, breaks), *(False,) * CLOSING),
        breaks,
    )


def _parted(text: str, syllables: Syllables, breaks: tuple[int, ...]) -> tuple[int, ...]:
    """The breaks, one more where a letterhead's number follows its office on one line: `TRƯỜNG THCS A Số: 3/KH`."""
    keys, shouted = syllables.keys, syllables.shouted
    behind = [before + 1 for before in compress(range(len(keys) - 3), shouted) if keys[before + 1] == "số"]
    found = [
        at
        for at in behind
        if not breaks[at] and syllables.upper[at] and not shouted[at]
        and (keys[at + 1] == ":" or (keys[at + 1].isdigit() and keys[at + 2] == "/"))
    ]  # fmt: skip
    if not found:
        return breaks
    parted = list(breaks)
    for at in found:
        parted[at] = 1
    return tuple(parted)


def _break_of(gap: str) -> int:
    lines = gap.count("\n")
    wide = lines > 1 or "\t" in gap or (not lines and len(gap) >= CELL_GAP)
    return 2 if wide else lines


_BREAKS = ByWord(_break_of, longest=CELL_GAP)  # of long gaps there is no end


def _shouting(text: str, syllables: Syllables, breaks: tuple[int, ...]) -> list[bool]:
    """Runs of words in capitals within a line of which two or more are Vietnamese syllables, not abbreviations.

    Marks and digits do not end a run.
    """
    starts, ends, upper = syllables.starts, syllables.ends, syllables.upper
    flags = [False] * len(starts)
    run: list[int] = []
    for index in compress(range(len(starts)), syllables.shouted):
        if run:
            next_to = run[-1] + 1
            if breaks[index] if index == next_to else _parts(text, starts, upper, breaks, next_to, index):
                _close(run, flags, text, starts, ends)
                run = []
        run.append(index)
    _close(run, flags, text, starts, ends)
    return flags


def _parts(
    text: str, starts: tuple[int, ...], upper: tuple[bool, ...], breaks: tuple[int, ...], first: int, end: int
) -> bool:
    """Whether a line's end or a word stands from syllable `first` up to and without `end`."""
    return (
        any(breaks[first : end + 1])
        or any(upper[first:end])
        or any(map(str.isalpha, map(text.__getitem__, starts[first:end])))
    )


def _close(run: list[int], flags: list[bool], text: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> None:
    """Flag a run that has two Vietnamese syllables of more than one letter."""
    if len(run) < 2:
        return
    words = (text[starts[index] : ends[index]] for index in run)
    if sum(len(word) > 1 and _is_syllable(word) for word in words) > 1:
        flags[run[0] : run[-1] + 1] = [True] * (run[-1] + 1 - run[0])


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    return is_syllable(word.lower())
