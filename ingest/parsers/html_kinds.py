"""What a block of a flattened page is by its own text: a paragraph, a headline of another page, a menu's entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parsers.html_tree import Block
from ingest.webpages.datelines import find_dateline
from ingest.webpages.furniture_rules import bare_text, is_controls, match_whole
from ingest.webpages.line_kinds import LONGEST_RULED, ruled_kind, text_kind

LINKED = 0.8
"""Share of a block's letters that are links from which it is a link and no text."""
HALF_LINKED = 0.4
HEADLINE_WORDS = 6
"""Words of a link from which it is another page's headline and no entry of a menu."""
LONGEST_LABEL = 30
PAPER = re.compile(r"\d\s*/\s*[A-ZĐ\d]|\.\w{2,4}\b|(?:phụ lục|biểu mẫu|mẫu số|tải|văn bản|kèm theo)", re.I)
"""A link that names a paper by its number or its file: the article may offer it."""


def kinds_of(blocks: Sequence[Block]) -> list[str]:
    """One word for each block."""
    return [_kind(block) for block in blocks]


def _kind(block: Block) -> str:
    words = len(block.text.split())
    linked = block.linked / len(block.text)
    if block.cells:
        return "row" if linked < HALF_LINKED else "link-row"
    if (linked > LINKED or _is_labelled(block)) and not block.heading:
        if len(block.text) <= LONGEST_RULED and PAPER.search(block.text):
            return "paper"
        return "link" if words < HEADLINE_WORDS else "widget" if is_controls(block.text) else "headline"
    ruled = ruled_kind(block.text)
    if ruled:
        return ruled
    if linked > LINKED:
        return "headline"
    if linked <= HALF_LINKED and find_dateline(block.text):
        return "date"
    if linked > HALF_LINKED:
        return "half"
    if block.heading:
        return "heading"
    return text_kind(block.text, words)


def _is_labelled(block: Block) -> bool:
    """Whether a line is a link behind a label: `Đọc thêm: …`, `QUẢNG CÁO …`."""
    if not block.linked:
        return False
    label = block.text[: len(block.text) - block.linked].strip(" :>»-–")
    return (
        bool(label) and len(label) <= LONGEST_LABEL and match_whole(bare_text(label), ("widget", "related")) is not None
    )
