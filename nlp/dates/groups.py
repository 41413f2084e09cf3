"""What the named groups of a date rule stand for: figures, Roman numerals, words, clocks, the cycle of sixty."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from nlp.lexicon import load_lexicon
from nlp.targets.spelt_numbers import spelt_number

Groups = dict[str, Any]
"""The named groups of a match; None where one did not take part."""

ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the names of months begin in English, in order."""
ROMAN_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = {name: at for at, name in enumerate(ROMAN_NUMERALS, 1)}
SCANNED = str.maketrans("lIO", "110")
"""Letters that reading a scan puts for figures."""
HALF = 6
"""Months of half a year."""
FULL_MOON = "rằm"
CENTURY_ENDS = 30
"""Of a year in two figures: from here on it is one of the twentieth century."""


def _figure(groups: Groups, *names: str) -> int:
    """The first of the groups that matched, as a number: figures, Roman ones, or words; 0 without any."""
    for name in names:
        if text := groups.get(name):
            break
    else:
        return 0
    if text in ROMAN:
        return ROMAN[text]
    figures = text.translate(SCANNED)
    return int(figures) if figures.isdigit() else _number_words().get(" ".join(text.lower().split()), 0)


def _spelt(groups: Groups, name: str) -> int:
    """The group's number in words; 0 where it did not match."""
    words = (groups.get(name) or "").lower()
    if not words:
        return 0
    return 15 if words == FULL_MOON else spelt_number(words)


def _year_of_two(groups: Groups) -> int:
    """The year of its last two figures; 0 where none are written so."""
    if not groups.get("short_year"):
        return 0
    short = int(groups["short_year"])
    return short + (1900 if short >= CENTURY_ENDS else 2000)


def _short_to(groups: Groups) -> int:
    """The last year of a period of which only two figures are written: `1984-85`; 0 where it is not."""
    if not groups.get("short_to"):
        return 0
    return int(groups["year"]) // 100 * 100 + int(groups["short_to"])


def _english(groups: Groups) -> int:
    """The month that is written in English; 0 where none is."""
    name = (groups.get("month_english") or "").lower()[:3]
    return ENGLISH_MONTHS.index(name) + 1 if name else 0


@cache
def _number_words() -> dict[str, int]:
    return {entry.form.lower(): int(entry.value) for entry in load_lexicon("number_words")}


def _cycle(groups: Groups) -> int | None:
    if not groups.get("branch"):
        return None
    stem, branch = (_cycle_words()[groups[name].lower()] for name in ("stem", "branch"))
    return next((place for place in range(stem, 60, 10) if place % 12 == branch), None)


@cache
def _cycle_words() -> dict[str, int]:
    return {entry.form: int(entry.value) for entry in load_lexicon("sexagenary_cycle")}


def _clock(groups: Groups) -> str:
    if not groups.get("hour"):
        return ""
    hour, half = int(groups["hour"]), (groups.get("half") or "").lower()
    if half in ("ch", "pm", "chiều", "tối") and hour < 12:
        hour += 12
    if half in ("sa", "am") and hour == 12:
        hour = 0
    if hour == 24:
        return ""
    return ":".join([f"{hour:02d}", *(groups[name] for name in ("minute", "second") if groups.get(name))])


READERS: dict[str, tuple[frozenset[str], Callable[[Groups], Any]]] = {
    "year": (
        frozenset(("year", "lunar_year", "spelt_year", "short_year")),
        lambda told: _figure(told, "year", "lunar_year") or _spelt(told, "spelt_year") or _year_of_two(told) or None,
    ),
    "month": (
        frozenset(("month", "month_word", "month_roman", "month_english")),
        lambda told: _figure(told, "month", "month_word", "month_roman") or _english(told),
    ),
    "day": (frozenset(("day", "spelt_day")), lambda told: _figure(told, "day") or _spelt(told, "spelt_day")),
    "quarter": (
        frozenset(("quarter", "spelt_quarter")),
        lambda told: _figure(told, "quarter") or _spelt(told, "spelt_quarter"),
    ),
    "last": (
        frozenset(("until", "to_month", "to_quarter", "to_year", "short_to")),
        lambda told: _figure(told, "until", "to_month", "to_quarter", "to_year") or _short_to(told),
    ),
    "count": (
        frozenset(("count", "half_of")),
        lambda told: _figure(told, "count") or (HALF if told.get("half_of") else 0),
    ),
    "clock": (frozenset(("hour",)), _clock),
    "part": (frozenset(("part",)), lambda told: (told["part"] or "").lower()),
    "first_half": (frozenset(("half_of",)), lambda told: (told["half_of"] or "").lower() != "cuối"),
    "cycle": (frozenset(("branch",)), _cycle),
}
"""Field of a point -> the groups in which it is told, and how it is read from them."""


def read_groups(groups: Groups) -> dict[str, Any]:
    """The fields of a point that a match's groups may tell; a rule has groups for two or three of them."""
    return {field: read(groups) for field, read in _readers(tuple(groups))}


@cache
def _readers(names: tuple[str, ...]) -> list[tuple[str, Callable[[Groups], Any]]]:
    return [(field, read) for field, (told_in, read) in READERS.items() if told_in.intersection(names)]
