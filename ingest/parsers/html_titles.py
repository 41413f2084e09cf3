"""Which line of a flattened page is its title: one that the page's head names, else its first heading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.names import looks_like_organisation
from ingest.orthography import fold
from ingest.parsers.html_tree import HEADINGS, Block
from ingest.webpages.furniture_rules import is_running_text, match_whole

LONGEST_TITLE = 400
"""Characters."""
CUT_WORDS = 5
"""Words of a title from which a heading that begins with it is the same one at full length."""


def find_title(blocks: Sequence[Block], titles: Sequence[str]) -> str | None:
    """The line that is the page's heading: one that the page's head names, else the first `h1`, else the first `h2`."""
    first = next((at for at, block in enumerate(blocks) if is_running_text(block.text)), len(blocks))
    head = blocks[: first + 1]
    named = next((block.text for block in head if is_title(block.text, titles, heading=bool(block.heading))), None)
    if named:
        return named
    for tag in HEADINGS[:3]:
        for block in head:
            if block.heading == tag and len(block.text.split()) >= 4 and not is_banner(block.text):
                return block.text
    return None


def is_title(text: str, titles: Sequence[str], *, heading: bool = False) -> bool:
    """Whether a line is one of the titles, or the greater part of one that also names the site.

    A heading may also go on where a title was cut.
    """
    if len(text) > LONGEST_TITLE or len(text.split()) < 4:
        return False
    plain = fold(text)
    known = any(plain in _folded(title) and 2 * len(plain) > len(title) for title in titles)
    cut = heading and any(len(title.split()) >= CUT_WORDS and plain.startswith(_folded(title)) for title in titles)
    return (known or cut) and not is_banner(text)


@lru_cache(maxsize=64)
def _folded(title: str) -> str:
    """A title is asked for by every line of its page."""
    return fold(title)


def is_banner(text: str) -> bool:
    """Whether a line is an organisation's bare name: it tells nothing, as a heading would."""
    return looks_like_organisation(text) and match_whole(text, ("tells",)) is None
