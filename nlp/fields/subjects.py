"""What a paper says that it is about, without who issues it and without the words that open its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from nlp.text.clue_fields import one_line
from nlp.text.reading import read
from nlp.units.forms import heads

ABOUT = re.compile(r"(?<!\w)(?:về|V/v|Về việc)\s", re.IGNORECASE)
ISSUES = re.compile(r"ban hành\s", re.IGNORECASE)
"""How a decision's subject begins that looks like a board's name: `BAN HÀNH QUY ĐỊNH VỀ …`."""
SALUTATION = re.compile(
    r"(?:kính (?:thưa|g[ửở]i|mời)|thưa|cùng (?:toàn thể|đồng bào|các|anh)|hỡi|hôm nay|hồi \d|các (?:đồng chí|bạn)"
    r"|đồng bào|anh chị em|tôi (?:là|tên)|chúng tôi)(?!\w)|[^\n]{0,70}!$",
    re.IGNORECASE,
)
"""The words with which a speech or an appeal opens below its title."""


def subject(text: str) -> str:
    """What a document is about: who issues it, in capitals before `về`, and what follows its capitals stay outside."""
    lines = without_opening(text.split("\n"))
    capitals = list(takewhile(str.isupper, lines))
    line = one_line(" ".join(capitals if len(capitals) > 1 else lines))
    about = ABOUT.search(line)
    issued = about is not None and line[: about.start()].isupper() and heads().longest(read(line), 0) is not None
    line = line[about.start() :] if about is not None and issued and not ISSUES.match(line) else line
    return line if line.endswith("..") else line.rstrip(".")


def without_opening(lines: Sequence[str]) -> list[str]:
    """The lines of a subject with letters up to the words that open the text."""
    kept: list[str] = []
    for line in lines:
        if kept and SALUTATION.match(line.strip()):
            break
        if line.strip():
            kept.append(line)
    return kept
