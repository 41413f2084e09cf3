"""From the words seen on a page's picture to its rows: noise off, slips mended, what cannot be read left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from ingest.document import Box
from ingest.names import looks_like_organisation
from ingest.official.letterhead import is_title
from ingest.official.unread import Unread, holds_number, left_open
from ingest.orthography import fold, is_capitals
from ingest.paragraphs import PieceWord, clean
from ingest.parsers.pdf_layout import PageLayout, Row, Segment
from ingest.parsers.pdf_rows import GAP
from ingest.places import around
from ingest.scans.known_forms import mend_known
from ingest.scans.recognised import SeenPage, SeenWord
from ingest.scans.slips import mend_line
from ingest.scans.tables import with_tables

NOISE = re.compile(r"[^\w(){}\[\]\"'“”%+*/.,;:!?…&@§$<>|-]+|_+|[~=^`]+")
"""Words of such signs alone are specks, rules and the frames of tables."""

BULLET = re.compile(r"[»«‹›°¢©®•●¤]")
"""What a bullet is taken for at the head of a line."""

LIST_MARKS = ("-", "+", "–", "*", "•")
UNSURE = 0.3
"""Mean confidence of a line below which it is no print: handwriting, a seal, a picture."""

SURE_SIGN = 0.5
"""Confidence below which a line's first or last word is taken for a speck when it has no letter or digit."""

FEW_LETTERS, SURE_SCRAP = 4, 0.8
"""Letters and digits below which a line has to be so sure: page numbers are, bits of a seal are not."""

LOW = 0.45
"""Share of a word's usual height below which letters are read into a rule or the dots of a form."""

EM = 1.1
"""Font size of a line, in the height of its taller words from descender to mark."""

NEAR = 0.4
"""Share of the page's font size by which a line may differ, as its letters happen to be, and yet be of that size."""

OVERLAP = 0.5
STAMP = re.compile(r"(?:cong van |van ban )?d[eê]n\b.{0,14}")
STAMPED = re.compile(r"(?:so|nga?y|chuyen|gio|luu(?: ho so)?(?: so)?|kinh chuyen)\b.{0,40}")
OWN_NUMBER = re.compile(r"/\s?[A-ZĐ]{2}")
STAMP_WITHIN = 0.5
"""Share of a page's height within which the receiver's stamp stands."""

STAMP_HIGH, STAMP_HEAD = 110.0, 26.0
"""Points that the stamp's lines reach below its heading, and that the office's name stands above it."""

SCRAWL = 0.6
"""Mean confidence of a line below which it was written into the stamp by hand."""


@dataclass(frozen=True, slots=True)
class SeenLayout:
    """A page's rows, what of its stamps was taken off them, the places not read, the fields left blank."""

    page: PageLayout
    stamps: tuple[str, ...]
    unread: tuple[Unread, ...]
    blank: tuple[str, ...]


def lay_out_seen(page: SeenPage) -> SeenLayout:
    """The layout of a page as its upright picture has it."""
    low = LOW * median([word.box[3] - word.box[1] for word in page.words] or [0.0])
    words = [word for word in page.words if word.box[3] - word.box[1] >= low or not any(map(str.isalnum, word.text))]
    lines = [line for line in map(_without_specks, _lines(words)) if line]
    usual = median([_size(line) for line in lines]) if lines else 12.0
    segments = [segment for line in lines for segment in _segments(line, usual)]
    segments, stamps = _without_stamp(segments, page)
    unread: list[Unread] = []
    blank: list[str] = []
    if page.number == 1:
        segments, unread, blank = left_open(segments, page.inks, page.height)
    rows = tuple(with_tables(_rows([_segment(mend_known(mend_line(words)), usual) for words in segments if words])))
    layout = PageLayout(page.number, page.width, page.height, rows, text_from="ocr", turned=page.turned)
    return SeenLayout(layout, tuple(map(_text, stamps)), tuple(unread), tuple(blank))


def _lines(words: Iterable[SeenWord]) -> list[list[SeenWord]]:
    return [list(line) for _, line in groupby(words, key=lambda word: word.line)]


def _without_specks(line: list[SeenWord]) -> list[SeenWord]:
    """A line without what is no print; empty where nothing is left."""
    kept = [word for word in line if not NOISE.fullmatch(word.text) or BULLET.fullmatch(word.text)]
    while kept and _is_speck(kept[-1]):
        kept.pop()
    while len(kept) > 1 and kept[-1].text in LIST_MARKS and kept[-1].confidence < SURE_SIGN:
        kept.pop()
    while kept and _is_speck(kept[0]):
        kept.pop(0)
    if not kept or (_is_scrap(kept) and not holds_number(_text(kept))):
        return []
    if len(kept) > 1 and BULLET.fullmatch(kept[0].text):
        kept[0] = replace(kept[0], text="•")
    return [word for word in kept if not BULLET.fullmatch(word.text) or word.text == "•"]


