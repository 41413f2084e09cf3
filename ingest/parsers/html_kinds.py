"""What a block of a flattened page is by its own text: a paragraph, a headline of another page, a menu's entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bylines import find_names
from ingest.datelines import find_dateline
from ingest.furniture_rules import SENTENCE_END, bare_text, credits_of, is_controls, is_foot, match_whole
from ingest.parsers.html_tree import Block

LINKED = 0.8
"""Share of a block's letters that are links from which it is a link and no text."""
HALF_LINKED = 0.4
HEADLINE_WORDS = 6
"""Words of a link from which it is another page's headline and no entry of a menu."""
PROSE_WORDS = 10
"""From this many words a line that ends like a sentence is a paragraph; a longer one however it ends."""
LONG_WORDS = 25
PHRASE_WORDS = 4
CREDIT_WORDS = 14
FOOT_WORDS = 40
LONGEST_RULED = 160
"""Characters of a line that a rule for buttons, headings of lists and menus may name."""
LONGEST_LABEL = 30
PAPER = re.compile(r"\d\s*/\s*[A-ZĐ\d]|\.\w{2,4}\b|(?:phụ lục|biểu mẫu|mẫu số|tải|văn bản|kèm theo)", re.I)
"""A link that names a paper by its number or its file: the article may offer it."""
RULED = ("widget", "opener", "related", "menu", "category", "end", "comments-end")


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
    ruled = _ruled(block.text)
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
    return _text_kind(block.text, words)


def _is_labelled(block: Block) -> bool:
    """Whether a line is a link behind a label: `Đọc thêm: …`, `QUẢNG CÁO …`."""
    if not block.linked:
        return False
    label = block.text[: len(block.text) - block.linked].strip(" :>»-–")
    return (
        bool(label) and len(label) <= LONGEST_LABEL and match_whole(bare_text(label), ("widget", "related")) is not None
    )


def _ruled(text: str) -> str:
    """The place of the rule that a short line fulfils, empty where it fulfils none."""
    if len(text) > LONGEST_RULED:
        return ""
    rule = match_whole(bare_text(text), RULED)
    return rule.place if rule is not None else "widget" if is_controls(text) else ""


def _text_kind(text: str, words: int) -> str:
    if words < FOOT_WORDS and is_foot(text):
        return "foot"
    ended = text.endswith(SENTENCE_END)
    if words >= LONG_WORDS or (words >= PROSE_WORDS and ended):
        return "prose"
    if words <= CREDIT_WORDS and (find_names(text) or credits_of(text)):
        return "credit"
    if words >= PROSE_WORDS:
        return "unended"
    return "word" if words < PHRASE_WORDS else "sentence" if ended else "phrase"
