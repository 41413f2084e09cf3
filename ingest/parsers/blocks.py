"""From a word processor's paragraphs and tables to the paragraphs of a body; the same for DOCX, ODT and RTF.

A parser gives blocks of runs with their fonts. Here text in fonts from before Unicode is converted, tables of a
letterhead, of signatures or of a layout are read column by column, and tables of data become rows of cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.charset import HIGH, LEAST_SYLLABLES, TELLING_WORDS, is_written_in, repair
from ingest.legacy import convert
from ingest.names import person_in
from ingest.official.columns import lines_of
from ingest.official.letterhead import is_letterhead_line, place_date
from ingest.official.recipient_rows import AUTHORITY, COPIES
from ingest.orthography import syllable_share
from ingest.paragraphs import Paragraph, Piece, clean

SIGNATURE_ROWS = 8
"""Rows that a table of signatures has at most: four pairs of post and name."""

CELL_WORDS = 60
"""Words in a cell from which its table lays the page out and its cells are read one after the other."""

GRID = 3
"""Rows of as many filled cells from which a table holds data: letterheads and pages are laid out in two columns."""

WIDE = 5
"""Filled cells of one row that only a table of data has: four signers may stand side by side."""

TYPED = ("tcvn3", "vni")
"""Encodings that are met under the name of the other's font."""

Font = tuple[str, bool]
"""A legacy font: its encoding, and whether its small letters look like capitals."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one font, a tab as `\\t`, a line break as `\\n`; `font` for legacy ones, `caps` shown as capitals."""

    text: str
    font: Font | None = None
    caps: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; `label` is the number that the word processor makes, `heading` that it is set as a heading."""

    runs: tuple[Run, ...] = ()
    label: Run | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: rows of cells of blocks; what a merged cell covers is an empty cell or none."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    table: int
    cells: tuple[tuple[str, ...], ...]


def blocks_to_paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of a body, none of them empty."""
    found: list[Paragraph] = []
    items = _items(blocks, iter(texts_of(blocks)), [0])
    for _, run in groupby(items, key=lambda item: isinstance(item, _Row)):
        found += _paragraphs(list(run))
    return found


def _paragraphs(items: list[_Line | _Row]) -> Iterator[Paragraph]:
    """The paragraphs of rows, or of lines: of those columns set out by tabs are read one after the other."""
    for row in items:
        if isinstance(row, _Row):
            cells = [[Piece(text) for line in cell if (text := clean(line))] for cell in row.cells]
            yield Paragraph.row(cells, table=row.table)
    lines = [item for item in items if isinstance(item, _Line)]
    headings = {clean(line.text) for line in lines if line.heading}
    for text in lines_of("\n".join(line.text for line in lines)):
        paragraph = Paragraph.of(text, heading=text in headings)
        if paragraph.pieces:
            yield paragraph


def texts_of(blocks: Sequence[Block]) -> list[str]:
    """The texts of all paragraphs in order, those of tables among them, with legacy fonts converted."""
    flat = list(_text_blocks(blocks))
    legacy = _legacy_encodings(flat)
    texts = [_text(block, legacy) for block in flat]
    lines = repair("\n".join(texts)).split("\n")
    at = 0
    for place, text in enumerate(texts):
        count = text.count("\n") + 1
        texts[place] = "\n".join(lines[at : at + count])
        at += count
    return texts


def _text_blocks(blocks: Sequence[Block]) -> Iterator[TextBlock]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _text_blocks(cell)


def _legacy_encodings(blocks: Iterable[TextBlock]) -> frozenset[str]:
    """The encodings of fonts whose text is really in them: a font's name outlives the conversion to Unicode."""
    used: dict[str, list[str]] = defaultdict(list)
    for block in blocks:
        for run in block.runs:
            if run.font and HIGH.search(run.text):
                used[run.font[0]].append(run.text)
    return frozenset(encoding for encoding, texts in used.items() if is_written_in(" ".join(texts), encoding))


