"""Slips of the recogniser mended where the type of a value leaves no other reading: dates, numbers, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.scans.recognised import SeenWord
from ingest.tables import read_table

HERE = Path(__file__).parents[1] / "slips"
ROMAN = "roman"
MENDED = 0.5
"""The most confidence that a mended word keeps: less than what is taken for read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of `rules.tsv`; the pattern's group `slip` is mended by the letters of `kind`."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    example: str
    expected: str


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules in their order."""
    return tuple(
        Rule(row["name"], row["kind"], re.compile(row["pattern"]), row["example"], row["expected"])
        for row in read_table(HERE / "rules.tsv")
    )


@cache
def _letters(kind: str) -> dict[str, str]:
    return {row["form"]: row["value"] for row in read_table(HERE / "letters.tsv") if row["kind"] == kind}


def mend_line(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line, from left to right, with their slips mended; a mended word is at most MENDED sure.

    A slip that runs over two words is left alone.
    """
    mended = list(words)
    for rule in load_rules():
        text = " ".join(word.text for word in mended)
        for found in reversed(list(rule.pattern.finditer(text))):
            value = _value(rule.kind, found["slip"])
            if value is not None:
                _put(mended, found.start("slip"), found.end("slip"), value)
    return mended


def _value(kind: str, slip: str) -> str | None:
    """What a slip has to be; None for what is no slip, and for what nothing is known of."""
    letters = _letters(kind)
    if kind == ROMAN:
        return letters.get(slip)
    value = slip
    for form, sign in letters.items():
        value = value.replace(form, sign)
    return value if value != slip else None


def _put(words: list[SeenWord], start: int, end: int, value: str) -> None:
    """Write `value` over a span of the line, if it lies within one word."""
    at = 0
    for index, word in enumerate(words):
        if at <= start and end <= at + len(word.text):
            text = word.text[: start - at] + value + word.text[end - at :]
            words[index] = replace(word, text=text, confidence=min(word.confidence, MENDED))
            return
        at += len(word.text) + 1
