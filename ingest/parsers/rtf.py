"""RTF by an own reader: what is made of it keeps fonts, which tell old encodings, tables, notes and text boxes.

Readers at hand drop fonts and the soft hyphen, which is the letter ư in TCVN3.
Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import re

from ingest.body import assemble
from ingest.document import Document
from ingest.errors import TooLong
from ingest.furniture import find_text_clues
from ingest.parsers.blocks import Block, blocks_to_paragraphs
from ingest.parsers.rtf_state import CODE_PAGES, Flow, FontEntry, State
from ingest.parsers.running_heads import body_and_furniture

PARSER = "rtf 1"
TOKEN = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
DEEPEST = 2_000
"""Groups in groups; real files have 20."""

SIGNS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
WORDS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell": "\t",
}  # fmt: skip
ENDS = frozenset(("par", "sect", "page", "nestrow"))
LEFT_OUT = frozenset((
    "stylesheet", "colortbl", "info", "pict", "object", "objdata", "fldinst", "listtable", "listoverridetable",
    "rsidtbl", "generator", "themedata", "datastore", "xmlnstbl", "shprslt", "nonesttables", "pn", "pnseclvl",
    "bkmkstart", "bkmkend", "atnid", "atnauthor", "annotation", "upr", "sp", "filetbl", "revtbl", "xe", "tc", "txe",
    "comment", "nextfile", "template", "userprops",
))  # fmt: skip
"""Destinations without text of the document, and doubles of what stands in another."""

KNOWN = frozenset(("shpinst", "shptxt", "ud", "nesttableprops", "do", "dptxbxtext"))
"""Destinations that may be unknown to a reader and bear text all the same."""

ASIDE = {"footnote": "notes", "shptxt": "boxes", "dptxbxtext": "boxes"} | {
    kind + page: "heads" for kind in ("header", "footer") for page in ("", "l", "r", "f")
}


def parse_rtf(data: bytes) -> Document:
    """The document that an RTF file holds.

    Raises: TooLong for groups in groups beyond measure, EmptyDocument.
    """
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    blocks, furniture = body_and_furniture(reader.blocks(), reader.heads)
    paragraphs = blocks_to_paragraphs(blocks)
    return assemble(
        paragraphs,
        kind="rtf",
        parser=PARSER,
        clues=find_text_clues([paragraph.text for paragraph in paragraphs]),
        furniture=furniture,
    )


class _Reader:
    """Reads the tokens of one file; a stack of states, one a group."""

    def __init__(self) -> None:
        self._body = Flow()
        self._state = State(flow=self._body)
        self._stack: list[State] = []
        self._fonts: dict[int, FontEntry] = {}
        self._code_page = "cp1252"
        self._default_font = 0
        self._skip = 0
        self._optional = False
        self._half = b""
        self._notes: list[Block] = []
        self.heads: list[list[Block]] = []

    def blocks(self) -> list[Block]:
        """The body's blocks with the notes behind them."""
        return self._body.close() + self._notes

    def read(self, text: str) -> None:
        at = 0
        while match := TOKEN.match(text, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "brace":
                self._brace(match["brace"])
            elif match["word"]:
                if match["word"] == "bin":
                    at += max(0, int(match["number"] or 0))
                else:
                    self._word(match["word"], match["number"])
            elif match["sign"] == "*":
                self._optional = True
            elif match["sign"]:
                self._add(SIGNS.get(match["sign"], ""), skippable=True)
                if match["sign"] in "\r\n":
                    self._end_paragraph()
            elif match["byte"]:
                self._bytes(bytes([int(match["byte"], 16)]))
            elif match["text"]:
                self._bytes(match["text"].encode("latin-1"))
        while self._stack:
            self._brace("}")

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= DEEPEST:
                raise TooLong(limit=DEEPEST, what="depth")
            self._stack.append(self._state)
            self._state = self._state.copy()
            return
        if self._stack:
            closed, self._state = self._state, self._stack.pop()
            if closed.flow is not self._state.flow:
                self._put_aside(closed)

    def _put_aside(self, closed: State) -> None:
        """Keep a note, a running head, or a text box, which follows the paragraph it is anchored in."""
        blocks = closed.flow.close()
        if closed.aside == "notes":
            self._notes += blocks
        elif closed.aside == "heads":
            self.heads.append(blocks)
        else:
            self._state.flow.boxes += blocks

    def _word(self, word: str, written: str | None) -> None:
        optional, self._optional = self._optional, False
        number = int(written) if written is not None else None
        state = self._state
        if self._skip and word in WORDS:
            self._skip -= 1
        elif word in ASIDE and not state.hidden_destination:
            state.flow, state.aside = Flow(), ASIDE[word]
        elif word == "fonttbl":
            state.font_table = True
        elif word == "ud":
            state.hidden_destination = state.hidden_double
        elif word in LEFT_OUT or (optional and word not in KNOWN):
            if word == "upr":
                state.hidden_double = state.hidden_destination
            state.hidden_destination = True
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in WORDS:
            self._add(WORDS[word])
        elif word in ENDS:
            self._end_paragraph()
        elif not self._table_word(word):
            self._setting(word, number)

    def _table_word(self, word: str) -> bool:
        flow = self._state.flow
        if self._state.silent:
            return False
        if word == "cell":
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        elif word == "trowd":
            flow.merged.clear()
        elif word == "cellx":
            flow.merged.append(self._state.merged)
            self._state.merged = False
        else:
            return False
        return True

    def _setting(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        if word == "f":
            state.font = number or 0
            if state.font_table:
                self._fonts.setdefault(state.font, FontEntry())
        elif word == "fcharset" and state.font_table:
            self._fonts.setdefault(state.font, FontEntry()).charset = number or 0
        elif word in ("ansicpg", "deff", "uc"):
            self._document_setting(word, number or 0)
        elif word == "plain":
            state.font, state.bold, state.caps, state.hidden = self._default_font, False, False, False
        elif word == "pard":
            state.in_table = False
        elif word == "intbl":
            state.in_table = True
        elif word == "b":
            state.bold = on
        elif word == "caps":
            state.caps = on
        elif word in ("v", "deleted", "mvf"):
            state.hidden = on
        elif word in ("clmrg", "clvmrg"):
            state.merged = True

    def _document_setting(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._code_page = f"cp{number}" if f"cp{number}" in CODE_PAGES.values() else self._code_page
        elif word == "deff":
            self._default_font = self._state.font = number
        else:
            self._state.skip_after_unicode = number

    def _unicode(self, number: int) -> None:
        """Add a UTF-16 unit; half of a character waits for the other half."""
        unit = (number % 0x10000).to_bytes(2, "little")
        text = (self._half + unit).decode("utf-16-le", "ignore")
        self._half = b"" if text or self._half else unit
        self._add(text)
        self._skip = self._state.skip_after_unicode

    def _bytes(self, data: bytes) -> None:
        """Text bytes in the font's code page; those that stand for a `\\u` before them are passed over."""
        passed = min(self._skip, len(data))
        self._skip -= passed
        data = data[passed:]
        state = self._state
        if state.font_table and not state.hidden_destination:
            self._fonts.setdefault(state.font, FontEntry()).name += data.decode("latin-1")
        elif data:
            self._add(self._fonts.get(state.font, FontEntry()).decode(data, self._code_page))

    def _add(self, text: str, *, skippable: bool = False) -> None:
        if skippable and self._skip:
            self._skip -= 1
        elif text and not self._state.silent:
            font = self._fonts.get(self._state.font, FontEntry())
            self._state.flow.add(text, font, bold=self._state.bold, caps=self._state.caps)

    def _end_paragraph(self) -> None:
        if not self._state.hidden_destination and not self._state.font_table:
            self._state.flow.end_paragraph(in_table=self._state.in_table)
