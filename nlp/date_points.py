"""Points and periods in a text as they are written: what the date rules match, years not yet filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from nlp import edtf
from nlp.lexicon import load_lexicon
from nlp.lunar import to_solar
from nlp.plain_lines import with_accents
from nlp.rule_files import Rule, load_rules
from nlp.spelt_numbers import spelt_number

TRIGGER = re.compile(
    r"\d+|(?<!\w)ngày(?=\d)|(?<!\w)(?:ngày|ngaỳ|mùng|mồng|rằm|tháng|năm|quý|đầu|giữa|cuối|nửa|nay"
    r"|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?!\w)",
    re.IGNORECASE,
)
"""Where a rule may begin; trying the rules only here keeps the search linear and quick."""

CONTINUES = re.compile(r"\s{0,3}(?:[/.\-–—:,hg]|tháng|giờ|và|đến|năm|âm|Tết|AL|\()", re.IGNORECASE)
"""After a figure that may be part of a date: most figures are not, and are passed by."""
NOT_BEFORE_MONTH = re.compile(r"cách\s+mạng\s+$|(?<!\w)(?<!số )(?:\d{1,3}|mỗi|hàng|hằng)\s+$", re.IGNORECASE)
"""Before `tháng 8`: a revolution's name, a number (`3 tháng 10 ngày`), or what recurs (`mỗi tháng 1 số`)."""
NOT_AFTER = re.compile(r"\w|/\w|[-–](?![–-])[^\W\d_]|[.,:]\d|\s?%")
GROUP_NAME = re.compile(r"\(\?P(?P<mark>[<=])(?P<name>\w+)")
CACHED_TEXTS = 8
"""The component and the metadata ask for the same body, title and clues."""
LEAP_YEAR = 2000
"""Has every day: for days whose year is not known yet."""
WEEKDAY = re.compile(r"(?<!\w)thứ\s$", re.IGNORECASE)
"""Before the figure of a day of the week: `Thứ 3, 16/07/2013`."""
ROMAN_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = {name: at for at, name in enumerate(ROMAN_NUMERALS, 1)}
SCANNED = str.maketrans("lIO", "110")
"""Letters that reading a scan puts for figures."""
FULL_MOON = "rằm"
CENTURY_ENDS = 30
"""Of a year in two figures: from here on it is one of the twentieth century."""
OTHER_YEAR = re.compile(r"\s{1,2}năm\s{1,2}(?:(?P<past>ngoái|trước)|(?:sau|tới))(?!\w)", re.IGNORECASE)
"""Behind a date without a year: the year before or after that of the document."""
COUNTS = re.compile(r"(?<!\w)(?:\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|lăm|mươi)\s\Z", re.IGNORECASE)
YEAR_FIGURES = re.compile(r"\d")
MIDDLE_OF_MONTH = {"đầu": 5, "cuối": 25}
"""Which day stands for a part of a lunar month, the fifteenth for the whole."""


