"""Where mentions stand, asked for many times over: by bisection instead of walking through all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from nlp.mention import Mention


def covers_of(mentions: Sequence[Mention], labels: Iterable[str]) -> dict[str, Cover]:
    """What the mentions of each of these labels cover, in this order; labels without a mention are left out."""
    labelled: dict[str, list[Mention]] = {label: [] for label in labels}
    for mention in mentions:
        if mention.label in labelled:
            labelled[mention.label].append(mention)
    return {label: Cover(own) for label, own in labelled.items() if own}


class Cover:
    """The stretches of text that mentions cover, those that touch or overlap taken together."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for mention in sorted(mentions, key=attrgetter("start")):
            if self._ends and mention.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], mention.end)
            else:
                self._starts.append(mention.start)
                self._ends.append(mention.end)

    def holds(self, start: int, end: int) -> bool:
        """Whether one stretch holds the characters from `start` to `end`."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch begins at or after `start` and before `end`."""
        index = bisect_right(self._starts, start - 1)
        return index < len(self._starts) and self._starts[index] < end

    def covers(self, offset: int) -> bool:
        """Whether a mention covers the character at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._ends[index] > offset

    def end_at(self, offset: int) -> int:
        """The end of the stretch that covers `offset`, else `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return max(offset, self._ends[index]) if index >= 0 else offset

    def last_end(self, start: int, end: int) -> int:
        """The end of the last stretch that ends behind `start` and by `end`; `start` without one."""
        index = bisect_right(self._ends, end) - 1
        return max(start, self._ends[index]) if index >= 0 else start

    def next_start(self, start: int, end: int) -> int:
        """Where the first stretch begins at or after `start` and before `end`; `end` without one."""
        index = bisect_right(self._starts, start - 1)
        return min(end, self._starts[index]) if index < len(self._starts) else end

    def starts_at(self, offset: int) -> bool:
        """Whether a stretch begins at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._starts[index] == offset
