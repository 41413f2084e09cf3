"""Bars over time, in percent of the drawing, so that they fit every width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from biennien.web.dates import show_date
from nlp.edtf import QUARTERS
from search.periods import MONTHS_A_YEAR, Bar, Step, make_bar, month_of

HEIGHT = 72.0
"""Pixels of the highest bar."""

MOST_BARS = 130
"""More bars than this are drawn in longer steps: bars thinner than two pixels on a phone cannot be touched."""

WIDEST = 6.0
"""Percent: of a few years the bars stay bars."""

MOST_TICKS = 6
NEAR_EDGE = 4.0
GAP = 0.25
"""Share of a bar's room that stays empty."""


def histogram(buckets: Iterable[dict[str, Any]], link: Callable[[str, str], str]) -> dict[str, Any] | None:
    """The bars of a year facet, one for each year between the first and the last; None without any year.

    `link` leads from a bar's first and last year to what it counts.
    """
    counts = {int(bucket["value"]): int(bucket["count"]) for bucket in buckets}
    step = Step.YEAR if not counts or max(counts) - min(counts) < MOST_BARS else Step.DECADE
    sums: dict[int, int] = {}
    for year, count in counts.items():
        start = year * MONTHS_A_YEAR // step.months * step.months
        sums[start] = sums.get(start, 0) + count
    bars = [make_bar(start, step, count) for start, count in sums.items()]
    return draw(bars, step, lambda bar: link(*period_of(bar, step)))


def draw(bars: Iterable[Bar], step: Step, link: Callable[[Bar], str]) -> dict[str, Any] | None:
    """The bars in their places, with room for the empty ones between the first and the last; None without any."""
    counted = {month_of(bar.first_day) // step.months: bar for bar in bars if bar.count}
    if not counted:
        return None
    first, last = min(counted), max(counted)
    most = max(bar.count for bar in counted.values())
    room = 100.0 / (last - first + 1)
    width = min(room * (1 - GAP), WIDEST)
    drawn = []
    for number, bar in sorted(counted.items()):
        place, height = number - first, max(3.0, HEIGHT * bar.count / most)
        drawn.append(
            {
                "x": round(room * (place + 0.5) - width / 2, 3),
                "width": round(width, 3),
                "room_x": round(room * place, 3),
                "room": round(room, 3),
                "height": round(height, 1),
                "y": round(HEIGHT - height, 1),
                "label": label_of(bar, step),
                "count": bar.count,
                "href": link(bar),
            }
        )
    labels = [label_of(make_bar(number * step.months, step, 0), step, short=True) for number in range(first, last + 1)]
    return {"bars": drawn, "height": HEIGHT, "ticks": _ticks(labels, room)}


def fits(bars: Sequence[Bar], step: Step) -> bool:
    """Whether there is room for a bar at each step between the first and the last."""
    if not bars:
        return True
    first, last = bars[0].first_day, bars[-1].first_day
    return (month_of(last) - month_of(first)) // step.months < MOST_BARS


def period_of(bar: Bar, step: Step) -> tuple[str, str]:
    """The first and last year or month of a bar, as an address has them."""
    first, last = (f"{day // 10_000:04d}-{day // 100 % 100:02d}" for day in (bar.first_day, bar.last_day))
    return (first, last) if step in (Step.MONTH, Step.QUARTER) else (first[:4], last[:4])


def label_of(bar: Bar, step: Step, *, short: bool = False) -> str:
    """What people call the time of a bar; a decade goes by its first year where there is little room."""
    year, month = bar.first_day // 10_000, bar.first_day // 100 % 100
    if step is Step.DECADE:
        return f"{year:04d}" if short else f"{year:04d}–{bar.last_day // 10_000:04d}"
    if step is Step.YEAR:
        return f"{year:04d}"
    part = month if step is Step.MONTH else int(QUARTERS[(month - 1) // 3])
    return show_date(f"{year:04d}-{part:02d}")


def _ticks(starts: list[str], room: float) -> list[dict[str, Any]]:
    """The labels written below: all of a few, else the first, the last and some between."""
    every, last = max(1, -(-len(starts) // MOST_TICKS)), len(starts) - 1
    places = [place for place in range(0, last, every) if last - place >= every] + [last]
    return [
        {"x": round(room * (place + 0.5), 3), "label": starts[place], "anchor": _anchor(room * (place + 0.5))}
        for place in places
    ]


def _anchor(x: float) -> str:
    """Which end of a label stands at its place, so that none leaves the drawing."""
    return "start" if x < NEAR_EDGE else "end" if x > 100 - NEAR_EDGE else "middle"
