"""The number and the day of a letterhead that were written by hand: left open with their places, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Box
from ingest.orthography import CAPITALS
from ingest.places import around
from ingest.scans.recognised import SeenWord

READ = 0.6
"""Confidence from which a word of the number or the day is taken for read."""

HEAD = 0.5
"""Share of the first page's height within which number and day stand."""

NUMBER = re.compile(
    rf"[^\w]?[Ss][ốôóồổỗộo6]\s?[:.;]?\s*(?P<value>.*?)(?P<code>\s*[/-]\s*(?:\d{{4}}\s*/\s*)?[{CAPITALS}][{CAPITALS}a-z]*(?:[\s/&.,–-]+[{CAPITALS}].*)?)?"
)
NUMERAL = re.compile(r"[\dlIO|]{1,5}[a-zđ]?")
DATE = re.compile(
    r"(?P<place>(?:[^\W\d_][^,;:()]{1,45}?,)?\s*)ng[àaáâ]y\s?(?P<day>.*?)\s?th[áaàâ]ng\s?(?P<month>.*?)\s?n[ăaâ]m\s?(?P<year>.*?)[.\s]*",
    re.I,
)
PARTS = {
    "day": re.compile(r"[0-3lIOo|]?[\dlIOo|SB]"), "month": re.compile(r"[01lOo|]?[\dlIOo|SB]"),
    "year": re.compile(r"[12l][\dlOo]{3}"),
}  # fmt: skip
BLANK = re.compile(r"[\s.…,_:;-]*")


@dataclass(frozen=True, slots=True)
class Unread:
    """A value of the letterhead that is there to be seen and was not read; `box` is where."""

    field: str
    box: Box


def left_open(
    segments: Sequence[list[SeenWord]], inks: Sequence[Box], height: float
) -> tuple[list[list[SeenWord]], list[Unread], list[str]]:
    """The first page's segments without what was misread in its number and day, their places, and what is blank."""
    blank: list[str] = []
    kept: list[list[SeenWord]] = []
    found: list[Unread] = []
    for words in segments:
        line = _Line(words)
        in_head = words[0].box[3] < HEAD * height
        for field, parts in _parts(line.text) if in_head and not found[1:] else ():
            box = _unread_box(line, parts, inks)
            if box is not None and all(one.field != field for one in found):
                found.append(Unread(field, box))
                line = line.without([span for span in parts if not _is_read(line, span)])
            elif any(_is_blank(line, span) for span in parts):
                blank.append(field)
        kept.append(line.words)
    return kept, found, blank


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a line that should hold a value of the form of `pattern`; half open."""

    start: int
    end: int
    pattern: re.Pattern[str]


class _Line:
    """The words of a line with their places in its text."""

    def __init__(self, words: Sequence[SeenWord]) -> None:
        self.words = list(words)
        self.text = " ".join(word.text for word in words)
        self._starts = []
        at = 0
        for word in words:
            self._starts.append(at)
            at += len(word.text) + 1

    def within(self, span: _Span) -> list[SeenWord]:
        """The words that a span touches."""
        return [
            word
            for start, word in zip(self._starts, self.words, strict=True)
            if start < span.end and span.start < start + len(word.text)
        ]

    def gap(self, span: _Span) -> Box:
        """The place of a span: from the word before it to the word behind it."""
        before = [word for start, word in zip(self._starts, self.words, strict=True) if start < span.start]
        behind = [word for start, word in zip(self._starts, self.words, strict=True) if start >= span.end]
        x0 = before[-1].box[2] if before else self.words[0].box[0]
        x1 = behind[0].box[0] if behind else max(x0, self.words[-1].box[2])
        row = around([word.box for word in self.words])
        assert row is not None
        return min(x0, x1), row[1], max(x0, x1), row[3]

    def without(self, spans: Sequence[_Span]) -> _Line:
        """The line with the letters of the spans taken out; a word of which nothing is left goes."""
        kept = []
        for start, word in zip(self._starts, self.words, strict=True):
            text = "".join(
                letter
                for at, letter in enumerate(word.text, start)
                if not any(span.start <= at < span.end for span in spans)
            )
            if text:
                kept.append(replace(word, text=text))
        return _Line(kept)


def holds_number(text: str) -> bool:
    """Whether a line, however unsure, is that of the document's number: `Số`, something, and a symbol."""
    number = NUMBER.fullmatch(text)
    return number is not None and bool(number["code"])


def is_doubted(words: Sequence[SeenWord], *, least: float = READ) -> bool:
    """Whether a line is that of the number or of the day, and something is written there that was not read."""
    line = _Line(words)
    spans = [span for _, parts in _parts(line.text) for span in parts if not _is_blank(line, span)]
    return any(not _is_read(line, span, least=least) for span in spans)


def _parts(text: str) -> list[tuple[str, list[_Span]]]:
    """Which field's values a line holds, and where."""
    parts = []
    number = NUMBER.fullmatch(text)
    if number is not None and (number["code"] or len(number["value"].split()) <= 2):
        parts.append(("doc_number", [_Span(*number.span("value"), NUMERAL)]))
    date = DATE.fullmatch(text)
    if date is not None:
        spans = [_Span(*date.span(name), pattern) for name, pattern in PARTS.items()]
        parts.append(("date", spans))
    return parts


def _unread_box(line: _Line, parts: Sequence[_Span], inks: Sequence[Box]) -> Box | None:
    """Where the value of a line could not be read; None where it was, or where nothing is written."""
    boxes = []
    for span in parts:
        if _is_blank(line, span):
            gap = line.gap(span)
            boxes += [ink for ink in inks if _overlap(ink, gap)]
        elif not _is_read(line, span):
            boxes += [word.box for word in line.within(span)]
    return around(boxes)


def _is_blank(line: _Line, span: _Span) -> bool:
    return bool(BLANK.fullmatch(line.text[span.start : span.end]))


def _is_read(line: _Line, span: _Span, *, least: float = READ) -> bool:
    """Whether a span holds a value of its form, in print and surely read."""
    text = line.text[span.start : span.end].strip()
    if not span.pattern.fullmatch("".join(text.split())):
        return False
    return all(word.confidence >= least and not word.by_hand for word in line.within(span))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -2 and down > 0
