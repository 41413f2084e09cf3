"""Patterns that the engine of `re` finds quickly: it skips to a set of signs, but not to a letter of either case."""

from __future__ import annotations

from collections.abc import Iterable

FURTHER_CASES = {"k": "\u212a", "s": "ſ", "i": "ıİ"}
"""What else a letter without case stands for: the sign of kelvins, the long s, the i's of Turkish."""


def any_case(ways: Iterable[str]) -> str:
    """A pattern for any of `ways`, in capitals or not: each is a pattern that begins with a letter or sign.

    They are found by the set of what they begin with, then told apart by it; their order among those of one
    beginning is kept.
    """
    rests: dict[str, list[str]] = {}
    for way in ways:
        rests.setdefault(way[0].lower(), []).append(way[1:])
    cases = {first: first + first.upper() + FURTHER_CASES.get(first, "") for first in rests}
    told = "|".join(f"(?<=[{cases[first]}])(?i:{'|'.join(rest)})" for first, rest in rests.items())
    return f"[{''.join(dict.fromkeys(''.join(cases.values())))}](?:{told})"
