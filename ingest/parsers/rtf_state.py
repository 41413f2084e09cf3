"""What an RTF reader keeps: the settings of a group, the fonts of the file, and the blocks that have been read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.legacy import encoding_of_font
from ingest.parsers.blocks import Block, Font, Run, TableBlock, TextBlock
from ingest.parsers.symbols import PRIVATE_AREA, symbols_of

CODE_PAGES = {
    0: "cp1252", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 238: "cp1250", 222: "cp874", 128: "cp932", 134: "cp936", 136: "cp950", 129: "cp949",
}  # fmt: skip
"""Character sets of fonts and their code pages."""

DEFAULT_CHARSETS = (0, 1)
SYMBOLS = 2
SCRIPT = re.compile(r" (?:CE|Cyr|Greek|Tur|Baltic|Hebrew|Arabic|\(Hebrew\)|\(Arabic\)|\(Vietnamese\)|Vietnamese)$")
"""What Word adds to a font's name for each character set."""


@dataclass(slots=True)
class FontEntry:
    """A font of the font table; its name comes in pieces and ends at the semicolon."""

    name: str = ""
    charset: int = 0

    @property
    def family(self) -> str:
        return SCRIPT.sub("", self.name.partition(";")[0].strip())

    @property
    def legacy(self) -> Font | None:
        return encoding_of_font(self.family) if self.name else None

    def decode(self, data: bytes, code_page: str) -> str:
        """The characters of bytes in this font; those of legacy fonts as Latin-1, those of symbol fonts private."""
        if self.legacy:
            return data.decode("latin-1")
        if self.charset == SYMBOLS:
            return "".join(chr(PRIVATE_AREA | byte) if byte > 0x20 else chr(byte) for byte in data)
        named = code_page if self.charset in DEFAULT_CHARSETS else CODE_PAGES.get(self.charset, code_page)
        return data.decode(named, "replace")


@dataclass(slots=True)
class Flow:
    """The blocks of the body, a note, a running head or a text box, as they come."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _bold: list[bool] = field(default_factory=list)
    _cell: list[Block] = field(default_factory=list)
    _row: list[tuple[Block, ...]] = field(default_factory=list)
    _rows: list[tuple[tuple[Block, ...], ...]] = field(default_factory=list)

    def add(self, text: str, font: FontEntry, *, bold: bool, caps: bool) -> None:
        """Add text to the paragraph that is open."""
        self._runs.append(Run(symbols_of(text, font.family), font.legacy, caps))
        if text.strip():
            self._bold.append(bold)

    def end_paragraph(self, *, in_table: bool) -> None:
        """Close the paragraph; one outside of tables closes the table before it."""
        block = TextBlock(tuple(self._runs), heading=bool(self._bold) and all(self._bold))
        boxes = self.boxes
        self._runs, self._bold, self.boxes = [], [], []
        if not in_table:
            self._end_table()
        (self._cell if in_table else self.blocks).extend([block, *boxes])

    def end_cell(self) -> None:
        """Close the cell that is open; one that another covers is left out."""
        self.end_paragraph(in_table=True)
        place = len(self._row)
        covered = place < len(self.merged) and self.merged[place]
        self._row.append(() if covered else tuple(self._cell))
        self._cell = []

    def end_row(self) -> None:
        """Close the row that is open."""
        if self._row:
            self._rows.append(tuple(self._row))
        self._row = []

    def close(self) -> list[Block]:
        """All blocks, what is open among them."""
        if self._runs or self.boxes:
            self.end_paragraph(in_table=bool(self._row or self._cell))
        if self._cell:
            self.end_cell()
        self.end_row()
        self._end_table()
        return self.blocks

    def _end_table(self) -> None:
        if self._rows:
            self.blocks.append(TableBlock(tuple(self._rows)))
            self._rows = []


@dataclass(slots=True)
class State:
    """The settings of a group; `hidden_double` says whether what is written twice, in Unicode too, is hidden itself."""

    flow: Flow
    font: int = 0
    bold: bool = False
    caps: bool = False
    hidden: bool = False
    in_table: bool = False
    merged: bool = False
    font_table: bool = False
    hidden_destination: bool = False
    hidden_double: bool = False
    skip_after_unicode: int = 1
    aside: str = ""

    @property
    def silent(self) -> bool:
        """Whether what is written here is no text of the document."""
        return self.hidden or self.hidden_destination or self.font_table

    def copy(self) -> State:
        return replace(self)
