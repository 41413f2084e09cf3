"""A second look at the lines whose letters decide and were read unsurely: number, day, and the names of who signed.

A line is read again by itself and larger. Print mostly gains by that; handwriting stays as unsure as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import mean

from PIL import Image

from ingest.document import Box
from ingest.names import person_in
from ingest.official.unread import HEAD, READ, is_doubted
from ingest.places import around
from ingest.scans.recognised import SeenWord
from ingest.scans.tesseract import ONE_LINE, read_words

LARGER = 1.5
"""By how much a line is enlarged: at 200 dots an inch it is then as at 300, which the recogniser was taught on."""

AROUND = 0.25
"""Paper left around a line, in its height."""

SURE = 0.8
"""Confidence from which a second reading that differs from the first is believed."""

MOST = 6
"""Lines of a page that are looked at again, 0.2 seconds each."""


def look_again(grey: Image.Image, dots: float, words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a page, those of unsure lines replaced by what a second look gives, if that is surer."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    doubted = [at for at, line in enumerate(lines) if _is_worth_it(line, grey.height)]
    for at in doubted[:MOST]:
        box = around([word.box for word in lines[at]])
        again = read_line(grey, dots, box, lines[at][0].line) if box else []
        if again and _is_better(lines[at], again):
            lines[at] = again
    return [word for line in lines for word in line]


def _is_worth_it(line: Sequence[SeenWord], height: float) -> bool:
    if any(word.by_hand for word in line):
        return False
    if line[0].box[3] < HEAD * height and is_doubted(line):
        return True
    return _least(line) < READ and person_in(_text(line)) is not None


def _is_better(line: Sequence[SeenWord], again: Sequence[SeenWord]) -> bool:
    """Whether a second reading settles a line: it agrees and is surer, or is quite sure where it differs."""
    if _text(again) == _text(line):
        return _least(again) > _least(line)
    if person_in(_text(line)):
        return person_in(_text(again)) is not None and _least(again) >= SURE
    return not is_doubted(again, least=SURE) and mean(word.confidence for word in again) >= SURE


def read_line(grey: Image.Image, dots: float, box: Box, number: int) -> list[SeenWord]:
    """The words of the line in a box of the page, read by itself; `number` is the line's, boxes are the page's."""
    margin = AROUND * (box[3] - box[1])
    left, top = max(0, round(box[0] - margin)), max(0, round(box[1] - margin))
    part = grey.crop((left, top, round(box[2] + margin), round(box[3] + margin)))
    larger = part.resize((round(part.width * LARGER), round(part.height * LARGER)), Image.Resampling.LANCZOS)
    return [
        replace(word, line=number, box=_moved(word.box, left, top))
        for word in read_words(larger, dots * LARGER, layout=ONE_LINE)
    ]


def _moved(box: Box, left: float, top: float) -> Box:
    x0, y0, x1, y1 = (value / LARGER for value in box)
    return left + x0, top + y0, left + x1, top + y1


def _least(line: Sequence[SeenWord]) -> float:
    return min(word.confidence for word in line)


def _text(line: Sequence[SeenWord]) -> str:
    return " ".join(word.text for word in line)
