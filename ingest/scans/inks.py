"""Ink that gave no word, where a number or a day is to be expected; and words in the ink of a pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.document import Box
from ingest.orthography import fold
from ingest.scans.recognised import SeenWord

BEFORE_A_NUMBER = frozenset({"so", "ngay", "thang", "nam"})
"""Words, folded, behind which a clerk writes by hand."""

LEAST_GAP = 0.6
"""Line heights that a gap has at least where something may be written."""

BEHIND = 9.0
"""Line heights that are looked at behind the last word of a line."""

LEAST_INK = 0.02
"""Share of the upper part of a gap that is dark where something is written; specks of a noisy scan make 0.005."""

UPPER = 0.75
"""Share of a line's height above which dots and underlines do not reach."""

DARKER = 0.65
"""What is darker than this share of the paper is ink."""

BLUER = 45
"""By how much more blue than red the ink of a pen is than the page's print, of 255."""


def find_inks(grey: Image.Image, words: Sequence[SeenWord]) -> list[Box]:
    """The gaps behind `Số`, `ngày`, `tháng`, `năm` in which there is ink; boxes in pixels."""
    pixels = np.asarray(grey)
    paper = float(np.median(pixels))
    return [gap for gap in _gaps(words, grey.width) if _inked(pixels, gap, paper * DARKER)]


def _gaps(words: Sequence[SeenWord], width: float) -> Iterator[Box]:
    for word in words:
        if fold(word.text).strip(" :.,") not in BEFORE_A_NUMBER:
            continue
        x0, (_, top, x1, bottom) = word.box[2], word.box
        height = bottom - top
        behind = [other.box[0] for other in words if other is not word and _beside(other.box, word.box)]
        end = min([x for x in behind if x > x0 - height / 4], default=min(width, x1 + BEHIND * height))
        if min(end, x1 + BEHIND * height) - x0 > LEAST_GAP * height:
            yield x0 + height * 0.15, top - height * 0.2, min(end, x1 + BEHIND * height) - height * 0.1, bottom


def _beside(other: Box, box: Box) -> bool:
    """Whether a box stands on the line of another, right of its start."""
    overlap = min(other[3], box[3]) - max(other[1], box[1])
    return other[0] > box[0] and overlap > 0.3 * min(other[3] - other[1], box[3] - box[1])


def _inked(pixels: NDArray[np.uint8], gap: Box, darkest: float) -> bool:
    x0, top, x1, bottom = (max(0, round(value)) for value in gap)
    part = pixels[top : round(top + (bottom - top) * UPPER), x0:x1]
    return part.size > 0 and float((part < darkest).mean()) > LEAST_INK


def marked_by_hand(words: Sequence[SeenWord], picture: Image.Image) -> list[SeenWord]:
    """The words, those in a bluer ink than the page's marked so; `picture` in colour, else they stay as they are."""
    if picture.mode != "RGB" or not words:
        return list(words)
    pixels = np.asarray(picture)
    blues = [_blueness(pixels, word.box) for word in words]
    usual = float(np.median(blues))
    return [
        replace(word, by_hand=True) if blue - usual > BLUER else word for word, blue in zip(words, blues, strict=True)
    ]


def _blueness(pixels: NDArray[np.uint8], box: Box) -> float:
    """How much more blue than red the darker pixels in a box are."""
    x0, top, x1, bottom = (max(0, round(value)) for value in box)
    part = pixels[top:bottom, x0:x1].reshape(-1, 3).astype(np.int16)
    if not len(part):
        return 0.0
    dark = part[part[:, 0] <= np.percentile(part[:, 0], 25)]
    return float((dark[:, 2] - dark[:, 0]).mean()) if len(dark) else 0.0
