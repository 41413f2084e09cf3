"""Which stretches of a text mentions cover, asked by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from nlp.mention import Mention


class Covered:
    """The places of mentions, asked by offset."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        outer: list[tuple[int, int]] = []
        for start, end in sorted((m.start, m.end) for m in mentions):
            if outer and start < outer[-1][1]:
                outer[-1] = (outer[-1][0], max(end, outer[-1][1]))
            else:
                outer.append((start, end))
        self._spans = outer
        self._starts = [start for start, _ in outer]

    def covers(self, offset: int) -> bool:
        """Whether a mention covers the character at `offset`."""
        return self.end_at(offset) > offset

    def end_at(self, offset: int) -> int:
        """The end of the mention that covers `offset`, else `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return max(offset, self._spans[index][1]) if index >= 0 else offset

    def last_end(self, start: int, end: int) -> int:
        """The end of the last mention that ends within the stretch; `start` without one."""
        index = bisect_right(self._starts, end) - 1
        while index >= 0 and self._spans[index][1] > start:
            if self._spans[index][1] <= end:
                return self._spans[index][1]
            index -= 1
        return start

    def starts_at(self, offset: int) -> bool:
        """Whether a mention begins at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._starts[index] == offset
