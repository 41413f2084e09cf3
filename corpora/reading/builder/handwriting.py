"""Digits as a hand writes them: strokes on a unit square, jittered, drawn with a pen; no font knows them."""

from __future__ import annotations

import random
from collections.abc import Iterator

Point = tuple[float, float]

STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "0": (((0.5, 0.02), (0.15, 0.3), (0.12, 0.7), (0.45, 1.0), (0.8, 0.75), (0.82, 0.3), (0.45, 0.04)),),
    "1": (((0.25, 0.28), (0.55, 0.0), (0.5, 1.0)),),
    "2": (((0.15, 0.25), (0.4, 0.0), (0.75, 0.2), (0.6, 0.55), (0.1, 0.97), (0.45, 0.88), (0.9, 0.98)),),
    "3": (((0.15, 0.12), (0.6, 0.02), (0.7, 0.28), (0.35, 0.46), (0.8, 0.68), (0.55, 0.98), (0.1, 0.88)),),
    "4": (((0.5, 0.0), (0.1, 0.62), (0.9, 0.58)), ((0.66, 0.3), (0.6, 1.05))),
    "5": (((0.75, 0.02), (0.28, 0.05), (0.22, 0.45), (0.7, 0.48), (0.72, 0.85), (0.15, 0.98)),),
    "6": (((0.7, 0.0), (0.25, 0.4), (0.15, 0.8), (0.5, 1.0), (0.78, 0.75), (0.5, 0.55), (0.2, 0.72)),),
    "7": (((0.1, 0.08), (0.85, 0.02), (0.4, 1.02)), ((0.3, 0.52), (0.8, 0.48))),
    "8": (((0.7, 0.15), (0.35, 0.0), (0.25, 0.3), (0.72, 0.7), (0.45, 1.0), (0.18, 0.75), (0.75, 0.2)),),
    "9": (((0.75, 0.25), (0.4, 0.02), (0.18, 0.3), (0.45, 0.5), (0.76, 0.2), (0.62, 1.05)),),
    "/": (((0.75, -0.05), (0.2, 1.1)),),
}
ADVANCE = 0.82
JITTER = 0.07
SLANT = 0.22


def strokes(text: str, x: float, y: float, height: float, *, seed: int) -> Iterator[list[Point]]:
    """The pen's polylines for digits and slashes, top left at (x, y), y growing downwards."""
    hand = random.Random(seed)
    width = height * 0.62
    for letter in text:
        for stroke in STROKES.get(letter, ()):
            yield [
                (
                    x + (px + hand.uniform(-JITTER, JITTER)) * width + (1 - py) * height * SLANT,
                    y + (py + hand.uniform(-JITTER, JITTER)) * height,
                )
                for px, py in stroke
            ]
        x += width * (ADVANCE if letter in STROKES else 0.5) + hand.uniform(0, height * 0.1)
