"""The numbers that a browser sets before the items of an ordered list: they are no text of the page, but are read."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.section_starts import ROMANS

MARKED = re.compile(r"(?:\(?(?:\d{1,3}|[a-zđ]|[IVXLC]+)[.)/]|[-+•*–]|(?:điều|chương|mục|bước)\s)", re.I)
"""An item that brings a number or a dash of its own."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "upper-roman": "I"} | {
    "lower-roman": "i",
    "none": "",
}


def item_labels(node: LexborNode, marks: dict[str, str]) -> dict[int, str]:
    """The label of each item of an ordered list, by the item's node: `1. `, `a) `; none for a list without numbers."""
    kind = _kind(marks)
    if not kind:
        return {}
    labels = {}
    number = _integer(marks.get("start", ""), 1)
    child = node.first_child
    while child is not None:
        if child.tag == "li":
            number = _integer(child.attributes.get("value") or "", number)
            labels[child.mem_id] = _label(kind, number)
            number += 1
        child = child.next
    return labels


def is_numbered(text: str) -> bool:
    """Whether an item's text begins with a number or a dash of its own."""
    return bool(MARKED.match(text))


def _kind(marks: dict[str, str]) -> str:
    style = marks.get("style", "")
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", style)
    if found and found[1] in STYLES:
        return STYLES[found[1]]
    if "unstyled" in marks.get("class", ""):
        return ""
    kind = marks.get("type", "1")
    return kind if kind in ("1", "a", "A", "i", "I") else "1"


def _label(kind: str, number: int) -> str:
    if kind in "aA" and 1 <= number <= len(LETTERS):
        letter = LETTERS[number - 1]
        return f"{letter if kind == 'a' else letter.upper()}. "
    if kind in "iI" and 1 <= number <= len(ROMANS):
        roman = ROMANS[number - 1]
        return f"{roman.lower() if kind == 'i' else roman}. "
    return f"{number}. "


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip()) else default