def _is_scrap(line: Sequence[SeenWord]) -> bool:
    """Whether a line is a picture's or a seal's: unsure in all, or a few signs that are not quite sure."""
    sure = sum(word.confidence for word in line) / len(line)
    letters = sum(map(str.isalnum, _text(line)))
    return sure < UNSURE or (letters < FEW_LETTERS and sure < SURE_SCRAP) or not letters


def _is_speck(word: SeenWord) -> bool:
    return word.confidence < SURE_SIGN and word.text not in LIST_MARKS and not any(map(str.isalnum, word.text))


def _size(words: Sequence[SeenWord]) -> float:
    heights = sorted(word.box[3] - word.box[1] for word in words)
    return heights[len(heights) * 3 // 4] * EM


def _segments(line: list[SeenWord], usual: float) -> list[list[SeenWord]]:
    """A line parted at gaps wider than between words, and at upright rules."""
    parts: list[list[SeenWord]] = [[]]
    right = _right_column(line)
    for at, word in enumerate(line):
        before = parts[-1][-1] if parts[-1] else None
        if before and (at == right or _is_apart(before, word, usual)):
            parts.append([])
        bare = replace(word, text=word.text.strip("|"))
        if bare.text:
            parts[-1].append(bare)
        if word.text.endswith("|") and parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _is_apart(before: SeenWord, word: SeenWord, usual: float) -> bool:
    return word.box[0] - before.box[2] > GAP * usual or word.text.startswith("|")


def _right_column(line: Sequence[SeenWord]) -> int:
    """Where the national title, the motto or the Party's title begins behind an office, however near; 0 nowhere."""
    if is_title(_text(line)):
        return 0
    starts = [at for at in range(1, len(line)) if is_title(_text(line[at:]).strip(" .,*-"))]
    return max(starts, key=lambda at: line[at].box[0] - line[at - 1].box[2], default=0)


def _without_stamp(segments: list[list[SeenWord]], page: SeenPage) -> tuple[list[list[SeenWord]], list[list[SeenWord]]]:
    """The segments without the receiver's stamp `ĐẾN`: its number and day are not the document's."""
    head = next((part for part in segments if _is_stamp_head(part, page)), None)
    if head is None:
        return segments, []
    box = _box(head)
    stamp = [part for part in segments if part is head or _is_stamped(part, box)]
    return [part for part in segments if part not in stamp], stamp


def _is_stamp_head(part: Sequence[SeenWord], page: SeenPage) -> bool:
    text = _text(part)
    if page.number != 1 or _box(part)[3] > STAMP_WITHIN * page.height or len(part) > 5:
        return False
    return bool(STAMP.fullmatch(fold(text).strip(" .:"))) and any(word.text.isupper() for word in part[:3])


def _is_stamped(part: Sequence[SeenWord], head: Box) -> bool:
    """Whether a segment belongs to the stamp: its office above, its fields and what was written into them below."""
    box = _box(part)
    width = max(head[2] - head[0], 40.0)
    if box[0] > head[2] + 2 * width or box[2] < head[0] - 2 * width:
        return False
    if head[1] - STAMP_HEAD <= box[1] < head[1]:
        return _text(part).isupper() and "/" not in _text(part)
    if OWN_NUMBER.search(_text(part)) or (is_capitals(_text(part)) and looks_like_organisation(_text(part))):
        return False
    below = head[1] <= box[1] <= head[3] + STAMP_HIGH
    sure = sum(word.confidence for word in part) / len(part)
    return below and (bool(STAMPED.fullmatch(fold(_text(part)).strip())) or (sure < SCRAWL and len(part) < 5))


def _text(part: Sequence[SeenWord]) -> str:
    return " ".join(word.text for word in part)


def _box(words: Sequence[SeenWord]) -> Box:
    box = around([word.box for word in words])
    assert box is not None
    return box


def _segment(words: Sequence[SeenWord], usual: float) -> Segment:
    text, placed = "", []
    for word in words:
        cleaned = clean(word.text)
        if not cleaned:
            continue
        text += " " if text else ""
        placed.append(PieceWord(len(text), len(text) + len(cleaned), round(word.confidence, 2), _rounded(word.box)))
        text += cleaned
    size = _size(words)
    size = usual if abs(size - usual) <= NEAR * usual else size
    return Segment(text, *_box(words), size, False, tuple(placed))


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _rows(segments: Sequence[Segment]) -> list[Row]:
    """The segments in rows: those whose heights overlap by more than half and that stand beside each other."""
    rows: list[list[Segment]] = []
    for segment in sorted((one for one in segments if one.text), key=lambda one: (one.top + one.bottom, one.x0)):
        row = next((row for row in reversed(rows[-3:]) if all(_beside(segment, one) for one in row)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return [_row(sorted(row, key=lambda one: one.x0)) for row in rows]


def _beside(one: Segment, other: Segment) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(one.bottom - one.top, other.bottom - other.top)
    return overlap > OVERLAP * least and (one.x1 <= other.x0 + least / 2 or other.x1 <= one.x0 + least / 2)


def _row(segments: list[Segment]) -> Row:
    box = around([segment.box for segment in segments])
    assert box is not None
    return Row(tuple(segments), (), box)
