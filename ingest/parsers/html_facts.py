"""The day and the author of an article that stand among its buttons, between its heading and its text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.datelines import find_dateline
from ingest.furniture_rules import credits_of, is_running_text
from ingest.parsers.html_titles import is_title
from ingest.parsers.html_tree import Block

NEAR = 8
"""Blocks around the heading among which the day stands."""


def facts_among_buttons(blocks: Sequence[Block], kept: Sequence[bool], titles: Sequence[str]) -> set[int]:
    """The places of the date line and the author's in chrome; none where the day also stands outside of it.

    `kept` says of each block whether it lies outside of chrome.
    """
    start = next((at for at, b in enumerate(blocks) if kept[at] and b.heading and is_title(b.text, titles)), None)
    if start is None:
        return set()
    end = next((at for at in range(start, len(blocks)) if kept[at] and is_running_text(blocks[at].text)), start)
    around = [at for at in range(max(0, start - NEAR), min(end, start + NEAR)) if _is_sure_day(blocks[at])]
    day = next((at for at in around if at > start), None)
    if day is None or any(kept[at] for at in around):
        return set()
    return {day, *(at for at in (day - 1, day + 1) if start < at < end and _is_author(blocks[at]))}


def _is_sure_day(block: Block) -> bool:
    date = None if block.linked else find_dateline(block.text)
    return date is not None and date.sure


def _is_author(block: Block) -> bool:
    return not block.linked and any(credit.field == "author" for credit in credits_of(block.text))