def _text(block: TextBlock, legacy: frozenset[str]) -> str:
    """A block's text with its number; runs of one font are taken together, as a letter may be parted from its mark."""
    parts = []
    for (font, caps), runs in groupby(block.runs, key=lambda run: (run.font, run.caps)):
        text = "".join(run.text for run in runs)
        text = _converted(text, font) if font and font[0] in legacy else text
        parts.append(text.upper() if caps else text)
    text = "".join(parts)
    if not block.label:
        return text
    label = block.label.text
    label = _converted(label, block.label.font) if block.label.font and block.label.font[0] in legacy else label
    return label + text if text.strip() else label.strip(" -+")


def _converted(text: str, font: Font) -> str:
    """The text out of a legacy font; where its name lies, out of the encoding in which it reads best, or as it is."""
    encoding, capitals = font
    converted = convert(text, encoding, capitals=capitals)
    if len(text.split()) < TELLING_WORDS or syllable_share(converted) >= LEAST_SYLLABLES:
        return converted
    others = [convert(text, other) for other in TYPED if other != encoding]
    readings = [converted, *(reading.upper() if capitals else reading for reading in (text, *others))]
    return max(readings, key=syllable_share)


def _items(blocks: Sequence[Block], texts: Iterator[str], tables: list[int]) -> Iterator[_Line | _Row]:
    """The lines and rows of blocks; `tables` holds how many tables of data there were, an empty line parts tables."""
    for block in blocks:
        if isinstance(block, TextBlock):
            yield from (_Line(line, block.heading) for line in next(texts).split("\n"))
            continue
        rows = [[list(_items(cell, texts, tables)) for cell in row] for row in block.rows]
        yield _Line("")
        if _reads_by_columns(rows):
            yield from _by_columns(rows)
        else:
            tables[0] += 1
            table = tables[0]
            yield from (_Row(table, tuple(tuple(_cell_lines(cell)) for cell in row)) for row in rows if _is_filled(row))
        yield _Line("")


Cell = list[_Line | _Row]


def _by_columns(rows: list[list[Cell]]) -> Iterator[_Line | _Row]:
    for column in range(max(map(len, rows), default=0)):
        for row in rows:
            if column < len(row):
                yield from (item for item in row[column] if isinstance(item, _Row) or item.text.strip())
        yield _Line("")


def _cell_lines(cell: Cell) -> Iterator[str]:
    """The lines of a cell, a row of a table within it as one line."""
    for item in cell:
        text = item.text if isinstance(item, _Line) else " ".join(" ".join(lines) for lines in item.cells)
        if text.strip():
            yield text


def _is_filled(row: list[Cell]) -> bool:
    return any(True for cell in row for _ in _cell_lines(cell))


def _reads_by_columns(rows: list[list[Cell]]) -> bool:
    """Whether a table sets out a letterhead, signatures or a page, and holds no data."""
    cells = [[clean(line) for line in _cell_lines(cell)] for row in rows for cell in row]
    lines = [line for cell in cells for line in cell]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    if not _is_grid(rows) and any(is_letterhead_line(line) or place_date(line) for line in lines):
        return True
    if len(rows) <= SIGNATURE_ROWS and any(map(_signs, lines)):
        return True
    if len(rows) <= SIGNATURE_ROWS and 3 * sum(bool(person_in(line)) for line in lines) >= len(lines):
        return True
    return not _is_grid(rows) and any(len(" ".join(cell).split()) > CELL_WORDS for cell in cells)


def _is_grid(rows: list[list[Cell]]) -> bool:
    """Whether a row fills five cells, or most of the rows, three at least, fill three or more."""
    filled = [sum(any(True for _ in _cell_lines(cell)) for cell in row) for row in rows]
    wide = sum(count >= GRID for count in filled)
    return max(filled) >= WIDE or (wide >= GRID and 2 * wide > len(rows))


def _signs(line: str) -> bool:
    """Whether a line belongs to the signature; `Nơi nhận văn bản` is a column's head in a register."""
    copies = COPIES.match(line)
    return bool(AUTHORITY.match(line) or (copies and (":" in line or not copies["first"])))
