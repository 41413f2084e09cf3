"""A flattened page's bones: its headline, the element that holds the article's text, where the article ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.parsers.html_titles import is_title
from ingest.parsers.html_tree import HEADINGS, Walk
from ingest.webpages.chrome import is_comments

HEADLINE_WORDS = range(3, 46)
TITLED = re.compile(r"\b(?:\w*(?:title|headline)|tieu-?de|tit|td)", re.I)
"""Classes that builds give a headline."""
LEAST_SCORE = 2.0
"""Of the signs that a line is the headline; a heading `h1` alone has as much."""
TEXT_SCORE = 2.0
"""What it adds to the signs of a headline that all paragraphs stand under it and over the next one."""
ASIDE = 0.3
"""What a paragraph in chrome, or above the headline, weighs when the article's element is looked for."""
NEAR_HOME = 0.3
"""Share of the heaviest element's text from which an earlier one under the headline is the article's."""
MOST_HEADLINES = 1
"""Headlines of other pages, one behind another, that an article may hold; more are a list that ends it."""
CARD_BLOCKS = 6
"""Blocks of a card: headline, day, section, summary, `Xem tiếp`."""
CARD_LEVELS = 4
ENDS = frozenset(["opener", "related", "foot"])


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the headline stands and in which element the text (-1: none); its first and last paragraph."""

    title: int
    home: int
    first: int
    last: int


def cards_of(walk: Walk, kinds: Sequence[str]) -> list[bool]:
    """For each block whether it lies in one of several small elements of one kind, each with a linked headline."""
    sizes: Counter[int] = Counter()
    headlines: Counter[int] = Counter()
    for block, kind in zip(walk.blocks, kinds, strict=True):
        for element in islice(walk.ancestors(block.element), CARD_LEVELS):
            sizes[element] += 1
            headlines[element] += kind == "headline"
    small = [element for element, size in sizes.items() if size <= CARD_BLOCKS and headlines[element]]
    families = Counter((walk.parents[element], walk.kinds[element]) for element in small)
    cards = {element for element in small if families[walk.parents[element], walk.kinds[element]] > 1}
    return [any(one in cards for one in islice(walk.ancestors(block.element), CARD_LEVELS)) for block in walk.blocks]


def _are_most(walk: Walk, kinds: Sequence[str], in_card: Sequence[bool]) -> bool:
    """Whether cards hold most of the page's text: then it is a digest, and they are its body."""
    weights = {at: len(walk.blocks[at].text) for at, kind in enumerate(kinds) if kind == "prose"}
    return 2 * sum(weight for at, weight in weights.items() if in_card[at]) > sum(weights.values())


class Page:
    """A walk with what its blocks are and which elements lie in chrome."""

    def __init__(self, walk: Walk, kinds: Sequence[str], titles: Sequence[str]) -> None:
        self.walk = walk
        self.in_card = cards_of(walk, kinds)
        if _are_most(walk, kinds, self.in_card):
            self.in_card = [False] * len(kinds)
        self.kinds = [
            "blurb" if kind == "prose" and in_card else kind for kind, in_card in zip(kinds, self.in_card, strict=True)
        ]
        self.named = [is_title(block.text, titles, heading=bool(block.heading)) for block in walk.blocks]
        self.aside = inside_of(walk, walk.chrome)
        self.hidden = inside_of(walk, walk.hidden)

    def holders(self, at: int) -> tuple[int, int]:
        """The element of a block and the one around it: paragraphs lie side by side in either."""
        element = self.walk.blocks[at].element
        return element, max(self.walk.parents[element], 0)

    def pardon(self, home: int) -> None:
        """Take what holds the article for no chrome, whatever its class says."""
        pardoned = frozenset(self.walk.ancestors(home))
        self.aside = inside_of(self.walk, self.walk.chrome, pardoned)
        self.hidden = inside_of(self.walk, self.walk.hidden, pardoned)

    def is_foreign(self, at: int, title: int) -> bool:
        """Whether a block is the heading of another article: of an order no lower than the page's own headline."""
        own = self.walk.blocks[title].heading if title >= 0 else None
        orders = HEADINGS[:1] if own == HEADINGS[0] else HEADINGS[:2]
        return self.walk.blocks[at].heading in orders and not self.named[at]


