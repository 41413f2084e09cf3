"""Work on a text that is kept while its document is understood: the components ask for the same in turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Made = TypeVar("Made")

CACHED_TEXTS = 4
"""The body, the site's name and copies of the body; more than a few would only hold memory."""
_FORGET: list[Callable[[], None]] = []


def kept_by_text(texts: int = CACHED_TEXTS) -> Callable[[Callable[[str], Made]], Callable[[str], Made]]:
    """Keep what a function makes of the last `texts` texts, until `forget_texts`."""

    def keep(make: Callable[[str], Made]) -> Callable[[str], Made]:
        kept = lru_cache(maxsize=texts)(make)
        _FORGET.append(kept.cache_clear)
        return kept

    return keep


def forget_texts() -> None:
    """Forget all of it: what was made of a text of a million characters fills 200 MiB."""
    for forget in _FORGET:
        forget()
