"""Pictures of pages made ready to be read: the red taken off, turned upright, straightened."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.document import Box

MOST_SKEW = 5.0
"""Degrees within which a page is straightened; a page laid into a scanner by hand lies within 3."""

LEAST_SKEW = 0.15
"""Degrees from which straightening is worth it: the recogniser itself bears that much."""

LOOKED_AT = 800
"""Pixels to which the longer side is made smaller to look for lines: one is then still 6 high."""


def without_red(picture: Image.Image) -> Image.Image:
    """A picture in grey in which red ink is as white as paper: seals come off the names that they lie on."""
    return picture.convert("L") if picture.mode in ("1", "L") else picture.convert("RGB").getchannel("R")


def skew_of(picture: Image.Image) -> float:
    """How many degrees counter-clockwise a grey picture has to be turned for its lines to lie level."""
    ink = _ink(picture)
    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), key=lambda angle: _levelness(ink, angle))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _levelness(ink, angle))
    return 0.0 if abs(fine) < LEAST_SKEW or abs(fine) > MOST_SKEW else round(float(fine), 1)


def lies_on_its_side(picture: Image.Image) -> bool:
    """Whether the lines of a grey picture rather run from top to bottom."""
    ink = np.asarray(_ink(picture), dtype=np.float64)
    return _roughness(ink.sum(0) / ink.shape[0]) > _roughness(ink.sum(1) / ink.shape[1])


def straightened(picture: Image.Image, skew: float) -> Image.Image:
    """A grey picture turned counter-clockwise by `skew` degrees about its middle, its size kept."""
    return picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white") if skew else picture


def box_as_shown(box: Box, width: float, height: float, turned: int, skew: float) -> Box:
    """A box of the upright, straightened picture of that size as it lies on the page as shown."""
    x0, top, x1, bottom = box
    corners = [_corner(x, y, width, height, turned, skew) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def _corner(x: float, y: float, width: float, height: float, turned: int, skew: float) -> tuple[float, float]:
    sine, cosine = math.sin(math.radians(skew)), math.cos(math.radians(skew))
    right, down = x - width / 2, y - height / 2
    x, y = cosine * right - sine * down + width / 2, sine * right + cosine * down + height / 2
    return {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[turned]


def _ink(picture: Image.Image) -> Image.Image:
    """Where a picture is darker than its paper, white on black, at a size that is quick to look at."""
    small = picture.copy()
    small.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    grey = np.asarray(small, dtype=np.float64)
    return Image.fromarray(np.where(grey < np.median(grey) * 0.8, 255, 0).astype(np.uint8))


def _levelness(ink: Image.Image, angle: float) -> float:
    turned = np.asarray(ink.rotate(float(angle)), dtype=np.float64)
    return _roughness(turned.sum(1))


def _roughness(profile: NDArray[np.float64]) -> float:
    """How sharply ink and paper follow each other along a profile: lines that lie level give steps."""
    return float((np.diff(profile) ** 2).sum())
