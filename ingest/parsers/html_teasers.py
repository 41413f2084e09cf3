"""Lists of other pages under a heading like `Có thể bạn quan tâm`: headlines that are links, each with a blurb or none.

They may be longer than the article; what tells them is that every paragraph stands under a link of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.parsers.html_titles import is_title
from ingest.parsers.html_tree import Block, Walk
from ingest.webpages.furniture_rules import is_message, is_running_text, matching

HEADLINE_LINKED = 0.6
"""Share of a headline's letters that are its link; a day or a section may stand on its line."""
HEADLINE_WORDS = 4
BLURB_WITHIN = 3
"""Blocks behind a headline among which its blurb stands: day, section, summary."""
LONGEST_OPENER = 80
"""Characters of a heading that opens a list."""


def without_opened_teasers(blocks: list[Block], walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks without the teasers that such a heading behind the first running text, or a wall, opens.

    A paragraph that lies side by side with those over the heading is the article, which goes on.
    """
    first = next((at for at, b in enumerate(blocks) if is_running_text(b.text) or is_message(b.text)), len(blocks))
    gone: set[int] = set()
    for at in range(first + 1, len(blocks)):
        if at not in gone and _opens(blocks[at]):
            homes = {walk.parents[block.element] for block in blocks[:at] if is_running_text(block.text)}
            going_on = (after for after in range(at + 1, len(blocks)) if _goes_on(blocks[after], walk, homes))
            end = _teasers_end(blocks[: next(going_on, None)], at + 1, titles)
            if end > at + 1:
                gone.update(range(at, end))
    return [block for at, block in enumerate(blocks) if at not in gone]


def _opens(block: Block) -> bool:
    if len(block.text) > LONGEST_OPENER or (block.linked and block.heading is None):
        return False
    rule = matching(block.text, "related", "widget")
    return rule is not None and (rule.place == "related" or rule.name == "advert")


def _goes_on(block: Block, walk: Walk, homes: Collection[int]) -> bool:
    return walk.parents[block.element] in homes and is_running_text(block.text)


def _teasers_end(blocks: Sequence[Block], start: int, titles: Sequence[str]) -> int:
    """The end, exclusive, of two teasers or more that begin at `start`; `start` where there are none.

    A paragraph under the last headline alone is the article, which goes on behind a list of bare headlines.
    """
    headlines: list[int] = []
    blurbs: list[int] = []
    for at in range(start, len(blocks)):
        block = blocks[at]
        if _is_headline(block, titles):
            headlines.append(at)
        elif is_running_text(block.text):
            near = bool(headlines) and at - headlines[-1] <= BLURB_WITHIN
            if not near or (blurbs and blurbs[-1] > headlines[-1]):
                break
            blurbs.append(at)
    if len(blurbs) < 2:
        return start
    return blurbs[-1] + 1


def _is_headline(block: Block, titles: Sequence[str]) -> bool:
    linked = block.linked > HEADLINE_LINKED * len(block.text)
    return linked and len(block.text.split()) >= HEADLINE_WORDS and not is_title(block.text, titles)
