"""Names of campaigns that are listed behind one head: `các phong trào: “…”, “…” và “…”`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.campaigns.grammar import ALSO, FURTHER, LISTED, LISTED_KNOWN, OTHER_THINGS
from nlp.campaigns.known import KnownNames
from nlp.text.placeholders import CLOSE_QUOTE, OPEN_QUOTE, UNCLOSED_END

ENDING = " \t\n.,;:"
"""What stands between the last word of a listed name and its closing mark and is no part of it."""
CLOSING = re.compile(rf"[{ENDING}]*{CLOSE_QUOTE}")


@dataclass(frozen=True, slots=True)
class Found:
    """A campaign found, half open in characters; `quoted` are the first and last characters of a quoted name."""

    start: int
    end: int
    source: str
    confidence: float
    quoted: tuple[int, int] | None = None


def name_inside(masked: str, named: re.Match[str]) -> tuple[int, int]:
    """The first and last characters of a quoted name, without its marks."""
    return named.start("name") + 1, named.end("name") - (masked[named.end("name") - 1] == CLOSE_QUOTE)


def lists_names(masked: str, head: re.Match[str], quoted: re.Match[str]) -> bool:
    """Whether a colon and further quoted names tell that a list follows: `các phong trào: “…”, “…”`."""
    colon = not quoted["link"] and ":" in masked[head.end() : quoted.start("name")]
    gap = FURTHER.match(masked, quoted.end()) if colon else None
    return gap is not None and masked[gap.end()] == OPEN_QUOTE


def first_listed(masked: str, head: re.Match[str]) -> Found | None:
    """The first of the names that are listed behind a plural head; it stands without the head."""
    listed = LISTED.match(masked, head.end())
    if listed is None or OTHER_THINGS.search(ALSO.sub("", listed["gap"])) or masked[listed.end() - 1] != CLOSE_QUOTE:
        return None
    return listed_name(masked, listed)


def listed_name(masked: str, named: re.Match[str]) -> Found:
    """A quoted name of a list, which stands without a head; a full stop before its closing mark is outside it."""
    first, last = name_inside(masked, named)
    return _item(masked, first, last)


def _item(masked: str, first: int, last: int) -> Found:
    """A name of a list between the marks around it."""
    last = first + len(masked[first:last].rstrip(ENDING))
    first = last - len(masked[first:last].lstrip())
    return Found(first, last, "list", 0.8, (first, last))


def first_known(masked: str, head: re.Match[str], names: KnownNames) -> Found | None:
    """The first of the known names that are listed behind a head and a colon; it stands without the head."""
    colon = LISTED_KNOWN.match(masked, head.end())
    end = names.end_at(colon.end()) if colon is not None and masked[colon.end() : colon.end() + 1].isupper() else None
    return Found(colon.end(), end, "list", 0.8) if colon is not None and end is not None else None


def further_names(masked: str, first: Found, names: KnownNames) -> Iterator[Found]:
    """The further names of a list that follow a first one without a head of their own."""
    closing = CLOSING.match(masked, first.end)
    end = closing.end() if closing else first.end
    while True:
        gap = FURTHER.match(masked, end)
        if not gap:
            return
        if first.quoted and masked[gap.end()] == OPEN_QUOTE:
            close = next((i for i in range(gap.end(), len(masked)) if masked[i] in CLOSE_QUOTE + UNCLOSED_END), None)
            if close is None or masked[close] == UNCLOSED_END:
                return
            yield _item(masked, gap.end() + 1, close)
            end = close + 1
            continue
        known = names.end_at(gap.end())
        small = masked[first.start + 1 : first.end].islower()
        if first.quoted or not known or not (small or masked[gap.end()].isupper()):
            return
        yield Found(gap.end(), known, "list", 0.8)
        end = known
