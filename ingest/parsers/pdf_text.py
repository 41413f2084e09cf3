"""The text of a PDF page as pdfium has it, in runs with their places.

pdfium gives a page's text in lines, and for a stretch of text the rectangles of what was drawn in one go: a call for a
line and one for each rectangle, where boxes of all characters cost seven times the page. So a run is a whole line, and
only lines with a wide gap, with blanks in a row or drawn out of order are looked at word by word.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from math import hypot
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.paragraphs import clean
from ingest.parsers.pdf_layout import HEAD_RIGHT, NARROW_GAP, WORD_GAP, Segment, gap_in, in_lines

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

BETWEEN_WORDS = 0.11
"""Font sizes between two letters of different fonts from which they belong to two words."""

LETTER_GAP = 0.08
"""Font sizes between two letters' full widths from which white parts them: kerning moves them by 0.05."""

LETTERS_APART = re.compile(r"(?:(?<!\S)[^\W\d_]\s){3}")
"""Words of one letter in a row: a heading set with its letters apart."""

LOW_LETTERS, LETTERS_ASKED = "acemnorsuvxz", 8
TALL = 0.58
"""Font sizes that a small letter is high in a type of capitals: 0.69, where others have 0.46 to 0.51."""

TOUCHING = 0.3
"""Font sizes between the letters of a word, or two words, where each letter is drawn for itself."""

TWICE = 0.3
"""Share of a letter's breadth by which the same letter printed a second time is moved at most."""

RIGHT_OF_HEAD = re.compile(rf"(?<=\S)\s+(?:{HEAD_RIGHT.pattern})")

LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[a-zđ][.)]|[-+–•])(?=[^\W\d_])")

LONGEST_FONT_NAME = 128
BOLD = re.compile(r"bold|black|heavy|semibold", re.I)
UPRIGHT = 0.5
"""Tangent of a line's angle up to which it counts as level."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line in one go; `start` and `end` are pdfium's characters; the box is in points from the top left.

    Both are -1 where the text is put together from letters out of order. `font` is the font's name. `turned` is by how
    many degrees the page is to be turned clockwise to read the line. `mark` is how long a list's mark at its head is
    with white but no blank behind it: a tab is no blank to pdfium.
    """

    start: int
    end: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool
    turned: int = 0
    mark: int = 0

    def segment(self) -> Segment:
        """The run as a segment with clean text."""
        text = f"{self.text[: self.mark]} {self.text[self.mark :]}" if self.mark else self.text
        return Segment(clean(text), self.x0, self.top, self.x1, self.bottom, self.size, self.bold)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: the box of it that is seen, in PDF's own coordinates, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in PDF's coordinates as x0, top, x1, bottom from the shown page's top left corner."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


