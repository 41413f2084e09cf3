"""The tree of a body's parts: numbered ones in whatever order of kinds the document has, and unnumbered headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from ingest.document import Section
from ingest.orthography import is_capitals
from ingest.section_starts import HEADED, LISTED, STARTS, Start, section_starts

LONGEST_HEADING = 200
"""Characters; a numbered paragraph's heading ends here at a word, or at the end of its first sentence."""

LONGEST_UNDER = 25
"""Words of a line under `Chương I` that is its heading though it is not in capitals."""

HEADING = "heading"
"""The kind of an unnumbered heading."""

RANK = {kind: rank for rank, (kind, _) in enumerate(STARTS)}
FREE = ("annex", "part", "chapter", "division", "article", "clause", "point")
"""Kinds named by a word: they open a section whatever number came before."""

SWAPPED = ("bracket", "letter", "point")
"""Inner kinds that some documents nest one way and some the other: the first to come is the outer one."""

ABOVE_HEADINGS = ("annex", "part", "chapter", "division", "article", "upper", "roman")
"""Kinds that no unnumbered heading holds."""

MOST_SKIPPED = 2
"""How far a number may lie behind the one before it: recognisers and typists lose one."""


def find_sections(body: str, *, headings: Collection[tuple[int, int]] = ()) -> tuple[Section, ...]:
    """The sections of a body in order of their start; a number that does not follow its forerunner opens none.

    `headings` are the spans of lines that the file sets as headings.
    """
    starts = _with_headings(section_starts(body), headings)
    accepted: list[tuple[Start, int]] = []
    path: list[Start] = []
    for start in starts:
        outer = _outer(path, start)
        if outer is None:
            continue
        path = [*outer, start]
        accepted.append((start, len(path)))
    return tuple(
        Section(start.number, _heading(body, start), start.start, end, level)
        for (start, level), end in zip(accepted, _ends(accepted, len(body)), strict=True)
    )


def _with_headings(starts: Iterable[Start], headings: Collection[tuple[int, int]]) -> list[Start]:
    """The numbered starts and those of headings without a number, in order."""
    numbered = list(starts)
    taken = {start.start for start in numbered if start.kind not in LISTED}
    free = [Start(HEADING, "", "", start, start, end) for start, end in headings if start not in taken]
    return sorted([*numbered, *free], key=lambda start: start.start) if free else numbered


def _outer(path: Sequence[Start], start: Start) -> list[Start] | None:
    """The sections that a new one lies in; None for a line that opens none."""
    if start.kind == HEADING:
        return _around_heading(path)
    outer = list(takewhile(lambda one: _is_outer(one, start, path), path))
    if start.kind in LISTED:
        return outer or None  # a list in no numbered part is no structure
    inner = path[len(outer) :]
    forerunner = next((one for one in inner if one.kind == start.kind and _is_series(one, start)), None)
    return outer if _follows(start, forerunner) else None


def _is_series(one: Start, start: Start) -> bool:
    """Whether two numbers of one kind count the same things: `1.3` does not come before `2.4`."""
    return start.kind != "decimal" or one.value.rpartition(".")[0] == start.value.rpartition(".")[0]


def _around_heading(path: Sequence[Start]) -> list[Start]:
    """What an unnumbered heading lies in: beside the last of its kind, else inside everything that is open."""
    at = next((at for at, one in enumerate(path) if one.kind == HEADING), len(path))
    return list(takewhile(lambda one: one.kind not in LISTED, path[:at]))


def _is_outer(one: Start, start: Start, path: Sequence[Start]) -> bool:
    """Whether an open section may hold a new one."""
    if one.kind == HEADING:
        return start.kind not in ABOVE_HEADINGS
    if start.kind == "decimal" and one.kind in ("decimal", "arabic"):
        return start.value.startswith(one.value + ".")
    if one.kind == "decimal" and start.kind == "arabic":
        return False
    if one.kind in SWAPPED and start.kind in SWAPPED and one.kind != start.kind:
        return (start.position == 1 and not any(other.kind == start.kind for other in path)) or _holds(path, one, start)
    return RANK[one.kind] < RANK[start.kind]


def _holds(path: Sequence[Start], one: Start, start: Start) -> bool:
    """Whether a section of the new one's kind is open inside `one` already."""
    at = next(at for at, other in enumerate(path) if other is one)
    return any(other.kind == start.kind for other in path[at:])


def _follows(start: Start, forerunner: Start | None) -> bool:
    """Whether a number is the first of its kind, or comes soon after the one before it."""
    if start.kind in FREE:
        return True
    now = start.position
    before = forerunner.position if forerunner else 0
    return now is not None and before is not None and (now == 1 or before < now <= before + MOST_SKIPPED)


def _heading(body: str, start: Start) -> str:
    heading = body[start.heading_start : start.line_end].strip(" .:-–")
    if not heading or (is_capitals(heading) and start.kind not in LISTED):
        heading = " ".join(filter(None, (heading, *_lines_under(body, start, heading))))
    if len(heading) > LONGEST_HEADING:
        sentence = re.match(r".{20,}?[.;:](?=\s)", heading[:LONGEST_HEADING])
        heading = sentence[0] if sentence else heading[:LONGEST_HEADING].rpartition(" ")[0]
    return heading.strip(" .:;")


def _lines_under(body: str, start: Start, heading: str) -> list[str]:
    """The lines that a heading begun, or left to the lines under its number, goes on in."""
    lines = body[start.line_end + 1 :].lstrip("\n")[: 3 * LONGEST_HEADING].split("\n")[:2]
    under = list(takewhile(lambda line: _goes_on(line), lines))
    if under or heading or start.kind not in HEADED or not lines[0].strip():
        return [line.strip() for line in under]
    first = lines[0].strip()
    quiet = len(first.split()) <= LONGEST_UNDER and first[-1] not in ".;:," and not next(section_starts(first), None)
    return [first] if quiet else []


def _goes_on(line: str) -> bool:
    """Whether a line in capitals goes on with the heading above it."""
    return is_capitals(line) and not next(section_starts(line), None)


def _ends(accepted: list[tuple[Start, int]], length: int) -> list[int]:
    """Where each section ends: at the next one of its level or of an outer level."""
    ends: list[int] = []
    following: list[tuple[int, int]] = []
    for start, level in reversed(accepted):
        while following and following[-1][0] > level:
            following.pop()
        ends.append(following[-1][1] if following else length)
        following.append((level, start.start))
    return ends[::-1]