@dataclass(frozen=True, slots=True)
class Point:
    """A match of a date rule, half open in characters; `year` is None where none is written.

    `rule` names what matched, `kind` is the rule's value column; `last` ends a period (a day, month, quarter or year,
    as the kind says).
    """

    start: int
    end: int
    kind: str
    needs: str
    year: int | None = None
    month: int = 0
    day: int = 0
    quarter: int = 0
    last: int = 0
    count: int = 0
    clock: str = ""
    part: str = ""
    first_half: bool = True
    rule: str = ""
    shift: int = 0
    """Years from the document's own, for `tháng 11 năm ngoái`."""
    cycle: int | None = None
    """The year's place in the cycle of sixty, 0 for giáp tý; None where it is not named."""

    @property
    def is_full_day(self) -> bool:
        """Whether day, month and year are all written."""
        return self.kind == "day" and self.year is not None

    @property
    def order(self) -> tuple[int, int]:
        """Month and day that stand for the point where two of one year are compared; a period's last ones."""
        if self.kind in ("day", "days", "lunar"):
            return self.month, self.last or self.day
        if self.kind in ("month", "months"):
            return self.last or self.month, 31
        if self.kind in ("quarter", "quarters"):
            return 3 * (self.last or self.quarter), 31
        if self.kind in ("half", "count"):
            return (self.count or 6, 31) if self.first_half else (12, 31)
        return (1, 1) if self.kind == "year_start" else (12, 31)

    def value(self, year: int) -> str | None:
        """The EDTF value in `year`; None for a day that the calendar lacks."""
        match self.kind:
            case "day":
                return edtf.day(year, self.month, self.day, self.clock)
            case "days":
                first, last = edtf.day(year, self.month, self.day), edtf.day(year, self.month, self.last)
                return edtf.interval(first, last) if first and last else None
            case "lunar":
                solar = to_solar(self._cycle_year(year), self.month, self.day)
                return solar.isoformat() if solar else None
            case "month":
                return edtf.month(year, self.month)
            case "lunar_month":
                solar = to_solar(self._cycle_year(year), self.month, MIDDLE_OF_MONTH.get(self.part, 15))
                return edtf.month(solar.year, solar.month) if solar else None
            case "months":
                return edtf.interval(edtf.month(year, self.month), edtf.month(year, self.last))
            case "quarter":
                return edtf.quarter(year, self.quarter)
            case "quarters":
                return edtf.interval(edtf.quarter(year, self.quarter), edtf.quarter(year, self.last))
            case "count":
                first_month = 1 if self.first_half else 13 - self.count
                return edtf.months_of_year(year, first_month, first_month + self.count - 1)
            case "years":
                return edtf.interval(f"{year:04d}", f"{self.last:04d}")
            case "year_start":
                return f"{year:04d}-01-01"
            case "year_end":
                return f"{year:04d}-12-31"
            case _:
                return f"{year:04d}"

    def _cycle_year(self, year: int) -> int:
        """The year nearest to `year` that has the named place in the cycle of sixty."""
        return year if self.cycle is None else year + (self.cycle - (year - 4) + 30) % 60 - 30


@lru_cache(maxsize=CACHED_TEXTS)
def find_points(text: str) -> tuple[Point, ...]:
    """The longest match at each place, from left to right, none overlapping another; kept for the last few texts."""
    return tuple(_points(with_accents(text)))


def _points(text: str) -> Iterator[Point]:
    figure_rules, word_rules, bare_rules = _rules("figure"), _rules("word"), _rules("figure", bare=True)
    until = 0
    for trigger in TRIGGER.finditer(text):
        start = trigger.start()
        if start < until or not _may_begin(text, start, until):
            continue
        rules = word_rules
        if text[start].isdigit():
            rules = figure_rules if CONTINUES.match(text, trigger.end()) else bare_rules
        if not rules.any.match(text, start):
            continue
        best: Point | None = None
        for rule in rules.each:
            found = rule.pattern.match(text, start)
            if found and _is_better(found, best, text):
                best = _point(found, rule) or best
        if best is not None:
            best = _shifted(text, best)
            until = best.end
            yield best


def _shifted(text: str, point: Point) -> Point:
    """The point with the words that tell another year than the document's: `ngày 7 tháng 7 năm ngoái`.

    Where `năm` counts the years of a period (`ba năm 1993-1995`) it begins with the figures.
    """
    if point.kind == "years" and COUNTS.search(text, max(0, point.start - 8), point.start):
        figures = YEAR_FIGURES.search(text, point.start, point.end)
        return replace(point, start=figures.start()) if figures else point
    if point.year is not None or point.kind not in ("day", "days", "month", "quarter"):
        return point
    other = OTHER_YEAR.match(text, point.end)
    return replace(point, end=other.end(), shift=-1 if other["past"] else 1) if other else point


