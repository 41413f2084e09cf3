"""Rows for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from biennien.rows import to_csv, to_jsonl


def cells(*values: object) -> list[str]:
    """What a spreadsheet reads back of one row."""
    text = "".join(to_csv([{str(number): value for number, value in enumerate(values)}]))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_never_becomes_a_formula(start: str) -> None:
    assert cells(f"{start}1+1") == [f"'{start}1+1"]
    assert cells([f"{start}1"]) == [f"'{start}1"]


def test_cells_are_text_numbers_lists_and_objects() -> None:
    assert cells(None, -1, True, ["a", "b"], {"x": "ạ"}, 'quote " and, comma') == [
        "", "-1", "true", "a; b", '{"x": "ạ"}', 'quote " and, comma',
    ]  # fmt: skip


def test_head_comes_first_with_a_byte_order_mark() -> None:
    assert next(to_csv([{"a": 1, "b": 2}], ["b"])) == "\ufeffb\r\n"
    assert list(to_csv([])) == []


def test_json_lines_keep_letters() -> None:
    (line,) = to_jsonl([{"tên": "Đảng"}])
    assert json.loads(line) == {"tên": "Đảng"}
    assert "Đảng" in line
