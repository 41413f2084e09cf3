"""The text of a PDF page as pdfium has it, in runs with their places.

pdfium gives a page's text in lines, and for a stretch of text the rectangles of what was drawn in one go: a call for a
line and one for each rectangle, where boxes of all characters cost seven times the page. So a run is a whole line, and
only lines with a wide gap, with blanks in a row or drawn out of order are looked at word by word.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from math import hypot
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers import pdf_calls
from ingest.parsers.pdf_layout import HEAD_RIGHT, NARROW_GAP, WORD_GAP, gap_in
from ingest.parsers.pdf_run import Frame, Run

LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
"""A line of pdfium's text; it writes a hyphen at a line's end as one of two code points and no line break behind it."""

WORD = re.compile(r"\S+")
HYPHENS = "\x02\ufffe"
TYPED_GAP = re.compile(r"[^\S\n]{3,}|\t")
"""Blanks in a row, as typists part columns; pdfium itself makes one blank of a gap."""

WIDEST_LETTER = 0.85
"""Breadth of a line for each character, in font sizes, from which it has a gap inside: bold capitals have 0.72."""

MOST_BOXES, LONG_LINE, EVEN = 16, 40, (0.3, 0.55)
"""Some programs draw letter by letter. Of a line in so many boxes, so many letters long and so broad a letter, in font
sizes, the first and last are looked at: prose is 0.42 broad, a wide gap makes it 0.6, a last letter out of order 0."""

ASCENT, DESCENT = 0.85, 0.22
"""Of a line's box above and below its base line, in font sizes; fonts state their own too wrongly to be used."""

BACK = 0.5
"""Font sizes by which a rectangle that begins before the end of the last one was drawn out of order."""

NARROWEST = 0.25
"""Font sizes that a word takes a letter at least, `i` and `l` among them; one that takes less goes back in itself."""

RIGHT_OF_HEAD = re.compile(rf"(?<=\S)\s+(?:{HEAD_RIGHT.pattern})")

LETTERS_APART = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_]")

LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[a-zđ][.)]|[-+–•])(?=[^\W\d_])")

LONGEST_FONT_NAME = 128
BOLD = re.compile(r"bold|black|heavy|semibold", re.I)
UPRIGHT = 0.5
"""Tangent of a line's angle up to which it counts as level."""


