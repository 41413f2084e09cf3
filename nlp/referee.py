"""The referee: how likely each mention is right, by a model that has read our own marked documents.

A conditional random field over the mentions of a document in their order (`underthesea_core`, L-BFGS). The rules find,
the referee judges: its marginals, calibrated on documents that neither rules nor model have seen, are the confidences
by which doubtful mentions come to people first. `python -m nlp.train_referee` makes the model.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from underthesea_core import CRFTagger

from nlp.mention import Mention
from nlp.syllables import Syllables, split_syllables

MODEL = Path(__file__).parent / "models" / "referee.crf"
RIGHT, WRONG = "right", "wrong"
TAUGHT = "own words"
"""How the source of a mention begins that a person taught: it is not judged."""

AROUND = 24
"""Characters before and after a mention whose nearest word is looked at."""
LEAST = 0.001
"""Chances nearer to 0 and 1 than this are told by nothing that the model has seen."""
LONGEST = 6
"""Syllables from which lengths are not told apart."""


def judged(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with the referee's confidences; `text` is what their offsets count in."""
    scale = _scale()
    return tuple(
        mention if mention.source.startswith(TAUGHT) else replace(mention, confidence=round(scale.chance(raw), 3))
        for mention, raw in zip(mentions, marginals(text, mentions), strict=True)
    )


def marginals(text: str, mentions: Sequence[Mention]) -> list[float]:
    """How likely the model itself holds each mention to be right: too sure, as it has seen what the rules have."""
    if not mentions:
        return []
    tagger = _tagger()
    at = tagger.labels().index(RIGHT)
    return [chance[at] for chance in tagger.marginals(features_of(text, mentions))]


@dataclass(frozen=True, slots=True)
class Scale:
    """Platt's scaling: a line through the log odds."""

    slope: float = 1.0
    offset: float = 0.0

    def chance(self, raw: float) -> float:
        """The calibrated chance for a marginal."""
        held = min(max(raw, LEAST), 1 - LEAST)
        return 1 / (1 + math.exp(-(self.slope * math.log(held / (1 - held)) + self.offset)))


@lru_cache(maxsize=1)
def _scale() -> Scale:
    told = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))
    return Scale(told["slope"], told["offset"])


@lru_cache(maxsize=1)
def _tagger() -> CRFTagger:
    tagger = CRFTagger()
    tagger.load(str(MODEL))
    return tagger


def features_of(text: str, mentions: Sequence[Mention]) -> list[list[str]]:
    """What the referee looks at, for each mention a list of its own."""
    counts = Counter((mention.label, mention.text) for mention in mentions)
    syllables = split_syllables(text)
    hosts: list[Mention] = []
    rows: list[list[str]] = []
    for mention in mentions:
        hosts = [host for host in hosts if host.end > mention.start]
        words = _words(text, syllables, mention)
        rows.append([*_own(mention, words), *_around(text, mention, words)])
        rows[-1].append(f"{mention.label} in {_host(hosts, mention)}")
        rows[-1].append(f"{mention.label} seen {min(counts[mention.label, mention.text], 3)}")
        hosts.append(mention)
    return rows


def _host(hosts: Sequence[Mention], mention: Mention) -> str:
    """The label of the innermost mention that holds this one."""
    return next((host.label for host in reversed(hosts) if host.end >= mention.end), "text")


class _Words(NamedTuple):
    """The first and last word or mark of a mention, how many it has, and its neighbours; empty where none is near."""

    first: str
    last: str
    length: int
    before: str
    after: str


def _words(text: str, syllables: Syllables, mention: Mention) -> _Words:
    starts, ends = syllables.starts, syllables.ends

    def word(at: int, start: int, end: int) -> str:
        """What stands of syllable `at` between two offsets."""
        return text[max(start, starts[at]) : min(end, ends[at])].lower() if 0 <= at < len(starts) else ""

    start, end = mention.start, mention.end
    first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    return _Words(
        word(first, start, end),
        word(last, start, end),
        last - first + 1,
        word(bisect_left(starts, start) - 1, max(0, start - AROUND), start),
        word(bisect_right(ends, end), end, end + AROUND),
    )


def _own(mention: Mention, words: _Words) -> list[str]:
    label = mention.label
    shape = "shouted" if mention.text.isupper() else "capital" if mention.text[:1].isupper() else "small"
    return [
        label,
        f"{label} by {mention.source}",
        f"{label} of {mention.source.partition(':')[0]}",
        f"{label} first {words.first}",
        f"{label} last {words.last}",
        f"{label} {shape} {min(words.length, LONGEST)}",
        f"{label} sure {mention.confidence:.1f}",
        f"{label} value {'told' if mention.value else 'none'}",
    ]


def _around(text: str, mention: Mention, words: _Words) -> list[str]:
    opens = text[max(0, mention.start - 1) : mention.start] in ("", "\n")
    closes = text[mention.end : mention.end + 1] in ("", "\n")
    return [
        f"{mention.label} after {words.before}",
        f"{mention.label} before {words.after}",
        f"{mention.label} line {opens:d}{closes:d}",
    ]
