"""Saved web pages: chrome off by tag, role, class and link density, the part that holds the text, its clues.

Depth is checked before the parser sees the page: its time is quadratic in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from ingest.body import Paragraph, ParagraphClue, assemble
from ingest.charset import decode
from ingest.datelines import find_dateline
from ingest.document import Document
from ingest.errors import TooLarge, TooLong
from ingest.furniture import clean_page
from ingest.furniture_rules import check_found, is_running_text
from ingest.orthography import fold
from ingest.parsers.html_clues import find_page_clues, page_titles
from ingest.parsers.html_tree import HEADINGS, Block, Walk, flatten

PARSER = "html 1"
LARGEST_PAGE = 20_000_000
"""Bytes; saved pages of the genre have 20 to 900 thousand."""
DEEPEST = 2_000
"""Nested elements; real pages have 20 to 60."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
SELF_CLOSING = frozenset(
    ["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "rt", "rp"]
)
"""Elements that a sibling closes: unclosed ones do not nest."""
PARDON = 0.4
"""Share of the page's running text from which an element is body, whatever it is called."""
CORE = 0.85
"""Share of the running text that the body's element must hold; the rest are comments and teasers."""
LINKED = 0.7
"""Share of a list's letters that are links from which it is a list of links; lists in bodies have below 0.3."""
HEAD_BLOCKS = 8
"""Blocks before the text among which its date line is looked for when no heading is found."""


def parse_html(data: bytes) -> Document:
    """The document that a saved web page holds.

    Raises: TooLarge, TooLong for its depth, UnsupportedFormat, EmptyDocument, NotADocument for an error page.
    """
    if len(data) > LARGEST_PAGE:
        raise TooLarge(limit=LARGEST_PAGE, size=len(data))
    declared = CHARSET.search(data[:4096])
    text = decode(data, declared=declared[1].decode("ascii") if declared else None)
    check_depth(text)
    tree = LexborHTMLParser(text)
    walk = flatten(tree)
    titles = page_titles(tree)
    blocks = body_blocks(walk, titles)
    title = find_title(blocks, titles)
    page = clean_page([block.text for block in blocks], title=title)
    check_found(page.lines, titles)
    kept = set(page.lines)
    furniture = (*(block.text for block in walk.blocks if block.text not in kept),)
    return assemble(
        [Paragraph.of(line) for line in page.lines],
        kind="html",
        parser=PARSER,
        clues=sorted(
            [*find_page_clues(tree, _heading(page.clues)), *page.clues],
            key=lambda clue: clue.field == "title" and clue.method != "heading",
        ),
        furniture=furniture,
    )


def check_depth(text: str) -> None:
    """Refuse a page that nests deeper than is parsed in linear time.

    Raises: TooLong.
    """
    depth = 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if name in VOID or name in SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST:
            raise TooLong(limit=DEEPEST, what="depth")


def _heading(clues: Sequence[ParagraphClue]) -> str:
    return next((clue.text for clue in clues if clue.field == "title"), "")


def body_blocks(walk: Walk, titles: Sequence[str]) -> list[Block]:
    """The blocks of the element that holds the text, from the page's title on, without chrome and lists of links."""
    pardoned = _pardoned(walk)
    blocks = [
        block
        for block in walk.blocks
        if not any(walk.chrome[at] and at not in pardoned for at in walk.ancestors(block.element))
    ]
    blocks = _without_link_lists(blocks, walk)
    core = _core(blocks, walk)
    if core is None:
        return blocks
    core = _with_title(core, blocks, walk, titles)
    return [block for block in blocks if core in walk.ancestors(block.element)]


def _weight(block: Block) -> int:
    """How many letters of running text a block has."""
    return len(block.text) - block.linked if is_running_text(block.text) else 0


def _pardoned(walk: Walk) -> set[int]:
    """The elements that hold so much of the running text that they cannot be chrome."""
    total = 0
    sums: Counter[int] = Counter()
    for block in walk.blocks:
        weight = _weight(block)
        total += weight
        if weight:
            for at in walk.ancestors(block.element):
                if walk.chrome[at]:
                    sums[at] += weight
    return {at for at, weight in sums.items() if weight >= PARDON * total}


def _without_link_lists(blocks: list[Block], walk: Walk) -> list[Block]:
    """The blocks without those of lists whose text is links."""
    letters: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for block in blocks:
        for at in list(walk.ancestors(block.element))[:2]:
            letters[at] += len(block.text)
            linked[at] += block.linked
            count[at] += 1

    def is_links(block: Block) -> bool:
        return block.heading is None and any(
            count[at] > 1 and linked[at] > LINKED * letters[at] for at in list(walk.ancestors(block.element))[:2]
        )

    return [block for block in blocks if not is_links(block)]


def _core(blocks: list[Block], walk: Walk) -> int | None:
    """The innermost element that holds most of the running text; None without running text."""
    total = sum(map(_weight, blocks))
    sums: Counter[int] = Counter()
    for block in blocks:
        weight = _weight(block)
        if weight:
            for at in walk.ancestors(block.element):
                sums[at] += weight
    enough = [at for at, weight in sums.items() if weight >= CORE * total]
    return max(enough) if enough else None


def _with_title(core: int, blocks: list[Block], walk: Walk, titles: Sequence[str]) -> int:
    """The element that holds both the core and the title, where a title stands before the core."""
    inside = {at for at, block in enumerate(blocks) if core in walk.ancestors(block.element)}
    first = min(inside)
    before = blocks[:first]
    if any(_is_title(blocks[at].text, titles) or blocks[at].heading == "h1" for at in inside if at < first + 8):
        return core
    near = before[-HEAD_BLOCKS:]
    heading = next((block for block in before if _is_title(block.text, titles)), None)
    heading = heading or next((block for block in reversed(before) if block.heading in ("h1", "h2")), None)
    heading = heading or next((block for block in near if find_dateline(block.text)), None)
    if heading is None:
        return core
    outer = set(walk.ancestors(heading.element))
    return next((at for at in walk.ancestors(core) if at in outer), core)


def _is_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a line is one of the titles, or the greater part of one that also names the site."""
    plain = fold(text)
    return len(text.split()) >= 4 and any(plain in fold(title) and 2 * len(plain) > len(title) for title in titles)


def find_title(blocks: Sequence[Block], titles: Sequence[str]) -> str | None:
    """The line that is the page's heading: one that the page's head names, else the first `h1`, else the first `h2`."""
    first = next((at for at, block in enumerate(blocks) if is_running_text(block.text)), len(blocks))
    head = blocks[: first + 1]
    named = next((block.text for block in head if _is_title(block.text, titles)), None)
    if named:
        return named
    for tag in HEADINGS:
        for block in head:
            if block.heading == tag and len(block.text.split()) >= 4:
                return block.text
    return None
