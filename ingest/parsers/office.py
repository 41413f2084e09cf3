"""DOCX by an own walk of its XML: paragraphs, tables, text boxes, tabs, breaks, numbering, footnotes; deleted text out.

A plain loop over paragraphs loses the letterheads that stand in borderless tables, and common readers lose text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.body import Paragraph, ParagraphClue, assemble, clean
from ingest.columns import CELL_MARK, lines_of
from ingest.document import Document
from ingest.furniture import find_text_clues
from ingest.letterhead import PLACE_DATE, is_letterhead_line
from ingest.names import person_in
from ingest.parsers.numbering import Numbering
from ingest.parsers.office_package import Package
from ingest.signature import AUTHORITY, COPIES

PARSER = "docx 1"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "tblPr",
        "sdtPr",
        "sectPr",
        "commentReference",
    )
) | {f"{COMPATIBILITY}Fallback"}
"""Elements without text of the document: what was struck out, fields' commands, properties, doubles of text boxes."""

SIGNATURE_ROWS = 8
"""Rows that a table of signatures has at most: four pairs of post and name."""

CELL_WORDS = 60
"""Words in a cell from which its table lays the page out and its cells are read one after the other."""


def parse_docx(data: bytes) -> Document:
    """The document that a DOCX file holds.

    Raises: DamagedDocument, EncryptedDocument, TooLarge, TooLong, EmptyDocument.
    """
    package = Package(data)
    root = package.xml(package.main_part())
    numbering = Numbering(
        package.xml("word/numbering.xml", optional=True), package.xml("word/styles.xml", optional=True)
    )
    body = root.find(f"{W}body")
    raw = list(_block_lines(body, numbering)) if body is not None else []
    raw += _footnotes(package, numbering)
    paragraphs = [paragraph for line in lines_of("\n".join(raw)) if (paragraph := Paragraph.of(line)).pieces]
    return assemble(
        paragraphs,
        kind="docx",
        parser=PARSER,
        clues=[*find_text_clues([paragraph.text for paragraph in paragraphs]), *_property_clues(package)],
        furniture=_headers(package, numbering),
    )


def _block_lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    """The lines of the paragraphs and tables in an element; tabs stay, an empty line follows a table."""
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph_lines(element, numbering)
        elif element.tag == f"{W}tbl":
            yield ""
            yield from _table_lines(element, numbering)
            yield ""
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
            yield from _block_lines(element, numbering)


def _paragraph_lines(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    """The lines of a paragraph with its number, then those of the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, parts, boxes)
    text = "".join(parts)
    if text.strip():
        yield from (numbering.label(paragraph) + text).split("\n")
    else:
        yield ""
    for box in boxes:
        yield from _block_lines(box, numbering)


def _collect(element: Any, parts: list[str], boxes: list[Any]) -> None:
    """Add the text of an element to `parts`, and the text boxes in it to `boxes`."""
    for child in element:
        tag = child.tag
        if tag in LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            parts.append((child.text or "").replace("\n", " "))
        elif tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag != f"{W}softHyphen":
            _collect(child, parts, boxes)


def _table_lines(table: Any, numbering: Numbering) -> Iterator[str]:
    """A table's rows, a line each; a letterhead's, a signature's or a layout's cells column by column."""
    rows = [[list(_block_lines(cell, numbering)) for cell in _cells(row)] for row in _rows(table)]
    if not _reads_by_columns(rows):
        for cells in rows:
            texts = [clean(" ".join(lines)) for lines in cells]
            if any(texts):
                yield CELL_MARK.join(text for text in texts if text)
        return
    for column in range(max(map(len, rows), default=0)):
        for cells in rows:
            if column < len(cells):
                yield from (line for line in cells[column] if line.strip())
        yield ""


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _cells(child)


def _reads_by_columns(rows: list[list[list[str]]]) -> bool:
    """Whether a table sets out a letterhead, signatures or a page, and holds no data."""
    lines = [clean(line) for cells in rows for cell in cells for line in cell if line.strip()]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    if any(is_letterhead_line(line) or PLACE_DATE.fullmatch(line) for line in lines):
        return True
    if len(rows) <= SIGNATURE_ROWS and any(COPIES.match(line) or AUTHORITY.match(line) for line in lines):
        return True
    if len(rows) <= SIGNATURE_ROWS and 3 * sum(bool(person_in(line)) for line in lines) >= len(lines):
        return True
    return any(len(" ".join(cell).split()) > CELL_WORDS for cells in rows for cell in cells)


def _footnotes(package: Package, numbering: Numbering) -> list[str]:
    """The lines of the footnotes and endnotes that bear text."""
    lines: list[str] = []
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        root = package.xml(part, optional=True)
        for note in root if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                lines += [line for line in _block_lines(note, numbering) if line.strip()]
    return ["", *lines] if lines else []


def _headers(package: Package, numbering: Numbering) -> list[str]:
    """The texts of running heads and feet: furniture."""
    found: list[str] = []
    for part in package.names("word/header", "word/footer"):
        root = package.xml(part)
        found += [text for line in _block_lines(root, numbering) if (text := clean(line))]
    return found


def _property_clues(package: Package) -> Iterator[ParagraphClue]:
    root = package.xml("docProps/core.xml", optional=True)
    title = root.findtext(f"{DUBLIN_CORE}title") if root is not None else None
    if title and title.strip():
        yield ParagraphClue("title", clean(title), "properties")
