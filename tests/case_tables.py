"""The tables of `tests/cases`: a row is a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.tables import read_table

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[object]:
    """The rows of a table by column, each a case that is called after its id."""
    return [pytest.param(row, id=row["id"]) for row in read_table(CASES / name)]
