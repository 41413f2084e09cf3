"""Lexicons, rules and the authority file as tables, and what is asked of each of their lines."""

from __future__ import annotations

import unicodedata

from ingest.tables import BadTable, Table, parse_table
from nlp.errors import DataFileError


def checked_table(content: str, path: str, error: type[DataFileError]) -> Table:
    """A data file given as text; its cells are NFC and none begins or ends with a space. `path` is for messages.

    Raises: `error`.
    """
    try:
        table = parse_table(content)
    except BadTable as fault:
        raise error(path, fault.line, fault.problem) from fault
    for number, cells in ((table.line, table.columns), *((number, row.values()) for number, row in table.rows)):
        for cell in cells:
            if not unicodedata.is_normalized("NFC", cell):
                raise error(path, number, f"{cell!r} is not in NFC")
            if cell != cell.strip():
                raise error(path, number, f"{cell!r} begins or ends with a space")
    return table
