"""What tells whether a block of a flattened page is body: what it is, where it stands, what stands around it.

Each is a word in a named slot; the weights are those of slots and of slots together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.parsers.html_kinds import kinds_of
from ingest.parsers.html_outline import Outline, Page, outline_of
from ingest.parsers.html_tree import Walk
from ingest.webpages.furniture_rules import SENTENCE_END

SLOTS = (
    *("kind", "region", "relation", "chrome", "links", "card", "past", "ahead", "above", "alike", "tag", "twin"),
    *("opened", "second", "twice", "named", "size", "before", "after", "own", "main", "branch", "article"),
)
TOGETHER = (
    *("region kind", "region relation", "relation kind", "region chrome", "chrome relation", "region links"),
    *("region card", "kind past", "kind above", "relation past", "before region", "after region", "before kind"),
    *(
        "after kind",
        "opened relation",
        "opened kind",
        "second relation",
        "twin relation",
        "size region",
        "alike region",
    ),
    *("named region", "named relation", "region relation kind", "region relation alike", "opened relation kind"),
    *("twin relation kind", "second relation kind", "own kind", "own relation", "main kind", "main relation"),
    *("branch kind", "branch relation", "branch main", "branch region kind", "branch chrome"),
    *("article kind", "article relation", "article region kind"),
)
ONLY_TOGETHER = ("own", "main", "branch", "article")
"""Slots that say nothing by themselves: nearly every block has the same word there."""
FAR = 4
"""Levels up from the article's element from which all are as far."""
STEPS = ((1, "1"), (2, "2"), (3, "3"), (8, "8"))
"""Blocks away, up to each of which a distance has a word of its own."""
ARTICLES = frozenset(["article", "main"])
MAIN_SHARE = 0.8
"""Share of the page's paragraphs in sight that the main element holds."""
LINK_SHARES = ((0.1, "none"), (0.35, "few"), (0.7, "half"))
WORDS_A_SIZE = 5
LARGEST_SIZE = 6


def features_of(walk: Walk, titles: Sequence[str]) -> list[tuple[str, ...]]:
    """For each block the words of its slots, in the order of `SLOTS`."""
    page = Page(walk, kinds_of(walk.blocks), titles)
    return list(_Slots(page, outline_of(page)).words())


class _Slots:
    """Fills the slots of a page's blocks."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self.page = page
        self.outline = outline
        self.path = list(page.walk.ancestors(outline.home))
        self.level = {element: level for level, element in enumerate(self.path)}
        self.letters: Counter[int] = Counter()
        self.linked: Counter[int] = Counter()
        for block in page.walk.blocks:
            for element in page.walk.ancestors(block.element):
                self.letters[element] += len(block.text)
                self.linked[element] += block.linked
        self.times = Counter(block.text for block in page.walk.blocks)
        self.main = self._main()
        named = (level for level, one in enumerate(self.path) if page.walk.kinds[one].split()[0] in ARTICLES)
        self.article = next(named, -1)
        self.home_kinds = {
            page.walk.kinds[page.walk.blocks[at].element]
            for at, kind in enumerate(page.kinds)
            if kind == "prose" and outline.home in page.holders(at)
        }

    def words(self) -> Iterator[tuple[str, ...]]:
        kinds, outline = self.page.kinds, self.outline
        opened = second = False
        for at, block in enumerate(self.page.walk.blocks):
            element, parent = self.page.holders(at)
            relation, twin, level, outer = self.relation(at)
            if kinds[at] == "prose" and relation == "in":
                opened = False
            elif at > outline.first:
                opened = opened or kinds[at] in ("opener", "related")
                second = second or (relation.startswith("up") and self.page.is_foreign(at, outline.title))
            yield (
                kinds[at],
                self.region(at),
                relation,
                "hidden" if self.page.hidden[element] else "chrome" if self.page.aside[element] else "plain",
                _step(self.linked[parent] / (self.letters[parent] or 1), LINK_SHARES, "most"),
                "card" if self.page.in_card[at] else "single",
                _distance(at - outline.last),
                _distance(outline.first - at),
                _distance(outline.title - at),
                "alike" if self.page.walk.kinds[element] in self.home_kinds else "other",
                self.page.walk.kinds[element].partition(" ")[0],
                twin,
                "opened" if opened else "unopened",
                "second" if second else "first",
                "twice" if self.times[block.text] > 1 else "once",
                "named" if self.page.named[at] else "unnamed",
                _size(block.text),
                kinds[at - 1] if at else "edge",
                kinds[at + 1] if at + 1 < len(kinds) else "edge",
                _step(block.linked / len(block.text), LINK_SHARES, "most"),
                "main" if level <= self.main else "outer",
                self.branch(outer),
                "none" if self.article < 0 else "held" if level <= self.article else "apart",
            )

    def _main(self) -> int:
        """How many levels up from the article's element one holds most of the page's paragraphs in sight."""
        page = self.page
        letters: Counter[int] = Counter()
        whole = 0
        for block, kind in zip(page.walk.blocks, page.kinds, strict=True):
            if kind == "prose" and not page.aside[block.element]:
                whole += len(block.text)
                letters.update(dict.fromkeys(page.walk.ancestors(block.element), len(block.text)))
        most = (level for level, one in enumerate(self.path) if letters[one] >= MAIN_SHARE * whole)
        return next(most, len(self.path))

    def branch(self, outer: int) -> str:
        """How much of an element beside the article's is links."""
        if outer < 0:
            return "own"
        return _step(self.linked[outer] / (self.letters[outer] or 1), LINK_SHARES, "most")

    def region(self, at: int) -> str:
        """Which part of the page a block stands in."""
        outline = self.outline
        if at <= outline.title:
            return "headline" if at == outline.title else "head"
        if at < outline.first:
            return "lead"
        return "inside" if at <= outline.last else "below"

    def relation(self, at: int) -> tuple[str, str, int, int]:
        """How many levels up from the article's element one holds the block too, and whether by a like element.

        Also that level as a number, and the outermost element around the block that does not hold the article (-1:
        none).
        """
        element = self.page.walk.blocks[at].element
        if self.outline.home in self.page.holders(at):
            return "in", "home", 0, -1 if element in self.level else element
        below = -1
        for one in self.page.walk.ancestors(element):
            level = self.level.get(one)
            if level is not None:
                inner = self.path[level - 1] if level else -1
                twin = level and below >= 0 and self.page.walk.kinds[below] == self.page.walk.kinds[inner]
                return f"up{min(level, FAR)}" if level else "under", "twin" if twin else "alien", level, below
            below = one
        return "apart", "alien", len(self.path), below


def _distance(blocks: int) -> str:
    return "0" if blocks <= 0 else _step(blocks, STEPS, "far")


def _step(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((word for most, word in steps if value <= most), beyond)


def _size(text: str) -> str:
    size = min(len(text.split()) // WORDS_A_SIZE, LARGEST_SIZE)
    return f"{size}{'ended' if text.endswith(SENTENCE_END) else 'open'}"
