"""Which units take part in the campaign that a document tells of, by learned weights.

The weights (`models/participant_weights.tsv`) are those of a decision on each unit; `python -m
nlp.train_campaign_choices` learns them from what authors of gold wrote down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ingest.orthography import loose
from nlp.choice_weights import MODELS, read_weights, score
from nlp.fields.acting_unit import CLAUSE_BEFORE, GUEST, NEAR, ON_BEHALF, RECEIVES, acts, stands_above
from nlp.lexicon import forms_of
from nlp.mention import Mention
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import covers_of
from nlp.text.sentence_breaks import LONG_SENTENCE, sentence_end, sentence_start

WEIGHTS = MODELS / "participant_weights.tsv"
LEAST = -1.0
"""Log odds from which on a unit is said to take part: a chance of about half the F1 that the lists reach, where it is
greatest.
"""
ITEM = re.compile(r"(?:^|\n)\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))\s*(?:Đối với\s+|Giao\s+|Đề nghị\s+)?$")
ASKED = re.compile(rf"(?:{load_alternatives('campaign_cues', 'asked')})\s*:?[^.;]*$")
POSTS = forms_of("campaign_cues", "of_head")
"""Words before a unit that speak of its head, or of it as the owner, the giver or the receiver of something."""
LONGEST_POST = max(map(len, POSTS))
RECIPIENTS = re.compile(r"(?m)^[ \t]*(?:Nơi nhận|NƠI NHẬN)[ \t]*:")
GROUP = re.compile(r"\s*(?:\([^)\n]{1,60}\)\s*)?(?:,|;|và|cùng|cùng với|-|–|,\s*và)\s*(?:\w+\s){0,2}")
"""What stands between units of one list."""
HOLDERS = ("LEGAL", "EVENT", "AWARD", "TARGET", "CAMPAIGN", "PERSON")
MANY = 4
"""Units of one kind, and namings, from which they are not told apart."""
PARTS = 4
"""Of the text, by which a unit's first naming is told."""


class Party(NamedTuple):
    """A unit that may take part, under its canonical name; what holds of it."""

    name: str
    features: tuple[str, ...]


def participants(
    text: str, mentions: Sequence[Mention], launcher: str | None, metadata: Mapping[str, Any]
) -> tuple[str, ...]:
    """The names of the units that take part in the main campaign of a document, in the order of the text."""
    weights = read_weights(WEIGHTS)
    return tuple(
        one.name for one in parties(text, mentions, launcher, metadata) if score(one.features, weights) >= LEAST
    )


def parties(
    text: str, mentions: Sequence[Mention], launcher: str | None, metadata: Mapping[str, Any]
) -> Iterator[Party]:
    """Yield each unit but the launcher that a document names before its recipients, once, with what holds of it."""
    page = _Page(text, mentions, launcher, metadata)
    for rank, (name, namings) in enumerate(page.units.items()):
        if name != page.launcher:
            yield Party(" ".join(namings[0].name.split()), tuple(page.features_of(rank, name, namings)))


@lru_cache(maxsize=1)
def _superiors() -> tuple[str, ...]:
    """How bodies begin that stand above those who take part."""
    return tuple(f"{form} " for form in forms_of("central_bodies", "superior"))


