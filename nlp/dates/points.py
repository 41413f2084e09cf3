"""Points and periods in a text as they are written: what the date rules match, years not yet filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.records import record
from nlp import edtf
from nlp.dates.groups import ENGLISH_MONTHS, read_groups
from nlp.dates.lunar import to_solar
from nlp.dates.plain_lines import with_accents
from nlp.rule_files import Rule, load_rules
from nlp.syllables import split_syllables
from nlp.text.kept import ByWord, kept_by_text
from nlp.text.rules_together import RulesTogether, together
from nlp.text.scanning import figures_of
from nlp.text.wanted_syllables import Wanted

BEFORE_FIGURES = re.compile(
    rf"(?<!\w)(?:(?P<glued>ngày)|(?P<month>(?:{'|'.join(ENGLISH_MONTHS)})[a-z]{{0,6}})\s)\Z", re.IGNORECASE
)
"""Words that begin a date only where its figures follow: `ngày2`, `December 25`."""
NEEDS_FIGURES = ("ngày", *ENGLISH_MONTHS)
"""How their syllables begin: a text without any is not searched for them before each of its figures."""
LONGEST_BEFORE = len("september ")

CONTINUES = re.compile(
    r"\s{0,3}(?:(?P<sign>[/.\-–—\\])|(?P<clock>[:hg])|(?P<list>[,&]|và|đến)"
    r"|(?P<month_next>tháng|thg?[ .\d]|[jfmasond][aepuco][nbrylgptvc]))",
    re.IGNORECASE,
)
"""Behind a figure that may be part of a date, by what it may be: most figures are not, and are passed by."""
BARE = "bare"
FIRST_WORDS = {
    word: begins
    for begins, words in {
        "day": "ngày ngaỳ mùng mồng rằm", "month": "tháng", "year": "năm", "quarter": "quý quí",
        "part": "đầu giữa cuối nửa", "now": "nay", "count": "một hai ba bốn sáu bảy tám chín mười",
    }.items()
    for word in words.split()
}  # fmt: skip
"""The words that dates begin with, by what they begin; all others are English months."""
WANTED_WORDS = Wanted(FIRST_WORDS)
TIME_FOLLOWS = re.compile(r"\s{1,3}(?:tháng|năm|quý|đầu|cuối|\d{4})", re.IGNORECASE)
"""Behind a number or a part that begins a date: most are not, and are passed by."""
NOT_BEFORE_MONTH = re.compile(
    r"(?:cách\s+mạng|khởi\s+nghĩa)\s+$|(?<!\w)(?<!số )(?:\d{1,3}|mỗi|hàng|hằng)\s+$", re.IGNORECASE
)
"""Before `tháng 8`: a revolution's name, a number (`3 tháng 10 ngày`), or what recurs (`mỗi tháng 1 số`)."""
NOT_AFTER = re.compile(r"\w|/\w|[-–](?![–-])[^\W\d_]|[.,:]\d|\s?%")
YEAR_LENGTH = 4
GLUED = re.compile(r"[A-ZĐ][^\W\d_A-ZĐ]{2,}|(?:của|về|và|đến|tại)(?!\w)")
"""A word that follows figures without a space, no letters of a number (`15/2003QH`)."""
CACHED_TEXTS = 8
"""The component and the metadata ask for the same body, title and clues."""
LEAP_YEAR = 2000
"""Has every day: for days whose year is not known yet."""
WEEKDAY = re.compile(r"(?<!\w)thứ\s$", re.IGNORECASE)
"""Before the figure of a day of the week: `Thứ 3, 16/07/2013`."""
OTHER_YEAR = re.compile(r"\s{1,2}năm\s{1,2}(?:(?P<past>ngoái|trước)|(?:sau|tới))(?!\w)", re.IGNORECASE)
"""Behind a date without a year: the year before or after that of the document."""
RECURRING = re.compile(r"\s{1,2}(?:hằng|hàng)\s(?:năm|tháng|tuần)(?!\w)", re.IGNORECASE)
"""Behind a day that comes every year."""
COUNTS = re.compile(r"(?<!\w)(?:\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|lăm|mươi)\s\Z", re.IGNORECASE)
YEAR_FIGURES = re.compile(r"\d")
MONTH_ONE = 11
"""Of the lunar year the month that is called `tháng Một`."""
MIDDLE_OF_MONTH = {"đầu": 5, "cuối": 25}
"""Which day stands for a part of a lunar month, the fifteenth for the whole."""


@record(frozen=True, slots=True)
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
            case "cut_years":
                return None
            case "year_start":
                return f"{year:04d}-01-01"
            case "year_end":
                return f"{year:04d}-12-31"
            case _:
                return f"{year:04d}"

    def _cycle_year(self, year: int) -> int:
        """The year nearest to `year` that has the named place in the cycle of sixty."""
        return year if self.cycle is None else year + (self.cycle - (year - 4) + 30) % 60 - 30


