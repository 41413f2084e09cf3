"""The letters of a PDF page as pdfium has them: their text, boxes, sizes and fonts, as the page is shown."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers import pdf_calls
from ingest.parsers.pdf_run import Frame

LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
"""A line of pdfium's text; it writes a hyphen at a line's end as one of two code points and no line break behind it."""

LONGEST_FONT_NAME = 128
BOLD = re.compile(r"bold|black|heavy|semibold", re.I)
UPRIGHT = 0.5
"""Tangent of a line's angle up to which it counts as level."""


class Glyphs:
    """The letters of a page, by their index in `text`; close it after use."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._owner = page.get_textpage()
        self.raw = self._owner.raw
        self._frame = frame
        self.address = pdf_calls.address_of(self.raw)
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._at_edges = [ctypes.addressof(edge) for edge in self._edges]
        self._matrix = pdfium.FS_MATRIX()
        self._at_matrix = ctypes.addressof(self._matrix)
        self._loose = pdfium.FS_RECTF()
        self._at_loose = ctypes.addressof(self._loose)
        self._name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
        self._at_name = ctypes.addressof(self._name)
        self.text = self._read()

    def close(self) -> None:
        """Free what pdfium holds."""
        self._owner.close()

    def show(self, frame: Frame) -> None:
        """Give all places as in another frame from now on."""
        self._frame = frame

    def is_hidden(self) -> bool:
        """Whether most of the text is drawn without ink, as OCR lays it over a picture; looks at each line once."""
        starts = [match.start() for match in LINE.finditer(self.text)]
        hidden = sum(self._mode(start) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for start in starts)
        return bool(hidden > len(starts) / 2)

    def _mode(self, index: int) -> int:
        handle = pdfium.FPDFText_GetTextObject(self.raw, self.at(index))
        return int(pdfium.FPDFTextObj_GetTextRenderMode(handle)) if handle else pdfium.FPDF_TEXTRENDERMODE_UNKNOWN

    def _read(self) -> str:
        """The page's text, a code point for each of pdfium's characters."""
        count = pdfium.FPDFText_CountChars(self.raw)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        given = pdfium.FPDFText_GetText(self.raw, 0, count, units) - 1
        self._is_whole = given == count
        text = bytes(units)[: 2 * given].decode("utf-16-le", "surrogatepass")
        return text if len(text) == given else "".join(map(chr, units[:given]))

    def boxes(self, numbers: Iterable[int]) -> list[Box]:
        """The boxes of what was drawn in one go, as shown."""
        left, top, right, bottom = self._edges
        at_left, at_top, at_right, at_bottom = self._at_edges
        address, shown, rectangle = self.address, self._frame.shown, pdf_calls.rectangle
        boxes = []
        for number in numbers:
            rectangle(address, number, at_left, at_top, at_right, at_bottom)
            boxes.append(shown(left.value, bottom.value, right.value, top.value))
        return boxes

    def at(self, index: int) -> int:
        """The number of the character at an index of the text; they part where a character has no Unicode."""
        return index if self._is_whole else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, index))

    def size_and_turn(self, index: int) -> tuple[float, int]:
        """The size of a character in points, and by how much the shown page is to be turned clockwise to read it."""
        pdf_calls.matrix(self.address, index, self._at_matrix)
        matrix = self._matrix
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdf_calls.font_size(self.address, index) * (hypot(c, d) or 1.0)
        level = 0 if a >= 0 else 180
        quarter = level if abs(b) <= UPRIGHT * abs(a) else 90 if b > 0 else 270
        return size, (quarter - self._frame.turn) % 360

    def base_line(self, index: int) -> float:
        """The ordinate of a character's base line, as shown."""
        x, y, _, _ = self._edges
        at_x, at_y, _, _ = self._at_edges
        pdf_calls.origin(self.address, index, at_x, at_y)
        return self._frame.shown(x.value, y.value, x.value, y.value)[1]

    def font(self, index: int) -> str:
        length = pdf_calls.font_name(self.address, index, self._at_name, LONGEST_FONT_NAME, None)
        return _decoded(self._name.raw[: length - 1]) if 0 < length <= LONGEST_FONT_NAME else ""

    def glyph_box(self, index: int) -> Box:
        """The box of what is drawn of a character, as shown."""
        left, right, bottom, top = self._edges
        pdfium.FPDFText_GetCharBox(self.raw, self.at(index), left, right, bottom, top)
        return self._frame.shown(left.value, bottom.value, right.value, top.value)

    def char_box(self, index: int) -> Box | None:
        """The box of a character with the room it takes on its line, as shown."""
        loose = self._loose
        if not pdf_calls.loose_box(self.address, self.at(index), self._at_loose):
            return None
        return self._frame.shown(loose.left, loose.bottom, loose.right, loose.top)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@cache
def _decoded(name: bytes) -> str:
    return name.decode("utf-8", "replace")


@cache
def is_bold(font: str) -> bool:
    return bool(BOLD.search(font))
