"""The walk over a DOCX's XML: paragraphs, tables, text boxes, fields, numbers; what was struck out is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.parsers.blocks import Block, Run, TableBlock, TextBlock
from ingest.parsers.docx_styles import Styles
from ingest.parsers.numbering import Numbering, W, child_of
from ingest.parsers.run_format import Format
from ingest.parsers.symbols import symbol, symbols_of

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRUCK_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
LEFT_OUT = STRUCK_OUT | {
    f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "rt", "delText")
}
"""Elements without text of the document: what was struck out or moved away, properties, readings beside a text."""

PARAGRAPH_PROPERTIES, RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
RUN, TEXT, BOX, SYMBOL = f"{W}r", f"{W}t", f"{W}txbxContent", f"{W}sym"
NO_TEXT = frozenset((RUN_PROPERTIES, f"{W}instrText"))
TABLE = f"{W}tbl"
BLOCKS = frozenset((f"{W}p", TABLE))
FIELD, FIELD_TYPE = f"{W}fldChar", f"{W}fldCharType"
FORMULA = f"{MATH}t"
ALTERNATIVES = f"{COMPATIBILITY}AlternateContent"

SOFT_HYPHEN = "\u00ad"
"""Kept until fonts are known: in TCVN3 it is the letter ư."""

PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"} | {
    f"{W}softHyphen": SOFT_HYPHEN
}


class Walk:
    """Reads the parts of one document; ask for its body first, since numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields: list[bool] = []
        """The fields that are open, and whether we are still in their command."""

    def blocks(self, parent: Any) -> list[Block]:
        """The paragraphs and tables in an element, in order."""
        found: list[Block] = []
        pending: tuple[Run, ...] = ()
        for element in self._elements(parent):
            if element.tag == TABLE:
                found.append(self._table(element))
                continue
            block, boxes = self._paragraph(element, pending)
            pending = block.runs if block.runs and _continues(element) else ()
            if not pending:
                found.append(block)
            for box in boxes:
                found += self.blocks(box)
        return [*found, TextBlock(pending)] if pending else found

    def _elements(self, parent: Any) -> Iterator[Any]:
        """The paragraphs and tables in an element and in what wraps them: content controls, insertions."""
        for element in parent:
            if element.tag in BLOCKS:
                yield element
            elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
                yield from self._elements(element)

    def _paragraph(self, paragraph: Any, before: tuple[Run, ...]) -> tuple[TextBlock, list[Any]]:
        """A paragraph with the runs of those `before` whose ends were struck out, and the text boxes anchored in it."""
        properties = child_of(paragraph, PARAGRAPH_PROPERTIES)
        base = self._styles.of_paragraph(properties)
        runs: list[Run] = list(before)
        boxes: list[Any] = []
        bold = _Bold()
        self._collect(paragraph, base, runs, boxes, bold)
        label = self._numbering.label(properties)
        heading = self._styles.is_heading(properties) or bold.all
        if label.text:
            mark = child_of(properties, RUN_PROPERTIES) if properties is not None else None
            font = self._styles.of_run(label.properties, self._styles.of_run(mark, base)).legacy
            return TextBlock(tuple(runs), Run(label.text, font), heading), boxes
        return TextBlock(tuple(runs), None, heading), boxes

    def _collect(self, element: Any, base: Format, runs: list[Run], boxes: list[Any], bold: _Bold) -> None:
        """Add the runs of an element to `runs`, and the text boxes in it to `boxes`."""
        for child in element:
            tag = child.tag
            if tag == RUN:
                self._run(child, base, runs, boxes, bold)
            elif tag == ALTERNATIVES:
                self._alternatives(child, base, runs, boxes, bold)
            elif tag == BOX:
                boxes.append(child)
            elif tag == FORMULA:
                runs.append(Run(child.text or ""))
            elif isinstance(tag, str) and tag not in LEFT_OUT:
                self._collect(child, base, runs, boxes, bold)

    def _alternatives(self, element: Any, base: Format, runs: list[Run], boxes: list[Any], bold: _Bold) -> None:
        """The first alternative that holds any text: all of them say the same."""
        before = len(runs), len(boxes)
        for alternative in element:
            self._collect(alternative, base, runs, boxes, bold)
            if (len(runs), len(boxes)) != before:
                return

    def _run(self, run: Any, base: Format, runs: list[Run], boxes: list[Any], bold: _Bold) -> None:
        form = self._styles.of_run(child_of(run, RUN_PROPERTIES), base)
        parts: list[str] = []
        for child in run:
            tag = child.tag
            if tag == FIELD:
                self._field(child.get(FIELD_TYPE))
            elif self._fields and any(self._fields):
                continue
            elif tag == TEXT:
                parts.append((child.text or "").replace("\n", " "))
            elif tag in PLAIN:
                parts.append(PLAIN[tag])
            elif tag == SYMBOL:
                parts.append(symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or ""))
            elif tag == ALTERNATIVES:
                self._alternatives(child, base, runs, boxes, bold)
            elif tag not in NO_TEXT and isinstance(tag, str) and len(child):
                self._collect(child, base, runs, boxes, bold)
        text = "".join(parts)
        if text and not form.hidden:
            bold.see(text, bool(form.bold))
            runs.append(Run(symbols_of(text, form.font), form.legacy, bool(form.caps)))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, table: Any) -> TableBlock:
        rows = (row for row in _parts(table, "tr") if not _struck_out(row, "trPr"))
        return TableBlock(tuple(tuple(self._cell(cell) for cell in self._cells(row)) for row in rows))

    def _cells(self, row: Any) -> Iterator[Any]:
        return (cell for cell in _parts(row, "tc") if not _struck_out(cell, "tcPr"))

    def _cell(self, cell: Any) -> tuple[Block, ...]:
        """The blocks of a cell; none for one that a cell above it covers."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart":
            return ()
        return tuple(self.blocks(cell))


class _Bold:
    """Whether all the text seen is bold."""

    def __init__(self) -> None:
        self._seen = self._all = False

    def see(self, text: str, bold: bool) -> None:
        if text.strip():
            self._all = bold and (self._all or not self._seen)
            self._seen = True

    @property
    def all(self) -> bool:
        return self._all


def _parts(parent: Any, name: str) -> Iterator[Any]:
    """A table's rows or a row's cells, those in content controls and insertions too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _parts(child, name)


def _struck_out(part: Any, properties: str) -> bool:
    marks: Iterable[str] = ("del", "cellDel")
    return any(part.find(f"{W}{properties}/{W}{mark}") is not None for mark in marks)


def _continues(paragraph: Any) -> bool:
    """Whether the end of a paragraph was struck out, so that the next one follows on its line."""
    properties = child_of(paragraph, PARAGRAPH_PROPERTIES)
    mark = child_of(properties, RUN_PROPERTIES) if properties is not None else None
    return mark is not None and any(child.tag in STRUCK_OUT for child in mark)
