"""Titles, ranks and posts around the names of persons, with the units that belong to them."""

from __future__ import annotations

from functools import lru_cache

from ingest.names import surnames
from nlp.lexicon import Entry, load_lexicon
from nlp.mention import Mention
from nlp.people.names import capital_run
from nlp.syllables import split_syllables
from nlp.text.form_tree import FormTree, Found
from nlp.text.reading import Reading
from nlp.units.forms import heads

SIGNED = frozenset({"(", "đã"})
"""Before `ký)`, behind which the signer's name stands: `(đã ký) Vũ Lệ`."""
LONGEST_TITLE = 8
"""Syllables of the longest form in titles.tsv."""


@lru_cache(maxsize=1)
def titles() -> FormTree:
    """Forms of address, ranks, posts and words of credit."""
    return FormTree(load_lexicon("titles"))


@lru_cache(maxsize=1)
def _by_words() -> dict[tuple[str, ...], tuple[Entry, ...]]:
    """The same by their syllables: what ends at a place is looked up for each beginning."""
    found: dict[tuple[str, ...], tuple[Entry, ...]] = {}
    for entry in load_lexicon("titles"):
        keys = split_syllables(entry.form).keys
        found[keys] = (*found.get(keys, ()), entry)
    return found


class Ground:
    """A reading and what earlier components took of it, where names and titles are looked for.

    `taken` holds for each syllable whether another mention covers it; `unit_end` maps a unit's first syllable to the
    first one behind it, `unit_start` the other way round.
    """

    def __init__(self, reading: Reading, others: list[Mention]) -> None:
        self.reading = reading
        self.taken = [False] * (len(reading) + 1)
        self._opening = bytearray(len(reading) + 1)  # of each syllable: not asked yet, no, yes
        self.unit_end: dict[int, int] = {}
        self.unit_start: dict[int, int] = {}
        self._mark(others)

    def _mark(self, others: list[Mention]) -> None:
        for other in others:
            first, at = self.reading.syllables_of(other.start, other.end)
            self.taken[first:at] = [True] * (at - first)
            if other.label == "UNIT":
                self.unit_end[first] = at
            if other.label == "UNIT" or self.post_before(first) is not None:
                self.unit_start[at] = first  # `Chủ tịch huyện Mỹ Đức Lê Văn An`

    def run(self, at: int) -> int:
        """The end of the capitals that begin at `at`, cut where a unit, a place or a title begins."""
        reading = self.reading
        end = capital_run(reading, at)
        for index in range(at, end):
            if self.taken[index]:
                return index
            if index > at and (self._opens(index) or (index > at + 1 and self._family_at(index))):
                return index
        return end

    def _family_at(self, at: int) -> bool:
        """Whether the next name begins, where a table's columns ran into one another: `… Minh Hương Nguyễn Thị …`."""
        return self.reading.keys[at + 1] == "thị" and self.reading.keys[at] in surnames()

    def _opens(self, at: int) -> bool:
        """Whether a title or a head noun begins at `at`; runs that begin one after the other ask for the same."""
        known = self._opening[at]
        if not known:
            known = self._opening[at] = 2 if self._title_at(at) or self.head_at(at) else 1
        return known == 2

    def _title_at(self, at: int) -> bool:
        found = titles().longest(self.reading, at)
        return found is not None and found.entry.kind in ("post", "rank") and found.end - at > 1

    def head_at(self, at: int) -> bool:
        """Whether the head of a unit in two syllables or more begins at `at`."""
        found = heads().longest(self.reading, at)
        return found is not None and found.end - at > 1

    def title_ends(self, at: int) -> bool:
        """Whether a title, a rank or a post, with its unit, ends right before `at`."""
        reading = self.reading
        if not at or reading.breaks[at]:
            return False
        if reading.keys[at - 1] == ")" and reading.keys[at - 2] == "ký" and reading.keys[at - 3] in SIGNED:
            return True
        if at in self.unit_start:
            return self.post_before(self.unit_start[at]) is not None
        return self.title_before(at) is not None

    def title_before(self, at: int) -> Found | None:
        """The longest title that ends right before `at`; a colon may stand between words of credit and a name."""
        reading = self.reading
        colon = reading.keys[at - 1] == ":"
        stop = at - 1 if colon else at
        if not titles().ends(reading.keys[stop - 1]):
            return None
        farthest = stop - 1
        while farthest and stop - farthest < LONGEST_TITLE and not reading.breaks[farthest]:
            farthest -= 1
        known, keys = _by_words(), reading.keys
        for first in range(farthest, stop):
            for entry in known.get(keys[first:stop], ()):
                if colon == (entry.kind == "credit") or (colon and entry.kind == "post"):
                    return Found(first, stop, entry)
        return None

    def post_before(self, at: int) -> Found | None:
        """The longest post that ends right before `at`, None where another title or none does."""
        found = self.title_before(at) if at else None
        return found if found is not None and found.entry.kind == "post" else None

    def post_at(self, first: int) -> int | None:
        """The end of a post that begins at `first`."""
        found = titles().longest(self.reading, first)
        if found is None or found.entry.kind != "post":
            if self.reading.keys[first] == "nguyên" and not self.reading.breaks[first + 1]:
                return self.post_at(first + 1)
            if self.reading.keys[first : first + 3] == ("p", ".", "chủ"):
                return min(first + 4, len(self.reading))
            return None
        return found.end