class _Page:
    def __init__(
        self, text: str, mentions: Sequence[Mention], launcher: str | None, metadata: Mapping[str, Any]
    ) -> None:
        self._text = text
        found = RECIPIENTS.search(text)
        self._end = found.start() if found else len(text)
        self._covers = covers_of(mentions, HOLDERS)
        self._all = [one for one in mentions if one.label == "UNIT"]
        self._groups = dict(self._grouped())
        self.units: dict[str, list[Mention]] = {}
        for unit in self._all:
            if unit.start < self._end:
                self.units.setdefault(loose(unit.name), []).append(unit)
        self._ends = {end for name in self.units for end in _ends_of(name)}
        self._informed = {loose(unit.name) for unit in self._all if unit.start >= self._end}
        self._issuer, self.launcher = loose(str(metadata.get("issuer") or "")), loose(launcher or "")
        self._type = str(metadata.get("doc_type"))
        self._kinds = Counter(_kind(name) for name in self.units)
        self._named = min((one.start for one in mentions if one.label == "CAMPAIGN"), default=0)

    def _grouped(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """Where each unit begins: its place in a list of units, and how many there are."""
        row: list[Mention] = []
        for unit in self._all:
            if row and not GROUP.fullmatch(self._text, row[-1].end, unit.start):
                yield from _places(row)
                row = []
            row.append(unit)
        yield from _places(row)

    def features_of(self, rank: int, name: str, namings: Sequence[Mention]) -> Iterator[str]:
        """What holds of the unit that stands at place `rank` of all, by its namings in order."""
        yield from ("any", f"type={self._type}", f"rank={min(rank // 2, 3)}", f"times={min(len(namings), 3)}")
        yield f"part={namings[0].start * PARTS // max(1, self._end)}"
        if namings[0].start < self._named:
            yield "before the campaign"
        if name in self._informed:
            yield "receives a copy"
        yield from self._of_name(name, namings[0].name)
        around = Counter(told for one in namings for told in set(self._around(one)))
        for told, times in around.items():
            yield told
            if times == len(namings):
                yield f"always {told}"

    def _of_name(self, name: str, written: str) -> Iterator[str]:
        yield from self._beside_issuer(name)
        if stands_above(written) or f"{written} ".startswith(_superiors()):
            yield "above"
        yield f"alike={min(self._kinds[_kind(name)], MANY)}"
        yield f"head={name.partition(' ')[0]}"
        yield f"head={_kind(name)}"
        if name in self._ends:
            yield "whole"
        if any(end in self.units for end in _ends_of(name)):
            yield "part"

    def _beside_issuer(self, name: str) -> Iterator[str]:
        issuer = self._issuer
        if name == issuer:
            yield "issuer" if self.launcher else "issuer, nobody launched"
        if not issuer or name == issuer:
            return
        if name.endswith(f" {issuer}"):
            yield "below the issuer"
        elif issuer.endswith(f" {name}"):
            yield "body of the issuer"
        elif issuer.startswith(name) or name.startswith(issuer):
            yield "like the issuer"
        if name.partition(" ")[0] == issuer.partition(" ")[0]:
            yield "of the issuer's kind"
        if name.split()[-2:] == issuer.split()[-2:]:
            yield "in the issuer's place"

    def _around(self, unit: Mention) -> Iterator[str]:
        """What the words, marks and mentions beside a naming tell."""
        text = self._text
        start = sentence_start(text, unit.start, LONG_SENTENCE)
        end = sentence_end(text, unit.end, LONG_SENTENCE)
        before, after = text[start : unit.start].rstrip(), text[unit.end : end]
        yield from self._beside_mentions(unit, start, end)
        if ITEM.search(text[max(0, unit.start - 20) : unit.start]):
            yield "item"
        elif not before:
            yield "starts"
        if ASKED.search(before):
            yield "asked"
        if before[-LONGEST_POST:].lower().endswith(POSTS):
            yield "post"
        if ON_BEHALF.search(before, max(0, len(before) - NEAR)):
            yield "signs"
        if GUEST.search(text, max(0, unit.start - CLAUSE_BEFORE), unit.start):
            yield "guest"
        if RECEIVES.match(text, unit.end):
            yield "receives"
        if acts(text, unit, "launch"):
            yield "acts"
        yield from _marks(before, after)
        yield from self._in_group(unit)

    def _beside_mentions(self, unit: Mention, start: int, end: int) -> Iterator[str]:
        """What mentions hold the unit, or stand in its sentence, before it and behind it."""
        for label, cover in self._covers.items():
            if cover.covers(unit.start):
                yield f"in {label}"
            if not cover.meets(start, end):
                continue
            yield f"with {label}"
            if cover.meets(start, unit.start):
                yield f"behind {label}"
            if cover.meets(unit.end, end):
                yield f"before {label}"

    def _in_group(self, unit: Mention) -> Iterator[str]:
        place, members = self._groups[unit.start]
        yield f"place={min(place, 2)}"
        yield f"members={min(members, 3)}"


def _places(row: Sequence[Mention]) -> Iterator[tuple[int, tuple[int, int]]]:
    for place, unit in enumerate(row):
        yield unit.start, (place, len(row))


def _ends_of(name: str) -> Iterator[str]:
    """What stands behind each blank of a name: how a name may end that is told of a part."""
    at = name.find(" ")
    while at >= 0:
        yield name[at + 1 :]
        at = name.find(" ", at + 1)


def _kind(name: str) -> str:
    return " ".join(name.split()[:2])


def _marks(before: str, after: str) -> Iterator[str]:
    following = after.lstrip()
    if not following:
        yield "ends"
    elif following[0] in ":(":
        yield "colon behind"
    elif following.startswith((",", "và ")):
        yield "comma behind"
    if before.endswith((",", "-", "–", " và")):
        yield "comma before"
