"""Where the leader is named or called `Bác`, and whether the man is meant, not his teaching, his time or a road."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from ingest.orthography import CAPITALS, SMALL
from nlp.lexicon import load_lexicon
from nlp.text.form_tree import FormTree
from nlp.text.reading import Reading

NAMES_LEADER = re.compile(r"bác\s+hồ(?!\w)|hồ\s+chí\s+minh", re.IGNORECASE)
OTHER_UNCLE = re.compile(rf"(?<!\w)[Bb]ác (?!Hồ |Ái)[{CAPITALS}][{SMALL}]")
"""Somebody else whom a text calls so: `bác Nho, thợ lò`."""
UNCLE = ("bác", "hồ")
LEADER = ("hồ", "chí", "minh")
CHAIRMAN = ("hồ", "chủ", "tịch")
LEADERS = frozenset({UNCLE[0], LEADER[0], CHAIRMAN[0]})
"""The first syllables of all that the leader is called."""
LONGEST_LEGACY = 2
"""Syllables of the longest form in not_people.tsv."""


@lru_cache(maxsize=1)
def _legacies() -> FormTree:
    """Words before the leader's name with which it is no mention of the man."""
    return FormTree(entry for entry in load_lexicon("not_people") if not entry.kind)


@lru_cache(maxsize=2)
def leader_cues(side: str) -> frozenset[str]:
    """What stands `before` or `behind` the leader called by his form of address alone."""
    return frozenset(entry.form for entry in load_lexicon("leader_cues") if entry.kind == side)


def leader_stands(reading: Reading, at: int) -> bool:
    """Whether the man is meant by the name at `at`, not his teaching or his time (`tư tưởng Hồ Chí Minh`)."""
    before = reading.keys[max(at - LONGEST_LEGACY, 0) : at]
    return not any(_legacies().entries(before[first:]) for first in range(len(before)))


class Leader:
    """The leader in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def end_at(self, at: int) -> int | None:
        """The end of what he is called at `at`; `at` where his name is that of something else, None without it."""
        reading = self.reading
        keys = reading.keys[at : at + 3]
        if keys[:2] == UNCLE:
            return at + 2
        if keys[0] == UNCLE[0] and self._uncle_alone(at):
            return at + 1
        if keys == CHAIRMAN and not reading.shouting[at]:
            return at + 3
        if keys == LEADER:
            return at + 3 if leader_stands(reading, at) else at
        return None

    def _uncle_alone(self, at: int) -> bool:
        """Whether a capital `Bác` inside a sentence of a text that names the leader stands for him."""
        reading = self.reading
        if reading.shouting[at] or reading.upper[at + 1] or not self._is_named:
            return False
        inside = at and not reading.sentence_start(at) and reading.keys[at - 1] in leader_cues("before")
        return bool(inside) or (reading.keys[at + 1] in leader_cues("behind") and not reading.breaks[at + 1])

    @cached_property
    def _is_named(self) -> bool:
        """Whether the text names him, and calls nobody else `bác`."""
        text = self.reading.text
        return NAMES_LEADER.search(text) is not None and OTHER_UNCLE.search(text) is None
