"""Lines of a page without words: signs that part its credits, counters of visits, numbers of pictures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.parsers.html_tree import Block
from ingest.webpages.furniture_rules import is_running_text

PICTURE = re.compile(r"(?:ảnh|hình)?\s*(?P<number>\d{1,3})\s*/\s*(?P<of>\d{1,3})(?:\s*ảnh)?", re.I)
COUNT = re.compile(r"\d[\d.,]*")
SIGN = re.compile(r"[-–—|/\\•·»›>]+")


def without_counters(blocks: list[Block]) -> list[Block]:
    """The blocks without such lines; a number behind the first running text may be the text's own."""
    first = next((at for at, block in enumerate(blocks) if is_running_text(block.text)), len(blocks))
    pictures = _pictures(blocks)

    def counts(at: int, block: Block) -> bool:
        if block.cells or block.heading:
            return False
        return at in pictures or bool(SIGN.fullmatch(block.text)) or (at < first and bool(COUNT.fullmatch(block.text)))

    return [block for at, block in enumerate(blocks) if not counts(at, block)]


def _pictures(blocks: Sequence[Block]) -> set[int]:
    """The places of `1/7`, `2/7`, ... where two or more count up to the same number; a day alone does not."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for at, block in enumerate(blocks):
        match = PICTURE.fullmatch(block.text)
        if match and 0 < int(match["number"]) <= int(match["of"]):
            found[match["of"]][at] = int(match["number"])
    return {at for numbers in found.values() if len(set(numbers.values())) > 1 for at in numbers}
