"""Saved pages as text without tags: a line a block, or menus in one line, as who copies or collects them has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from lxml import html
from lxml.html import HtmlElement

from ingest.columns import lines_of
from ingest.orthography import nfc

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "li"),
        *("main", "nav", "ol", "option", "p", "pre", "section", "select", "table", "td", "th", "tr", "ul"),
    )
)
UNSEEN = "//head|//script|//style|//noscript|//template|//comment()|//processing-instruction()|//svg|//iframe"
DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
SIGNS = (" ", " | ", " - ", " > ")
ENTRY_WORDS = 5
"""Words below which a line may be an entry of a menu."""
FEWEST_ENTRIES = 5


def plain_lines(page: str) -> list[str]:
    """The lines of a page with tags, one for each block, none of them empty."""
    tree = html.fromstring(DECLARATION.sub("", page))
    for element in tree.xpath(UNSEEN):
        if element.getparent() is not None:
            element.drop_tree()
    return [line for line in lines_of(nfc("".join(_pieces(tree)))) if line.strip()]


def _pieces(element: HtmlElement) -> Iterator[str]:
    around = "\n" if element.tag in BLOCKS else ""
    yield around
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield around


def with_rows(name: str, lines: Sequence[str]) -> list[str]:
    """The same lines, long runs of entries in one line each; the page's name chooses the sign between entries."""
    sign = SIGNS[int(sha256(name.encode()).hexdigest(), 16) % len(SIGNS)]
    found: list[str] = []
    entries: list[str] = []
    for line in [*lines, ""]:
        if line and len(line.split()) < ENTRY_WORDS and not line.endswith((".", ":", ";")):
            entries.append(line)
            continue
        found += [sign.join(entries)] if len(entries) >= FEWEST_ENTRIES else entries
        found += [line] if line else []
        entries = []
    return found
