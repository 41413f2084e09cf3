"""A PDF page's words as rows of segments: what stands on one line, parted at gaps wider than between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.body import PieceWord, clean
from ingest.document import Box
from ingest.letterhead import PLACE_DATE, is_letterhead_line

GAP = 1.6
"""Wide gap, in font sizes: blanks in a justified line stretch to 1.2, columns stand 2 apart and more."""

SAME_LINE = 0.5
"""Share of the smaller height by which words on one line overlap."""

WORD_GAP = 3
"""Points between characters from which they are two words, as pdfplumber counts."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them; coordinates are points from the page's top left corner.

    `words` are those of a segment that was read from a picture.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    words: tuple[PieceWord, ...] = ()

    @property
    def box(self) -> Box:
        """The segment's place on the page."""
        return (round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))

    @property
    def middle(self) -> float:
        """The abscissa of the segment's middle."""
        return (self.x0 + self.x1) / 2


def joined(segments: Sequence[Segment]) -> Segment:
    """The segments as one, as large as all of them; size and weight are the first one's."""
    first = segments[0]
    text, words = first.text, list(first.words)
    for segment in segments[1:]:
        text += " "
        words += (replace(word, start=len(text) + word.start, end=len(text) + word.end) for word in segment.words)
        text += segment.text
    return replace(
        first,
        text=text,
        x0=min(segment.x0 for segment in segments),
        top=min(segment.top for segment in segments),
        x1=max(segment.x1 for segment in segments),
        bottom=max(segment.bottom for segment in segments),
        words=tuple(words),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """The segments of one line from left to right; a table's row has the lines of each of its `cells` instead.

    `table` numbers the tables of a page from 1; an empty cell has no lines.
    """

    segments: tuple[Segment, ...]
    cells: tuple[tuple[Segment, ...], ...] = ()
    box: Box = (0, 0, 0, 0)
    table: int = 0

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.box[3]

    @property
    def text(self) -> str:
        """The row's words."""
        lines = self.segments or [line for cell in self.cells for line in cell]
        return " ".join(line.text for line in lines)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page's rows from top to bottom; number counts from 1, sizes are points.

    `text_from` and `turned` are the page's in `ingest.document.Page`. `lacks` says why the page has to be recognised
    from its picture: `no text`, `text layer doubtful`; empty where its text is good.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    text_from: str = "text"
    turned: int = 0
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table: its place, and the texts and boxes of its rows; lines in a cell are parted by line breaks."""

    box: Box
    rows: tuple[tuple[tuple[str, ...], Box], ...]


def lay_out(page: Any) -> PageLayout:
    """The layout of a pdfplumber page; tables drawn with lines are rows of cells, all else rows of segments."""
    if _is_overprinted(page.chars):
        page = page.dedupe_chars(tolerance=1)
    tables = [table for table in map(_read_table, page.find_tables()) if _is_data(table)]
    words = page.extract_words(x_tolerance=WORD_GAP, use_text_flow=False, extra_attrs=["size", "fontname"])
    outside = [word for word in words if not any(_inside(word, table.box) for table in tables)]
    rows = [*_rows(outside), *(row for number, table in enumerate(tables, 1) for row in _table_rows(table, number))]
    rows.sort(key=lambda row: row.top)
    return PageLayout(page.page_number, float(page.width), float(page.height), tuple(rows))


def _is_overprinted(chars: list[dict[str, Any]]) -> bool:
    """Whether characters stand twice in one place, as some programs make bold; looking closer is slow."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    return len(places) < len(chars)


def _read_table(table: Any) -> _Table:
    texts = (tuple(cell or "" for cell in row) for row in table.extract())
    boxes: list[Box] = [row.bbox for row in table.rows]
    return _Table(table.bbox, tuple(zip(texts, boxes, strict=True)))


def _is_data(table: _Table) -> bool:
    """Whether a table has two rows and columns with text; a frame round a letterhead has not."""
    filled = [row for row, _ in table.rows if any(cell.strip() for cell in row)]
    if len(filled) < 2 or max(sum(bool(cell.strip()) for cell in row) for row in filled) < 2:
        return False
    lines = [clean(line) for row in filled for cell in row for line in cell.split("\n")]
    return not any(is_letterhead_line(line) or PLACE_DATE.fullmatch(line) for line in lines)


def _inside(word: dict[str, Any], box: Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _table_rows(table: _Table, number: int) -> list[Row]:
    found = []
    for cells, box in table.rows:
        texts = tuple(_cell_lines(cell, box) for cell in cells)
        if any(texts):
            found.append(Row((), texts, box, number))
    return found


def _cell_lines(cell: str, box: Box) -> tuple[Segment, ...]:
    text = clean(cell)
    return (Segment(text, *box, box[3] - box[1], False),) if text else ()


def _rows(words: list[dict[str, Any]]) -> list[Row]:
    """The words in rows: those whose heights overlap by more than half."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        row = next((row for row in reversed(rows[-3:]) if _on_line(word, row)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [_row(sorted(row, key=lambda word: word["x0"])) for row in rows]


def _on_line(word: dict[str, Any], row: list[dict[str, Any]]) -> bool:
    top, bottom = max(word["top"], row[0]["top"]), min(word["bottom"], row[0]["bottom"])
    least = min(word["bottom"] - word["top"], row[0]["bottom"] - row[0]["top"])
    return bool(bottom - top > SAME_LINE * least)


def _row(words: list[dict[str, Any]]) -> Row:
    parts: list[list[dict[str, Any]]] = [[words[0]]]
    for word in words[1:]:
        if word["x0"] - parts[-1][-1]["x1"] > GAP * max(word["size"], parts[-1][-1]["size"]):
            parts.append([word])
        else:
            parts[-1].append(word)
    segments = tuple(segment for part in parts if (segment := _segment(part)).text)
    return Row(
        segments,
        (),
        (words[0]["x0"], min(word["top"] for word in words), words[-1]["x1"], max(word["bottom"] for word in words)),
    )


def _segment(words: list[dict[str, Any]]) -> Segment:
    return Segment(
        clean(" ".join(word["text"] for word in words)),
        words[0]["x0"],
        min(word["top"] for word in words),
        max(word["x1"] for word in words),
        max(word["bottom"] for word in words),
        max(word["size"] for word in words),
        all("bold" in word["fontname"].lower() for word in words),
    )
