"""Saved pages as text without tags: a line a block, or menus in one line, as who copies or collects them has them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from ingest.official.columns import lines_of
from ingest.orthography import nfc
from ingest.parsers.html import flattened

SIGNS = (" ", " | ", " - ", " > ")
ENTRY_WORDS = 5
"""Words below which a line may be an entry of a menu."""
FEWEST_ENTRIES = 5


def plain_lines(page: str) -> list[str]:
    """The lines of a page with tags, one for each block, none of them empty."""
    _, walk, _ = flattened(page)
    return [line for block in walk.blocks for line in lines_of(nfc(block.text)) if line.strip()]


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
