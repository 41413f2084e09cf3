"""Official pages of many eras and senders, a row a page: what stands in each of their zones."""

from __future__ import annotations

import pytest

from ingest.formats import read_text
from tests.case_tables import cases

NOTHING = "-"
"""What a case has for a zone that the page lacks; an empty column asks nothing."""


@pytest.mark.parametrize("row", cases("zones.tsv"))
def test_zones_of_a_page_are_read(row: dict[str, str]) -> None:
    document = read_text(row["page"].replace("¶", "\n").replace("→", "\t"))
    asked = {field: text for field, text in row.items() if text and field not in ("id", "page", "note")}
    found = {field: "|".join(clue.text for clue in document.clues if clue.field == field) for field in asked}
    assert found == {field: "" if text == NOTHING else text for field, text in asked.items()}
