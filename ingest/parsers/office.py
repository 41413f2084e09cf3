"""DOCX by an own walk of its XML: paragraphs, tables, text boxes, tabs, breaks, numbering, footnotes; deleted text out.

A plain loop over paragraphs loses the letterheads that stand in borderless tables, and common readers lose text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.body import assemble
from ingest.document import Document
from ingest.furniture import find_text_clues
from ingest.paragraphs import ParagraphClue, clean
from ingest.parsers.blocks import Block, blocks_to_paragraphs
from ingest.parsers.docx_styles import Styles
from ingest.parsers.docx_text import Walk
from ingest.parsers.numbering import Numbering, W
from ingest.parsers.office_package import Package
from ingest.parsers.running_heads import body_and_furniture

PARSER = "docx 2"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
REAL_NOTES = (None, "normal")
"""Types of notes that bear text; the others are the lines that part notes from the page."""


def parse_docx(data: bytes, *, kind: str = "docx") -> Document:
    """The document that a DOCX, DOCM or DOTX file holds; `kind` is what it was before a program made a DOCX of it.

    Raises: DamagedDocument, EncryptedDocument, TooLarge, TooLong, EmptyDocument.
    """
    package = Package(data, kind)
    main = package.main_part()
    styles = _part(package, main, "styles")
    walk = Walk(Styles(styles), Numbering(_part(package, main, "numbering"), styles))
    body = package.xml(main).find(f"{W}body")
    blocks = walk.blocks(body) if body is not None else []
    blocks += _notes(package, main, walk)
    heads = (walk.blocks(package.xml(part)) for part in _heads(package, main))
    blocks, furniture = body_and_furniture(blocks, heads)
    paragraphs = blocks_to_paragraphs(blocks)
    return assemble(
        paragraphs,
        kind=kind,
        parser=PARSER,
        clues=[*find_text_clues([paragraph.text for paragraph in paragraphs]), *_property_clues(package)],
        furniture=furniture,
    )


def _part(package: Package, main: str, kind: str) -> Any:
    """The root of the part of a kind, None where the document has none."""
    return next((package.xml(name) for name in package.related(main, kind)), None)


def _notes(package: Package, main: str, walk: Walk) -> list[Block]:
    """The footnotes and endnotes, in their order."""
    roots = (_part(package, main, kind) for kind in ("footnotes", "endnotes"))
    notes = (note for root in roots if root is not None for note in root)
    return [block for note in notes if note.get(f"{W}type") in REAL_NOTES for block in walk.blocks(note)]


def _heads(package: Package, main: str) -> list[str]:
    """The parts with running heads and feet."""
    return [name for kind in ("header", "footer") for name in package.related(main, kind)]


def _property_clues(package: Package) -> Iterator[ParagraphClue]:
    root = package.xml("docProps/core.xml", optional=True)
    title = root.findtext(f"{DUBLIN_CORE}title") if root is not None else None
    if title and title.strip():
        yield ParagraphClue("title", clean(title), "properties")
