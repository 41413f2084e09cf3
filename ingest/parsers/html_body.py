"""Which blocks of a flattened page are its body: without chrome, lists of links and teasers, in the densest element."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.bylines import find_names
from ingest.datelines import find_dateline
from ingest.furniture_rules import credits_of, is_running_text, matching
from ingest.names import person_in
from ingest.parsers.html_comments import without_comments
from ingest.parsers.html_counters import without_counters
from ingest.parsers.html_facts import facts_among_buttons
from ingest.parsers.html_members import without_members
from ingest.parsers.html_teasers import without_opened_teasers
from ingest.parsers.html_titles import is_title
from ingest.parsers.html_tree import HEADINGS, Block, Walk
from ingest.saved_page import may_be_title

PARDON = 0.4
"""Share of the page's running text from which an element is body, whatever it is called."""
CORE = 0.85
"""Share of the running text that the body's element must hold; the rest are comments and teasers."""
LINKED = 0.7
"""Share of a list's letters that are links from which it is a list of links; lists in bodies have below 0.3."""
HEAD_BLOCKS = 8
"""Blocks before the text among which its date line is looked for when no heading is found."""
TEASER_BLOCKS = 5
"""Blocks of a teaser: headline, day, section, summary, `Xem tiếp`."""
TEASER_WORDS = 90
HEADLINE_LINKED = 0.8
CREDIT_BLOCKS = 3
"""Lines behind the body's element among which its date and author are looked for."""
WHOLLY_LINKED = 0.95
LONGEST_LABEL = 30
"""Characters of `Đọc thêm` or `Quảng cáo` before a link on its line."""
LINK_WORDS = 6
"""Words of a link from which it is another page's headline and no name or term."""
PAPER = re.compile(r"\d\s*/\s*[A-ZĐ\d]|\.\w{2,4}\b|(?:phụ lục|biểu mẫu|mẫu số|tải|văn bản|kèm theo)", re.I)
MOST_TEASED = 0.5
"""Share of the page's running text up to which repeated elements under linked headlines are teasers."""
LONGEST_OPENER = 80
"""Characters of a heading that opens a list."""
AFTER_OPENER = 0.35
"""Share of the running text up to which what follows `Tin liên quan` in its element goes with it."""


@dataclass(slots=True)
class Weights:
    """How many letters of running text each element holds, and the whole page."""

    of: Counter[int]
    total: int

    @classmethod
    def over(cls, blocks: Sequence[Block], walk: Walk) -> Weights:
        own: Counter[int] = Counter()
        for block in blocks:
            if block.table is None and block.linked <= len(block.text) // 2 and is_running_text(block.text):
                own[block.element] += len(block.text)
        sums: Counter[int] = Counter()
        for element, weight in own.items():
            for at in walk.ancestors(element):
                sums[at] += weight
        return cls(sums, sum(own.values()))


