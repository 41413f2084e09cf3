"""A web page flattened: its blocks of text in order, with the elements they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.line_limits import check_lines
from ingest.paragraphs import clean
from ingest.parsers.html_lists import is_numbered, item_labels
from ingest.parsers.html_tables import OpenTable
from ingest.webpages.chrome import is_chrome, is_hidden, names_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
APART = frozenset(["a", "time", "label"])
"""Inline elements that stand apart from what touches them: entries of a menu, a clock, a button."""


@dataclass(slots=True)
class Block:
    """One line to be: its text, how many of its letters are links, the element it lies in, its heading tag.

    A row of a table of data has its cells' texts and the number of its table.
    """

    text: str
    linked: int
    element: int
    heading: str | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None


@dataclass(slots=True)
class Walk:
    """The page flattened: blocks in order; for each element its parent, whether it is chrome or unseen, its kind."""

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    chrome: list[bool] = field(default_factory=list)
    articles: list[bool] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)

    def ancestors(self, element: int) -> Iterator[int]:
        """The element and what it lies in, innermost first."""
        while element >= 0:
            yield element
            element = self.parents[element]


class _Flattener:
    """Walks a page without recursion and collects its blocks."""

    def __init__(self) -> None:
        self.names = names_of()
        self.walk = Walk()
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.typed = 0
        self.edge = False
        self.heading: str | None = None
        self.labels: dict[int, str] = {}
        self.label = ""
        self.tables: list[OpenTable] = []
        self.made = 0

    def run(self, root: LexborNode) -> Walk:
        """The page walked from its root; what is open waits with the element around it and the one that it opened."""
        waiting: list[tuple[LexborNode, str, int, int]] = []
        node, element = root, -1
        while True:
            tag = node.tag or ""
            if tag == "-text":
                self.add_lines(node.text_content or "", element)
            elif tag == "br":
                self.flush(element)
            elif tag[:1] != "-" or tag == "-document":
                inner = self.enter(node, element, tag)
                child = node.first_child if inner is not None else None
                if inner is not None and child is not None:
                    waiting.append((node, tag, element, inner))
                    node, element = child, inner
                    continue
                if inner is not None:
                    self.leave(tag, element, inner)
            following = node.next
            while waiting and following is None:
                node, tag, outer, inner = waiting.pop()
                self.leave(tag, outer, inner)
                element, following = outer, node.next
            if not waiting or following is None:
                self.flush(0)
                return self.walk
            node = following

    def enter(self, node: LexborNode, parent: int, tag: str) -> int | None:
        """Open an element: the one in which what it holds lies, None for one whose text nobody sees."""
        names = self.names
        if tag in names.never:
            return None
        attributes = node.attributes
        marks = {key: value or "" for key, value in attributes.items()} if attributes else {}
        inline = tag in names.inline
        if inline:
            if marks and is_hidden(marks):
                return None
            self.edge = self.edge or tag in APART or (tag == "span" and "class" in marks)
            if tag == "a":
                self.links += 1
        chrome = is_chrome(tag, marks, inside_article=parent >= 0 and self.walk.articles[parent])
        if inline and not chrome:
            return parent
        self.flush(parent)
        element = self.element(parent, tag, marks, chrome)
        self.open_block(node, tag, marks)
        return element

    def open_block(self, node: LexborNode, tag: str, marks: dict[str, str]) -> None:
        """What an element's kind brings with it: numbers of a list's items, rows and cells of a table."""
        if tag in HEADINGS:
            self.heading = tag
        elif tag == "pre":
            self.typed += 1
        elif tag == "ol":
            self.labels.update(item_labels(node, marks))
        elif tag == "li":
            self.label = self.labels.pop(node.mem_id, "")
        elif tag == "table":
            self.tables.append(OpenTable(len(self.walk.blocks), marks))
        elif self.tables and tag == "tr":
            self.tables[-1].open_row()
        elif self.tables and tag in ("td", "th"):
            self.tables[-1].open_cell(len(self.walk.blocks), is_head=tag == "th")

    def leave(self, tag: str, outer: int, element: int) -> None:
        """Close an element that lies in `outer`."""
        if tag in self.names.inline:
            if tag == "a":
                self.links -= 1
            self.edge = self.edge or tag in APART
            if element != outer:
                self.flush(element)
            return
        self.flush(element)
        if tag in HEADINGS:
            self.heading = None
        elif tag == "pre":
            self.typed -= 1
        elif tag == "li":
            self.label = ""
        elif self.tables and tag in ("td", "th"):
            self.tables[-1].close_cell(len(self.walk.blocks))
        elif tag == "table":
            self.close_table(element)

    def close_table(self, element: int) -> None:
        """Put the rows of a table of data, or the columns of a letterhead, in the place of its cells' blocks."""
        table = self.tables.pop()
        if self.tables:
            self.tables[-1].nests = True
        blocks = self.walk.blocks
        texts = [block.text for block in blocks]
        fit = not any(block.heading or self.walk.chrome[block.element] for block in blocks[table.start :])
        if fit and table.holds_data(texts):
            first = next(start for row in table.rows for start, _ in row)
            rows = blocks[table.start : first]  # the caption
            for row in table.rows:
                cells = tuple(" ".join(texts[start:end]) for start, end in row)
                if any(cells):
                    linked = sum(block.linked for start, end in row for block in blocks[start:end])
                    text = " | ".join(cell for cell in cells if cell)
                    rows.append(Block(text, linked, element, None, cells, self.made))
            self.made += 1
            blocks[table.start :] = rows
        elif table.reads_by_columns(texts):
            blocks[table.start :] = [blocks[at] for at in table.by_columns()]

    def element(self, parent: int, tag: str, marks: dict[str, str], chrome: bool) -> int:
        walk = self.walk
        walk.parents.append(parent)
        walk.chrome.append(chrome)
        walk.hidden.append(chrome and is_hidden(marks))
        walk.articles.append(tag in ("article", "main") or (parent >= 0 and walk.articles[parent]))
        walk.kinds.append(f"{tag} {marks.get('class', '')}".strip())
        return len(walk.parents) - 1

    def add(self, text: str) -> None:
        """Add a text node; what touches at the edge of an element that stands apart is parted, so are chips."""
        if not text:
            return
        if self.parts and not text[0].isspace():
            before = self.parts[-1][-1:]
            if (before.islower() and text[0].isupper()) or (self.edge and before.isalnum() and text[0].isalnum()):
                self.parts.append(" ")
        self.edge = False
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def add_lines(self, text: str, element: int) -> None:
        """Add a text node, line by line where its ends of lines are seen."""
        first, *others = text.split("\n") if self.typed else [text]
        self.add(first)
        for line in others:
            self.flush(element)
            self.add(line)

    def flush(self, element: int) -> None:
        text = clean("".join(self.parts)) if self.parts else ""
        if text:
            if self.label and not is_numbered(text):
                text = self.label + text
            self.label = ""
            self.walk.blocks.append(Block(text, self.linked, element, self.heading))
            check_lines(len(self.walk.blocks))
        self.parts, self.linked, self.edge = [], 0, False


def flatten(tree: LexborHTMLParser) -> Walk:
    """The blocks of a page in order, with the elements they lie in. Raises: TooLong for its blocks."""
    root = tree.body or tree.root
    return _Flattener().run(root) if root is not None else Walk()
