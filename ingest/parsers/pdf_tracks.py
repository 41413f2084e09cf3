"""The columns of a table without lines, as they show line by line: stretches that texts below each other take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.parsers.pdf_layout import Placed

GUTTER = 2.0
"""Points that part two columns at least, from the top of the table to its foot."""


@dataclass(frozen=True, slots=True)
class Track:
    """A column from `x0` to `x1`; `lines` has a bit for the number of each line in which it has text."""

    x0: float
    x1: float
    lines: int

    def meets(self, thing: Placed) -> bool:
        """Whether a thing stands in the column or so near that no gutter parts them."""
        return thing.x0 < self.x1 + GUTTER and thing.x1 > self.x0 - GUTTER


class Tracks:
    """The columns of the lines that were added; two that had text on one line never become one."""

    def __init__(self) -> None:
        self._tracks: list[Track] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._tracks)

    @property
    def left(self) -> float:
        """Where the first column ends."""
        return self._tracks[0].x1

    def add(self, line: Sequence[Placed]) -> bool:
        """Add a line's things; whether that could be: one that reaches over two columns is left out with its line."""
        tracks = self._tracks
        for thing in line:
            if self.over(thing):
                return False
            met = [track for track in tracks if track.meets(thing)]
            tracks = [track for track in tracks if track not in met]
            tracks.append(_around(thing, met, self._count))
        self._tracks = sorted(tracks, key=lambda track: track.x0)
        self._count += 1
        return True

    def over(self, thing: Placed) -> list[tuple[float, float]]:
        """The gutters over which a thing reaches: between columns that had text on one line."""
        met = sorted((track for track in self._tracks if track.meets(thing)), key=lambda track: track.x0)
        return [(one.x1, other.x0) for one, other in pairwise(met) if one.lines & other.lines]

    def column_of(self, thing: Placed) -> int:
        """The number of the column in which a thing stands; of several the first."""
        return next(number for number, track in enumerate(self._tracks) if track.meets(thing))


def _around(thing: Placed, met: Sequence[Track], number: int) -> Track:
    """The columns that a thing meets as one, with the thing."""
    track = Track(thing.x0, thing.x1, 1 << number)
    for one in met:
        track = replace(track, x0=min(track.x0, one.x0), x1=max(track.x1, one.x1), lines=track.lines | one.lines)
    return track