@kept_by_text(CACHED_TEXTS)
def find_points(text: str) -> tuple[Point, ...]:
    """The longest match at each place, from left to right, none overlapping another; kept for the last few texts."""
    return tuple(_points(with_accents(text)))


def _points(text: str) -> Iterator[Point]:
    until = 0
    for start, end in _triggers(text):
        if start < until or not _may_begin(text, start, until):
            continue
        begins = _begins(text, start, end)
        if begins is None:
            continue
        rules = _rules(begins)
        first = rules.any.match(text, start)
        if not first or not first.lastgroup:
            continue
        best: Point | None = None
        for rule in rules.each[int(first.lastgroup[1:]) :]:
            found = rule.pattern.match(text, start)
            if found and _is_better(found, best, text):
                best = _point(found, rule) or best
        if best is not None:
            best = _shifted(text, best)
            until = best.end
            yield best


def _triggers(text: str) -> list[tuple[int, int]]:
    """The words and figures at which a rule may begin, half open, in order: trying rules only there keeps it quick."""
    syllables = split_syllables(text)
    found = [(syllables.starts[at], syllables.ends[at]) for at in WANTED_WORDS.among(text)]
    worded = any(map(_NEEDS_FIGURES.__getitem__, set(syllables.keys)))
    figures = figures_of(text)
    if worded:
        for start, _ in figures:
            word = BEFORE_FIGURES.search(text, max(0, start - LONGEST_BEFORE), start)
            found += [word.span(word.lastgroup or 0)] if word else []
    return sorted([*found, *figures])


_NEEDS_FIGURES = ByWord(lambda key: key.startswith(NEEDS_FIGURES) and key not in FIRST_WORDS)
"""Whether a date begins with a syllable only where its figures follow."""


def _shifted(text: str, point: Point) -> Point:
    """The point with the words that tell another year than the document's: `ngày 7 tháng 7 năm ngoái`.

    Where `năm` counts the years of a period (`ba năm 1993-1995`) it begins with the figures.
    """
    if point.kind == "years" and COUNTS.search(text, max(0, point.start - 8), point.start):
        figures = YEAR_FIGURES.search(text, point.start, point.end)
        return replace(point, start=figures.start()) if figures else point
    if point.year is None and RECURRING.match(text, point.end):
        return replace(point, needs="none")
    if point.year is not None or point.kind not in ("day", "days", "month", "quarter"):
        return point
    other = OTHER_YEAR.match(text, point.end)
    return replace(point, end=other.end(), shift=-1 if other["past"] else 1) if other else point


def _is_better(found: re.Match[str], best: Point | None, text: str) -> bool:
    """Whether a match is longer than what was found, ends where it may, and holds no empty line."""
    longer = best is None or found.end() > best.end
    if not longer or "\n\n" in found[0]:
        return False
    return not NOT_AFTER.match(text, found.end()) or _glued_on(found, text)


def _glued_on(found: re.Match[str], text: str) -> bool:
    """Whether a word is glued to a day with its year in four figures: `07/07/2015Hết hiệu lực`, `03/12/2021của`."""
    told, end = found.groupdict(), found.end()
    whole = all(told.get(name) for name in ("day", "month", "year")) and text[end - YEAR_LENGTH : end].isdecimal()
    return whole and GLUED.match(text, end) is not None


def _begins(text: str, start: int, end: int) -> str | None:
    """What a date would begin with here, as the rules name it; None where none can begin."""
    if text[start].isdigit():
        follows = CONTINUES.match(text, end)
        return follows.lastgroup if follows else BARE
    begins = FIRST_WORDS.get(text[start:end].lower(), "english")
    if begins in ("part", "count") and not TIME_FOLLOWS.match(text, end):
        return None
    return begins


@cache
def _rules(begins: str) -> RulesTogether:
    """The rules that may begin so."""
    return together(rule for rule in load_rules("dates", "date_fragments") if begins in rule.begins.split())


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
    if before == ":" and second.isalpha():
        return True  # `Ngày ban hành:07/07/2015`
    return before not in "/.,:-–" or (before in "-–" and until == start - 1)


def _point(found: re.Match[str], rule: Rule) -> Point | None:
    kind, told = rule.value, read_groups(found.groupdict())
    if kind == "lunar" and not told.get("month"):
        told["month"] = 1
    if kind == "lunar" and told["month"] == 1 and (found.groupdict().get("month_word") or "").lower() == "một":
        told["month"] = MONTH_ONE  # `mồng 8 tháng Một âm lịch`, before tháng Chạp; the first is tháng Giêng
    point = Point(found.start(), _end(found), kind, rule.needs, rule=rule.name, **told)
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
