"""ODT by an own walk of its content: paragraphs, numbered lists, tables, notes, text boxes; struck-out text out.

Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.body import assemble
from ingest.document import Document
from ingest.errors import DamagedDocument
from ingest.furniture import find_text_clues
from ingest.paragraphs import ParagraphClue, clean
from ingest.parsers.blocks import Block, Run, TableBlock, TextBlock, blocks_to_paragraphs
from ingest.parsers.odt_styles import DRAW, OFFICE, TABLE, TEXT, ListCounter, OdtStyles
from ingest.parsers.office_package import Package
from ingest.parsers.run_format import Format
from ingest.parsers.running_heads import body_and_furniture

PARSER = "odt 1"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
LEFT_OUT = frozenset(
    (
        f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls", f"{TEXT}variable-decls",
        f"{OFFICE}forms", f"{TEXT}note-citation", f"{TEXT}list-header-number", f"{TEXT}hidden-paragraph",
        f"{TEXT}hidden-text", f"{TEXT}ruby-text", f"{TEXT}bookmark-start", f"{TEXT}number",
    )
)  # fmt: skip
"""Elements without text of the document; what was struck out is kept apart in the list of changes."""

MOST_SPACES = 1000
"""Spaces that one element may stand for."""

HEADS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def parse_odt(data: bytes) -> Document:
    """The document that an ODT or OTT file holds.

    Raises: DamagedDocument, EncryptedDocument, TooLarge, TooLong, EmptyDocument.
    """
    package = Package(data, "odt")
    content, styles = package.xml("content.xml"), package.xml("styles.xml", optional=True)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DamagedDocument(kind="odt", detail="no text")
    walk = _Walk(OdtStyles(content, styles))
    blocks = walk.blocks(body)
    blocks += walk.notes
    blocks, furniture = body_and_furniture(blocks, map(walk.blocks, _heads(styles)))
    paragraphs = blocks_to_paragraphs(blocks)
    return assemble(
        paragraphs,
        kind="odt",
        parser=PARSER,
        clues=[*find_text_clues([paragraph.text for paragraph in paragraphs]), *_property_clues(package)],
        furniture=furniture,
    )


def _heads(styles: Any) -> Iterator[Any]:
    """The running heads and feet of all page styles."""
    if styles is not None:
        for kind in HEADS:
            yield from styles.iter(f"{STYLE}{kind}")


def _property_clues(package: Package) -> Iterator[ParagraphClue]:
    root = package.xml("meta.xml", optional=True)
    title = next(root.iter(f"{DUBLIN_CORE}title"), None) if root is not None else None
    if title is not None and (title.text or "").strip():
        yield ParagraphClue("title", clean(title.text), "properties")


class _Walk:
    """Reads the content of one document; notes are kept apart, text boxes follow their paragraph."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._lists = ListCounter(styles)
        self.notes: list[Block] = []

    def blocks(self, parent: Any, depth: int = 0) -> list[Block]:
        """The paragraphs and tables in an element; `depth` counts the lists round it."""
        found: list[Block] = []
        for element in parent:
            tag = element.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                found += self._paragraph(element)
            elif tag == f"{TEXT}list":
                found += self._list(element, depth)
            elif tag == f"{TABLE}table":
                found.append(self._table(element))
            elif isinstance(tag, str) and tag not in LEFT_OUT:
                found += self.blocks(element, depth)
        return found

    def _list(self, element: Any, depth: int) -> list[Block]:
        found: list[Block] = []
        self._lists.open(element, depth)
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            numbered = item.tag == f"{TEXT}list-item" and any(child.tag != f"{TEXT}list" for child in item[:1])
            blocks = self.blocks(item, depth + 1)
            label = self._lists.label(item, depth) if numbered else ""
            if label and blocks and isinstance(blocks[0], TextBlock):
                blocks[0] = TextBlock(blocks[0].runs, Run(label), blocks[0].heading)
            found += blocks
        return found

    def _table(self, table: Any) -> TableBlock:
        return TableBlock(tuple(tuple(self._cells(row)) for row in table.iter(f"{TABLE}table-row") if _own(row, table)))

    def _cells(self, row: Any) -> Iterator[tuple[Block, ...]]:
        for cell in row:
            if cell.tag == f"{TABLE}table-cell":
                yield tuple(self.blocks(cell))
            elif cell.tag == f"{TABLE}covered-table-cell" and not _spanned_beside(cell):
                yield ()

    def _paragraph(self, paragraph: Any) -> list[Block]:
        """A paragraph, then the text boxes anchored in it."""
        base = self._styles.paragraph(paragraph)
        runs: list[Run] = []
        boxes: list[Block] = []
        if not base.hidden:
            self._collect(paragraph, base, runs, boxes)
        bold = [run for run in runs if run.text.strip()]
        heading = paragraph.tag == f"{TEXT}h" or bool(bold and base.bold)
        label = self._lists.heading_label(paragraph) if paragraph.tag == f"{TEXT}h" and bold else ""
        return [TextBlock(tuple(runs), Run(label) if label else None, heading), *boxes]

    def _collect(self, element: Any, setting: Format, runs: list[Run], boxes: list[Block]) -> None:
        self._add(element.text, setting, runs)
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c") or "1"
                self._add(" " * min(int(count) if count.isdigit() else 1, MOST_SPACES), setting, runs, literal=True)
            elif tag == f"{TEXT}tab":
                self._add("\t", setting, runs, literal=True)
            elif tag == f"{TEXT}line-break":
                self._add("\n", setting, runs, literal=True)
            elif tag == f"{TEXT}note":
                body = child.find(f"{TEXT}note-body")
                self.notes += self.blocks(body) if body is not None else []
            elif tag == f"{TEXT}span":
                inner = self._styles.span(child, setting)
                if not inner.hidden:
                    self._collect(child, inner, runs, boxes)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                boxes += self.blocks(child)
            elif isinstance(tag, str) and tag not in LEFT_OUT:
                self._collect(child, setting, runs, boxes)
            self._add(child.tail, setting, runs)

    def _add(self, text: str | None, setting: Format, runs: list[Run], *, literal: bool = False) -> None:
        """Add text; line ends and tabs of the file itself are blanks."""
        if text:
            shown = text if literal else text.translate(_BLANKS)
            runs.append(Run(shown, setting.legacy, bool(setting.caps)))


_BLANKS = str.maketrans("\n\r\t", "   ")


def _own(row: Any, table: Any) -> bool:
    """Whether a row belongs to the table itself and not to one within it."""
    return next(row.iterancestors(f"{TABLE}table")) is table


def _spanned_beside(cell: Any) -> bool:
    """Whether a covered cell lies under one beside it in its row."""
    before = cell.getprevious()
    while before is not None and before.tag == f"{TABLE}covered-table-cell":
        before = before.getprevious()
    return before is not None and (before.get(f"{TABLE}number-columns-spanned") or "1") != "1"
