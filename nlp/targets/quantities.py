"""Figures with what is said about their size: `ít nhất 5.500`, `trên 98,5%`, `28.000 tỷ đồng trở lên`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from nlp.lexicon import forms_of, load_lexicon, load_matcher
from nlp.targets.spelt_numbers import spelt_number
from nlp.text.alternatives import load_alternatives
from nlp.text.scanning import first_keys, matches_at_figures, matches_at_words
from nlp.text.wanted_syllables import Wanted

FIGURE = re.compile(
    r"(?<![\w.,/:\-–+])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<of>/(?:\d{1,3}(?:\.\d{3})+|\d{1,6}))?"
    r"(?P<to>\s?[-–]\s?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|\s(?:đến|tới)\s\d+(?:,\d+)?(?=\s?%))?"
    r"(?P<rest>\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|tấn|tạ)\s\d{1,3}(?=\s(?:nghìn|ngàn|vạn|triệu|đồng|tấn|mét|thước|khối|một|mỗi)(?!\w)))?"
    r"(?:(?P<percent>\s?%|\sphần\s(?:trăm|100))|(?![/:]))(?:(?!\w)|(?=(?:km2?|m[23²³]?|ha|kg|kWh?|MW|tấn|tạ|lít|triệu|tỷ|đ|đồng)(?!\w)))"
    r"(?!\.\d)(?!-\w)"
)
"""A measure may stand directly behind the figure: `9,2km`, `21.300m2`; `rest` goes on with it: `6 triệu 3 mét khối`."""
TO = re.compile(
    r"(?:\s[^\W\d_]+){0,2}?\s(?:lên|xuống(?:\scòn|\sdưới)?|còn|đến|tới)\s(?:hơn\s|trên\s|dưới\s)?"
    r"(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?P<percent>\s?%)?(?![\w/])(?!\sgiờ)"
)
"""The second figure of `từ 9% xuống còn 6%`, behind the first."""
LIMIT_WORDS = Wanted(first_keys(forms_of("target_words", "limit")))
WORDED = re.compile(
    rf"(?P<limit>{load_alternatives('target_words', 'limit')})\s(?:là\s|từ\s)?"
    r"(?P<number>(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín)(?!\stháng|\s\d)"
    r"(?:\s(?:mươi|mốt|trăm|chục|nghìn|ngàn|vạn|triệu|lăm|tư)(?:\s(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mốt|tư|lăm|mươi)"
    r"(?!\w)){0,3})?|mười(?:\s(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?)(?=\s)",
    re.IGNORECASE,
)
"""A number word counts behind a word that limits it."""
SCALE = re.compile(r"\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?:\s(?:nghìn|triệu|tỷ|tỉ))?(?!\w)")
"""A figure with it is another number: `98 ngàn hộ` are not 98."""
MEASURE = re.compile(
    rf"(?:{SCALE.pattern})?\s?(?:đồng(?!\s(?:chí|bào))|đ|USD|tấn|tạ|kg|kilôgam|ki-lô-gam|lít|(?:mét|thước)(?:\s(?:khối|vuông))?|km|ki-lô-mét|m2|m3|m²|m³|m|"
    rf"ha|héc[- ]ta|hecta|mẫu(?!\s(?:mã|máu))|sào|kWh|KWh)(?!\w)|{SCALE.pattern}"
)
TO_FIGURES = re.compile(r"^\D+")
"""What stands before the second figure of `từ 30 đến 40%`."""
AT_LEAST = re.compile(r"(?:\s(?!từ\s)[^\s,;.\d]+){0,12}?\strở lên(?!\w)")
LONGEST_AT_LEAST = 200
"""Characters of it: a dozen words."""
CODE = re.compile(r"0\d[\d.,/]")
"""How the number of a document, a telephone or a code begins that measures nothing."""
LEADING_ZEROS = re.compile(r"^0+(?=\d)")


class Quantity(NamedTuple):
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
    """Yield the figures of `text` from left to right; numbers of a row, of documents and of clocks left out.

    The two figures of `từ 9% xuống còn 6%` are one quantity; a number word is one behind `ít nhất` and the like.
    """
    until = 0
    for quantity in sorted([*_figures(text), *_worded(text)], key=attrgetter("start")):
        if quantity.start >= until:
            until = quantity.end
            yield quantity


def _figures(text: str) -> Iterator[Quantity]:
    for found in matches_at_figures(FIGURE, text):
        if not found["percent"] and (_numbers_a_row(text, found) or (CODE.match(found[0]) and not found["of"])):
            continue
        opening, operator, goal = _quantifier(text, found.start())
        if is_at_least(text, found.end()):
            operator, goal = ">=", True
        percent = found["percent"] is not None
        to = TO.match(text, found.end()) if text[opening : opening + 2].lower() == "từ" else None
        if to is not None:
            percent = percent or to["percent"] is not None
            value = f"{_plain(found['number'])} - {_plain(to['number'])}{_unit(text, to.end(), percent=percent)}"
            yield Quantity(opening, found.start(), to.end(), value, percent, goal)
            continue
        yield Quantity(opening, found.start(), found.end(), _value(text, found, operator), percent, goal)


def _worded(text: str) -> Iterator[Quantity]:
    for found in matches_at_words(WORDED, LIMIT_WORDS, text):
        _, operator, goal = _quantifier(text, found.start("number"))
        value = f"{operator} {spelt_number(found['number'])}{_unit(text, found.end(), percent=False)}".strip()
        yield Quantity(found.start(), found.start("number"), found.end(), value, percent=False, goal=goal)


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
    forms = load_alternatives("target_quantifiers")
    values = {entry.form: (entry.value, entry.kind == "goal") for entry in reversed(entries)}
    return re.compile(rf"(?<![^\W_])(?:{forms})\Z"), values


def _quantifier(text: str, start: int) -> tuple[int, str, bool]:
    """Where the words about a figure's size begin, the operator they stand for, and whether they set a goal."""
    before = text[max(0, start - 24) : start].lower()
    if not before.endswith((" ", "=", "≤", "≥")):
        return start, "", False
    pattern, values = _quantifiers()
    before_blanks = before.rstrip()
    found = pattern.search(before_blanks) if before_blanks.endswith(tuple(values)) else None
    if found is None:
        return start, "", False
    return start - len(before) + found.start(), *values[found[0]]