def body_blocks(walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks of the element that holds the text, from the page's title on, without chrome and lists of links."""
    blocks = _without_chrome(walk, titles)
    blocks = without_counters(blocks)
    blocks = without_members(blocks, walk)
    blocks = without_comments(blocks, walk)
    blocks = without_opened_teasers(blocks, titles)
    blocks = _without_teasers(blocks, walk, titles)  # while their headlines, a list of links, still stand
    blocks = _without_link_lists(blocks, walk)
    blocks = _without_opened(blocks, walk)
    core = _core(blocks, walk)
    if core is None:
        return blocks
    core = _with_title(core, blocks, walk, titles)
    inside = [at for at, block in enumerate(blocks) if core in walk.ancestors(block.element)]
    inside = _without_link_lines(blocks, inside, titles)
    before, after = _date_before(blocks, inside), _credits_after(blocks, inside[-1])
    return [blocks[at] for at in [*before, *inside, *after]]


def _without_chrome(walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks that lie in no chrome, but for chrome that holds much of the running text or the page's heading."""
    weights = Weights.over(walk.blocks, walk)
    headed = {
        at
        for block in walk.blocks
        if block.heading in HEADINGS[:3] and not block.linked and is_title(block.text, titles)
        for at in walk.ancestors(block.element)
    }
    gone = [False] * len(walk.parents)
    for at, parent in enumerate(walk.parents):
        heavy = weights.of[at] and weights.of[at] >= PARDON * weights.total
        chrome = walk.chrome[at] and not heavy and at not in headed
        gone[at] = chrome or (parent >= 0 and gone[parent])
    kept = [not gone[block.element] for block in walk.blocks]
    facts = facts_among_buttons(walk.blocks, kept, titles)
    return [block for at, block in enumerate(walk.blocks) if kept[at] or at in facts]


def _without_link_lists(blocks: list[Block], walk: Walk) -> list[Block]:
    """The blocks without those of lists whose text is links."""
    letters: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for block in blocks:
        for at in _two(walk, block.element):
            letters[at] += len(block.text)
            linked[at] += block.linked
            count[at] += 1
    lists = {at for at in letters if count[at] > 1 and linked[at] > LINKED * letters[at]}
    return [b for b in blocks if b.heading is not None or not any(at in lists for at in _two(walk, b.element))]


def _two(walk: Walk, element: int) -> tuple[int, ...]:
    """The element and its parent."""
    parent = walk.parents[element]
    return (element, parent) if parent >= 0 else (element,)


def _without_teasers(blocks: list[Block], walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks without teasers: elements of one kind, side by side, each a linked headline and a little text."""
    inside: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        for at in walk.ancestors(block.element):
            inside[at].append(block)
    groups: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for at, held in inside.items():
        if len(held) <= TEASER_BLOCKS and _is_teaser(held, titles):
            groups[walk.parents[at], walk.kinds[at]].append(at)
    weights = Weights.over(blocks, walk)
    gone: set[int] = set()
    for members in groups.values():
        alone = len(members) == 1 and inside[members[0]][0].heading is None
        if not alone and sum(weights.of[at] for at in members) <= MOST_TEASED * weights.total:
            gone.update(members)
    return [block for block in blocks if not any(at in gone for at in walk.ancestors(block.element))]


def _is_teaser(held: Sequence[Block], titles: Sequence[str]) -> bool:
    """Whether blocks are a linked headline, not the page's own, with a little text about it."""
    if len(held) < 2 or sum(len(block.text.split()) for block in held) > TEASER_WORDS:
        return False
    headline = next((block for block in held[:2] if block.linked > HEADLINE_LINKED * len(block.text)), None)
    return headline is not None and len(headline.text.split()) >= 4 and not is_title(headline.text, titles)


def _without_opened(blocks: list[Block], walk: Walk) -> list[Block]:
    """The blocks without what a heading like `Tin liên quan` or `Bình luận` opens, within the heading's element.

    Text that goes on in the element where most of the page's text stands is not what the heading opened.
    """
    weights = Weights.over(blocks, walk)
    own: Counter[int] = Counter()
    for block in blocks:
        if is_running_text(block.text):
            own[walk.parents[block.element]] += len(block.text)
            own[block.element] += len(block.text)
    home = own.most_common(1)[0][0] if own else -1
    first = next((at for at, block in enumerate(blocks) if is_running_text(block.text)), len(blocks))
    gone: set[int] = set()
    for at, block in enumerate(blocks):
        if at < first or at in gone or not _opens(block):
            continue
        scope = _scope(blocks, at, walk)
        end = next(
            (
                after
                for after in range(at + 1, len(blocks))
                if scope not in walk.ancestors(blocks[after].element)
                or (is_running_text(blocks[after].text) and home in _two(walk, blocks[after].element))
            ),
            len(blocks),
        )
        opened = range(at, end)
        weight = sum(len(blocks[one].text) for one in opened if is_running_text(blocks[one].text))
        if weight <= AFTER_OPENER * weights.total and home not in (blocks[one].element for one in opened):
            gone.update(opened)
    return [block for at, block in enumerate(blocks) if at not in gone]


def _opens(block: Block) -> bool:
    return len(block.text) <= LONGEST_OPENER and matching(block.text, "opener", "related") is not None


def _without_link_lines(blocks: list[Block], inside: Sequence[int], titles: Sequence[str]) -> list[int]:
    """The body's blocks without the headlines of other pages that stand as links between its paragraphs.

    A link that names a paper by its number or its file belongs to the body: it is what the page offers.
    """
    first = next((at for at in inside if is_running_text(blocks[at].text)), None)
    if first is None:
        return list(inside)
    return [at for at in inside if at <= first or not _is_link_line(blocks[at], titles)]


def _is_link_line(block: Block, titles: Sequence[str]) -> bool:
    unlinked = len(block.text) - block.linked
    label = block.text[:unlinked].strip(" :>»")
    labelled = 0 < unlinked <= LONGEST_LABEL and (not label or matching(label, "widget", "related") is not None)
    if block.cells or not (labelled or block.linked >= WHOLLY_LINKED * len(block.text)):
        return False
    if len(block.text.split()) < LINK_WORDS:
        return False
    return not (PAPER.search(block.text) or is_running_text(block.text) or is_title(block.text, titles))


def _date_before(blocks: list[Block], inside: Sequence[int]) -> list[int]:
    """The date line right before the body's element, where the element begins with none."""
    if any(find_dateline(blocks[at].text) for at in inside[:HEAD_BLOCKS]):
        return []
    near = range(max(0, inside[0] - CREDIT_BLOCKS), inside[0])
    return next(([at] for at in reversed(near) if not blocks[at].linked and find_dateline(blocks[at].text)), [])


def _credits_after(blocks: list[Block], last: int) -> list[int]:
    """The lines right behind the body's element that tell when and by whom the page was made."""
    near = range(last + 1, min(last + 1 + CREDIT_BLOCKS, len(blocks)))

    def is_credit(block: Block) -> bool:
        names = find_names(block.text)
        named = bool(names) and all(person_in(name) for _, name in names)
        told = any(credit.field == "author" for credit in credits_of(block.text))
        return not block.linked and (named or told or find_dateline(block.text) is not None)

    return list(takewhile(lambda at: is_credit(blocks[at]), near))


def _scope(blocks: list[Block], at: int, walk: Walk) -> int:
    """The innermost element around a heading that holds something after it."""
    following = blocks[at + 1].element if at + 1 < len(blocks) else -1
    outer = set(walk.ancestors(following)) if following >= 0 else set()
    return next((one for one in walk.ancestors(blocks[at].element) if one in outer), 0)


def _core(blocks: list[Block], walk: Walk) -> int | None:
    """The innermost element that holds most of the running text; None without running text."""
    weights = Weights.over(blocks, walk)
    return max((at for at, weight in weights.of.items() if weight >= CORE * weights.total), default=None)


def _with_title(core: int, blocks: list[Block], walk: Walk, titles: Sequence[str]) -> int:
    """The element that holds both the core and the title, where a title stands before the core."""
    inside = {at for at, block in enumerate(blocks) if core in walk.ancestors(block.element)}
    first = min(inside)
    before = blocks[:first]
    if any(is_title(blocks[at].text, titles) or blocks[at].heading == "h1" for at in inside if at < first + 8):
        return core
    near = before[-HEAD_BLOCKS:]
    heading = next((block for block in before if is_title(block.text, titles)), None)
    heading = heading or next((block for block in reversed(before) if block.heading in HEADINGS[:2]), None)
    heading = heading or next((block for block in near if find_dateline(block.text)), None)
    alike = (block for block in reversed(near) if not block.linked and may_be_title(block.text))
    heading = heading or next(alike, None)
    if heading is None:
        return core
    outer = set(walk.ancestors(heading.element))
    return next((at for at in walk.ancestors(core) if at in outer), core)
