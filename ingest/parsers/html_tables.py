"""Tables of a web page: those that hold data become rows, those that lay out a letterhead are read by columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.names import person_in
from ingest.official.letterhead import is_letterhead_line

CELL_WORDS = 60
"""Words in a cell from which a table without lines lays the page out."""
RULED_CELL_WORDS = 400
"""The same for a table with lines: plans have a column that tells what is to be done."""
SIGNATURE_ROWS = 4
COPIES = re.compile(r"(?:nơi nhận|kính gửi)\s*:", re.I)
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[./ ]")
RULED = re.compile(r"\b(?:table|grid|bordered|MsoTableGrid|MsoNormalTable|bang)\b", re.I)
BORDER = re.compile(r"\bborder(?:-\w+)?\s*:\s*(?!none|0)[^;]*(?:solid|px|pt)", re.I)


class OpenTable:
    """A table that is being walked: where its blocks begin, and each cell's blocks, half open."""

    def __init__(self, start: int, marks: dict[str, str]) -> None:
        self.start = start
        self.rows: list[list[tuple[int, int]]] = []
        self.nests = False
        self._ruled = (
            marks.get("border", "0").strip() not in ("", "0")
            or bool(RULED.search(marks.get("class", "")))
            or bool(BORDER.search(marks.get("style", "")))
        )

    def open_row(self) -> None:
        self.rows.append([])

    def open_cell(self, at: int, *, is_head: bool) -> None:
        if not self.rows:
            self.open_row()
        self.rows[-1].append((at, at))
        self._ruled = self._ruled or is_head

    def close_cell(self, at: int) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = (self.rows[-1][-1][0], at)

    def holds_data(self, texts: Sequence[str]) -> bool:
        """Whether the table is one of data; `texts` are the page's blocks so far."""
        if self.nests or self.reads_by_columns(texts):
            return False
        filled = [[(start, end) for start, end in row if start < end] for row in self.rows]
        if sum(map(bool, filled)) < 2 or max(map(len, filled), default=0) < 2:
            return False
        cells = [" ".join(texts[start:end]) for row in filled for start, end in row]
        most = RULED_CELL_WORDS if self._ruled else CELL_WORDS
        return all(len(cell.split()) <= most for cell in cells)

    def reads_by_columns(self, texts: Sequence[str]) -> bool:
        """Whether the table sets out a letterhead or signatures."""
        if self.nests or max(map(len, self.rows), default=0) < 2:
            return False
        lines = texts[self.start :]
        if any(is_letterhead_line(line) for line in lines):
            return len(lines) <= 5 * SIGNATURE_ROWS
        if len(self.rows) > SIGNATURE_ROWS or self._ruled:
            return False
        signed = any(COPIES.match(line) or AUTHORITY.match(line) for line in lines)
        return signed or 3 * sum(bool(person_in(line)) for line in lines) >= len(lines) > 0

    def by_columns(self) -> Iterator[int]:
        """The table's blocks, column by column; what stands outside its cells comes last."""
        seen = set()
        for column in range(max(map(len, self.rows))):
            for row in self.rows:
                for at in range(*row[column]) if column < len(row) else ():
                    seen.add(at)
                    yield at
        last = max((end for row in self.rows for _, end in row), default=self.start)
        yield from (at for at in range(self.start, last) if at not in seen)
