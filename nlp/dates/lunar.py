"""Days of the Vietnamese lunar calendar as days of the solar one.

Source: Jean Meeus, Astronomical Algorithms (new moons, the sun's longitude); the rules of the calendar as Hồ Ngọc Đức
describes them: months begin on the day of the new moon at UTC+7, the eleventh holds the winter solstice, and in a year
of thirteen months the first one without a major solar term is the leap month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import floor, pi, sin

HANOI = 7.0 / 24
SYNODIC_MONTH = 29.530588853
EPOCH = 2415021.076998695
"""Julian day of the new moon of 1 January 1900 in this series."""
DAY_ZERO = 1721424.5
"""The Julian day at the start of the day before 1 January of the year 1."""


def to_solar(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar day (of a month that is no leap month); None for a day the calendar lacks."""
    if not 1 <= day <= 30 or not 1 <= month <= 12:
        return None
    first, following = _month_start(year, month)
    if day > following - first:
        return None
    return _to_date(first) + timedelta(days=day - 1)


def _month_start(year: int, month: int) -> tuple[int, int]:
    """The Julian day numbers of the first day of a lunar month and of the month after it."""
    start_year = year - 1 if month < 11 else year
    eleventh, next_eleventh = _eleventh_month(start_year), _eleventh_month(start_year + 1)
    index = floor((eleventh - EPOCH) / SYNODIC_MONTH + 0.5)
    offset = (month - 11) % 12
    if next_eleventh - eleventh > 365:
        leap = _leap_offset(eleventh)
        if offset >= leap:
            offset += 1
    return _new_moon_day(index + offset), _new_moon_day(index + offset + 1)


@cache
def _new_moon_day(k: int) -> int:
    """The Julian day number, at Hanoi, of the k-th new moon after the epoch."""
    t = k / 1236.85
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    correction = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon)
    correction += 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node)
    correction += -0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon) + 0.0004 * sin(2 * node + sun)
    correction += -0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    correction += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + correction - delta + 0.5 + HANOI)


def _sun_sector(day_number: int) -> int:
    """The sun's longitude at the start of a day in Hanoi, in twelfths of the circle: 0 is the March equinox."""
    t = (day_number - 0.5 - HANOI - 2451545.0) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(((mean + centre) % 360) / 30)


@cache
def _eleventh_month(year: int) -> int:
    """The Julian day number on which the lunar month with the winter solstice of `year` begins."""
    off = date(year, 12, 31).toordinal() + floor(DAY_ZERO + 0.5) - 2415021
    k = floor(off / SYNODIC_MONTH)
    start = _new_moon_day(k)
    return _new_moon_day(k - 1) if _sun_sector(start) >= 9 else start


def _leap_offset(eleventh: int) -> int:
    """How many months after the eleventh the leap month comes."""
    k = floor((eleventh - EPOCH) / SYNODIC_MONTH + 0.5)
    offset = 1
    sector = _sun_sector(_new_moon_day(k + offset))
    while True:
        before = sector
        offset += 1
        sector = _sun_sector(_new_moon_day(k + offset))
        if sector == before or offset >= 14:
            return offset - 1


def _to_date(day_number: int) -> date:
    return date.fromordinal(day_number - floor(DAY_ZERO + 0.5))