def _value(text: str, found: re.Match[str], operator: str) -> str:
    sign = operator + " " if operator in (">=", "<=") else ""
    unit = _unit(text, found.end(), percent=found["percent"] is not None)
    if found["to"] and found["percent"]:
        return f"{_plain(found['number'])} - {_plain(TO_FIGURES.sub('', found['to']))}{unit}"
    return sign + _plain(found["number"]) + (found["of"] or "") + (found["rest"] or "") + unit


def is_at_least(text: str, at: int) -> bool:
    """Whether `trở lên` stands behind a figure that ends at `at`, its noun between."""
    return text.find("trở lên", at, at + LONGEST_AT_LEAST) >= 0 and AT_LEAST.match(text, at) is not None


def _plain(number: str) -> str:
    """A number as it is written, without zeros before it."""
    return LEADING_ZEROS.sub("", number) if number.startswith("0") else number


def unit_end(text: str, end: int) -> int:
    """Where the unit ends that stands behind a number: a measure, or the noun that is counted; `end` without one."""
    measure = MEASURE.match(text, end)
    if measure is not None and SCALE.fullmatch(measure[0]) is None:
        return measure.end()
    last = measure.end() if measure is not None else end
    noun = load_matcher("target_units").at(text, last + 1) if text[last : last + 1].isspace() else None
    return noun.end if noun is not None else last


def _unit(text: str, end: int, *, percent: bool) -> str:
    """The unit behind a number that ends at `end`, with a space before it; empty where there is none."""
    if percent:
        return " %"
    unit = " ".join(text[end : unit_end(text, end)].split())
    return " " + unit if unit else ""
