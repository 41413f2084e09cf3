"""The text of a PDF page as pdfium has it, in runs with their places.

pdfium gives a page's text in lines, and for a stretch of text the rectangles of what was drawn in one go: a call for a
line and one for each rectangle, where boxes of all characters cost seven times the page. So a run is a whole line, and
only lines with a wide gap, with blanks in a row or drawn out of order are looked at word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.parsers import pdf_calls
from ingest.parsers.pdf_glyphs import LINE, Glyphs, around, is_bold
from ingest.parsers.pdf_layout import WORD_GAP
from ingest.parsers.pdf_rows import HEAD_RIGHT, NARROW_GAP, gap_in
from ingest.parsers.pdf_run import Run

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

STEP = 0.6
"""Font sizes between the base lines of two lines at least; exponents stand 0.4 higher."""

NARROWEST = 0.25
"""Font sizes that a word takes a letter at least, `i` and `l` among them; one that takes less goes back in itself."""

RIGHT_OF_HEAD = re.compile(rf"(?<=\S)\s+(?:{HEAD_RIGHT.pattern})")

HEAD_TOUCHED = re.compile(rf"(?<=[^\W\d_])(?={HEAD_RIGHT.pattern})")
"""Where the right column of a letterhead begins close behind the last letter of the left one."""

LETTERS_APART = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_]")

LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[a-zđ][.)]|[-+–•])(?=[^\W\d_])")


class TextPage(Glyphs):
    """A page's text in runs; close it after use."""

    is_thorough = False

    def runs(self, *, thorough: bool = False) -> list[Run]:
        """The page's text in runs, in the order in which it was drawn; `thorough` trusts no line to be even."""
        self.is_thorough = thorough
        return [run for match in LINE.finditer(self.text) for run in self._line(*match.span())]

    def _line(self, start: int, end: int) -> Iterator[Run]:
        text = self.text[start:end].rstrip()
        if not text or text.isspace():
            return
        blank = len(text) - len(text.lstrip())
        start, end = start + blank, start + len(text)
        text = text[blank:-1] + "-" if text[-1] in HYPHENS else text[blank:]
        first = self.at(start)
        count = pdf_calls.count_rectangles(self.address, first, self.at(end) - first)
        if not count:
            return
        if count > MOST_BOXES and len(text) >= LONG_LINE and not self.is_thorough:
            run = self._run(start, end, text, self.boxes((0, count - 1)))
            if not run.turned and EVEN[0] < (run.x1 - run.x0) / (run.size * len(text)) < EVEN[1]:
                yield self._marked(run)
                return
        boxes = self.boxes(range(count))
        run = self._run(start, end, text, boxes)
        if LETTERS_APART.fullmatch(text) and not run.turned:
            yield self._drawn_together(run)
            return
        steps = [] if run.turned or not _is_stepped(boxes) else self._steps(run)
        if steps:
            for begin, stop in pairwise((start, *steps, end)):
                yield from self._line(begin, stop)
            return
        if run.turned or not self._is_uneven(run, boxes):
            yield self._marked(run)
        else:
            yield from self._by_words(run)

    def _steps(self, run: Run) -> list[int]:
        """Where a line's letters go on upon another base line: numbers below each other come as one word."""
        places = [at for at in range(run.start, run.end) if not self.text[at].isspace()]
        heights = [self.base_line(self.at(at)) for at in places]
        return [
            at
            for at, here, before in zip(places[1:], heights[1:], heights, strict=False)
            if abs(here - before) > STEP * run.size
        ]

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
        if not all(pdfium.FPDFText_IsGenerated(self.raw, self.at(place + 1)) == 1 for place in places[:-1]):
            return run
        boxes = [self.glyph_box(place) for place in places]
        gaps = [behind[0] - before[2] for before, behind in pairwise(boxes)]
        widest = median(gaps) + WORD_GAP * run.size
        blanks = ["" if gap < widest else " " for gap in gaps]
        text = "".join(blank + letter for blank, letter in zip(["", *blanks], run.text[::2], strict=True))
        return replace(run, start=-1, end=-1, text=text)

    def _run(self, start: int, end: int, text: str, boxes: Sequence[Box]) -> Run:
        """A run of a line or part of it: its height from the base line and size of the letter in its middle."""
        middle = (start + end) // 2
        while middle > start and self.text[middle].isspace():
            middle -= 1
        at = self.at(middle)
        size, turned = self.size_and_turn(at)
        font = self.font(at)
        bold = is_bold(font) and is_bold(self.font(self.at(start)))
        x0, top, x1, bottom = boxes[0] if len(boxes) == 1 else around(boxes)
        if not turned:
            base = self.base_line(at)
            top, bottom = base - ASCENT * size, base + DESCENT * size
        return Run(start, end, text, x0, top, x1, bottom, size, font, bold, turned)

    def _is_uneven(self, run: Run, boxes: Sequence[Box]) -> bool:
        """Whether a line may have a wide gap inside or was drawn out of order."""
        gap, back = gap_in(run.text) * run.size, BACK * run.size
        if TYPED_GAP.search(run.text):
            return True
        if HEAD_RIGHT.search(run.text) and (RIGHT_OF_HEAD.search(run.text) or HEAD_TOUCHED.search(run.text)):
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
        apart = False
        gap = run.size * (NARROW_GAP if RIGHT_OF_HEAD.search(run.text) else gap_in(run.text))
        for word in self.words(run):
            touched = part and part[-1].end == word.start and HEAD_RIGHT.match(self.text, word.start)
            if touched or (part and not -BACK * run.size < word.x0 - part[-1].x1 <= gap):
                yield replace(self._measured(part), apart=apart)
                part, apart = [], bool(touched)
            part.append(word)
        if part:
            yield replace(self._measured(part), apart=apart)

    def parted(self, run: Run, place_of: Callable[[Run], object]) -> Iterator[Run]:
        """A run cut where its words begin to be in another place."""
        for _, words in groupby(self.words(run), key=place_of):
            yield self._measured(list(words))

    def _measured(self, words: Sequence[Run]) -> Run:
        """Words that follow each other as a run with its own size and font."""
        first, last = words[0], words[-1]
        if first.start < 0:
            return first
        text = self.text[first.start : last.end]
        text = text[:-1] + "-" if text[-1] in HYPHENS else text
        return self._run(first.start, last.end, text, [(word.x0, word.top, word.x1, word.bottom) for word in words])

    def words(self, run: Run) -> Iterator[Run]:
        """The words of a run, each with its own place; size and font are the run's."""
        if run.start < 0:
            yield run
            return
        heads = [run.start + touched.start() for touched in HEAD_TOUCHED.finditer(run.text)]
        for match in WORD.finditer(run.text):
            start, end = run.start + match.start(), run.start + match.end()
            head = [place for place in heads if start < place < end]
            for begin, stop in pairwise((start, *(head or self._jumps(start, end, run.size)), end)):
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


def _is_stepped(boxes: Sequence[Box]) -> bool:
    """Whether a box stands wholly above or below the one before it."""
    return any(other[1] >= one[3] or other[3] <= one[1] for one, other in pairwise(boxes))
