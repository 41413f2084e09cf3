"""Rows as CSV or JSON lines; a cell of a CSV never becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str] = ()) -> Iterator[str]:
    """The lines of a CSV file with their ends; `columns` are its head, else the keys of the first row."""
    head = list(columns)
    for number, row in enumerate(rows):
        if number == 0:
            head = head or list(row)
            yield BYTE_ORDER_MARK + _csv_line(head)
        yield _csv_line(_cell(row.get(name)) for name in head)


def to_jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line, with its end."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(list(cells))
    return line.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "'" + text if text.startswith(FORMULA) else text
