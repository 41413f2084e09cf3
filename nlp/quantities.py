"""Figures with what is said about their size: `ít nhất 5.500`, `trên 98,5%`, `28.000 tỷ đồng trở lên`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import load_lexicon

FIGURE = re.compile(
    r"(?<![\w.,/:\-–+])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<of>/\d{1,4})?"
    r"(?P<to>\s?[-–]\s?\d+(?:,\d+)?|\s(?:đến|tới)\s\d+(?:,\d+)?(?=\s?%))?"
    r"(?:(?P<percent>\s?%)|(?![/:]))(?!\w)(?!\.\d)(?!-\w)"
)
SCALE = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000}
MEASURE = re.compile(
    r"\s(?P<scale>nghìn|ngàn|vạn)?\s?"
    r"(?P<unit>(?:triệu|tỷ|tỉ|nghìn tỷ)(?:\s(?:đồng|USD|tấn|lượt))?|đồng|USD|tấn|tạ|kg|kilôgam|lít|"
    r"mét(?:\skhối)?|km|m2|m3|m²|m³|m|ha|héc ta|mẫu|sào|kWh|KWh)(?!\w)",
)
AT_LEAST = re.compile(r"(?:\s[^\s,;.\d]+){0,12}?\strở lên(?!\w)")
LEADING_ZEROS = re.compile(r"^0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of the text: `start` to `end` are the figure itself with its percent sign.

    `opening` is where the words about its size begin (`start` without them), `goal` whether they show a target.
    """

    opening: int
    start: int
    end: int
    value: str
    percent: bool
    goal: bool


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the figures of `text` from left to right; numbers of a row, of documents and of clocks left out."""
    for found in FIGURE.finditer(text):
        if not found["percent"] and (_numbers_a_row(text, found) or (found[0].startswith("0") and len(found[0]) > 2)):
            continue
        opening, operator, goal = _quantifier(text, found.start())
        if AT_LEAST.match(text, found.end()):
            operator, goal = ">=", True
        yield Quantity(
            opening,
            found.start(),
            found.end(),
            _value(text, found, operator),
            found["percent"] is not None,
            goal,
        )


def _numbers_a_row(text: str, found: re.Match[str]) -> bool:
    """Whether the figure numbers an item: at the start of a line or after a bracket, before `.`, `)` or `-`."""
    before = text[max(0, found.start() - 3) : found.start()]
    after = text[found.end() : found.end() + 2]
    at_start = not before.strip(" \t-+*") or "\n" in before
    return (at_start and after[:1] in (".", ")", "-", "/")) or (before.endswith("(") and after[:1] == ")")


@cache
def _quantifiers() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """The words about a figure's size at the end of a text, with the operator of each and whether it sets a goal."""
    entries = load_lexicon("target_quantifiers")
    forms = "|".join(re.escape(form) for form in sorted({entry.form for entry in entries}, key=len, reverse=True))
    values = {entry.form: (entry.value, entry.kind == "goal") for entry in reversed(entries)}
    return re.compile(rf"(?<![^\W_])(?:{forms})\Z"), values


def _quantifier(text: str, start: int) -> tuple[int, str, bool]:
    """Where the words about a figure's size begin, the operator they stand for, and whether they set a goal."""
    before = text[max(0, start - 24) : start].lower()
    if not before.endswith((" ", "=", "≤", "≥")):
        return start, "", False
    pattern, values = _quantifiers()
    found = pattern.search(before.rstrip())
    if found is None:
        return start, "", False
    return start - len(before) + found.start(), *values[found[0]]


def _value(text: str, found: re.Match[str], operator: str) -> str:
    number = found["number"]
    number = number.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number) else number
    number = LEADING_ZEROS.sub("", number.replace(",", "."))
    unit = "%" if found["percent"] else ""
    measure = None if found["percent"] else MEASURE.match(text, found.end())
    if measure:
        unit = measure["unit"].replace("tỉ", "tỷ")
        if measure["scale"]:
            number = f"{float(number) * SCALE[measure['scale']]:.0f}"
    sign = operator if operator in (">=", "<=") else ""
    return " ".join(filter(None, (sign, number + (found["of"] or ""), unit)))
