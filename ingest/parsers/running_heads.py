"""Running heads and feet of DOCX, ODT and RTF: no part of the body, but for a letterhead in the first page's head."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.official.letterhead import has_letterhead
from ingest.paragraphs import clean
from ingest.parsers.blocks import Block, texts_of


def body_and_furniture(body: list[Block], heads: Iterable[list[Block]]) -> tuple[list[Block], list[str]]:
    """The body, behind the letterhead where only a running head bears one, and the other heads' and feet's lines."""
    others = list(heads)
    letterhead = next(filter(_has_letterhead, others), None)
    if letterhead and not _has_letterhead(body):
        others.remove(letterhead)
        body = letterhead + body
    return body, [text for head in others for line in texts_of(head) if (text := clean(line))]


def _has_letterhead(blocks: list[Block]) -> bool:
    return has_letterhead([line for text in texts_of(blocks) for line in text.split("\n")])