class TextPage:
    """A page's text in pdfium; close it after use."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._owner = page.get_textpage()
        self._raw = self._owner.raw
        self._frame = frame
        self._address = pdf_calls.address_of(self._raw)
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._at_edges = [ctypes.addressof(edge) for edge in self._edges]
        self._matrix = pdfium.FS_MATRIX()
        self._at_matrix = ctypes.addressof(self._matrix)
        self._loose = pdfium.FS_RECTF()
        self._at_loose = ctypes.addressof(self._loose)
        self._name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
        self._at_name = ctypes.addressof(self._name)
        self.is_thorough = False
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
        handle = pdfium.FPDFText_GetTextObject(self._raw, self._at(index))
        return int(pdfium.FPDFTextObj_GetTextRenderMode(handle)) if handle else pdfium.FPDF_TEXTRENDERMODE_UNKNOWN

    def _read(self) -> str:
        """The page's text, a code point for each of pdfium's characters."""
        count = pdfium.FPDFText_CountChars(self._raw)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        given = pdfium.FPDFText_GetText(self._raw, 0, count, units) - 1
        self._is_whole = given == count
        text = bytes(units)[: 2 * given].decode("utf-16-le", "surrogatepass")
        return text if len(text) == given else "".join(map(chr, units[:given]))

    def runs(self, *, thorough: bool = False) -> list[Run]:
        """The page's text in runs, in the order in which it was drawn; `thorough` trusts no line to be even."""
        self.is_thorough = thorough
        return [run for match in LINE.finditer(self.text) for run in self._line(match)]

    def _line(self, match: re.Match[str]) -> Iterator[Run]:
        text = match[0].rstrip()
        if not text or text.isspace():
            return
        blank = len(text) - len(text.lstrip())
        start, end = match.start() + blank, match.start() + len(text)
        text = text[blank:-1] + "-" if text[-1] in HYPHENS else text[blank:]
        first = self._at(start)
        count = pdf_calls.count_rectangles(self._address, first, self._at(end) - first)
        if not count:
            return
        if count > MOST_BOXES and len(text) >= LONG_LINE and not self.is_thorough:
            run = self._run(start, end, text, self._boxes((0, count - 1)))
            if not run.turned and EVEN[0] < (run.x1 - run.x0) / (run.size * len(text)) < EVEN[1]:
                yield self._marked(run)
                return
        boxes = self._boxes(range(count))
        run = self._run(start, end, text, boxes)
        if LETTERS_APART.fullmatch(text) and not run.turned:
            yield self._drawn_together(run)
            return
        if run.turned or not self._is_uneven(run, boxes):
            yield self._marked(run)
        else:
            yield from self._by_words(run)

    def _marked(self, run: Run) -> Run:
        """The run with the length of its list mark, where white but no blank stands behind that."""
        mark = LIST_MARK.match(run.text)
        if not mark:
            return run
        here, behind = self.char_box(run.start + mark.end() - 1), self.char_box(run.start + mark.end())
        white = here and behind and behind[0] - here[2] > WORD_GAP * run.size
        return replace(run, mark=mark.end()) if white else run

    def _drawn_together(self, run: Run) -> Run:
        """A heading set with its letters apart: the blanks that were not drawn only part words where they are wider."""
        places = range(run.start, run.end, 2)
        if not all(pdfium.FPDFText_IsGenerated(self._raw, self._at(place + 1)) == 1 for place in places[:-1]):
            return run
        boxes = [self.glyph_box(place) for place in places]
        gaps = [behind[0] - before[2] for before, behind in pairwise(boxes)]
        widest = median(gaps) + WORD_GAP * run.size
        blanks = ["" if gap < widest else " " for gap in gaps]
        text = "".join(blank + letter for blank, letter in zip(["", *blanks], run.text[::2], strict=True))
        return replace(run, start=-1, end=-1, text=text)

    def _boxes(self, numbers: Iterable[int]) -> list[Box]:
        """The boxes of what was drawn in one go, as shown."""
        left, top, right, bottom = self._edges
        at_left, at_top, at_right, at_bottom = self._at_edges
        address, shown, rectangle = self._address, self._frame.shown, pdf_calls.rectangle
        boxes = []
        for number in numbers:
            rectangle(address, number, at_left, at_top, at_right, at_bottom)
            boxes.append(shown(left.value, bottom.value, right.value, top.value))
        return boxes

    def _at(self, index: int) -> int:
        """The number of the character at an index of the text; they part where a character has no Unicode."""
        return index if self._is_whole else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, index))

    def _run(self, start: int, end: int, text: str, boxes: Sequence[Box]) -> Run:
        """A run of a line or part of it: its height from the base line and size of the letter in its middle."""
        middle = (start + end) // 2
        while middle > start and self.text[middle].isspace():
            middle -= 1
        at = self._at(middle)
        size, turned = self._size_and_turn(at)
        font = self._font(at)
        bold = _is_bold(font) and _is_bold(self._font(self._at(start)))
        x0, top, x1, bottom = boxes[0] if len(boxes) == 1 else around(boxes)
        if not turned:
            base = self._base(at)
            top, bottom = base - ASCENT * size, base + DESCENT * size
        return Run(start, end, text, x0, top, x1, bottom, size, font, bold, turned)

    def _size_and_turn(self, index: int) -> tuple[float, int]:
        """The size of a character in points, and by how much the shown page is to be turned clockwise to read it."""
        pdf_calls.matrix(self._address, index, self._at_matrix)
        matrix = self._matrix
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdf_calls.font_size(self._address, index) * (hypot(c, d) or 1.0)
        level = 0 if a >= 0 else 180
        quarter = level if abs(b) <= UPRIGHT * abs(a) else 90 if b > 0 else 270
        return size, (quarter - self._frame.turn) % 360

    def _base(self, index: int) -> float:
        """The ordinate of a character's base line, as shown."""
        x, y, _, _ = self._edges
        at_x, at_y, _, _ = self._at_edges
        pdf_calls.origin(self._address, index, at_x, at_y)
        return self._frame.shown(x.value, y.value, x.value, y.value)[1]

    def _font(self, index: int) -> str:
        length = pdf_calls.font_name(self._address, index, self._at_name, LONGEST_FONT_NAME, None)
        return _decoded(self._name.raw[: length - 1]) if 0 < length <= LONGEST_FONT_NAME else ""

    def _is_uneven(self, run: Run, boxes: Sequence[Box]) -> bool:
        """Whether a line may have a wide gap inside or was drawn out of order."""
        gap, back = gap_in(run.text) * run.size, BACK * run.size
        if TYPED_GAP.search(run.text) or (HEAD_RIGHT.search(run.text) and RIGHT_OF_HEAD.search(run.text)):
            return True
        if run.x1 - run.x0 > WIDEST_LETTER * run.size * (len(run.text) + 1):
            return True
        edge = boxes[0][2]
        for box in boxes[1:]:
            if box[0] - edge > gap or edge - box[0] > back:
                return True
            edge = box[2]
        return False

    def _by_words(self, run: Run) -> Iterator[Run]:
        """The runs of an uneven line: parted at wide gaps and where the next word stands further left."""
        part: list[Run] = []
        gap = run.size * (NARROW_GAP if RIGHT_OF_HEAD.search(run.text) else gap_in(run.text))
        for word in self._words(run):
            if part and not -BACK * run.size < word.x0 - part[-1].x1 <= gap:
                yield self._measured(part)
                part = []
            part.append(word)
        if part:
            yield self._measured(part)

    def parted(self, run: Run, place_of: Callable[[Run], object]) -> Iterator[Run]:
        """A run cut where its words begin to be in another place."""
        for _, words in groupby(self._words(run), key=place_of):
            yield self._measured(list(words))

    def _measured(self, words: Sequence[Run]) -> Run:
        """Words that follow each other as a run with its own size and font."""
        first, last = words[0], words[-1]
        if first.start < 0:
            return first
        text = self.text[first.start : last.end]
        text = text[:-1] + "-" if text[-1] in HYPHENS else text
        return self._run(first.start, last.end, text, [(word.x0, word.top, word.x1, word.bottom) for word in words])

    def _words(self, run: Run) -> Iterator[Run]:
        """The words of a run, each with its own place; size and font are the run's."""
        if run.start < 0:
            yield run
            return
        for match in WORD.finditer(run.text):
            start, end = run.start + match.start(), run.start + match.end()
            for begin, stop in pairwise((start, *self._jumps(start, end, run.size), end)):
                first, last = self.char_box(begin), self.char_box(stop - 1)
                if first and last:
                    text, x0, x1 = run.text[begin - run.start : stop - run.start], first[0], last[2]
                    yield Run(begin, stop, text, x0, run.top, x1, run.bottom, run.size, run.font, run.bold)

    def _jumps(self, start: int, end: int, size: float) -> list[int]:
        """Where the letters of a word go back: those of a fallback font are drawn last and end up in its last word."""
        first, last = self.char_box(start), self.char_box(end - 1)
        if not first or not last or last[2] - first[0] > NARROWEST * size * (end - start):
            return []
        lefts = [box[0] if (box := self.char_box(at)) else 0.0 for at in range(start, end)]
        return [start + at for at in range(1, end - start) if lefts[at] < lefts[at - 1]]

    def glyph_box(self, index: int) -> Box:
        """The box of what is drawn of a character, as shown."""
        left, right, bottom, top = self._edges
        pdfium.FPDFText_GetCharBox(self._raw, self._at(index), left, right, bottom, top)
        return self._frame.shown(left.value, bottom.value, right.value, top.value)

    def char_box(self, index: int) -> Box | None:
        """The box of a character with the room it takes on its line, as shown."""
        loose = self._loose
        if not pdf_calls.loose_box(self._address, self._at(index), self._at_loose):
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
def _is_bold(font: str) -> bool:
    return bool(BOLD.search(font))
