"""Lines that open a numbered part: `PHẦN`, `Chương`, `Mục`, `Điều`, `A.`, `I.`, `1.`, `1.1.`, `a)`, `-`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.paragraphs import CELL_MARK
from ingest.records import record

_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV"
_ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười"
_LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y"
ROMANS, ORDINALS, LETTERS = (series.split() for series in (_ROMANS, _ORDINALS, _LETTERS))
_ORDINAL = "|".join(ORDINALS)

STARTS = (
    ("annex", re.compile(r"PHỤ (?:LỤC|BIỂU)(?:\s+(?:(?i:số)\s+)?(?P<value>[IVX]+|\d{1,2}[a-z]?))?[.:]?(?=\s|$)")),
    ("part", re.compile(rf"[Pp](?i:hần)\s+(?i:thứ\s+)?(?P<value>(?i:[ivx]+|\d{{1,2}}|{_ORDINAL}))(?!\w)[.:]?")),
    ("chapter", re.compile(r"[Cc](?i:hương)\s+(?i:thứ\s+)?(?P<value>(?i:[ivx]+|\d{1,2}))(?!\w)[.:]?")),
    ("division", re.compile(r"(?:Tiểu )?M(?i:ục)\s+(?P<value>(?i:[ivx]+|\d{1,2}))(?!\w)[.:]?")),
    ("article", re.compile(r"[Đđ](?i:iều)\s+(?i:thứ\s+)?(?P<value>\d{1,3}[a-z]?|(?i:nhất))\s*[.:]")),
    ("upper", re.compile(r"(?P<value>[A-HĐK])\s?(?:[./)]|[-–](?=\s))(?=\s|[^\W\d_])(?!\s?[A-Z]\.)")),
    ("roman", re.compile(r"(?P<value>[IVX]{1,6})\s?(?:[./)]|[-–](?=\s|[^\W\d_]{2}))(?=\s|[^\W\d_])")),
    ("clause", re.compile(r"Khoản\s+(?P<value>\d{1,2})\s*[.:]")),
    ("decimal", re.compile(r"(?P<value>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?=\s+\D)")),
    ("arabic", re.compile(r"(?P<value>\d{1,2})(?:[./](?=\s*[^\W\d_]|\s*[“\"(]|\s+\d)|\s?[-–](?=\s*[^\W\d_]))")),
    ("bracket", re.compile(r"\(?(?P<value>\d{1,2})\)(?=\s*[^\W\d_]|\s*[“\"(]|\s+\d)")),
    ("point", re.compile(r"Điểm\s+(?P<value>[a-eg-ik-vxyđ])\s*[).:]")),
    ("letter", re.compile(r"(?P<value>[a-eg-ik-vxyđ])\s?(?:[.)/]|[-–](?=\s))(?=\s|[^\W\d_])")),
    ("dash", re.compile(r"(?P<value>[-–•])\s?(?=[^\W_]|[“\"(])")),
    ("plus", re.compile(r"(?P<value>\+)\s?(?=[^\W_]|[“\"(])")),
)  # fmt: skip
"""Kind -> how its number is written at the head of a line; outermost kinds first."""

ANY_START = re.compile(
    "|".join(f"(?P<k{at}>{pattern.pattern.replace('?P<value>', '?:')})" for at, (_, pattern) in enumerate(STARTS))
)
"""All of them: most lines begin with none, and are asked once; the group tells the first kind that matches."""

LISTED = ("dash", "plus")
"""Kinds without numbers."""

RECIPIENTS = "Nơi nhận"
"""What heads a list that is no part of the text."""

FIRST_LETTERS = frozenset("PpCcMTĐđABCDEFGHKIVX0123456789(-–•+abcdeghiklmnopqrstuvxy")
DATE_LIKE = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}(?!\d)|\d{1,2}\s?[/-]\s?\d{4}(?!\d)")
"""A day or month at the head of a line, which numbers nothing."""

HEADED = ("annex", "part", "chapter", "division")
"""Kinds whose heading stands under their number."""

LONGEST_HEADED = 20
"""Words of a line that begins with the name of such a kind; a longer one is running text (`Phần 2 của kế hoạch …`)."""


@record(frozen=True, slots=True)
class Start:
    """A line that may open a section: its kind, number as written, value, and the offsets of number, rest and end."""

    kind: str
    number: str
    value: str
    start: int
    heading_start: int
    line_end: int

    @property
    def position(self) -> int | None:
        """Which of its series the number is, from 1; None for one that counts nothing (`-`)."""
        last = self.value.rpartition(".")[2]
        if last.rstrip("abcd").isdigit() and self.kind != "letter":
            return int(last.rstrip("abcd"))
        for series in (LETTERS,) if self.kind in ("letter", "point", "upper") else (ROMANS, ORDINALS):
            value = self.value.upper() if series is ROMANS else self.value.lower()
            if value in series:
                return series.index(value) + 1
        return None


def section_starts(body: str) -> Iterator[Start]:
    """The lines of a body that begin like a numbered part, in order; rows of tables and dates are none."""
    at = 0
    listing = True
    for line in body.split("\n"):
        if line[:1] in FIRST_LETTERS and CELL_MARK not in line and (start := _start(line, at)):
            listing = listing or start.kind not in LISTED
            if listing:
                yield start
        elif line[:8] == RECIPIENTS:
            listing = False
        at += len(line) + 1


def _start(line: str, at: int) -> Start | None:
    first = ANY_START.match(line)
    if first is None or DATE_LIKE.match(line):
        return None
    for kind, pattern in STARTS[int((first.lastgroup or "k0")[1:]) :]:
        match = pattern.match(line)
        if match and not (kind in HEADED and _is_running(line)):
            return Start(kind, match[0].strip(), match["value"] or "", at, at + match.end(), at + len(line))
    return None


def _is_running(line: str) -> bool:
    return len(line.split()) > LONGEST_HEADED and not line.isupper()
