"""What a line of a page is by its own text: a paragraph, a headline, a menu's entry, a row of entries."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.official.letterhead import is_letterhead_line
from ingest.orthography import is_capitals
from ingest.webpages.bylines import find_names
from ingest.webpages.datelines import find_dateline
from ingest.webpages.furniture_rules import (
    PARTS,
    SENTENCE_END,
    bare_text,
    credits_of,
    is_controls,
    is_foot,
    match_whole,
)

PROSE_WORDS = 10
"""From this many words a line that ends like a sentence is a paragraph; a longer one however it ends."""
LONG_WORDS = 25
PHRASE_WORDS = 4
CREDIT_WORDS = 14
FOOT_WORDS = 40
LONGEST_RULED = 160
"""Characters of a line that a rule for buttons, headings of lists and menus may name."""
RULED = ("widget", "opener", "related", "menu", "category", "end", "comments-end")
MOST_PARTS = 4
"""Parts between signs from which a line is a row of entries."""
CROWDED = 0.3
"""Share of words in capitals behind a small one's place from which a long line without marks is a row of entries."""
INNER_MARKS = re.compile(r"[,;.:]\s")
NUMBERED = re.compile(r"(?:[-+*•–]|[IVX]+[.)]|\d{1,2}[.)/]|[a-zđ][.)])\s|(?:điều|chương|phần|mục)\s\d", re.I)


def text_kind(text: str, words: int) -> str:
    """The kind of a line by its length, its end and what stands in it."""
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


def ruled_kind(text: str) -> str:
    """The place of the rule that a short line fulfils, empty where it fulfils none."""
    if len(text) > LONGEST_RULED:
        return ""
    rule = match_whole(bare_text(text), RULED)
    return rule.place if rule is not None else "widget" if is_controls(text) else ""


@lru_cache(maxsize=8192)
def line_kind(text: str) -> str:
    """One word for a line of plain text."""
    words = len(text.split())
    ruled = ruled_kind(text)
    if ruled:
        return ruled
    if find_dateline(text):
        return "date"
    if is_letterhead_line(text):
        return "letterhead"
    if _is_row(text, words):
        return "row"
    kind = text_kind(text, words)
    if kind in ("word", "phrase", "unended", "sentence"):
        if NUMBERED.match(text):
            return "numbered"
        if is_capitals(text):
            return "capitals"
    return kind


def _is_row(text: str, words: int) -> bool:
    """Whether a line is a row of entries: parts between signs, or many capitals and no marks."""
    if len(PARTS.split(text)) > MOST_PARTS:
        return True
    if words < PROSE_WORDS or is_capitals(text) or len(INNER_MARKS.findall(text)) * PROSE_WORDS > words:
        return False
    return sum(word[0].isupper() for word in text.split()[1:]) > CROWDED * words and not text.endswith(".")
