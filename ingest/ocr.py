"""One page read from its picture, in a process of its own: drawn, straightened, turned upright, recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from PIL import Image

from ingest.frames import Channel
from ingest.orthography import syllable_share
from ingest.scans.inks import find_inks, marked_by_hand
from ingest.scans.missed_lines import with_missed_lines
from ingest.scans.page_columns import in_one_column, put_back
from ingest.scans.page_pictures import INCH, picture_of
from ingest.scans.recognised import SeenPage, SeenWord
from ingest.scans.second_look import look_again
from ingest.scans.straightening import lies_on_its_side, skew_of, straightened, without_red
from ingest.scans.tesseract import find_tesseract, read_words, version_of

GOOD_SHARE = 0.6
"""Share of valid syllables from which a page stood upright: good pages have 0.84 and more, turned ones 0.3."""

LONGER = 4
"""Letters from which a word is wider than high."""

CLOCKWISE = {
    90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90,
}  # fmt: skip


def recognise_task(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> dict[str, Any]:
    """The page `number` of a file of `kind`, read from its picture, as JSON; `ingest.scans.recognised` has its form."""
    channel.add_pages(1)
    picture, dots = picture_of(source.read(), str(settings["kind"]), int(settings["number"]))
    return recognise(picture, dots, number=int(settings["number"])).to_json()


def recognise(picture: Image.Image, dots: float, *, number: int = 1) -> SeenPage:
    """What is seen on a page's picture of so many dots an inch.

    Raises: UnsupportedFormat where Tesseract is missing.
    """
    grey = without_red(picture)
    tried = [_read(picture, grey, dots, number, 0)]
    if tried[0].words and not _is_upright(tried[0].words):
        for turned in (90, 270, 180) if lies_on_its_side(grey) else (180, 90, 270):
            tried.append(_read(picture, grey, dots, number, turned))
            if _is_upright(tried[-1].words):
                break
    return max(tried, key=lambda page: (not _stand_on_end(page.words), _sense(page.words)))


def _read(picture: Image.Image, grey: Image.Image, dots: float, number: int, turned: int) -> SeenPage:
    if turned:
        picture, grey = picture.transpose(CLOCKWISE[turned]), grey.transpose(CLOCKWISE[turned])
    skew = skew_of(grey)
    grey = straightened(grey, skew)
    stacked, placed = in_one_column(grey, dots)
    words = put_back(read_words(stacked, dots), placed)
    inks = find_inks(grey, words)
    words = marked_by_hand(words, straightened(picture, skew) if skew else picture)
    words = with_missed_lines(grey, dots, look_again(grey, dots, words))
    scale = INCH / dots
    program = find_tesseract() or ""
    return SeenPage(
        number, round(grey.width * scale, 1), round(grey.height * scale, 1),
        tuple(replace(word, box=_scaled(word.box, scale)) for word in words),
        tuple(_scaled(box, scale) for box in inks), turned, skew, version_of(program),
    )  # fmt: skip


def _scaled(box: tuple[float, float, float, float], scale: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(value * scale, 2) for value in box)
    return x0, top, x1, bottom


def _is_upright(words: Sequence[SeenWord]) -> bool:
    return _sense(words) >= GOOD_SHARE and not _stand_on_end(words)


def _stand_on_end(words: Sequence[SeenWord]) -> bool:
    """Whether most longer words are higher than wide: the recogniser reads a page that lies on its side where it is."""
    longer = [word.box for word in words if len(word.text) >= LONGER]
    upended = sum(bottom - top > x1 - x0 for x0, top, x1, bottom in longer)
    return upended > len(longer) / 2


def _sense(words: Sequence[SeenWord]) -> float:
    """The share of valid syllables among the longer words of letters, each counted by its confidence."""
    longer = [word for word in words if len(word.text) > 2 and any(map(str.isalpha, word.text))]
    if not longer:
        return 0.0
    return sum(word.confidence * (syllable_share(word.text) == 1.0) for word in longer) / len(longer)
