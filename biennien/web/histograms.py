"""Bars over the years, in percent of the drawing, so that they fit every width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

HEIGHT = 72.0
"""Pixels of the highest bar."""

MOST_BARS = 130
"""More years than this are drawn in decades: bars thinner than two pixels on a phone cannot be touched."""

WIDEST = 6.0
"""Percent: of a few years the bars stay bars."""

MOST_TICKS = 6
NEAR_EDGE = 4.0
GAP = 0.25
"""Share of a bar's room that stays empty."""


def histogram(buckets: Iterable[dict[str, Any]], link: Callable[[int, int], str]) -> dict[str, Any] | None:
    """The bars of a year facet, one for each year between the first and the last; None without any year."""
    counts = {int(bucket["value"]): int(bucket["count"]) for bucket in buckets}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    step = 1 if last - first < MOST_BARS else 10
    starts = range(first - first % step, last + 1, step)
    sums = {start: sum(counts.get(year, 0) for year in range(start, start + step)) for start in starts}
    most = max(sums.values())
    room = 100.0 / len(sums)
    width = min(room * (1 - GAP), WIDEST)
    bars = [
        {
            "x": round(room * (place + 0.5) - width / 2, 3),
            "width": round(width, 3),
            "room_x": round(room * place, 3),
            "room": round(room, 3),
            "height": round(max(3.0, HEIGHT * count / most), 1),
            "y": round(HEIGHT - max(3.0, HEIGHT * count / most), 1),
            "label": str(start) if step == 1 else f"{start}–{start + step - 1}",
            "count": count,
            "href": link(start, start + step - 1),
        }
        for place, (start, count) in enumerate(sums.items())
        if count
    ]
    return {"bars": bars, "height": HEIGHT, "ticks": _ticks(list(sums), room)}


def _ticks(starts: list[int], room: float) -> list[dict[str, Any]]:
    """The years written below: all of a few, else the first, the last and some between."""
    every, last = max(1, -(-len(starts) // MOST_TICKS)), len(starts) - 1
    places = [place for place in range(0, last, every) if last - place >= every] + [last]
    return [
        {"x": round(room * (place + 0.5), 3), "label": str(starts[place]), "anchor": _anchor(room * (place + 0.5))}
        for place in places
    ]


def _anchor(x: float) -> str:
    """Which end of a label stands at its place, so that none leaves the drawing."""
    return "start" if x < NEAR_EDGE else "end" if x > 100 - NEAR_EDGE else "middle"
