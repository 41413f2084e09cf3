"""Dates as people write them, made into EDTF."""

from __future__ import annotations

import re

from ingest.orthography import nfc
from nlp import edtf

ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROMAN = ("I", "II", "III", "IV")

NUMBERS = re.compile(
    r"(?:(?:(?:ngày\s+)?(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+))?"
    r"(?:tháng\s+)?(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)|năm\s+)?(?P<year>\d{4})"
)
"""`28/2/2019`, `ngày 28 tháng 2 năm 2019`, `2/2019`, `tháng 2 năm 2019`, `2019`, `năm 2019`."""

NAMED_MONTH = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(ENGLISH_MONTHS)})[a-z]*\.?\s+(?P<year>\d{{4}})", re.IGNORECASE
)
"""`28 Feb 2019`, `February 2019`."""

QUARTER = re.compile(
    rf"(?:qu[ýí]\s*|Q)(?P<quarter>[1-4]|{'|'.join(reversed(ROMAN))})(?:\s*/\s*|\s+năm\s+|\s+)(?P<year>\d{{4}})",
    re.IGNORECASE,
)
"""`quý III/1958`, `quý 3 năm 1958`, `Q3 1958`."""

BOTH_ENDS = re.compile(r"(?:(?:từ|from)\s+)?(?P<start>.+?)(?:\s+(?:-|–|đến|to)\s+|–|(?<=\d{4})-(?=\d{4}$))(?P<end>.+)")
"""`15/3/2022 – 30/6/2022`, `từ 15/3/2022 đến 30/6/2022`, `2018-2020`."""

OPEN_ENDED = re.compile(r"(?:(?P<from>từ|from)|đến(?:\s+hết)?|until)\s+(?P<point>.+)")


def read_written(words: str) -> str:
    """The EDTF value that a date or a period in people's notations means; `words` without blanks at their ends where
    they mean none, so that what is EDTF already stays.

    >>> read_written("28/2/2019"), read_written("từ 3/2022 đến 30/6/2022"), read_written("2019-02"), read_written("nay")
    ('2019-02-28', '2022-03/2022-06-30', '2019-02', 'nay')
    """
    words = nfc(words.strip())
    value = _value(words)
    return value if value is not None and edtf.is_edtf(value) else words


def _value(words: str) -> str | None:
    if edtf.is_edtf(words):
        return words
    if (point := _point(words)) is not None:
        return point
    if (found := OPEN_ENDED.fullmatch(words)) and (point := _point(found["point"])) is not None:
        return edtf.interval(point, edtf.OPEN) if found["from"] else edtf.interval(edtf.OPEN, point)
    if found := BOTH_ENDS.fullmatch(words):
        start, end = _point(found["start"]), _point(found["end"])
        if start is not None and end is not None:
            return edtf.interval(start, end)
    return None


def _point(words: str) -> str | None:
    """The value of one day, month, quarter or year."""
    if edtf.POINT.fullmatch(words):
        return words
    if found := QUARTER.fullmatch(words):
        number = found["quarter"].upper()
        return edtf.quarter(int(found["year"]), ROMAN.index(number) + 1 if number in ROMAN else int(number))
    if found := NUMBERS.fullmatch(words):
        return _day_or_month(found["year"], int(found["month"] or 0), int(found["day"] or 0))
    if found := NAMED_MONTH.fullmatch(words):
        month = ENGLISH_MONTHS.index(found["month"].capitalize()) + 1
        return _day_or_month(found["year"], month, int(found["day"] or 0))
    return None


def _day_or_month(year: str, month: int, day: int) -> str | None:
    if not month:
        return year
    return edtf.day(int(year), month, day) if day else edtf.month(int(year), month)
