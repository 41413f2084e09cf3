"""What a forum tells of a post's writer beside the post: name, rank, since when a member, how many posts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.parsers.html_tree import HEADINGS, Block, Walk
from ingest.webpages.furniture_rules import is_running_text, matching

DIGIT = re.compile(r"\d")
"""Each such line has a day or a count: asked first, since most lines have none."""
FACTS = 2
"""Lines like `Bài gởi: 312` from which an element is about a member."""
MOST_BLOCKS = 10
"""Blocks of a member's box: name, rank, place, badges and the counts."""


def without_members(blocks: list[Block], walk: Walk) -> list[Block]:
    """The blocks without those of the members' boxes; a box holds no running text and no heading."""
    facts = {at for at, block in enumerate(blocks) if _is_fact(block)}
    if len(facts) < FACTS:
        return blocks
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for element in walk.ancestors(block.element):
            inside[element].append(at)
    boxes = (held for held in inside.values() if len(facts.intersection(held)) >= FACTS and _is_box(blocks, held))
    gone = {at for held in boxes for at in held}
    return [block for at, block in enumerate(blocks) if at not in gone]


def _is_fact(block: Block) -> bool:
    if block.linked == len(block.text) or not DIGIT.search(block.text):
        return False
    rule = matching(block.text, "widget")
    return rule is not None and rule.name == "member"


def _is_box(blocks: Sequence[Block], held: Sequence[int]) -> bool:
    if len(held) > MOST_BLOCKS:
        return False
    return not any(is_running_text(blocks[at].text) or blocks[at].heading in HEADINGS[:3] for at in held)
