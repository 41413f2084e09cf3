"""A PDF's lines put right letter by letter: drawn out of order, without blanks, in types of capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from ingest.parsers.pdf_layout import in_lines
from ingest.parsers.pdf_run import Run
from ingest.parsers.pdf_text import BACK, TextPage

LETTER_GAP = 0.08
"""Font sizes between two letters' full widths from which white parts them: kerning moves them by 0.05."""

ACROSS = 0.5
"""Of that gap, what parts letters of two fonts: between them nothing is kerned."""

LETTERS_APART = re.compile(r"(?:(?<!\S)[^\W\d_]\s){3}")
"""Words of one letter in a row: a heading set with its letters apart."""

LOW_LETTERS, LETTERS_ASKED = "acemnorsuvxz", 8
TALL = 0.58
"""Font sizes that a small letter is high in a type of capitals: 0.69, where others have 0.46 to 0.51."""

TOUCHING = 0.3
"""Font sizes between the letters of a word, or two words, where each letter is drawn for itself."""

TWICE = 0.3
"""Share of a letter's breadth by which the same letter printed a second time is moved at most."""

ENDS = 1.5
"""Font sizes by which the end of a run may reach into the head of the next with neither standing in the other."""

UPON = 0.4
"""Share of letters printed upon others from which two runs are two texts; letters drawn later stand in gaps."""

Letter = tuple[float, float, str]
"""Where a letter begins and ends on its line, and the letter."""


def in_order(page: TextPage, runs: Iterable[Run]) -> list[Run]:
    """The runs line by line from top to bottom, those that stand in each other put together."""
    lines = in_lines(runs)
    return [run for line in lines for run in (_untangled(page, line) if len(line) > 1 else line)]


def _untangled(page: TextPage, line: list[Run]) -> list[Run]:
    """The runs of a line, those in one that overlap; where a page makes no sense, also those that touch.

    Texts printed over each other, letter upon letter, stay apart.
    """
    tangled: list[list[Run]] = [[line[0]]]
    for run in line[1:]:
        group = next((group for group in reversed(tangled) if _is_tangled(page, group, run)), None)
        if group is None:
            tangled.append([run])
        else:
            group.append(run)
    return [by_characters(page, runs) if len(runs) > 1 else runs[0] for runs in tangled]


def _is_tangled(page: TextPage, group: Sequence[Run], run: Run) -> bool:
    """Whether a run stands in those of a group: between their letters, not upon them or with its head on their end."""
    overlap = max(one.x1 for one in group) - run.x0
    if page.is_thorough and overlap > -TOUCHING * run.size:
        return not _is_upon(page, group, run)
    if overlap <= BACK * min(run.size, run.x1 - run.x0 + overlap):
        return False
    breadth = min(run.x1 - run.x0, max(one.x1 for one in group) - min(one.x0 for one in group))
    if overlap < min(ENDS * run.size, breadth / 2):
        return False
    return not _is_upon(page, group, run)


def _is_upon(page: TextPage, group: Sequence[Run], run: Run) -> bool:
    """Whether most letters of a run that stand where those of a group do are printed upon other letters."""
    others = [one for member in group for one in _letters(page, member)]
    beside = [one for one in _letters(page, run) if others and others[0][0] < one[0] < others[-1][1]]
    upon = sum(any(_covers(one, other) for other in others) for one in beside)
    return upon > UPON * len(beside)


def _covers(one: Letter, other: Letter) -> bool:
    """Whether two letters are printed upon each other; the same letter again is one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return one[2] != other[2] and common > TWICE * min(one[1] - one[0], other[1] - other[0])


def _letters(page: TextPage, run: Run) -> list[Letter]:
    places = (run.start + at for at, letter in enumerate(run.text) if run.start >= 0 and not letter.isspace())
    boxes = ((page.char_box(place), run.text[place - run.start]) for place in places)
    return [(box[0], box[2], letter) for box, letter in boxes if box]


def respaced(page: TextPage, run: Run, gap: float) -> Run:
    """The run with blanks where white of `gap` font sizes parts two letters: some programs draw no blanks.

    A run set with all its letters apart stays as it is.
    """
    if run.start < 0:
        return run
    text, edge, added = "", None, 0
    for offset, letter in enumerate(run.text):
        box = None if letter.isspace() else page.char_box(run.start + offset)
        if box and edge is not None and box[0] - edge > gap * run.size:
            text += " "
            added += 1
        text += letter
        edge = max(box[2], edge or box[2]) if box else None
    return replace(run, text=text) if added and not LETTERS_APART.search(text) else run


def is_tall(page: TextPage, run: Run) -> bool:
    """Whether a run's small letters are as high as capitals: in types whose small letters are capitals."""
    places = [run.start + at for at, letter in enumerate(run.text) if letter in LOW_LETTERS]
    if run.start < 0 or not places:
        return False
    boxes = [page.glyph_box(place) for place in places[:LETTERS_ASKED]]
    heights = [min(bottom - top, 2 * (x1 - x0)) for x0, top, x1, bottom in boxes]
    return median(heights) > TALL * run.size


def by_characters(page: TextPage, runs: Sequence[Run]) -> Run:
    """Runs that stand in each other as one: their letters from left to right, blanks where there is room for one.

    Some programs draw the letters that a font lacks after the others, so that `KẾ HOẠCH` comes as `K HO CH`, `Ế Ạ`.
    """
    letters: list[tuple[float, float, str, int, str]] = []
    for number, run in enumerate(runs):
        for offset, letter in enumerate(run.text):
            box = None if letter.isspace() else page.char_box(run.start + offset)
            if box:
                letters.append((box[0], box[2], letter, number, run.font))
    largest = max(runs, key=lambda run: len(run.text))
    text = _spaced(sorted(letters), LETTER_GAP * largest.size)
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    return replace(largest, start=-1, end=-1, text=text, x0=x0, x1=x1)


def _spaced(letters: Sequence[tuple[float, float, str, int, str]], gap: float) -> str:
    """The letters with a blank wherever more than a gap lies between them, those printed twice once.

    Where one text stands in a place left open in another, a blank parts its figures from the other's letters.
    """
    text, edge, begin, before, font = "", 0.0, -1.0, 0, ""
    for x0, x1, letter, number, own in letters:
        if text and letter == text[-1] and x0 - begin < (x1 - x0) * TWICE:
            continue
        least = gap if own == font else gap * ACROSS
        filled_in = text and number != before and text[-1].isalnum() and letter.isalnum()
        parted = filled_in and text[-1].isdigit() != letter.isdigit()
        text += f" {letter}" if text and (x0 - edge > least or parted) else letter
        begin, edge, before, font = x0, x1, number, own
    return text
