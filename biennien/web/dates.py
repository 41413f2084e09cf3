"""EDTF values as people write dates."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_datetime, gettext

from biennien.web.languages import language
from biennien.written_dates import ENGLISH_MONTHS
from nlp.edtf import OPEN, POINT, QUARTERS, without_clock

ROMAN = ("I", "II", "III", "IV")


def show_date(value: str | None) -> str:
    """An EDTF value in the language of the page; what is none stands as it is.

    `2019-02-28` is `28/02/2019`, `2019-33` is `quý I/2019`, `2017-07-21/..` is `từ 21/07/2017`.
    """
    if not value:
        return ""
    start, slash, end = value.partition("/")
    if not slash:
        return _point(value)
    if end == OPEN:
        return str(gettext("from %(date)s", date=_point(start)))
    if start == OPEN:
        return str(gettext("until %(date)s", date=_point(end)))
    return f"{_point(start)} – {_point(end)}"


def _point(value: str) -> str:
    found = POINT.fullmatch(value)
    if found is None:
        return value
    year, month, day, clock = found["year"], found["month"], found["day"], found["clock"]
    if month is None:
        return year
    if int(month) in QUARTERS:
        number = QUARTERS.index(int(month))
        return f"quý {ROMAN[number]}/{year}" if language() == "vi" else f"Q{number + 1} {year}"
    if language() == "vi":
        written = f"{day}/{month}/{year}" if day else f"{int(month)}/{year}"
        return f"{clock[1:]} {written}" if clock else written
    written = f"{ENGLISH_MONTHS[int(month) - 1]} {year}"
    if not day:
        return written
    return f"{int(day)} {written}, {clock[1:]}" if clock else f"{int(day)} {written}"


def show_date_alone(value: str | None) -> str:
    """As `show_date` without the time of day: for lists."""
    return show_date(without_clock(value)) if value else ""


def show_moment(value: str | None) -> str:
    """A moment in RFC 3339 as people in Vietnam read their clocks."""
    if not value:
        return ""
    return str(format_datetime(datetime.fromisoformat(value), "HH:mm dd/MM/y"))
