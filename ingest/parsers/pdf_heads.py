"""What stands in the margins of a PDF's pages and is no text of it: page numbers, repeated heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.orthography import fold
from ingest.parsers.pdf_layout import PageLayout, Row

PAGE_NUMBER = re.compile(r"(?:trang|page)?\s*[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:[/-]\s*\d{1,4})?\s*[-–—]?", re.I)
MARGIN = 0.09
"""Share of a page's height at its head and foot where page numbers and running heads stand."""

REPEATED = 0.4
"""Share of the pages (of three or more) on which a running head comes again: odd and even pages may have their own."""

OWN_NUMBER = re.compile(r"^\W*\d{1,4}(?=\W)|(?<=\W)\d{1,4}\W*$")
"""A page's number before or behind its running head."""


def without_running_heads(layouts: Sequence[PageLayout]) -> tuple[list[PageLayout], list[str]]:
    """The pages without page numbers and repeated heads and feet, and what was taken off."""
    seen = Counter(key for layout in layouts for key in {_key(row) for row in _margin_rows(layout)})
    repeated = {key for key, count in seen.items() if len(layouts) >= 3 and count >= REPEATED * len(layouts)}
    kept: list[PageLayout] = []
    removed: list[str] = []
    for layout in layouts:
        gone = [row for row in _margin_rows(layout) if _is_page_number(row) or _key(row) in repeated]
        removed += [row.text for row in gone]
        kept.append(replace(layout, rows=tuple(row for row in layout.rows if row not in gone)))
    return kept, removed


def _margin_rows(layout: PageLayout) -> list[Row]:
    """The first two and last two rows of a page that stand in its margins."""
    near = dict.fromkeys([*layout.rows[:2], *layout.rows[-2:]])
    head, foot = MARGIN * layout.height, (1 - MARGIN) * layout.height
    return [row for row in near if row.bottom <= head or row.top >= foot]


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", OWN_NUMBER.sub("", fold(row.text)).strip())


def _is_page_number(row: Row) -> bool:
    return bool(PAGE_NUMBER.fullmatch(row.text.strip()))
