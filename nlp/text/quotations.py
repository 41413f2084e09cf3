"""Quotations in a text, with every kind of mark, nested ones and those whose closing mark is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.records import record
from nlp.syllables import normalize_key
from nlp.text.kept import kept_by_text

OPENING = "“„«"
CLOSING = "”»"
MARK = re.compile(
    r"[“„«”»\"‘’'`\n](?:(?<=[“„«”»\"‘’])|(?<=')'|(?<=`)`|(?<=\n)[ \t]*\n"
    r"|(?<=')(?<![\w'].)(?=[^\W_][^'\n]{2,119}'(?![\w']))|(?<=[\w.!?%]')(?![\w']))"
)
"""A straight single mark opens where another closes it in the same line; inside a word it is an apostrophe.

All begin with one set of letters, to which the engine of `re` skips.
"""
CLOSES = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’", "''": "''", "``": "''"}
LONGEST_UNCLOSED = 320
"""Characters: what stands open for longer than a long slogan lost its closing mark far back."""
DEEPEST = 6
"""Quotations inside each other: more only stand open because closing marks are missing."""
NATURAL_END = re.compile(r"[.;!?](?=\s|$)|[“„«)\"]|\n|\((?=\d)")
LINE_WRAP = re.compile(r"[ \t]*\n[ \t]*(?=[^\W\d_])")


@record(frozen=True, slots=True)
class Quotation:
    """A quotation, half open in characters: `start` and `end` with its marks, `first` and `last` without them.

    `closed` is False where the closing mark is missing; `end` is then the natural end. `depth` is 0 for outer ones.
    """

    start: int
    first: int
    last: int
    end: int
    closed: bool
    depth: int = 0


@record(frozen=True, slots=True)
class _Open:
    start: int
    after: int
    mark: str


@kept_by_text()
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order of their start; none crosses an empty line.

    A mark typed the wrong way round is judged by its neighbours: a letter on its right opens, on its left closes.
    Kept for the last few texts, since several components ask for the same.
    """
    found: list[Quotation] = []
    opened: list[_Open] = []
    for match in MARK.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            if opened:
                found += _give_up(text, opened, match.start())
                opened = []
        elif _opens(text, match, opened):
            opened.append(_Open(match.start(), match.end(), mark))
            if len(opened) > DEEPEST:
                found += _unclosed(text, opened.pop(0), match.start(), 0)
        elif opened and not _is_apostrophe(text, match, opened) and not _is_bullet(text, match):
            found += _close(text, opened, match)
    found += _give_up(text, opened, len(text))
    return tuple(_with_true_depth(sorted(_without_empty(text, found), key=lambda one: (one.start, -one.end))))


def _with_true_depth(found: list[Quotation]) -> Iterator[Quotation]:
    """The quotations with their depth among those that hold them: one whose mark is missing ends before many others."""
    ends: list[int] = []
    for one in found:
        while ends and ends[-1] <= one.start:
            ends.pop()
        yield one if one.depth == len(ends) else replace(one, depth=len(ends))
        ends.append(one.end)


def _opens(text: str, match: re.Match[str], opened: list[_Open]) -> bool:
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    free_left = not before or before.isspace() or before in '([{-–—:,/“„«"‘'
    free_right = not after or after.isspace() or after in ")]},.;:!?…-–—/”»"
    if match[0] in OPENING or match[0] in ("‘", "``"):
        return not (free_right and not free_left and opened)
    if match[0] in CLOSING or match[0] == "’":
        return match[0] != "’" and free_left and not free_right and not opened
    if free_left != free_right:
        return free_left
    return not any(one.mark == match[0] for one in opened)


def _is_apostrophe(text: str, match: re.Match[str], opened: list[_Open]) -> bool:
    if match[0] == "'":
        return not any(one.mark == "'" for one in opened)
    return match[0] in ("’", "‘") and not any(one.mark == "‘" for one in opened)


def _is_bullet(text: str, match: re.Match[str]) -> bool:
    """Whether `»` stands at the beginning of a line, as a mark of an item of a list."""
    return match[0] == "»" and text[match.start() - 1 : match.start()] == "\n"


def _close(text: str, opened: list[_Open], match: re.Match[str]) -> Iterator[Quotation]:
    """Close the innermost quotation that `match` can close; those opened inside it and still open end naturally."""
    place = len(opened) - 1
    for index in range(len(opened) - 1, -1, -1):
        if CLOSES.get(opened[index].mark, opened[index].mark) == match[0]:  # a closing mark that opens closes itself
            place = index
            break
    for index in range(len(opened) - 1, place, -1):
        yield from _unclosed(text, opened[index], match.start(), index)
    one = opened[place]
    del opened[place:]
    first, last = _trimmed(text, one.after, match.start())
    yield Quotation(one.start, first, last, match.end(), closed=True, depth=place)


def _give_up(text: str, opened: list[_Open], until: int) -> Iterator[Quotation]:
    for depth, one in enumerate(opened):
        yield from _unclosed(text, one, until, depth)


def _unclosed(text: str, one: _Open, until: int, depth: int) -> Iterator[Quotation]:
    until = min(until, one.start + LONGEST_UNCLOSED)
    stop = until
    for end in NATURAL_END.finditer(text, one.after, until):
        if end[0] == "\n" and not _is_wrapped(text, end.start()):
            stop = end.start()
            break
        if end[0] != "\n":
            stop = end.start()
            break
    first, last = _trimmed(text, one.after, stop)
    yield Quotation(one.start, first, last, last, closed=False, depth=depth)


def _is_wrapped(text: str, at: int) -> bool:
    """Whether the line break at `at` only wraps a sentence: the next line goes on in lower case."""
    wrap = LINE_WRAP.match(text, at)
    return bool(wrap and text[wrap.end()].islower())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ".,;:…"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:…!"):
        end -= 1
    return start, end


def _without_empty(text: str, found: list[Quotation]) -> Iterator[Quotation]:
    for quotation in found:
        if quotation.first < quotation.last and any(char.isalnum() for char in text[quotation.first : quotation.last]):
            yield quotation


def plain_form(text: str) -> str:
    """The words of a phrase for comparing repeats: lower case, single spaces, no marks at its ends."""
    return " ".join(normalize_key(text).split()).strip(" .,;:!?…“”\"'«»-")
