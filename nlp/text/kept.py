"""Work on a text that is kept while its document is understood: the components ask for the same in turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Made = TypeVar("Made")

CACHED_TEXTS = 4
"""The body, the site's name and copies of the body; more than a few would only hold memory."""
REMEMBERED = 32_768
"""Words: a document has some hundreds, the language some thousands."""
LONGEST_WORD = 24
"""Characters of a word that is kept: Vietnamese has no syllable of more than seven letters."""
_FORGET: list[Callable[[], None]] = []


def kept_by_text(texts: int = CACHED_TEXTS) -> Callable[[Callable[[str], Made]], Callable[[str], Made]]:
    """Keep what a function makes of the last `texts` texts, until `forget_texts`."""

    def keep(make: Callable[[str], Made]) -> Callable[[str], Made]:
        kept = lru_cache(maxsize=texts)(make)
        _FORGET.append(kept.cache_clear)
        return kept

    return keep


class ByWord(dict[str, Made]):
    """What a function makes of words, made as they are met: quicker to look up than by `lru_cache`.

    All are forgotten when there are too many.
    """

    def __init__(self, make: Callable[[str], Made], *, longest: int = LONGEST_WORD) -> None:
        super().__init__()
        self._make = make
        self._longest = longest

    def __missing__(self, word: str) -> Made:
        made = self._make(word)
        if len(word) <= self._longest:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = made
        return made


def forget_texts() -> None:
    """Forget all of it: what was made of a text of a million characters fills 200 MiB."""
    for forget in _FORGET:
        forget()
