"""Reads the tables of the authority file."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from nlp.errors import LexiconError

FOLDER = Path(__file__).parent


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `authority/NAME.tsv` by column, in order; cells that a line leaves out at its end are empty.

    Raises: LexiconError.
    """
    header: list[str] = []
    rows: list[dict[str, str]] = []
    for number, line in enumerate((FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not unicodedata.is_normalized("NFC", line) or any(cell != cell.strip() for cell in cells):
            raise LexiconError(f"{name}.tsv", number, "not in NFC, or a cell that begins or ends with a space")
        if not header:
            header = cells
        elif len(cells) > len(header):
            raise LexiconError(f"{name}.tsv", number, f"{len(cells)} cells under {len(header)} columns")
        else:
            rows.append(dict.fromkeys(header, "") | dict(zip(header, cells, strict=False)))
    return tuple(rows)


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold more than one."""
    return tuple(filter(None, (value.strip() for value in cell.split(";"))))
