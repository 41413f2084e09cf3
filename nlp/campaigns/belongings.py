"""Which slogans, targets and cited papers of a document are those of its main campaign, by learned weights.

The weights (`models/belonging_weights.tsv`) are those of a decision on each of them, for each label apart; `python -m
nlp.train_campaign_choices` learns them from what authors of gold wrote down.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from ingest.wrapped_lines import ITEM
from nlp.choice_weights import MODELS, read_weights, score
from nlp.fields.acting_unit import OF_PAPERS
from nlp.mention import Mention
from nlp.text.alternatives import load_alternatives
from nlp.text.intervals import Cover, covers_of
from nlp.text.quotations import plain_form
from nlp.text.sentence_breaks import LONG_SENTENCE, sentence_end, sentence_start

WEIGHTS = MODELS / "belonging_weights.tsv"
LEAST = {"SLOGAN": -0.6, "TARGET": -1.0, "LEGAL": -0.3}
"""Label -> log odds from which on a mention is said to belong to the campaign, where the lists' F1 is greatest."""
CERTAIN = 1.0
"""The confidence of mentions that people marked."""
HOLDERS = ("LEGAL", "EVENT", "AWARD", "TARGET", "UNIT", "PERSON", "DATE")
COMPANIONS = ("UNIT", "PERSON", "DATE", "AWARD", "LEGAL")
CUE = re.compile(rf"(?<!\w)(?:{load_alternatives('campaign_cues', 'told')})(?!\w)")
"""What tells in the sentence before a mention whether it is set, reported, cited or given, in small letters."""
HEADING = re.compile(
    r"[ \t]*(?:(?:[IVX]{1,4}|\d{1,2}|[A-ZĐa-z]|Điều \d{1,2}|[-*+])[ \t]*)?(?:[.\-)/:–][ \t]*)?"
    r"([^\n]{2,60})(?<![.,;])$"
)
"""A short line that ends without a sign."""
LONGEST_HEADING = 100
"""Characters of it with its number."""
WORD = re.compile(r"\w+")
SECTION = 900
"""Characters before a mention in which the heading above it stands."""
LONG_WORDS = 40
"""Characters in which three words stand, but for very long ones."""
HEADING_WORDS = 5
"""Words of a heading, the first ones, that count."""
DISTANCES = ((200, "near"), (700, "in reach"), (2000, "far"))
"""Characters behind the campaign's name up to which a mention stands so."""
WITH_TYPE = ("in ", "with the campaign", "with another", "behind the campaign", "behind another", "item", "source=")
"""What counts once more for each kind of document."""


class Belonging(NamedTuple):
    """A mention as it is written, at its first naming; what holds of it."""

    mention: Mention
    features: tuple[str, ...]


