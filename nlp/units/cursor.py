"""A place in the reading of one unit: what was taken so far, and whether the name may go on."""

from __future__ import annotations

from collections.abc import Callable

from nlp.lexicon import Entry
from nlp.places.gazetteer import Place
from nlp.text.form_tree import Found
from nlp.text.reading import Reading
from nlp.units.parse import Part, PartKind, UnitParse

Parser = Callable[[Reading, int, int], UnitParse | None]
"""Reads the unit at a syllable, so many units deep."""


class Cursor:
    """Reads one unit from left to right; `at` is the first syllable not yet taken."""

    def __init__(self, reading: Reading, found: Found, depth: int, parser: Parser) -> None:
        self.reading = reading
        self.first = found.first
        self.at = found.end
        self.head = found.entry
        self.depth = depth
        self.capital = reading.upper[found.first]
        self.parts: list[Part] = [Part("head", found.entry.value)]
        self._parser = parser
        self.small = False
        self._piece_start = 0

    @property
    def bare(self) -> bool:
        """Whether nothing was taken behind the head."""
        return len(self.parts) == 1

    def rename(self, head: Entry) -> None:
        """Read the head as another one: an abbreviation that what follows explains."""
        self.head = head
        self.parts[0] = Part("head", head.value)

    def stretch(self, end: int) -> None:
        """Let the last piece go on up to `end`."""
        text = self.reading.text[self._piece_start : self.reading.ends[end - 1]]
        self.parts[-1] = Part("text", text)
        self.at = end

    def nested(self, at: int) -> UnitParse | None:
        """The unit that begins at `at`, one level deeper."""
        return self._parser(self.reading, at, self.depth + 1)

    def done(self) -> UnitParse:
        """What was read."""
        return UnitParse(self.first, self.at, self.head, tuple(self.parts), self.capital)

    def open(self, *, newline: bool = False) -> bool:
        """Whether the name may go on at the next syllable."""
        gap = self.reading.breaks[self.at]  # a wide one at the end
        if gap == 0:
            return True
        if gap > 1:
            return False
        if self.reading.shouting[self.at] and self.reading.shouting[self.at - 1]:
            return newline
        return newline and not self.reading.upper[self.at] and self.reading.word(self.at)

    def add(self, kind: PartKind, end: int, text: str = "", *, place: Place | None = None,
             unit: UnitParse | None = None) -> bool:  # fmt: skip
        self._piece_start = self.reading.starts[self.at]
        self.parts.append(Part(kind, text or self.reading.surface(self.at, end), place, unit))
        self.at = end
        return True
