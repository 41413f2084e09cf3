"""Provinces merged in July 2025: pages written since then name them without a level only by habit."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nlp.authority.places import BEFORE_MERGER, provinces
from nlp.mention import Mention
from nlp.places.home_places import FORMER_WEIGHT, Home

DAY = len("2025-07-01")


def is_since_merger(dates: Iterable[Mention]) -> bool:
    """Whether a text names a day after the merger, as none written before does."""
    return any(mention.value and len(day := str(mention.value)) == DAY and day > BEFORE_MERGER for mention in dates)


def weigh_merged(home: Home, leveled: Collection[str]) -> None:
    """Let former provinces speak for the one they are in now, where a page names that and no level of theirs.

    `leveled` are the full names of the places that the page names with their level.
    """
    named = {value for counted in home.votes.values() for value in counted}
    counted = home.votes.get("province", {})
    for value in list(counted):
        after = _successor(value)
        if after in named and value not in leveled:
            home.vote(after, counted.pop(value) * FORMER_WEIGHT)
    if home.main_kind == "province" and not counted and home.votes.get("city"):
        home.main_kind = "city"


def _successor(value: str) -> str:
    """The province that one of the 63 lies in since the merger, `''` where it kept its name or has long been gone."""
    territory = provinces().get(value)
    last = territory.lives[-1] if territory is not None and territory.lives else None
    merged = last is not None and last.span.end == BEFORE_MERGER and last.successors and last.successors[0] != value
    return last.successors[0] if last is not None and merged else ""
