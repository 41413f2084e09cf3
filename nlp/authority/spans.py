"""How long something lasted: pairs of EDTF points, `''` where the end is open or not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nlp import edtf


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day of `start` to the last of `end`, both EDTF points; `''` is open or not known."""

    start: str = ""
    end: str = ""


def first_day(point: str) -> date:
    """The first day of a point; the beginning of time for an open one."""
    return (edtf.bounds(point)[0] if point else None) or date.min


def last_day(point: str) -> date:
    """The last day of a point; the end of time for an open one."""
    return (edtf.bounds(point)[1] if point else None) or date.max


def overlap(one: Span, other: Span) -> Span | None:
    """The time in which both lasted, None where there was none."""
    start, end = max(one.start, other.start, key=first_day), min(one.end, other.end, key=last_day)
    return Span(start, end) if first_day(start) <= last_day(end) else None


def whole(spans: Iterable[Span]) -> Span:
    """From the beginning of the first to the end of the last one."""
    spans = tuple(spans)
    if not spans:
        return Span()
    start = min((span.start for span in spans), key=first_day)
    return Span(start, max((span.end for span in spans), key=last_day))
