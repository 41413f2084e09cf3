"""Official pages of many eras and senders, a row a page: what stands in each of their zones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.formats import read_text

CASES = Path(__file__).parents[1] / "cases" / "zones.tsv"
NOTHING = "-"
"""What a case has for a zone that the page lacks; an empty column asks nothing."""


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_zones_of_a_page_are_read(row: dict[str, str]) -> None:
    document = read_text(row["page"].replace("¶", "\n").replace("→", "\t"))
    asked = {field: text for field, text in row.items() if text and field not in ("id", "page", "note")}
    found = {field: "|".join(clue.text for clue in document.clues if clue.field == field) for field in asked}
    assert found == {field: "" if text == NOTHING else text for field, text in asked.items()}