class CampaignBelongings:
    """What belongs to the campaign of which a document tells first of all; `named` are its own mentions."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], named: Sequence[Mention], metadata: Mapping[str, Any]
    ) -> None:
        self._text = text
        self._type = str(metadata.get("doc_type"))
        self._kind = "paper" if self._type in OF_PAPERS else self._type
        self._named = sorted((one.start, one.end) for one in named)
        self._campaigns = [one for one in mentions if one.label == "CAMPAIGN"]
        own = set(self._named)
        self._is_own = [(one.start, one.end) in own for one in self._campaigns]
        self._own = Cover(named)
        self._other = Cover(one for one in self._campaigns if (one.start, one.end) not in own)
        self._covers = covers_of(mentions, HOLDERS)

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        """Where the lines begin that are headings, and what they say."""
        lines = self._text.split("\n")
        starts = accumulate((len(line) + 1 for line in lines), initial=0)
        short = [(start, line) for start, line in zip(starts, lines, strict=False) if len(line) <= LONGEST_HEADING]
        return [(start, found[1]) for start, line in short if (found := HEADING.match(line))]

    def of(self, label: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield those of the mentions, all of this label, that belong to the campaign, each surface once.

        What people marked themselves does: they saw what was chosen.
        """
        weights = read_weights(WEIGHTS)
        for one in self.offered(label, mentions):
            if (
                one.mention.confidence == CERTAIN
                or score((f"{label} {name}" for name in one.features), weights) >= LEAST[label]
            ):
                yield one.mention

    def offered(self, label: str, mentions: Sequence[Mention]) -> Iterator[Belonging]:
        """Yield each of the mentions, all of this label, once, with what holds of it."""
        namings: dict[str, list[Mention]] = {}
        for one in mentions:
            namings.setdefault(plain_form(one.text), []).append(one)
        for rank, same in enumerate(namings.values()):
            features = self._features(label, rank, len(namings), same)
            yield Belonging(same[0], tuple(features))

    def _features(self, label: str, rank: int, number: int, namings: Sequence[Mention]) -> Iterator[str]:
        """What holds of the mention that stands at place `rank` of `number`, by its namings in order."""
        yield from ("any", f"any {self._kind}", f"type={self._type}", f"rank={min(rank // 3, 3)}")
        yield from (f"times={min(len(namings), 3)}", f"part={namings[0].start * 4 // len(self._text)}")
        yield f"of={min(number // 4, 4)}"
        around = Counter(told for one in namings for told in set(self._around(label, one)))
        for told, times in around.items():
            yield told
            if times == len(namings) > 1:
                yield f"always {told}"
            if told.startswith(WITH_TYPE):
                yield f"{told} {self._kind}"

    def _around(self, label: str, mention: Mention) -> Iterator[str]:
        """What the mentions, words and lines beside a naming tell."""
        text = self._text
        start = sentence_start(text, mention.start, LONG_SENTENCE)
        end = sentence_end(text, mention.end, LONG_SENTENCE)
        yield f"source={' '.join(mention.source.split()[:3])}"
        yield from self._beside_mentions(label, mention, start, end)
        yield from self._beside_campaigns(mention, start, end)
        yield from self._words(mention, text[start : mention.start].lower(), text[mention.end : end].lower())
        line = text.rfind("\n", 0, mention.start) + 1
        above = bisect_left(self._headings, line, key=itemgetter(0)) - 1
        if above >= 0 and self._headings[above][0] >= mention.start - SECTION:
            words = WORD.findall(self._headings[above][1].lower())
            yield from [f"heading={word}" for word in words[:HEADING_WORDS]]
        if ITEM.match(text, line, mention.start):
            yield "item"
        if text[mention.start - 1 : mention.start] in ("“", '"', "«"):
            yield "quoted"

    def _beside_mentions(self, label: str, mention: Mention, start: int, end: int) -> Iterator[str]:
        for other, cover in self._covers.items():
            if other == label:
                continue
            if cover.covers(mention.start):
                yield f"in {other}"
            if other in COMPANIONS and cover.meets(start, end):
                yield f"with {other}"

    def _beside_campaigns(self, mention: Mention, start: int, end: int) -> Iterator[str]:
        """How a naming stands to those of the campaign and of others."""
        for cover, name in ((self._own, "the campaign"), (self._other, "another")):
            if cover.covers(mention.start):
                yield f"in {name}"
            if cover.meets(start, end):
                yield f"with {name}"
        before = bisect_left(self._named, (mention.start, 0))
        if before:
            distance = mention.start - self._named[before - 1][1]
            yield f"after it {next((name for most, name in DISTANCES if distance < most), 'very far')}"
        else:
            yield "before it"
        last = bisect_left(self._campaigns, mention.start, key=lambda one: one.start)
        if last:
            yield "behind the campaign" if self._is_own[last - 1] else "behind another"

    def _words(self, mention: Mention, before: str, after: str) -> Iterator[str]:
        """The words beside a naming and its first ones; which cues stand before it."""
        words = WORD.findall(before, max(0, len(before) - LONG_WORDS))
        if len(words) <= 2:  # the first of them may be cut
            words = WORD.findall(before)
        yield from (f"word before={words[-1]}", f"word before={' '.join(words[-2:])}") if words else ("starts",)
        behind = WORD.search(after)
        yield f"word behind={behind[0] if behind else ''}"
        own = WORD.findall(mention.text[:LONG_WORDS].lower())
        if len(own) <= 2:  # the last of them may be cut
            own = WORD.findall(mention.text.lower())
        yield from {f"first={' '.join(own[:number])}" for number in (1, 2)}
        yield from {f"cue={cue}" for cue in CUE.findall(before)}
