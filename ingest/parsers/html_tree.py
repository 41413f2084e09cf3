"""A web page flattened: its blocks of text in order, with the elements they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.body import clean
from ingest.chrome import is_chrome

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
CELL_WORDS = 60
"""Words in a cell from which its table lays the page out."""


@dataclass(slots=True)
class Block:
    """One line to be: its text, how many of its letters are links, the element it lies in, and its heading tag."""

    text: str
    linked: int
    element: int
    heading: str | None = None


@dataclass(slots=True)
class Walk:
    """The page flattened: blocks in order; for each element its parent and whether it is chrome."""

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    chrome: list[bool] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)

    def ancestors(self, element: int) -> Iterator[int]:
        """The element and what it lies in, innermost first."""
        while element >= 0:
            yield element
            element = self.parents[element]


class _Flattener:
    """Walks a page without recursion and collects its blocks."""

    def __init__(self) -> None:
        self.walk = Walk()
        self.parts: list[str] = []
        self.linked = 0
        self.heading: str | None = None

    def run(self, root: LexborNode) -> Walk:
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
                    self.walk.blocks.append(Block(row, 0, element))
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
            self.walk.blocks.append(Block(text, self.linked, element, self.heading))
        self.parts, self.linked = [], 0


def flatten(tree: LexborHTMLParser) -> Walk:
    """The blocks of a page in order, with the elements they lie in."""
    root = tree.body or tree.root
    return _Flattener().run(root) if root is not None else Walk()


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
