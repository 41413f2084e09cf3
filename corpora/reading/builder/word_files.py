"""A document as a Word file, its letterhead held in a borderless table, in tabs, or in text boxes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from corpora.reading.builder.programs import rezipped
from corpora.reading.builder.source import Block, Signer, Source

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202" '
    'style="position:absolute;margin-left:{x}pt;margin-top:0;width:{width}pt;height:96pt" stroked="f">'
    "<v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
BOX_LINE = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{bold}<w:sz w:val="24"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)

Spell = Callable[[str], str]


def as_written(text: str) -> str:
    """The text itself."""
    return text


@dataclass(frozen=True, slots=True)
class Look:
    """How a Word file is made: where the letterhead stands, the spelling of every text, the font.

    `capital_font` is for lines in capitals: fonts of the old encodings have capitals of their own. `merged` joins the
    two last columns of a table's first row.
    """

    letterhead: str = "table"
    spell: Spell = as_written
    font: str = "Times New Roman"
    capital_font: str = ""
    merged: bool = False


def word_document(source: Source, look: Look) -> Any:
    """The document as python-docx holds it, not saved yet."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin = Mm(30), Mm(18), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = look.font, Pt(14)
    style.element.rPr.rFonts.set(qn("w:cs"), look.font)
    style.paragraph_format.space_after = Pt(4)
    {"table": _head_table, "tabs": _head_tabs, "boxes": _head_boxes}[look.letterhead](document, source, look)
    for line in (source.type, *source.subject, *source.heading):
        if line:
            add_line(document, line, look, bold=True, centre=True)
    if source.to:
        add_line(document, "Kính gửi: " + "\n".join(source.to), look)
    _add_body(document, source, look)
    return document


def saved_word(document: Any) -> bytes:
    """The bytes of a Word file, the same each time."""
    out = io.BytesIO()
    document.save(out)
    return rezipped(out.getvalue())


def add_line(parent: Any, text: str, look: Look, *, bold: bool = False, centre: bool = False, size: float = 0) -> Any:
    """A paragraph of one run at the end of a document or cell."""
    paragraph = parent.add_paragraph()
    if centre:
        paragraph.alignment = CENTRE
    add_run(paragraph, text, look, bold=bold, size=size)
    return paragraph


def add_run(paragraph: Any, text: str, look: Look, *, bold: bool = False, italic: bool = False, size: float = 0) -> Any:
    """A run in the look's font; capitals take the capitals' font and are kept in small letters there."""
    capitals = bool(look.capital_font) and text.isupper() and any(map(str.isalpha, text))
    run = paragraph.add_run(look.spell(text.lower() if capitals else text))
    run.bold, run.italic = bold, italic
    run.font.name = look.capital_font if capitals else look.font
    if size:
        run.font.size = Pt(size)
    return run


def _fill(cell: Any, lines: Sequence[tuple[str, bool]], look: Look, *, centre: bool = True, size: float = 12) -> None:
    for text, bold in lines:
        add_line(cell, text, look, bold=bold, centre=centre, size=size)
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _left(source: Source) -> list[tuple[str, bool]]:
    bold = {*source.issuer}
    return [(line, line in bold) for line in source.left_lines]


def _right(source: Source) -> list[tuple[str, bool]]:
    return [(line, line in source.right) for line in source.right_lines]


def _head_table(document: Any, source: Source, look: Look) -> None:
    table = document.add_table(rows=1, cols=2)
    _fill(table.cell(0, 0), _left(source), look)
    _fill(table.cell(0, 1), _right(source), look)
    document.add_paragraph()


def _head_tabs(document: Any, source: Source, look: Look) -> None:
    """Both columns in one paragraph a line, parted by tabs, as typists set it."""
    left, right = _left(source), _right(source)
    for row in range(max(len(left), len(right))):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        for stop in (38, 118):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(stop), WD_TAB_ALIGNMENT.CENTER)
        for side in (left, right):
            paragraph.add_run("\t")
            if row < len(side):
                add_run(paragraph, side[row][0], look, bold=side[row][1], size=11)
    document.add_paragraph()


def _head_boxes(document: Any, source: Source, look: Look) -> None:
    paragraph = document.add_paragraph()
    for x, width, lines in ((-10, 205, _left(source)), (200, 275, _right(source))):
        inner = "".join(
            BOX_LINE.format(bold="<w:b/>" if bold else "", text=escape(look.spell(text))) for text, bold in lines
        )
        paragraph._p.append(parse_xml(BOX.format(x=x, width=width, paragraphs=inner)))
    for _ in range(5):
        document.add_paragraph()


def _add_body(document: Any, source: Source, look: Look) -> None:
    rows: list[Block] = []
    signed = False
    for block in (*source.body, Block("annex", "")):
        if block.kind == "row":
            rows.append(block)
            continue
        if rows:
            _add_table(document, rows, look)
            rows = []
        if block.kind != "annex":
            _add_block(document, block, look)
        elif not signed:
            _add_signatures(document, source, look)
            signed = True
            if any(other.kind == "annex" for other in source.body):
                document.add_page_break()


def _add_block(document: Any, block: Block, look: Look) -> None:
    paragraph = document.add_paragraph()
    if block.kind == "centre":
        paragraph.alignment = CENTRE
    else:
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    add_run(paragraph, block.text, look, bold=block.kind in ("centre", "heading"), italic=block.kind == "base")


def _add_table(document: Any, rows: Sequence[Block], look: Look) -> None:
    columns = max(len(row.cells) for row in rows)
    table = document.add_table(rows=len(rows), cols=columns)
    table.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            _fill(table.cell(at, column), [(cell, at == 0)], look, centre=at == 0)
    if look.merged:
        _merge_ends(table)
    document.add_paragraph()


def _merge_ends(table: Any) -> None:
    """Join the last two cells of the first row, their texts one below the other."""
    first = table.rows[0].cells
    first[-2].merge(first[-1])


def _add_signatures(document: Any, source: Source, look: Look) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    label = [("Nơi nhận:", True)] if source.recipients else []
    _fill(table.cell(0, 0), [*label, *((line, False) for line in source.recipients)], look, centre=False, size=11)
    if len(source.signers) == 1:
        _fill(table.cell(0, 1), _signer(source.signers[0]), look, size=13)
        return
    below = document.add_table(rows=1, cols=len(source.signers))
    for at, signer in enumerate(source.signers):
        _fill(below.cell(0, at), _signer(signer), look, size=12)


def _signer(signer: Signer) -> list[tuple[str, bool]]:
    lines = [(line, True) for line in (*signer.authority, signer.post) if line]
    return [*lines, ("", False), ("", False), ("", False), (signer.name, True)]