class TextPage:
    """A page's text in pdfium; close it after use."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._owner = page.get_textpage()
        self._raw = self._owner.raw
        self._frame = frame
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._loose = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
        self._is_thorough = False
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

    def in_order(self, runs: Iterable[Run]) -> list[Run]:
        """The runs line by line from top to bottom, those that stand in each other put together."""
        lines = in_lines(runs)
        return [run for line in lines for run in (self._untangled(line) if len(line) > 1 else line)]

    def _untangled(self, line: list[Run]) -> list[Run]:
        """The runs of a line, those in one that overlap; where a page makes no sense, also those that touch."""
        tangled: list[list[Run]] = [[line[0]]]
        for run in line[1:]:
            overlap = max(one.x1 for one in tangled[-1]) - run.x0
            if overlap > (
                -TOUCHING * run.size if self._is_thorough else BACK * min(run.size, run.x1 - run.x0 + overlap)
            ):
                tangled[-1].append(run)
            else:
                tangled.append([run])
        return [self.by_characters(runs) if len(runs) > 1 else runs[0] for runs in tangled]

    def runs(self, *, thorough: bool = False) -> list[Run]:
        """The page's text in runs, in the order in which it was drawn; `thorough` trusts no line to be even."""
        self._is_thorough = thorough
        return [run for match in LINE.finditer(self.text) for run in self._line(match)]

    def _line(self, match: re.Match[str]) -> Iterator[Run]:
        text = match[0].rstrip()
        if not text or text.isspace():
            return
        blank = len(text) - len(text.lstrip())
        start, end = match.start() + blank, match.start() + len(text)
        text = text[blank:-1] + "-" if text[-1] in HYPHENS else text[blank:]
        count = pdfium.FPDFText_CountRects(self._raw, self._at(start), self._at(end) - self._at(start))
        if not count:
            return
        if count > MOST_BOXES and len(text) >= LONG_LINE and not self._is_thorough:
            run = self._run(start, end, text, self._boxes((0, count - 1)))
            if not run.turned and EVEN[0] < (run.x1 - run.x0) / (run.size * len(text)) < EVEN[1]:
                yield self._marked(run)
                return
        boxes = self._boxes(range(count))
        run = self._run(start, end, text, boxes)
        if run.turned or not self._is_uneven(run, boxes):
            yield self._marked(run)
        else:
            yield from self._by_words(run)

    def _marked(self, run: Run) -> Run:
        """The run with the length of its list mark, where white but no blank stands behind that."""
        mark = LIST_MARK.match(run.text)
        if not mark:
            return run
        here, behind = self._char_box(run.start + mark.end() - 1), self._char_box(run.start + mark.end())
        white = here and behind and behind[0] - here[2] > WORD_GAP * run.size
        return replace(run, mark=mark.end()) if white else run

    def _boxes(self, numbers: Iterable[int]) -> list[Box]:
        """The boxes of what was drawn in one go, as shown."""
        left, top, right, bottom = self._edges
        raw, shown, rectangle = self._raw, self._frame.shown, pdfium.FPDFText_GetRect
        boxes = []
        for number in numbers:
            rectangle(raw, number, left, top, right, bottom)
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
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._raw, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdfium.FPDFText_GetFontSize(self._raw, index) * (hypot(c, d) or 1.0)
        level = 0 if a >= 0 else 180
        quarter = level if abs(b) <= UPRIGHT * abs(a) else 90 if b > 0 else 270
        return size, (quarter - self._frame.turn) % 360

    def _base(self, index: int) -> float:
        """The ordinate of a character's base line, as shown."""
        x, y = self._edges[:2]
        pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return self._frame.shown(x.value, y.value, x.value, y.value)[1]

    def _font(self, index: int) -> str:
        length = pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, LONGEST_FONT_NAME, None)
        return self._name.raw[: length - 1].decode("utf-8", "replace") if 0 < length <= LONGEST_FONT_NAME else ""

    def _is_uneven(self, run: Run, boxes: Sequence[Box]) -> bool:
        """Whether a line may have a wide gap inside or was drawn out of order."""
        gap, back = gap_in(run.text) * run.size, BACK * run.size
        if TYPED_GAP.search(run.text) or RIGHT_OF_HEAD.search(run.text):
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
            first, last = self._char_box(start), self._char_box(end - 1)
            if first and last:
                x0, x1 = first[0], last[2]
                yield Run(start, end, match[0], x0, run.top, x1, run.bottom, run.size, run.font, run.bold)

    def _char_box(self, index: int) -> Box | None:
        """The box of a character with the room it takes on its line, as shown."""
        loose = self._loose
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, self._at(index), loose):
            return None
        return self._frame.shown(loose.left, loose.bottom, loose.right, loose.top)

    def respaced(self, run: Run) -> Run:
        """The run with blanks where white parts two letters but pdfium gives none: some programs draw no blanks.

        A run set with all its letters apart stays as it is.
        """
        if run.start < 0:
            return run
        text, edge, added = "", None, 0
        for offset, letter in enumerate(run.text):
            box = None if letter.isspace() else self._char_box(run.start + offset)
            if box and edge is not None and box[0] - edge > LETTER_GAP * run.size:
                text += " "
                added += 1
            text += letter
            edge = max(box[2], edge or box[2]) if box else None
        return replace(run, text=text) if added and not LETTERS_APART.search(text) else run

    def is_tall(self, run: Run) -> bool:
        """Whether a run's small letters are as high as capitals: in types whose small letters are capitals."""
        places = [run.start + at for at, letter in enumerate(run.text) if letter in LOW_LETTERS]
        if run.start < 0 or not places:
            return False
        left, right, bottom, top = self._edges
        heights = []
        for place in places[:LETTERS_ASKED]:
            pdfium.FPDFText_GetCharBox(self._raw, self._at(place), left, right, bottom, top)
            x0, y0, x1, y1 = self._frame.shown(left.value, bottom.value, right.value, top.value)
            heights.append(min(y1 - y0, 2 * (x1 - x0)))
        return median(heights) > TALL * run.size

    def by_characters(self, runs: Sequence[Run]) -> Run:
        """Runs that stand in each other as one: their letters from left to right, blanks where there is room for one.

        Some programs draw the letters that a font lacks after the others, so that `KẾ HOẠCH` comes as `K HO CH`, `Ế Ạ`.
        """
        letters: list[tuple[float, float, str]] = []
        for run in runs:
            for offset, letter in enumerate(run.text):
                box = None if letter.isspace() else self._char_box(run.start + offset)
                if box:
                    letters.append((box[0], box[2], letter))
        largest = max(runs, key=lambda run: len(run.text))
        text = _spaced(sorted(letters), BETWEEN_WORDS * largest.size)
        x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
        return replace(largest, start=-1, end=-1, text=text, x0=x0, x1=x1)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@cache
def _is_bold(font: str) -> bool:
    return bool(BOLD.search(font))


def _spaced(letters: Sequence[tuple[float, float, str]], gap: float) -> str:
    """The letters with a blank wherever more than a gap lies between them, those printed twice once."""
    text, edge, begin = "", 0.0, -1.0
    for x0, x1, letter in letters:
        if text and letter == text[-1] and x0 - begin < (x1 - x0) * TWICE:
            continue
        text += f" {letter}" if text and x0 - edge > gap else letter
        begin, edge = x0, x1
    return text
