"""Reads this package's own word lists."""

from __future__ import annotations

from pathlib import Path

from ingest.tables import read_table

FOLDER = Path(__file__).parent


def load_rows(name: str) -> list[dict[str, str]]:
    """The rows of `search/NAME.tsv` by column, in order."""
    return read_table(FOLDER / f"{name}.tsv")
