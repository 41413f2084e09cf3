"""Columns of a page's picture put one under the other, so that the recogniser does not read across them.

A letterhead's and a signature's columns stand near each other, with lines at different heights; read as they stand,
lines of one are lost in those of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.scans.recognised import SeenWord

LOOKED_AT = 50
"""Dots an inch at which columns are looked for: a line is then 10 high, the space between two lines 2 and more."""

LEAST_GUTTER = 6
"""Of those dots; 8.6 points. Between words there are 4, and over several lines they do not stand in one place."""

LEAST_BAND = 20
"""The height from which columns are parted: two lines."""

FAR = 80
"""The height without ink that ends columns; a signature leaves 60 for the seal."""

MARGIN = 0.03
"""Share of the width at either side where a scan's dark edges are not looked at."""

CENTRAL = (0.2, 0.8)
"""Share of the width between which a gutter lies."""

INK = 0.88
"""What is darker than this share of the paper, made small, is ink."""

Ink = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page in pixels, to be read by itself."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class _Band:
    """Rows of the small picture, half open, with the gutter that they leave free; None for one column."""

    top: int
    bottom: int
    gutter: tuple[int, int] | None


def in_one_column(grey: Image.Image, dots: float) -> tuple[Image.Image, list[tuple[int, Piece]]]:
    """The picture with its columns one under the other, and where each piece begins in it; as it is for one column."""
    pieces = find_pieces(grey, dots)
    space = round(dots / 4)
    height = sum(piece.bottom - piece.top + space for piece in pieces)
    if len(pieces) < 2:
        return grey, [(0, Piece(0, 0, grey.width, grey.height))]
    stacked = Image.new("L", (grey.width, height), int(np.median(np.asarray(grey))))
    placed, at = [], 0
    for piece in pieces:
        stacked.paste(grey.crop((piece.left, piece.top, piece.right, piece.bottom)), (piece.left, at))
        placed.append((at, piece))
        at += piece.bottom - piece.top + space
    return stacked, placed


def put_back(words: Sequence[SeenWord], placed: Sequence[tuple[int, Piece]]) -> list[SeenWord]:
    """The words of the stacked picture where they stand on the page."""
    moved = []
    for word in words:
        x0, top, x1, bottom = word.box
        at, piece = [one for one in placed if one[0] <= (top + bottom) / 2][-1]
        down = piece.top - at
        moved.append(replace(word, box=(x0, top + down, x1, bottom + down)))
    return moved


def find_pieces(grey: Image.Image, dots: float) -> list[Piece]:
    """The parts of a page in reading order; one where nothing stands in columns."""
    factor = max(1, round(dots / LOOKED_AT))
    ink = ink_of(grey, factor)
    bands = [band for band in _bands(ink) if band.gutter and band.bottom - band.top >= LEAST_BAND]
    pieces, at = [], 0
    for band in bands:
        assert band.gutter
        top, bottom = max(0, band.top * factor - 2), min(grey.height, band.bottom * factor + 2)
        middle = (band.gutter[0] + band.gutter[1]) * factor // 2
        if top > at:
            pieces.append(Piece(0, at, grey.width, top))
        pieces += [Piece(0, top, middle, bottom), Piece(middle, top, grey.width, bottom)]
        at = bottom
    return [*pieces, Piece(0, at, grey.width, grey.height)] if at < grey.height else pieces


def ink_of(grey: Image.Image, factor: int) -> Ink:
    """What is ink on a picture made smaller by a factor, its dark edges left out."""
    small = np.asarray(grey.reduce(factor))
    ink: Ink = small < np.median(small) * INK
    edge = round(ink.shape[1] * MARGIN)
    ink[:, :edge] = ink[:, -edge:] = False
    return ink


def _bands(ink: Ink) -> list[_Band]:
    """The page's rows with ink, those that follow each other with a common gutter as one."""
    bands: list[_Band] = []
    for top, bottom in runs_of(np.any(ink, axis=1)):
        gutter = _gutter(ink[top:bottom])
        last = bands[-1] if bands else None
        common = _gutter(ink[last.top : bottom]) if last and last.gutter and top - last.bottom < FAR else None
        if last and common:
            last.bottom, last.gutter = bottom, common
        else:
            bands.append(_Band(top, bottom, gutter))
    return bands


def _gutter(rows: Ink) -> tuple[int, int] | None:
    """The widest strip without ink near the middle of some rows, with ink on both sides; None without one."""
    columns = rows.any(axis=0)
    inked = np.flatnonzero(columns)
    if not len(inked):
        return None
    width = rows.shape[1]
    free = [(int(left) + 1, int(right)) for left, right in pairwise(inked) if right - left > LEAST_GUTTER]
    central = [gap for gap in free if CENTRAL[0] * width < sum(gap) / 2 < CENTRAL[1] * width]
    return max(central, key=lambda gap: gap[1] - gap[0], default=None)


def runs_of(rows: Any) -> list[tuple[int, int]]:
    """The stretches of true values, half open."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
