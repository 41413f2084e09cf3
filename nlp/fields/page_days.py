"""The days that a page names: whether a sentence of it tells of what is news then, or of the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.orthography import SMALL
from nlp import edtf
from nlp.mention import Mention

LEAD = 1200
"""Characters of a page in which it names who acts and when."""
BEHIND = 8
"""Characters between a verb and its day: `phát động ngày 3-3`."""
REACH = 400
"""Characters on either side within which a sentence is looked for."""
SENTENCE_END = re.compile(rf"(?<=[\d{SMALL})”\"])[.;!?…]\s|\n")
MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")
NEWS_WITHIN = 31
"""Days within which a page tells of what happened."""


def sentence_around(body: str, at: int) -> tuple[int, int]:
    """Where the sentence that holds the character `at` begins and ends."""
    start, end = max(0, at - REACH), min(len(body), at + REACH)
    for stop in SENTENCE_END.finditer(body, start, end):
        if stop.end() <= at:
            start = stop.end()
        else:
            return start, stop.start()
    return start, end


@dataclass(frozen=True, slots=True)
class PageDays:
    """The days that a page names, with their places, and its own day; a sentence of another time tells of the past."""

    body: str
    named: tuple[tuple[int, str], ...]
    issued: date | None

    @classmethod
    def of(cls, body: str, mentions: Sequence[Mention]) -> PageDays:
        dates = [one for one in mentions if one.label == "DATE" and isinstance(one.value, str)]
        issued = (edtf.day_of(one.name) for one in dates if one.attributes.get("role") == "issued")
        named = tuple((one.start, one.name) for one in dates if one.start < LEAD)
        return cls(body, named, next(filter(None, issued), None))

    def is_news(self, at: int) -> bool:
        """Whether the sentence at `at` names no day, or one shortly before the page's own."""
        if self.issued is None:
            return True
        start, end = sentence_around(self.body, at)
        inside = [value for where, value in self.named if start <= where < end]
        return not inside or any(_is_near(value, self.issued) for value in inside)

    def is_past(self, at: int, end: int) -> bool:
        """Whether what stands at `at` to `end` is dated, before it in its sentence or right behind it, long ago."""
        if self.issued is None:
            return False
        start, _ = sentence_around(self.body, at)
        dated = [value for where, value in self.named if start <= where < at or end <= where < end + BEHIND]
        days = [day for value in dated[-1:] if (day := _last_day(value.partition("/")[0])) is not None]
        return any((self.issued - day).days > NEWS_WITHIN for day in days)


def _last_day(point: str) -> date | None:
    """A day, or the last one of a month; a year or more tells nothing."""
    return edtf.day_of(edtf.last_day(point) if MONTH.fullmatch(point) else point)


def _is_near(value: str, issued: date) -> bool:
    """Whether a day, or the month of it, lies shortly before the page's own day; a year or more tells nothing."""
    start = value.partition("/")[0]
    day = edtf.day_of(start)
    if day is not None:
        return 0 <= (issued - day).days <= NEWS_WITHIN
    return len(start) < len("2020-01") or issued.isoformat().startswith(start)
