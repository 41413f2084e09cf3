"""The lines of a body that bear text, with their places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the body that has text; half open."""

    start: int
    end: int
    text: str


def rows_of(body: str) -> list[Row]:
    rows = []
    at = 0
    for line in body.split("\n"):
        if line.strip():
            rows.append(Row(at, at + len(line), line))
        at += len(line) + 1
    return rows
