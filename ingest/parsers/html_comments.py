"""What readers say under an article: elements side by side that end in `Trả lời`, or names and hours after `Bình luận`.

Comments may be longer than the article; what tells them is that they repeat, and that an article's text stands before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.parsers.html_tree import HEADINGS, Block, Walk
from ingest.webpages.chrome import is_comments
from ingest.webpages.datelines import WHEN
from ingest.webpages.furniture_rules import is_ago, is_reply, is_running_text, match_whole, matching

WHEN_WORDS = 12
"""Words of a line with a reader's name and the hour."""
COMMENT_WORDS = 400
"""Words of one comment with what is answered to it."""
LABEL_WORDS = 2
"""Words of a label; more are buttons."""
SOON = 4
"""Blocks behind the heading `Bình luận` within which the first name with its hour stands."""
MOST_BY_CLOSER = 0.5
"""Share of the page's words up to which the element that ends in `Xem thêm 55 bình luận` holds comments alone."""


def without_comments(blocks: list[Block], walk: Walk) -> list[Block]:
    """The blocks without readers' comments; all of them where no running text stands before."""
    first = next((at for at, block in enumerate(blocks) if is_running_text(block.text)), len(blocks))
    inside = _inside(blocks, walk)
    gone = _answered(blocks, walk, inside) | _closed(blocks, walk, inside)
    gone |= _opened(blocks, walk)
    before = min(gone, default=0)
    return blocks if before <= first else [block for at, block in enumerate(blocks) if at not in gone]


def _inside(blocks: Sequence[Block], walk: Walk) -> dict[int, list[int]]:
    """The blocks' places that each element holds."""
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for element in walk.ancestors(block.element):
            inside[element].append(at)
    return inside


def _answered(blocks: Sequence[Block], walk: Walk, inside: dict[int, list[int]]) -> set[int]:
    """The places of elements of one kind, side by side, in which a line offers to answer what stands above it."""
    signs = [at for at, block in enumerate(blocks) if is_reply(block.text) and _is_button(blocks, at, walk)]
    groups: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for at in signs:
        for element in walk.ancestors(blocks[at].element):
            groups[walk.parents[element], walk.kinds[element].partition(" ")[0]].add(element)
    gone: set[int] = set()
    for alike in groups.values():
        if len(alike) > 1 and all(_may_be_comment(blocks, inside[one]) for one in alike):
            gone.update(place for one in alike for place in inside[one])
    return gone


def _is_button(blocks: Sequence[Block], at: int, walk: Walk) -> bool:
    """Whether a line is a button and no label of what follows, as `Trả lời` over an office's answer is."""
    block = blocks[at]
    if block.linked or len(block.text.split()) > LABEL_WORDS or at + 1 == len(blocks):
        return True
    return walk.parents[block.element] not in walk.ancestors(blocks[at + 1].element)


def _may_be_comment(blocks: Sequence[Block], held: Sequence[int]) -> bool:
    """Whether an element holds a text that is no whole page, and more than the buttons."""
    if any(blocks[at].heading in HEADINGS[:2] for at in held):
        return False
    words = sum(len(blocks[at].text.split()) for at in held)
    return words <= COMMENT_WORDS and any(not is_reply(blocks[at].text) for at in held)


def _closed(blocks: Sequence[Block], walk: Walk, inside: dict[int, list[int]]) -> set[int]:
    """The places of the element that ends in `Xem thêm 55 bình luận`, where it holds the lesser part of the page."""
    words = sum(len(block.text.split()) for block in blocks)
    gone: set[int] = set()
    for block in blocks:
        if not match_whole(block.text, ("comments-end",)):
            continue
        held = next((inside[one] for one in walk.ancestors(block.element) if len(inside[one]) > 1), [])
        if sum(len(blocks[one].text.split()) for one in held) <= MOST_BY_CLOSER * words:
            gone.update(held)
    return gone


def _opened(blocks: Sequence[Block], walk: Walk) -> set[int]:
    """The places behind a heading like `Ý kiến bạn đọc (9)`, in its element, where names with hours follow."""
    gone: set[int] = set()
    for at, block in enumerate(blocks):
        rule = matching(block.text, "opener", "related") if len(block.text) <= 80 else None
        if at in gone or rule is None or rule.name != "comment":
            continue
        following = set(walk.ancestors(blocks[at + 1].element)) if at + 1 < len(blocks) else set()
        scope = next((one for one in walk.ancestors(block.element) if one in following), 0)
        opened = []
        for after in range(at + 1, len(blocks)):
            if scope not in walk.ancestors(blocks[after].element):
                break
            opened.append(after)
        named = is_comments(walk.kinds[scope]) or (block.heading is not None and re.search(r"\d", block.text))
        if named or any(is_reply(blocks[one].text) or _is_hour(blocks[one]) for one in opened[:SOON]):
            gone.update([at, *opened])
    return gone


def _is_hour(block: Block) -> bool:
    """Whether a line tells when a reader wrote, alone or beside the name."""
    if len(block.text.split()) > WHEN_WORDS or block.heading:
        return False
    return is_ago(block.text) or WHEN.search(block.text) is not None
