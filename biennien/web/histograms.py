"""Bars over the years, in percent of the drawing, so that they fit every width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

HEIGHT = 72.0
"""Pixels of the highest bar."""

MOST_BARS = 130
"""More years than this are drawn in decades: bars thinner than two pixels on a phone cannot be touched."""

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
    bars = [
        {
            "x": round(room * (place + GAP / 2), 3),
            "width": round(min(room * (1 - GAP), 6.0), 3),
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
    return {"bars": bars, "height": HEIGHT, "first": first, "last": last, "middle": (first + last) // 2, "most": most}
