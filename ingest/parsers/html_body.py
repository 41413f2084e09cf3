"""Which blocks of a flattened page are its body: each is weighed by what it is and where it stands.

The weights are learned (`python -m benchmarks.learn_web_body`) and lie as data beside the rules for furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from ingest.furniture_rules import read_table
from ingest.parsers.html_comments import without_comments
from ingest.parsers.html_counters import without_counters
from ingest.parsers.html_features import SLOTS, TOGETHER, features_of
from ingest.parsers.html_members import without_members
from ingest.parsers.html_outline import inside_of
from ingest.parsers.html_teasers import without_opened_teasers
from ingest.parsers.html_tree import Block, Walk

KIND, CHROME = SLOTS.index("kind"), SLOTS.index("chrome")
UNTOLD = frozenset(["link", "headline", "link-row", "menu", "widget", "category", "foot"])
TEXTS = frozenset(["prose", "unended", "sentence", "phrase", "word", "credit", "row", "heading"])
DOUBT = -3.0
"""Weight down to which a text between two body blocks goes with them."""
LONGEST_GAP = 3
SINGLE = [(slot, at) for at, slot in enumerate(SLOTS)]
SEVERAL = [(slots, [SLOTS.index(slot) for slot in slots.split()]) for slots in TOGETHER]


def body_blocks(walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks that are more likely body than not; of a page without paragraphs all that is no menu."""
    walk = considered(walk, titles)
    features = features_of(walk, titles)
    if not any(words[KIND] == "prose" for words in features):
        return [block for block, words in zip(walk.blocks, features, strict=True) if _may_be_notice(words)]
    kept = judged(features, [_weight(words) for words in features])
    return [block for block, keep in zip(walk.blocks, kept, strict=True) if keep]


def considered(walk: Walk, titles: Sequence[str]) -> Walk:
    """The walk without menus, and without what looks like the article and may outweigh it: comments, opened lists."""
    aside = inside_of(walk, walk.chrome)
    blocks = [one for one in walk.blocks if one.heading or one.linked < len(one.text) or not aside[one.element]]
    blocks = without_counters(blocks)
    blocks = without_comments(without_members(blocks, walk), walk)
    return replace(walk, blocks=without_opened_teasers(blocks, walk, titles))


def judged(features: Sequence[tuple[str, ...]], weights: Sequence[float]) -> list[bool]:
    """Which blocks are body by their weights; a few of no great doubt between two that are go with them."""
    shown = (words[KIND] != "blurb" and words[CHROME] != "hidden" for words in features)
    kept = [may and weight > 0 for may, weight in zip(shown, weights, strict=True)]
    sure = [at for at, keep in enumerate(kept) if keep]
    for before, after in pairwise(sure):
        gap = range(before + 1, after)
        if len(gap) <= LONGEST_GAP and all(weights[at] > DOUBT and _is_text(features[at]) for at in gap):
            kept[before:after] = [True] * (after - before)
    return kept


def _is_text(words: tuple[str, ...]) -> bool:
    return words[KIND] in TEXTS and words[CHROME] == "plain"


def _may_be_notice(words: tuple[str, ...]) -> bool:
    """Whether a block of a page without paragraphs may be its notice."""
    return words[KIND] not in UNTOLD and words[CHROME] == "plain"


def names_of(words: tuple[str, ...]) -> Iterator[str]:
    """The names of the weights of a block whose slots hold `words`: `kind=prose`, `region kind=inside prose`."""
    for slot, at in SINGLE:
        yield f"{slot}={words[at]}"
    for slots, places in SEVERAL:
        yield f"{slots}={' '.join([words[at] for at in places])}"


@lru_cache(maxsize=8192)
def _weight(words: tuple[str, ...]) -> float:
    return weight_of(names_of(words), _weights())


def weight_of(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """How much speaks for a block with these names as body: more than nothing where it is likelier than not."""
    return weights["always"] + sum(weights.get(name, 0.0) for name in names)


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read_table("body_weights")}
