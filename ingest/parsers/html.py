"""Saved web pages: chrome off by tag, role, class and link density, the part that holds the text, its clues.

Depth is checked before the parser sees the page: its time is quadratic in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.body import Paragraph, ParagraphClue, assemble, clean
from ingest.charset import decode
from ingest.datelines import find_dateline
from ingest.document import Document
from ingest.errors import TooLarge, TooLong
from ingest.furniture import check_found, clean_page, is_chrome, is_running_text
from ingest.orthography import fold
from ingest.parsers.html_clues import find_page_clues, page_titles

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

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
HEADINGS = ("h1", "h2", "h3")
CELL_MARK = " | "
PARDON = 0.4
"""Share of the page's running text from which an element is body, whatever it is called."""

CORE = 0.85
"""Share of the running text that the body's element must hold; the rest are comments and teasers."""

LINKED = 0.7
"""Share of a list's letters that are links from which it is a list of links; lists in bodies have below 0.3."""

HEAD_BLOCKS = 8
"""Blocks before the text among which its date line is looked for when no heading is found."""

CELL_WORDS = 60
"""Words in a cell from which its table lays the page out."""


@dataclass(slots=True)
class _Block:
    """One line to be: its text, how many of its letters are links, the element it lies in, and its heading tag."""

    text: str
    linked: int
    element: int
    heading: str | None = None


@dataclass(slots=True)
class _Walk:
    """The page flattened: blocks in order; for each element its parent and whether it is chrome."""

    blocks: list[_Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    chrome: list[bool] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)

    def ancestors(self, element: int) -> Iterator[int]:
        """The element and what it lies in, innermost first."""
        while element >= 0:
            yield element
            element = self.parents[element]


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


class _Flattener:
    """Walks a page without recursion and collects its blocks."""

    def __init__(self) -> None:
        self.walk = _Walk()
        self.parts: list[str] = []
        self.linked = 0
        self.heading: str | None = None

    def run(self, root: LexborNode) -> _Walk:
        stack: list[tuple[str, LexborNode | None, int]] = [("node", root, -1)]
        links = 0
        while stack:
            step, node, parent = stack.pop()
            if step == "flush":
                self.flush(parent)
                continue
            if step == "unlink":
                links -= 1
                continue
            if step == "unhead":
                self.flush(parent)
                self.heading = None
                continue
            assert node is not None
            tag = node.tag or ""
            if tag == "-text":
                self.add(node.text_content or "", bool(links))
            elif tag == "br":
                self.flush(parent)
            elif tag.startswith("-") and tag != "-document":
                continue
            elif tag == "table" and (rows := data_rows(node)) is not None:
                self.flush(parent)
                element = self.element(parent, node, tag)
                for row in rows:
                    self.walk.blocks.append(_Block(row, 0, element))
            elif tag in INLINE:
                element = self.element(parent, node, tag) if is_chrome(tag, _marks(node)) else parent
                if tag == "a":
                    links += 1
                    stack.append(("unlink", None, parent))
                stack.extend(("node", child, element) for child in reversed(_children(node)))
            else:
                self.flush(parent)
                element = self.element(parent, node, tag)
                if tag in HEADINGS:
                    self.heading = tag
                    stack.append(("unhead", None, element))
                else:
                    stack.append(("flush", None, element))
                stack.extend(("node", child, element) for child in reversed(_children(node)))
        self.flush(0)
        return self.walk

    def element(self, parent: int, node: LexborNode, tag: str) -> int:
        walk = self.walk
        inner = any(walk.lists[at] for at in walk.ancestors(parent)) if parent >= 0 else False
        walk.parents.append(parent)
        walk.chrome.append(is_chrome(tag, _marks(node), inside_article=inner))
        walk.lists.append(tag in ("article", "main"))
        return len(walk.parents) - 1

    def add(self, text: str, linked: bool) -> None:
        """Add a text node; a small letter and a capital that meet at its edge are parted (`OA` `Facebook` in chips)."""
        if self.parts and text and self.parts[-1][-1:].islower() and text[:1].isupper():
            self.parts.append(" ")
        self.parts.append(text)
        if linked:
            self.linked += len(text.strip())

    def flush(self, element: int) -> None:
        text = clean("".join(self.parts))
        if text:
            self.walk.blocks.append(_Block(text, self.linked, element, self.heading))
        self.parts, self.linked = [], 0


def flatten(tree: LexborHTMLParser) -> _Walk:
    """The blocks of a page in order, with the elements they lie in."""
    root = tree.body or tree.root
    return _Flattener().run(root) if root is not None else _Walk()


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children


def _marks(node: LexborNode) -> dict[str, str]:
    return {key: value or "" for key, value in node.attributes.items()}


def data_rows(table: LexborNode) -> list[str] | None:
    """The rows of a table of data, a line each; None for a table that lays out the page."""
    if table.css_first("h1, h2, form, ul, ol") is not None or _nested(table):
        return None
    rows = []
    for row in table.css("tr"):
        cells = [clean(cell.text(separator=" ")) for cell in row.css("td, th")]
        if any(len(cell.split()) > CELL_WORDS for cell in cells):
            return None
        if any(cells):
            rows.append(cells)
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return [CELL_MARK.join(cell for cell in cells if cell) for cells in rows]


def _nested(table: LexborNode) -> bool:
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def body_blocks(walk: _Walk, titles: Sequence[str]) -> list[_Block]:
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


def _weight(block: _Block) -> int:
    """How many letters of running text a block has."""
    return len(block.text) - block.linked if is_running_text(block.text) else 0


def _pardoned(walk: _Walk) -> set[int]:
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


def _without_link_lists(blocks: list[_Block], walk: _Walk) -> list[_Block]:
    """The blocks without those of lists whose text is links."""
    letters: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for block in blocks:
        for at in list(walk.ancestors(block.element))[:2]:
            letters[at] += len(block.text)
            linked[at] += block.linked
            count[at] += 1

    def is_links(block: _Block) -> bool:
        return block.heading is None and any(
            count[at] > 1 and linked[at] > LINKED * letters[at] for at in list(walk.ancestors(block.element))[:2]
        )

    return [block for block in blocks if not is_links(block)]


def _core(blocks: list[_Block], walk: _Walk) -> int | None:
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


def _with_title(core: int, blocks: list[_Block], walk: _Walk, titles: Sequence[str]) -> int:
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


def find_title(blocks: Sequence[_Block], titles: Sequence[str]) -> str | None:
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
