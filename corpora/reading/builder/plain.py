"""A document as plain text, laid out as people keep it: one column, or a letterhead in two set with spaces."""

from __future__ import annotations

from corpora.reading.builder.source import Source
from corpora.reading.builder.truth import true_text

LEFT_WIDTH = 44


def plain_text(source: Source, *, layout: str = "lines") -> str:
    """The text with `layout` `lines` (reading order) or `spaced` (the letterhead in two columns); cells have tabs."""
    lines = true_text(source).splitlines()
    if layout == "spaced":
        head = len(source.left_lines) + len(source.right_lines)
        lines = [*_two_columns(source), "", *lines[head:]]
    rows = {" | ".join(block.cells) for block in source.body if block.kind == "row"}
    return "\n".join(line.replace(" | ", "\t") if line in rows else line for line in lines) + "\n"


def _two_columns(source: Source) -> list[str]:
    left, right = source.left_lines, source.right_lines
    rows = max(len(left), len(right))
    padded = [
        (left[row] if row < len(left) else "").ljust(LEFT_WIDTH) + (right[row] if row < len(right) else "")
        for row in range(rows)
    ]
    return [row.rstrip() for row in padded]