def inside_of(walk: Walk, marked: Sequence[bool], pardoned: Collection[int] = frozenset()) -> list[bool]:
    """For each element whether it is marked and not pardoned, or lies in one that is."""
    inside: list[bool] = []
    for at, parent in enumerate(walk.parents):
        inside.append((marked[at] and at not in pardoned) or (parent >= 0 and inside[parent]))
    return inside


def outline_of(page: Page) -> Outline:
    """The page's bones; without a paragraph the article's place is that of its headline."""
    title = _headline(page)
    prose = [at for at, kind in enumerate(page.kinds) if kind == "prose"]
    if not prose:
        return Outline(title, -1, title, title)
    home = _home(page, prose, title)
    page.pardon(home)
    held = [at for at in prose if home in page.walk.ancestors(page.walk.blocks[at].element)]
    below = [at for at in held if at > title] or held
    return Outline(title, home, below[0], _last(page, below[-1], title))


def _headline(page: Page) -> int:
    """The first line with most signs of a headline: named in the page's head, a heading, a class, a day below, text."""
    scores = [_headline_score(page, at) for at in range(len(page.kinds))]
    likely = [at for at, score in enumerate(scores) if score >= LEAST_SCORE]
    shares = _shares_below(page, likely)
    return max(likely, key=lambda at: (scores[at] + TEXT_SCORE * shares[at], -at), default=-1)


def _shares_below(page: Page, likely: Sequence[int]) -> dict[int, float]:
    """For each likely headline the share of the page's paragraphs that stand under it and over the next one."""
    letters = [
        len(block.text) if kind == "prose" and not page.aside[block.element] else 0
        for block, kind in zip(page.walk.blocks, page.kinds, strict=True)
    ]
    whole = sum(letters) or 1
    ends = [*likely[1:], len(letters)]
    return {at: sum(letters[at:end]) / whole for at, end in zip(likely, ends, strict=False)}


def _headline_score(page: Page, at: int) -> float:
    block = page.walk.blocks[at]
    if len(block.text.split()) not in HEADLINE_WORDS:
        return 0.0
    score = 3.0 * page.named[at]
    if block.heading in HEADINGS[:3]:
        score += 2.0 - 0.5 * HEADINGS.index(block.heading)
    score += TITLED.search(page.walk.kinds[block.element]) is not None
    score += "date" in page.kinds[at + 1 : at + 4]
    score -= 2.0 * (page.kinds[at] not in ("heading", "phrase", "unended", "sentence"))
    return score - 2.0 * page.aside[block.element]


def _home(page: Page, prose: Sequence[int], title: int) -> int:
    """The element that holds the article's paragraphs side by side: the first heavy one under the headline."""
    weights: Counter[int] = Counter()
    firsts: dict[int, int] = {}
    for at in prose:
        block = page.walk.blocks[at]
        weight = len(block.text) * (ASIDE if page.aside[block.element] else 1.0) * (ASIDE if at < title else 1.0)
        for element in page.holders(at):
            weights[element] += round(weight)
            if at > title:
                firsts.setdefault(element, at)
    least = NEAR_HOME * max(weights.values())
    near = [element for element in firsts if weights[element] >= least]
    if not near:
        return weights.most_common(1)[0][0]
    return min(near, key=lambda element: (firsts[element], -weights[element], element))


def _last(page: Page, last: int, title: int) -> int:
    """The last paragraph behind `last` before the first mark of the article's end."""
    headlines = 0
    for at in range(last + 1, len(page.kinds)):
        kind, element = page.kinds[at], page.walk.blocks[at].element
        headlines = headlines + 1 if kind == "headline" else 0
        listed = headlines > MOST_HEADLINES or kind in ENDS
        if listed or page.is_foreign(at, title) or is_comments(page.walk.kinds[element]):
            break
        if kind == "prose" and not page.aside[element]:
            last = at
    return last
