"""Which blocks of a flattened page are its body: each is weighed by what it is and where it stands.

The weights are learned (`python -m benchmarks.learn_web_body`) and lie as data beside the rules for furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.official.letterhead import is_letterhead_line
from ingest.parsers.html_comments import without_comments
from ingest.parsers.html_counters import without_counters
from ingest.parsers.html_features import ONLY_TOGETHER, SLOTS, TOGETHER, features_of
from ingest.parsers.html_members import without_members
from ingest.parsers.html_outline import inside_of
from ingest.parsers.html_teasers import without_opened_teasers
from ingest.parsers.html_tree import Block, Walk
from ingest.webpages.learned_weights import LearnedWeights

KIND, REGION, RELATION, TWIN, CHROME, OWN, OPENED, CARD, BRANCH = (
    SLOTS.index(slot) for slot in ("kind", "region", "relation", "twin", "chrome", "own", "opened", "card", "branch")
)
UNTOLD = frozenset(["link", "headline", "link-row", "menu", "widget", "category", "foot"])
TEXTS = frozenset(["prose", "unended", "sentence", "phrase", "word", "credit", "row", "heading"])
DOUBT = -4.0
"""Weight down to which a text between two body blocks goes with them."""
LONGEST_GAP = 6
INSIDE = -2.0
"""Weight down to which a text without links between the article's first and last paragraph is body."""
BESIDE = -2.0
"""Weight down to which a text goes with one like it right before it in the same element, as items of a list do."""
ABOVE = 1.0
"""Weight from which a paragraph above the headline is body; leads of other pages stand there."""
IN_CHROME = 1.0
"""Weight from which a text behind the article, in an element that is named as furniture, is body."""
WEIGHTS = LearnedWeights("body_weights", SLOTS, (*(slot for slot in SLOTS if slot not in ONLY_TOGETHER), *TOGETHER))


def body_blocks(walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks that are more likely body than not; of a page without paragraphs all that is no menu."""
    walk = considered(walk, titles)
    features = features_of(walk, titles)
    kept = judged(walk, features, [WEIGHTS.weight(words) for words in features])
    return [block for block, keep in zip(walk.blocks, kept, strict=True) if keep]


def considered(walk: Walk, titles: Sequence[str]) -> Walk:
    """The walk without menus, and without what looks like the article and may outweigh it: comments, opened lists."""
    aside = inside_of(walk, walk.chrome)
    blocks = [one for one in walk.blocks if one.heading or one.linked < len(one.text) or not aside[one.element]]
    blocks = without_counters(blocks)
    blocks = without_comments(without_members(blocks, walk), walk)
    return replace(walk, blocks=without_opened_teasers(blocks, walk, titles))


def judged(walk: Walk, features: Sequence[tuple[str, ...]], weights: Sequence[float]) -> list[bool]:
    """Which blocks are body by their weights; a few of no great doubt beside or between such go with them.

    What is lost nobody sees, what is too much everybody does. Of a page without paragraphs all is body that is no
    menu: a table, a notice.
    """
    if not any(words[KIND] == "prose" for words in features):
        return [_may_be_notice(words) for words in features]
    shown = [words[KIND] != "blurb" and words[CHROME] != "hidden" for words in features]
    kept = [may and weight > _bar(words) for may, weight, words in zip(shown, weights, features, strict=True)]
    for at in range(1, len(kept)):
        if kept[at - 1] and weights[at] > BESIDE and _is_text(features[at]) and _are_alike(walk, at):
            kept[at] = features[at][OWN] == "none"
    sure = [at for at, keep in enumerate(kept) if keep]
    if sure and is_letterhead_line(walk.blocks[sure[0]].text):
        # the left column of a letterhead stands before the right one
        sure = [*_letterhead_before(walk, features, weights, sure[0]), *sure]
        kept[sure[0]] = True
    for before, after in pairwise(sure):
        gap = range(before + 1, after)
        if len(gap) <= LONGEST_GAP and all(weights[at] > DOUBT and _is_text(features[at]) for at in gap):
            kept[before:after] = [True] * (after - before)
    return kept


def _letterhead_before(
    walk: Walk, features: Sequence[tuple[str, ...]], weights: Sequence[float], first: int
) -> list[int]:
    """The first of the texts of no great doubt before a letterhead's line in its table; none where there are none."""
    within = list(walk.ancestors(walk.blocks[first].element))
    table = next((one for one in within if walk.kinds[one].split()[0] == "table"), -1)
    at = first
    while at and first - at < LONGEST_GAP and weights[at - 1] > DOUBT and _is_text(features[at - 1]):
        if table not in walk.ancestors(walk.blocks[at - 1].element):
            break
        at -= 1
    return [at] if at < first else []


def _are_alike(walk: Walk, at: int) -> bool:
    """Whether a block and the one before it lie side by side in elements of one kind."""
    own, before = walk.blocks[at].element, walk.blocks[at - 1].element
    return walk.parents[own] == walk.parents[before] and walk.kinds[own] == walk.kinds[before]


def _bar(words: tuple[str, ...]) -> float:
    """The weight from which a block is body."""
    if words[CHROME] == "chrome" and words[REGION] == "below" and words[KIND] not in ("date", "credit"):
        return IN_CHROME
    if words[KIND] == "prose" and words[REGION] == "head":
        return ABOVE
    if words[CHROME] != "plain" or (words[REGION], words[OPENED], words[CARD]) != ("inside", "unopened", "single"):
        return 0.0
    near = words[BRANCH] in ("own", "none") or (
        words[KIND] == "prose" and (words[TWIN] == "twin" or words[RELATION] in ("in", "under"))
    )
    text = words[KIND] in TEXTS and words[OWN] == "none" and near
    return INSIDE if words[KIND] == "paper" or text else 0.0


def _is_text(words: tuple[str, ...]) -> bool:
    return words[KIND] in TEXTS and words[CHROME] == "plain"


def _may_be_notice(words: tuple[str, ...]) -> bool:
    """Whether a block of a page without paragraphs may be its notice."""
    return words[KIND] not in UNTOLD and words[CHROME] == "plain"
