"""Patterns made to be searched for quickly in a long text: by the first letters of what they look for.

The engine of `re` skips what cannot begin a match only where a pattern begins with a set of letters: not behind a look
to the left, and not where the case of letters is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FIGURES = re.compile(r"\d+")


def quick_words(forms: Iterable[str], *, not_after: str = r"\w", any_case: bool = True) -> str:
    """A pattern for `forms` that stand behind no letter of the set `not_after`.

    Each form is a pattern that begins with a letter; of those with the same first one the first that fits matches.
    """
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[0].lower() if any_case else form[0], []).append(form[1:])
    letters = {first: first + first.upper() if any_case else first for first in rests}
    mode = "(?i:" if any_case else "(?:"
    ways = "|".join(f"(?<=[{letters[first]}]){mode}{'|'.join(rest)})" for first, rest in rests.items())
    return f"[{''.join(letters.values())}](?<![{not_after}].)(?:{ways})"


def matches_at_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with a figure behind none, as `pattern.finditer` does."""
    until = 0
    for figures in FIGURES.finditer(text):
        if figures.start() >= until and (found := pattern.match(text, figures.start())):
            until = found.end()
            yield found
