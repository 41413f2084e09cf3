"""Who launched a campaign: the unit for which most speaks by learned weights, or nobody that the document tells of.

The weights (`models/launcher_weights.tsv`) are those of a choice among the units and nobody; `python -m
nlp.train_campaign_choices` learns them from what authors of gold wrote down. What sentences say counts most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.orthography import loose
from nlp.campaigns.choice import Candidate
from nlp.campaigns.grammar import heads_pattern, verbs_pattern
from nlp.choice_weights import MODELS, read_weights, score
from nlp.fields.acting_unit import CLUSTER, OF_PAPERS, ON_BEHALF, stands_above
from nlp.lexicon import forms_of, load_lexicon
from nlp.mention import Mention
from nlp.text.alternatives import GAP, LOOSE_GAP, load_alternatives
from nlp.text.intervals import Cover
from nlp.text.quotations import plain_form
from nlp.text.sentence_breaks import LONG_SENTENCE, sentence_end, sentence_start

WEIGHTS = MODELS / "launcher_weights.tsv"
LAUNCHING = re.compile(verbs_pattern("launching"), re.IGNORECASE)
HEAD = rf"(?:đồng\s+chí\s+)?(?:(?:Phó\s+)?(?:{load_alternatives('campaign_cues', 'head', gap=GAP)})\s+)?"
BY = re.compile(rf"(?<!\w)(?:mà|do)\s+{HEAD}$", re.IGNORECASE)
"""Before the unit, or its head, that did something."""
LAUNCHED_BY = re.compile(rf"^[”\"»]?\s*(?:,\s*)?(?:mà|do)\s+{HEAD}$", re.IGNORECASE)
LAUNCH_AFTER = re.compile(rf"^[^.;\n]{{0,40}}(?:{verbs_pattern('launched_after')})", re.IGNORECASE)
TOGETHER = re.compile(r"\s*(?:,|và|cùng|cùng với|phối hợp(?: với)?)\s*")
BETWEEN = [
    (done, re.compile(rf"(?<!\w)(?:{load_alternatives('campaign_verbs', done, gap=LOOSE_GAP)})(?!\w)", re.IGNORECASE))
    for done in ("launches", "holds", "joins")
]
"""What a unit does with a campaign: the words between both, or behind `do …`."""
OPENS = re.compile(
    rf"[^.;]{{0,60}}?(?<!\w)(?:{verbs_pattern('launched')})(?!\w)[^.;]{{0,60}}?(?<!\w)(?:thi\s+đua|{heads_pattern()})(?!\w)"
)
"""Behind a unit that launches something, even where the campaign has no name there."""
BOARDS = forms_of("campaign_cues", "board")
HELD = ("LEGAL", "AWARD", "EVENT", "PERSON")
MOST_MENTIONS = 20
"""Mentions of one campaign that are looked at for who launched it."""
MOST_UNITS = 25
"""Units, the first ones and the issuer, that are weighed."""
MOST_BEHIND = 2
"""Units behind a campaign's name in its sentence that are looked at."""
OPENING = 160
"""Characters behind a unit in which it launches something."""
MANY = 4
"""Places and namings from which they are not told apart."""


class Launcher(NamedTuple):
    """A unit that may have launched a campaign, under its canonical name, or None for nobody; what holds of it."""

    name: str | None
    features: tuple[str, ...]


@lru_cache(maxsize=1)
def _national() -> frozenset[str]:
    """Movements that are known by name, in plain form: most who tell of them take part and did not launch them."""
    return frozenset(plain_form(entry.form) for entry in load_lexicon("known_campaigns"))


def is_national(campaign: Candidate) -> bool:
    """Whether a standing movement is meant that is known by its name."""
    name = plain_form(campaign.name)
    return not campaign.is_drive and (campaign.slogan in _national() or name.endswith(tuple(_national())))


