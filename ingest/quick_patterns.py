"""Patterns that the engine of `re` finds quickly: it skips to a set of signs, but not to a letter of either case."""

from __future__ import annotations

from collections.abc import Iterable

FURTHER_CASES = {"k": "\u212a", "s": "ſ", "i": "ıİ"}
"""What else a letter without case stands for: the sign of kelvins, the long s, the i's of Turkish."""


def any_case(ways: Iterable[str], *, not_after: str = "") -> str:
    """A pattern for any of `ways`, in capitals or not: each is a pattern that begins with a letter or sign.

    With `not_after` they stand behind no letter of that set.

    They are found by the set of what they begin with, then told apart by it; their order among those of one
    beginning is kept.
    """
    rests: dict[str, list[str]] = {}
    for way in ways:
        rests.setdefault(way[0].lower(), []).append(way[1:])
    cases = {first: first + first.upper() + FURTHER_CASES.get(first, "") for first in rests}
    told = "|".join(f"(?<=[{cases[first]}])(?i:{'|'.join(rest)})" for first, rest in rests.items())
    behind = f"(?<![{not_after}].)" if not_after else ""
    return f"[{''.join(dict.fromkeys(''.join(cases.values())))}]{behind}(?:{told})"


def quick_codes(codes: Iterable[str], *, not_after: str) -> str:
    """A pattern for codes, which may be glued to what follows, that stand behind no letter of the set `not_after`.

    Each is a pattern that begins with a letter. They are found by the set of those letters: the engine does not skip
    to what stands behind a look to the left.
    """
    rests: dict[str, list[str]] = {}
    for code in codes:
        rests.setdefault(code[0], []).append(code[1:])
    ways = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"[{''.join(rests)}](?<![{not_after}].)(?:{ways})"
