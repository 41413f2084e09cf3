"""What speaks for and against each unit that a page without a letterhead names being its issuer.

Features are names that hold or not, such as `zone=title` or `before=owner`; what each weighs is learned
(`nlp/train_issuer_choice.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document import Document
from ingest.orthography import loose
from nlp.fields.acting_unit import RECEIVES, acts, is_in_passing, row_start, stands_above
from nlp.lexicon import load_lexicon
from nlp.mention import Mention
from nlp.text.intervals import Cover

MOST = 8
"""Units, the first ones, that are weighed."""
NEAR = 900
"""Characters behind the title in which namings are looked at."""
NAMINGS = 3
"""Namings of a unit, the first ones, whose surroundings count."""
ZONES = ((350, "lead"), (800, "opening"), (1600, "beginning"))
"""Characters behind the title -> the part of the page up to there."""
LONGEST_TITLE = 1500
"""Characters at the start in which a title ends; one below is not where the page begins."""
MANY = 4
"""Places and namings from which they are not told apart."""
SHARES = ((0.4, "most"), (0.2, "much"), (0.1, "some"))
"""Above which share of all namings of units -> what it is called."""
BEFORE = 60
"""Characters before a unit that are looked at."""
PLACE_WORDS = 4
"""Words before a unit among which one of place tells that something is there."""
RIGHT_BEFORE = frozenset({"by", "owner", "post", "target", "together"})
"""Kinds of words that tell something only right before a unit."""
NEWS = "news"
SEEN_BY_NOBODY = ("zone=title", "opens title", "acts", "meets", "site")
"""What speaks against nobody where it holds of a unit."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be the issuer, at its first naming, or None for nobody; what holds of it."""

    unit: Mention | None
    features: tuple[str, ...]


def candidates(
    document: Document, mentions: Sequence[Mention], *, doc_type: str, title_end: int, site: str
) -> list[Candidate]:
    """The first units that a page names, each name once, and nobody; `title_end` is 0 for a title outside the body."""
    page = _Page(document.body, mentions, doc_type, title_end if title_end < LONGEST_TITLE else 0, loose(site))
    found = [
        Candidate(namings[0], page.told_apart("unit", *page.features_of(rank, namings)))
        for rank, namings in enumerate(page.units[:MOST])
        if not page.names_in_passing(namings)
    ]
    seen = {name for one in found for name in one.features}
    nobody = [f"nobody beside {name}" for name in SEEN_BY_NOBODY if name in seen]
    untitled = [] if page.title_end else ["nobody untitled"]
    return [*found, Candidate(None, (f"nobody {doc_type}", *untitled, *page.told_apart("nobody", *nobody)))]


class _Page:
    def __init__(self, body: str, mentions: Sequence[Mention], doc_type: str, title_end: int, site: str) -> None:
        self.body, self.title_end, self.site = body, title_end, site
        self._told = NEWS if doc_type == NEWS else "act"
        self._cited = Cover(one for one in mentions if one.label == "LEGAL")
        self._within = Cover(one for one in mentions if one.label in ("EVENT", "AWARD"))
        named: dict[str, list[Mention]] = {}
        for one in mentions:
            if one.label == "UNIT":
                named.setdefault(one.name, []).append(one)
        self.units = sorted(named.values(), key=lambda namings: namings[0].start)
        self._total = sum(map(len, self.units))
        self._doing = self._who_acts([one for one in mentions if one.label == "UNIT" and one.start < title_end + NEAR])
        self._names = "\n".join(["", *named, ""])

    def _who_acts(self, units: Sequence[Mention]) -> dict[int, set[str]]:
        """Of the units that act, alone or in a row of them, where each begins: whether it does so in other news too."""
        found: dict[int, set[str]] = {}
        for at, unit in enumerate(units):
            if acts(self.body, unit, "launch"):
                told = {"acts", "meets"} if acts(self.body, unit, NEWS) else {"acts"}
                for one in units[row_start(self.body, units, at) : at + 1]:
                    found.setdefault(one.start, set()).update(told)
        return found

    def told_apart(self, *features: str) -> tuple[str, ...]:
        """The features, and each once more together with whether the page is news or tells of one act."""
        return (*features, *[f"{name} {self._told}" for name in features])

    def names_in_passing(self, namings: Sequence[Mention]) -> bool:
        """Whether a unit is only cited, came as a guest, lent its house, or launched what others take part in."""
        return all(self._cited.covers(one.start) or is_in_passing(self.body, one) for one in namings)

    def features_of(self, rank: int, namings: Sequence[Mention]) -> Iterator[str]:
        """What holds of the unit that stands at place `rank` of all, by its namings in order."""
        first = namings[0].start
        yield f"rank={min(rank, MANY)}"
        yield f"zone={self._zone(first)}"
        yield f"times={min(len(namings), MANY)}"
        yield f"share={next((name for least, name in SHARES if len(namings) > least * self._total), 'little')}"
        if first < self.title_end and not self.body[:first].strip():
            yield "opens title"
        free = [one for one in namings if not self._cited.covers(one.start)]
        if all(self._within.covers(one.start) for one in namings):
            yield "in event"
        near = [one for one in free if one.start < self.title_end + NEAR]
        yield from sorted({told for one in near for told in self._doing.get(one.start, ())})
        yield from sorted({told for one in near[:NAMINGS] for told in _around(self.body, one)})
        yield from self._of_name(namings[0].name)

    def _zone(self, start: int) -> str:
        if start < self.title_end:
            return "title"
        return next((zone for reach, zone in ZONES if start < self.title_end + reach), "rest")

    def _of_name(self, name: str) -> Iterator[str]:
        words = name.split(" ")
        yield f"head={words[0]}"
        yield f"head={' '.join(words[:2])}"
        if stands_above(name):
            yield "above"
        if self.site and ((own := loose(name)) in self.site or self.site in own):
            yield "site"
        if f"\n{name} " in self._names:
            yield "shorter"
        if any(f"\n{' '.join(words[at:])}\n" in self._names for at in range(1, len(words))):
            yield "part"
        if f" {name}\n" in self._names:
            yield "whole"


def _around(body: str, unit: Mention) -> Iterator[str]:
    """What the words and marks beside a naming tell."""
    before = body[max(0, unit.start - BEFORE) : unit.start]
    sentence = before[max(before.rfind("."), before.rfind("\n")) + 1 :]
    words = sentence.lower().split()
    clues = _clues()
    right_before = {clues.get(word, "") for word in (" ".join(words[-2:]), *words[-1:])}
    yield from [f"before={kind}" for kind in right_before & RIGHT_BEFORE]
    if "place" in [clues.get(word) for word in words[-PLACE_WORDS:]]:
        yield "before=place"
    if "guest" in [clues.get(word) for word in words]:
        yield "before=guest"
    marks = before.rstrip(" \t“\"'(-–")
    if not marks or marks[-1] in "\n.:;":
        yield "before=sentence"
    elif marks[-1] == ",":
        yield "before=comma"
    after = body[unit.end : unit.end + BEFORE]
    if after.lstrip().startswith(":"):
        yield "after=colon"
    if RECEIVES.match(after):
        yield "after=receives"
    following = after.lower().split(None, 2)[:2]
    if "doing" in (clues.get(" ".join(following)), clues.get(following[0] if following else "")):
        yield "after=doing"


@cache
def _clues() -> dict[str, str]:
    return {entry.form: entry.kind for entry in load_lexicon("issuer_clues")}
