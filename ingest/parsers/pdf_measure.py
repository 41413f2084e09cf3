"""What is usual in a text of a PDF: where its lines begin and end, how far they stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.parsers.pdf_layout import Row, Segment

FULL = 0.02
"""Share of the text's width that a full line may lack, besides the room for the next line's first word."""

INDENT = 8
"""Points by which a first line is set in; 1 cm is 28, an uneven margin 3."""

CENTRED = 12
"""Points by which a centred line's middle may miss the middle of the text."""


class Measure:
    """What is usual on a page or in a column: the text's left and right edge, the distance of its lines, in points."""

    def __init__(self, rows: Sequence[Row], width: float) -> None:
        segments = [row.segments[0] for row in rows if len(row.segments) == 1]
        long = [segment for segment in segments if segment.x1 - segment.x0 > width / 3] or segments
        self.left = min((segment.x0 for segment in long), default=0.0)
        self.right = max((segment.x1 for segment in long), default=width)
        steps = [
            below.top - above.top
            for above, below in pairwise(rows)
            if above.segments and below.segments and 0 < below.top - above.top < 3 * above.segments[0].size
        ]
        self.step = median(steps) if steps else 15.0

    @property
    def width(self) -> float:
        """The width of the text."""
        return max(1.0, self.right - self.left)

    def is_full(self, segment: Segment, following: str) -> bool:
        """Whether a line runs so far that the next line's first word had no room behind it."""
        letter = (segment.x1 - segment.x0) / max(1, len(segment.text))
        room = self.right - FULL * self.width - segment.x1
        return room < letter * (1 + len(following.split()[0]))

    def is_centred(self, segment: Segment) -> bool:
        """Whether a line stands in the middle with space on both sides."""
        middle = (self.left + self.right) / 2
        return abs(segment.middle - middle) <= CENTRED and segment.x0 > self.left + INDENT
