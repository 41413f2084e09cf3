"""Reads this package's own word lists."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def read_table(name: str) -> list[list[str]]:
    """The rows of `search/NAME.tsv` under its header, in order; a line that begins with `#` is a comment."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
