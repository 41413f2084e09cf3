"""Reads the tables of the authority file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nlp.data_files import checked_table
from nlp.errors import LexiconError

FOLDER = Path(__file__).parent


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `authority/NAME.tsv` by column, in order; cells that a line leaves out at its end are empty.

    Raises: LexiconError.
    """
    table = checked_table((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"), f"{name}.tsv", LexiconError)
    return tuple(row for _, row in table.rows)


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold more than one."""
    return tuple(filter(None, (value.strip() for value in cell.split(";"))))
