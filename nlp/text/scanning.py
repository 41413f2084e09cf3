"""Patterns tried only where what they begin with stands, instead of at each letter of a long text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.syllables import SHORTEST_CACHED, split_syllables
from nlp.text.kept import kept_by_text
from nlp.text.wanted_syllables import Wanted

FIGURES = re.compile(r"\d\d*")
"""One figure, then more: the engine of `re` skips to the set of letters that begins a pattern, but not to a repeat."""


def figures_of(text: str) -> Sequence[tuple[int, int]]:
    """Where the runs of figures of a text stand, half open, in order; those of a long text are looked for once."""
    return _figures_kept(text) if len(text) >= SHORTEST_CACHED else [found.span() for found in FIGURES.finditer(text)]


@kept_by_text()
def _figures_kept(text: str) -> Sequence[tuple[int, int]]:
    return [found.span() for found in FIGURES.finditer(text)]


def first_keys(forms: Iterable[str]) -> frozenset[str]:
    """The syllables, as they are compared, with which `forms` begin."""
    return frozenset(split_syllables(form).keys[0] for form in forms)


def matches_at_words(
    pattern: re.Pattern[str], words: Wanted, text: str, copy: str | None = None
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with one of the syllables `words`, as `pattern.finditer` does.

    The matches are those in `copy`, where one is given that has the offsets of `text`.
    """
    starts = split_syllables(text).starts
    until = 0
    for at in words.among(text):
        if starts[at] >= until and (found := pattern.match(copy or text, starts[at])):
            until = found.end()
            yield found


def matches_at_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with a figure behind none, as `pattern.finditer` does."""
    until = 0
    for start, _ in figures_of(text):
        if start >= until and (found := pattern.match(text, start)):
            until = found.end()
            yield found
