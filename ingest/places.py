"""Where on the original a span of the body stands: its page, and the box round its lines there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.document import Box, Line


class Places:
    """The lines of a body, ready to be asked for spans; cheap to make, logarithmic to ask."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [line for line in lines if line.page is not None]
        self._starts = [line.start for line in self._lines]
        self._ends = [line.end for line in self._lines]

    def of(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """The page on which the span begins, and the box round those of its lines that stand on it.

        Both None where the format has no pages; the box alone where the page is known and the place is not.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        lines = self._lines[first:last]
        if not lines:
            return None, None
        page = lines[0].page
        return page, around([line.box for line in lines if line.page == page and line.box is not None])


def around(boxes: Sequence[Box]) -> Box | None:
    """The smallest box that holds all of `boxes`; None for none."""
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
