"""What was seen on the picture of one page: words with their places and the recogniser's confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ingest.document import Box


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word with its box; `line` is the number of its line on the page, `confidence` from 0 to 1.

    `by_hand` says that its ink has another colour than the page's print.
    """

    text: str
    box: Box
    confidence: float
    line: int
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as its picture was read: boxes are points from the top left corner of the upright, straightened picture.

    `width` and `height` are those of the upright picture. `turned` is how many degrees clockwise the picture was
    turned to be upright, `skew` how many degrees counter-clockwise it was then straightened about its middle. `inks`
    are the places between words where there is ink that gave no word. `reader` names the recogniser's version.
    """

    number: int
    width: float
    height: float
    words: tuple[SeenWord, ...]
    inks: tuple[Box, ...] = ()
    turned: int = 0
    skew: float = 0.0
    reader: str = ""

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready dictionary; `from_json` is its inverse."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SeenPage:
        """Raises: KeyError, TypeError or ValueError when the data has another shape."""
        words = tuple(
            SeenWord(
                str(word["text"]), _box(word["box"]), float(word["confidence"]), int(word["line"]),
                bool(word["by_hand"]),
            )
            for word in data["words"]
        )  # fmt: skip
        return cls(
            int(data["number"]), float(data["width"]), float(data["height"]), words, tuple(map(_box, data["inks"])),
            int(data["turned"]), float(data["skew"]), str(data["reader"]),
        )  # fmt: skip


def _box(data: Any) -> Box:
    x0, top, x1, bottom = map(float, data)
    return x0, top, x1, bottom
