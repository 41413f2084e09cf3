"""How deep a page may nest, and how many attributes one tag may have: the parser's time is quadratic in both."""

from __future__ import annotations

import re

from ingest.errors import TooLong

DEEPEST = 2_000
"""Nested elements; real pages have 20 to 60."""
VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
SELF_CLOSING = "p|li|dt|dd|option|optgroup|tr|td|th|tbody|thead|tfoot|colgroup|rt|rp"
"""Elements that a sibling closes: unclosed ones do not nest."""
NESTING = re.compile(rf"<(/?)(?!(?:{VOID}|{SELF_CLOSING})(?![a-z0-9]))[a-z]", re.I)
MOST_ATTRIBUTES = 1_000
"""Of one tag; real ones have a few, an editor's remains up to a hundred."""
ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
"""A name, and a value in marks or without; an open mark holds all the rest, as the parser has it."""
ATTRIBUTES = re.compile(ATTRIBUTE)
TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:(?P<raw>(?:script|style|textarea|title)(?![^\s/>]))|[a-z][^\s/>]*+)"
    rf"(?P<attributes>(?:[\s/]++|{ATTRIBUTE})*+)(?(raw).*?(?:</(?P=raw)|\Z))",
    re.I | re.S,
)
"""A comment, or a tag with its attributes and the text of those whose text is no markup.

Each letter is looked at about once, since nothing is given back and the next one begins behind it.
"""


def check_markup(text: str) -> None:
    """Refuse a page that nests deeper, or has more attributes on a tag, than is parsed in linear time.

    Raises: TooLong.
    """
    _check_depth(text)
    for tag in TAG.finditer(text):
        attributes = tag["attributes"] or ""
        if len(attributes) > 2 * MOST_ATTRIBUTES and len(ATTRIBUTES.findall(attributes)) > MOST_ATTRIBUTES:
            raise TooLong(limit=MOST_ATTRIBUTES, what="attributes")


def _check_depth(text: str) -> None:
    depth = 0
    for slash in NESTING.findall(text):
        if slash:
            depth -= depth > 0
        else:
            depth += 1
            if depth > DEEPEST:
                raise TooLong(limit=DEEPEST, what="depth")
