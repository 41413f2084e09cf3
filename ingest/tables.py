"""Tables that come with the program: words, letters, rules and weights, a row a line, cells parted by tabs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class BadTable(ValueError):
    """A table that breaks its form; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line, self.problem = line, problem


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds: its columns, the line of its header (0 where it has none), and its rows in order.

    A row has the number of its line and its cells by column; those that a line leaves out at its end are empty.
    """

    columns: tuple[str, ...]
    line: int
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column, in order. Raises: BadTable."""
    return [row for _, row in parse_table(path.read_text(encoding="utf-8")).rows]


def parse_table(content: str) -> Table:
    """A table given as text. Empty lines and those that begin with `#` say nothing. Raises: BadTable."""
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = []
    header = 0
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if not header:
            columns, header = cells, number
        elif len(cells) > len(columns):
            raise BadTable(number, f"{len(cells)} cells under {len(columns)} columns")
        else:
            rows.append((number, dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))))
    return Table(columns, header, tuple(rows))