class Launchers:
    """Who may have launched the campaigns of one document; `metadata` needs its `issuer` and `doc_type`."""

    def __init__(self, text: str, mentions: Sequence[Mention], metadata: Mapping[str, Any], *, awards: bool) -> None:
        """`awards`: whether the document gives honours, and so tells of what is over."""
        self._text, self._awards = text, awards
        self._held = Cover(one for one in mentions if one.label in HELD)
        self._units = [one for one in mentions if one.label == "UNIT"]
        self._starts = [one.start for one in self._units]
        self._named: dict[str, list[Mention]] = defaultdict(list)
        for unit in self._units:
            self._named[unit.name].append(unit)
        self._issuer = str(metadata.get("issuer") or "") or None
        kind = str(metadata.get("doc_type"))
        self._kind = "paper" if kind in OF_PAPERS else kind

    @cached_property
    def _acts(self) -> list[tuple[str, str]]:
        """What the units do that may have launched something, whatever it is: asked where a campaign is told of."""
        names = frozenset(self._names())
        return [(unit.name, told) for unit in self._units if unit.name in names for told in self._of_unit(unit)]

    def of(self, campaign: Candidate, *, main: bool) -> str | None:
        """Who launched it; `main`: whether the document tells of it first of all."""
        behind = self._told_behind(campaign)
        if behind is not None:
            return behind.name
        weights = read_weights(WEIGHTS)
        return max(self.candidates(campaign, main=main), key=lambda one: score(one.features, weights)).name

    def candidates(self, campaign: Candidate, *, main: bool) -> list[Launcher]:
        """The units that may have launched it, the issuer too where no mention names it, and nobody."""
        standing = "national" if is_national(campaign) else "drive" if campaign.is_drive else "movement"
        place = "main" if main else "further"
        about = (
            self._kind, standing, place, "launched" if campaign.launched else "not launched",
            f"{standing} {place}", f"{self._kind} {standing}", f"{self._kind} {place}",
        )  # fmt: skip
        by_rule = self._by_rule(campaign, main=main)
        acts: dict[str, set[str]] = defaultdict(set)
        for name, told in (*self._acts, *self._beside(campaign)):
            acts[name].add(told)
        is_told = any(" launches" in told for each in acts.values() for told in each)
        found = []
        for rank, name in enumerate(self._names()):
            to_issuer = self._to_issuer(name)
            features = [to_issuer, *(f"{to_issuer} {one}" for one in about), *self._of_name(rank, name, standing)]
            features += [one for told in sorted(acts.get(name, ())) for one in (told, f"{told} {to_issuer}")]
            if not is_told:
                features.append(f"{to_issuer} none told")
            if name == by_rule:
                features += ["rule", f"rule {to_issuer}", f"rule {standing}"]
            found.append(Launcher(name, tuple(features)))
        holds = {"told": is_told, "awards": self._awards, "no issuer": not self._issuer, "by rule": by_rule is None}
        nobody = [f"nobody {one}" for one in (*about, *(name for name, is_so in holds.items() if is_so))]
        return [*found, Launcher(None, ("nobody", *nobody))]

    def _by_rule(self, campaign: Candidate, *, main: bool) -> str | None:
        """Who launched it in plain words; else the issuer, unless it is a standing movement of the whole country, or
        only honours are given.
        """
        own = campaign.launched or not is_national(campaign) if main else campaign.launched or campaign.is_drive
        told = self._told_behind(campaign) or self._told_before(campaign)
        if told is not None:
            return told.name
        return self._issuer if own and not self._awards else None

    def _told_behind(self, campaign: Candidate) -> Mention | None:
        """The unit by which the campaign was launched: `đợt thi đua “…” do Chủ tịch UBND tỉnh phát động`."""
        for named in campaign.mentions[:MOST_MENTIONS]:
            follows = bisect_left(self._starts, named.end)
            unit = self._units[follows] if follows < len(self._units) else None
            told = unit is not None and LAUNCHED_BY.match(self._text[named.end : unit.start])
            if unit is not None and told and LAUNCH_AFTER.match(self._text[unit.end : unit.end + LONG_SENTENCE]):
                return unit
        return None

    def _told_before(self, campaign: Candidate) -> Mention | None:
        """The unit of which a sentence says that it launches the campaign; of those who act together the first."""
        for named in campaign.mentions[:MOST_MENTIONS]:
            first = bisect_left(self._starts, sentence_start(self._text, named.start, LONG_SENTENCE))
            last = bisect_left(self._starts, named.end)
            before = [one for one in self._units[first:last] if one.end <= named.start]
            if not before or self._held.holds(before[-1].start, before[-1].end):
                continue
            if LAUNCHING.search(self._text[before[-1].end : named.start]):
                # None that a citation names.
                acting = [one for one in before if not self._held.holds(one.start, one.end)]
                return acting[0] if _shares(self._text, acting) else acting[-1]
        return None

    def _names(self) -> Iterator[str]:
        """Yield the first units and the issuer."""
        for at, name in enumerate(self._named):
            if at < MOST_UNITS or name == self._issuer:
                yield name
        if self._issuer and self._issuer not in self._named:
            yield self._issuer

    def _to_issuer(self, name: str) -> str:
        """What a unit is to the document's issuer."""
        issuer, own = loose(self._issuer or ""), loose(name)
        if own == issuer:
            return "issuer"
        if issuer and own.endswith(f" {issuer}"):
            return "board"
        is_like = issuer and (own.startswith(issuer) or issuer.startswith(own) or issuer.endswith(own))
        return "like" if is_like else "other"

    def _of_name(self, rank: int, name: str, standing: str) -> Iterator[str]:
        yield from (
            f"rank={min(rank, MANY)}",
            f"times={min(len(self._named.get(name, ())), MANY)}",
            f"head={name.split(' ')[0]}",
        )
        if stands_above(name):
            yield from ("above", f"above {standing}", f"above {self._kind}")
        if name.startswith(BOARDS):
            yield from ("named board", f"named board {self._to_issuer(name)}")
        if CLUSTER.match(name):
            yield from ("cluster", f"cluster {standing}", f"cluster {self._kind}")

    def _of_unit(self, unit: Mention) -> Iterator[str]:
        """What a unit does, whatever the campaign."""
        if ON_BEHALF.search(self._text, max(0, unit.start - 12), unit.start):
            yield "signs"
        if OPENS.match(
            self._text, unit.end, min(unit.end + OPENING, sentence_end(self._text, unit.end, LONG_SENTENCE))
        ):
            yield "opens"

    def _beside(self, campaign: Candidate) -> Iterator[tuple[str, str]]:
        """Each unit in a sentence with the campaign, and what it does with it."""
        for named in campaign.mentions[:MOST_MENTIONS]:
            start = sentence_start(self._text, named.start, LONG_SENTENCE)
            end = sentence_end(self._text, named.end, LONG_SENTENCE)
            near = self._units[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            before = [unit for unit in near if unit.end <= named.start]
            for unit in before:
                done = _done(self._text[unit.end : named.start])
                yield unit.name, f"before {done}"
                yield unit.name, f"before {done} {'last' if unit is before[-1] else 'earlier'}"
            behind = [unit for unit in near if unit.start >= named.end]
            for place, unit in enumerate(behind[:MOST_BEHIND]):
                gap = self._text[named.end : unit.start]
                by = "by" if BY.search(gap) else "of" if gap.endswith("của ") else "plain"
                yield unit.name, f"behind {by} {_done(self._text[unit.end : min(end, unit.end + 60)])} {place}"


def _done(words: str) -> str:
    return next((kind for kind, pattern in BETWEEN if pattern.search(words)), "plain")


def _shares(text: str, units: Sequence[Mention]) -> bool:
    """Whether the units act together: the first one named leads."""
    return all(TOGETHER.fullmatch(text[one.end : other.start]) for one, other in pairwise(units))
