"""Lines that the recogniser passed over: it takes one that stands alone, as a signer's name does, for no text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

import numpy as np
from PIL import Image

from ingest.document import Box
from ingest.scans.page_columns import LOOKED_AT, ink_of, runs_of
from ingest.scans.recognised import SeenWord
from ingest.scans.second_look import SURE, read_line

LINE_HIGH = (5, 16)
"""Height of a line at LOOKED_AT dots an inch: 11 to 16 points with its marks, and capitals alone."""

LEAST_WIDE = 20
"""Width of a name of two short syllables at LOOKED_AT dots an inch."""

LEAST_INK = 3
"""Dark dots of a row at LOOKED_AT dots an inch; specks of a noisy scan are single."""

LEAST_LETTERS = 5
FULL = (0.15, 0.7)
"""Share of a line's box that is dark; rules have more, bits of a seal's ring less."""

MOST = 4
"""Places of a page that are looked at, 0.2 seconds each."""


def with_missed_lines(grey: Image.Image, dots: float, words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a page and those of lines of print that were passed over, as far as they are surely read."""
    found = list(words)
    for box in list(_places(grey, dots, words))[:MOST]:
        number = max((word.line for word in found), default=-1) + 1
        line = read_line(grey, dots, box, number)
        letters = sum(map(str.isalpha, "".join(word.text for word in line)))
        if letters >= LEAST_LETTERS and mean(word.confidence for word in line) >= SURE:
            found += line
    return found


def _places(grey: Image.Image, dots: float, words: Sequence[SeenWord]) -> Iterator[Box]:
    """Where there is ink of the form of a line and no word; boxes in pixels."""
    factor = max(1, round(dots / LOOKED_AT))
    ink = ink_of(grey, factor)
    for word in words:
        x0, top, x1, bottom = (round(value / factor) for value in word.box)
        ink[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3] = False
    for top, bottom in runs_of(ink.sum(axis=1) >= LEAST_INK):
        columns = np.flatnonzero(ink[top:bottom].sum(axis=0) >= 2)
        if not LINE_HIGH[0] <= bottom - top <= LINE_HIGH[1] or len(columns) < LEAST_WIDE:
            continue
        left, right = int(columns[0]), int(columns[-1]) + 1
        box = left * factor, (top - 1) * factor, right * factor, (bottom + 1) * factor
        if FULL[0] < float(ink[top:bottom, left:right].mean()) < FULL[1] and not any(
            _is_within(word.box, box) for word in words
        ):
            yield box


def _is_within(word: Box, box: Box) -> bool:
    """Whether a word stands in a box: what is left of a table's frame goes around words that were read."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