def _is_better(found: re.Match[str], best: Point | None, text: str) -> bool:
    """Whether a match is longer than what was found, ends where it may, and holds no empty line."""
    longer = best is None or found.end() > best.end
    return longer and not NOT_AFTER.match(text, found.end()) and "\n\n" not in found[0]


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules one by one, and all in one pattern: what no rule matches is asked once, not by each of them."""

    each: tuple[Rule, ...]
    any: re.Pattern[str]


@cache
def _rules(begins: str, *, bare: bool = False) -> _Rules:
    """The rules that may begin so; `bare`: those that a figure with nothing behind it may match."""
    rules = (rule for rule in load_rules("dates", "date_fragments") if rule.begins in (begins, "either"))
    return together(rule for rule in rules if not bare or rule.value in ("year", "day_number"))


def together(each: Iterable[Rule]) -> _Rules:
    """The rules with the one pattern that matches where any of them does."""
    rules = tuple(each)
    patterns = (GROUP_NAME.sub(rf"(?P\g<mark>\g<name>_{at}", rule.pattern.pattern) for at, rule in enumerate(rules))
    return _Rules(rules, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))


def _may_begin(text: str, start: int, until: int) -> bool:
    if not text[start].isdigit():
        return text[start] not in "tT" or not NOT_BEFORE_MONTH.search(text[max(0, start - 12) : start])
    if WEEKDAY.search(text, max(0, start - 5), start):
        return False
    before, second = text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
    if before.isalnum() or before == "_":
        return False
    if not second.isalnum():
        return True
    return before not in "/.,:-–" or (before in "-–" and until == start - 1)


def _point(found: re.Match[str], rule: Rule) -> Point | None:
    groups, kind = found.groupdict(), rule.value
    point = Point(
        found.start(),
        _end(found),
        kind,
        rule.needs,
        rule=rule.name,
        year=_figure(groups, "year", "lunar_year") or _spelt(groups, "spelt_year") or _year_of_two(groups) or None,
        month=_figure(groups, "month", "month_word", "month_roman") or (1 if kind == "lunar" else 0),
        day=_figure(groups, "day") or _spelt(groups, "spelt_day"),
        quarter=_figure(groups, "quarter") or _spelt(groups, "spelt_quarter"),
        last=_figure(groups, "until", "to_month", "to_quarter", "to_year"),
        count=_figure(groups, "count") or (6 if groups.get("half_of") else 0),
        clock=_clock(groups),
        part=(groups.get("part") or "").lower(),
        first_half=(groups.get("half_of") or "").lower() != "cuối",
        cycle=_cycle(groups),
    )
    if point.last and point.last <= (point.quarter or point.day or point.month or point.year or 0):
        return None
    if kind in ("day", "days") and point.value(point.year or LEAP_YEAR) is None:
        return None
    return point


def _end(found: re.Match[str]) -> int:
    """Where the mention ends: a bracket before the word for the lunar calendar stays outside."""
    if found.re.groupindex.get("lunar") and "(" in (found["lunar"] or ""):
        return found.start("lunar")
    return found.end()


def _figure(groups: dict[str, Any], *names: str) -> int:
    """The first of the groups that matched, as a number: figures, Roman ones, or words; 0 without any."""
    text = next((groups[name] for name in names if groups.get(name)), "")
    if not text:
        return 0
    if text in ROMAN:
        return ROMAN[text]
    figures = text.translate(SCANNED)
    return int(figures) if figures.isdigit() else _number_words().get(" ".join(text.lower().split()), 0)


def _spelt(groups: dict[str, Any], name: str) -> int:
    """The group's number in words; 0 where it did not match."""
    words = (groups.get(name) or "").lower()
    return 15 if words == FULL_MOON else spelt_number(words)


def _year_of_two(groups: dict[str, Any]) -> int:
    """The year of its last two figures; 0 where none are written so."""
    if not groups.get("short_year"):
        return 0
    short = int(groups["short_year"])
    return short + (1900 if short >= CENTURY_ENDS else 2000)


@cache
def _number_words() -> dict[str, int]:
    return {entry.form.lower(): int(entry.value) for entry in load_lexicon("number_words")}


def _cycle(groups: dict[str, Any]) -> int | None:
    if not groups.get("branch"):
        return None
    stem, branch = (_cycle_words()[groups[name].lower()] for name in ("stem", "branch"))
    return next((place for place in range(stem, 60, 10) if place % 12 == branch), None)


@cache
def _cycle_words() -> dict[str, int]:
    return {entry.form: int(entry.value) for entry in load_lexicon("sexagenary_cycle")}


def _clock(groups: dict[str, Any]) -> str:
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
