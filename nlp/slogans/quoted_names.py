"""Quotations that name something: the title of the document cited before them, or a great day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.mention import Mention
from nlp.slogans.context import CUES_OF_KIND, STRONG, find_cue
from nlp.text.intervals import Cover
from nlp.text.quotations import Quotation

GREAT_DAY = re.compile(r"ngày(?!\w)", re.IGNORECASE)
GREETING = re.compile(r"chào mừng\s[^“”\"]*?\d{1,2}/\d{1,2}/\d{4}\s?[-–]\s?\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)
LISTED = re.compile(r"[”\"»,](?:,|\svà)?\s\Z")
"""Before a further item of a list."""
ABOUT = re.compile(r",?\s(?:về(?:\sviệc)?\s)?\s?\Z")
"""Between a citation and its quoted title."""
LONGEST_ABOUT = 12
ITS_DAY = re.compile(
    r",?\s?\(?(?:ngày\s)?\d{1,2}\s?[-–/.]\s?\d{1,2}(?:\s?[-–/.]\s?\d{4})?\)?|\s(?:năm\s)?(?:19|20)\d\d"
)
"""The day or year behind a great day's name."""
YEARLY = ("năm ", "người tốt", "5 ", "học tập và làm theo", "đẩy mạnh học tập")
"""How the quoted themes begin that stand behind a citation."""


def is_great_day(text: str, quotation: Quotation, events: Sequence[Mention]) -> bool:
    """Whether a quotation is a great day's whole name, `“Ngày chạy Olympic”`, and none of a list or of a model.

    Its day may follow within: `“Ngày Nhà giáo Việt Nam 20/11”`.
    """
    if not GREAT_DAY.match(text, quotation.first) or LISTED.search(text, max(0, quotation.start - 8), quotation.start):
        return False
    if not any(_fills(text, event, quotation) for event in events):
        return False
    cue = find_cue(text, quotation.start)
    return cue is None or cue.kind not in STRONG


def _fills(text: str, event: Mention, quotation: Quotation) -> bool:
    if event.start != quotation.first:
        return False
    return event.end == quotation.last or bool(ITS_DAY.fullmatch(text, event.end, quotation.last))


def is_occasion(text: str, quotation: Quotation) -> bool:
    """Whether a quotation greets anniversaries with their days, and is told as no theme: what a drive is held for.

    `thi đua “chào mừng 40 năm … 20/11/1982 - 20/11/2022”`: its events and days are marked.
    """
    if not GREETING.match(text, quotation.first, quotation.last):
        return False
    cue = find_cue(text, quotation.start)
    return cue is None or cue.kind not in CUES_OF_KIND


def is_cited_title(text: str, quotation: Quotation, cited: Cover) -> bool:
    """Whether a quotation is the title of the document that is cited right before it, and no theme of a year."""
    before = ABOUT.search(text, max(0, quotation.start - LONGEST_ABOUT), quotation.start)
    if before is None or cited.last_end(0, before.start()) != before.start() or before.start() == 0:
        return False
    return not text[quotation.first : quotation.last].lower().startswith(YEARLY)
