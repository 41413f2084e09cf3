"""Tables that come with the program: one reader for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.tables import BadTable, parse_table, read_table


def test_rows_come_by_column_without_comments_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("# what it holds\nform\tvalue\n\nTP\tthành phố\n# so far\nxã\n", encoding="utf-8")
    assert read_table(path) == [{"form": "TP", "value": "thành phố"}, {"form": "xã", "value": ""}]


def test_rows_bear_the_number_of_their_line() -> None:
    table = parse_table("# what it holds\nform\na\n\nb\n")
    assert (table.columns, table.line, [number for number, _ in table.rows]) == (("form",), 2, [3, 5])


def test_row_with_more_cells_than_columns_is_refused() -> None:
    with pytest.raises(BadTable) as error:
        parse_table("form\tvalue\na\tb\na\tb\tc\n")
    assert error.value.line == 3
