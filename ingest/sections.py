"""The tree of numbered parts: `PHẦN`, `Chương`, `Mục`, `Điều`, `I.`, `1.`, `1.1.`, `a)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Section
from ingest.orthography import is_capitals

LONGEST_HEADING = 200
"""Characters; a numbered paragraph's heading ends here at a word, or at the end of its first sentence."""

_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV"
_ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười"
_LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y"
ROMANS, ORDINALS, LETTERS = (series.split() for series in (_ROMANS, _ORDINALS, _LETTERS))

STARTS = (
    ("part", re.compile(rf"phần\s+(?:thứ\s+)?(?P<value>[ivx]+|\d{{1,2}}|{'|'.join(ORDINALS)})\b[.:]?", re.I)),
    ("chapter", re.compile(r"chương\s+(?P<value>[ivx]+|\d{1,2})\b[.:]?", re.I)),
    ("division", re.compile(r"mục\s+(?P<value>[ivx]+|\d{1,2})\b[.:]?", re.I)),
    ("article", re.compile(r"điều\s+(?P<value>\d{1,3})\s*[.:]", re.I)),
    ("roman", re.compile(r"(?P<value>[IVX]{1,6})\s?(?:[./)]|[-–](?=\s))(?=\s|[^\W\d_])")),
    ("decimal", re.compile(r"(?P<value>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?=\s+\D)")),
    ("arabic", re.compile(r"(?P<value>\d{1,2})(?:[./)](?=\s*[^\W\d_]|\s*[“\"(]|\s+\d)|\s?[-–](?=\s+[^\W\d_]))")),
    ("letter", re.compile(r"(?P<value>[a-eg-ik-vxyđ])\s?[.)/](?=\s|[^\W\d_])")),
)  # fmt: skip
"""Kind -> how its number is written at the head of a line; outermost kinds first."""

RANK = {kind: rank for rank, (kind, _) in enumerate(STARTS)}


@dataclass(frozen=True, slots=True)
class _Start:
    kind: str
    number: str
    value: str
    start: int
    heading_start: int
    line_end: int


def find_sections(body: str) -> tuple[Section, ...]:
    """The sections of a body in order of their start; a number that does not follow its forerunner opens none."""
    accepted: list[tuple[_Start, int]] = []
    path: list[_Start] = []
    for start in _starts(body):
        outer = [one for one in path if _is_outer(one, start)]
        forerunner = next((one for one in path[len(outer) :] if one.kind == start.kind), None)
        if not _follows(start, forerunner):
            continue
        path = [*outer, start]
        accepted.append((start, len(path)))
    return tuple(
        Section(start.number, _heading(body, start), start.start, end, level)
        for (start, level), end in zip(accepted, _ends(accepted, len(body)), strict=True)
    )


def _starts(body: str) -> Iterator[_Start]:
    at = 0
    for line in body.split("\n"):
        for kind, pattern in STARTS:
            match = pattern.match(line)
            if match:
                value = match["value"].lower() if kind != "roman" else match["value"]
                yield _Start(kind, match[0].strip(), value, at, at + match.end(), at + len(line))
                break
        at += len(line) + 1


def _is_outer(one: _Start, start: _Start) -> bool:
    if one.kind == "decimal" and start.kind == "decimal":
        return start.value.startswith(one.value + ".")
    if one.kind == "arabic" and start.kind == "decimal":
        return start.value.startswith(one.value + ".")
    if one.kind == "decimal" and start.kind == "arabic":
        return False
    return RANK[one.kind] < RANK[start.kind]


def _follows(start: _Start, forerunner: _Start | None) -> bool:
    """Whether a number is the first of its kind, or comes at most two after the one before it."""
    if start.kind in ("article", "decimal", "part", "chapter", "division"):
        return True
    now = _position(start)
    before = _position(forerunner) if forerunner else 0
    return now is not None and before is not None and (now == 1 or before < now <= before + 2)


def _position(start: _Start) -> int | None:
    if start.value.isdigit():
        return int(start.value)
    for series in (LETTERS, ROMANS) if start.kind == "letter" else (ROMANS, ORDINALS):
        if start.value in series:
            return series.index(start.value) + 1
    return None


def _heading(body: str, start: _Start) -> str:
    heading = body[start.heading_start : start.line_end].strip(" .:-–")
    if not heading:
        following = body[start.line_end + 1 :].lstrip("\n").partition("\n")[0].strip()
        return following[:LONGEST_HEADING] if is_capitals(following) else ""
    if len(heading) > LONGEST_HEADING:
        sentence = re.match(r".{20,}?[.;:](?=\s)", heading[:LONGEST_HEADING])
        heading = sentence[0] if sentence else heading[:LONGEST_HEADING].rpartition(" ")[0]
    return heading.strip(" .:;")


def _ends(accepted: list[tuple[_Start, int]], length: int) -> list[int]:
    """Where each section ends: at the next one of its level or of an outer level."""
    ends: list[int] = []
    following: list[tuple[int, int]] = []
    for start, level in reversed(accepted):
        while following and following[-1][0] > level:
            following.pop()
        ends.append(following[-1][1] if following else length)
        following.append((level, start.start))
    return ends[::-1]
