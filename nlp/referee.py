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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from underthesea_core import CRFTagger

from nlp.mention import Mention
from nlp.syllables import Syllables, split_syllables

MODEL = Path(__file__).parent / "models" / "referee.crf"
RIGHT, WRONG = "right", "wrong"
TAUGHT = "own words"
"""How the source of a mention begins that a person taught: it is not judged."""

REMEMBERED = 2_048
"""Features made: phrases come again, in one document and in the next."""
AROUND = 24
"""Characters before and after a mention whose nearest word is looked at."""
LEAST = 0.001
"""Chances nearer to 0 and 1 than this are told by nothing that the model has seen."""
MOST_TOGETHER = 2_000
"""Mentions judged in one chain, many more than a document has: the features of a whole book would fill the memory."""
LONGEST = 6
"""Syllables from which lengths are not told apart."""


def judged(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with the referee's confidences; `text` is what their offsets count in."""
    scale = _scale()
    return tuple(
        mention if mention.source.startswith(TAUGHT) else mention.held(round(scale.chance(raw), 3))
        for mention, raw in zip(mentions, marginals(text, mentions), strict=True)
    )


def marginals(text: str, mentions: Sequence[Mention]) -> list[float]:
    """How likely the model itself holds each mention to be right: too sure, as it has seen what the rules have."""
    tagger = _tagger()
    at = tagger.labels().index(RIGHT)
    rows = features_of(text, mentions)
    parts = iter(lambda: list(islice(rows, MOST_TOGETHER)), [])
    return [chance[at] for part in parts for chance in tagger.marginals(part)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Platt's scaling: a line through the log odds."""

    slope: float = 1.0
    offset: float = 0.0

    def chance(self, raw: float) -> float:
        """The calibrated chance for a marginal."""
        held = LEAST if raw < LEAST else 1 - LEAST if raw > 1 - LEAST else raw
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


def features_of(text: str, mentions: Sequence[Mention]) -> Iterator[list[str]]:
    """Yield what the referee looks at, for each mention a list of its own."""
    counts = Counter((mention.label, mention.text) for mention in mentions)
    syllables = split_syllables(text)
    hosts: list[Mention] = []
    for mention in mentions:
        if hosts:
            hosts = [host for host in hosts if host.end > mention.start]
        label = mention.label
        inner, around = _words(text, syllables, mention)
        yield [
            *_own(*_shape(mention), *inner),
            *_around(label, *around, *_edges(text, mention)),
            *_place(label, _host(hosts, mention) if hosts else "text", min(counts[label, mention.text], 3)),
        ]
        hosts.append(mention)


def _host(hosts: Sequence[Mention], mention: Mention) -> str:
    """The label of the innermost mention that holds this one."""
    for host in reversed(hosts):
        if host.end >= mention.end:
            return host.label
    return "text"


def _words(text: str, syllables: Syllables, mention: Mention) -> tuple[tuple[str, str, int], tuple[str, str]]:
    """The first and last word or mark of a mention and how many it has; its neighbours, empty where none is near."""
    starts, ends = syllables.starts, syllables.ends
    start, end = mention.start, mention.end
    first = bisect_right(ends, start)
    last = bisect_left(starts, end, first, min(first + end - start + 1, len(starts))) - 1  # a letter each at least
    before = first - 1 if starts[first] >= start else first
    after = last + 1 if ends[last] <= end else last
    opening = _cut(text, starts[first], ends[first], start, end)
    closing = _cut(text, starts[last], ends[last], start, end) if last > first else opening
    ahead = _cut(text, starts[before], ends[before], start - AROUND, start) if before >= 0 else ""
    behind = _cut(text, starts[after], ends[after], end, end + AROUND) if after < len(starts) else ""
    length = last - first + 1
    return (opening, closing, length if length < LONGEST else LONGEST), (ahead, behind)


def _cut(text: str, start: int, end: int, low: int, high: int) -> str:
    """What of a stretch of `text` lies between two offsets; conditions, since `min` and `max` take thrice as long."""
    return text[start if start > low else low : end if end < high else high]


def _shape(mention: Mention) -> tuple[str, str, str, float, str]:
    """Label, source, letters and confidence of a mention, and whether it has a value: the same for many."""
    text = mention.text
    letters = "shouted" if text.isupper() else "capital" if text[:1].isupper() else "small"
    return mention.label, mention.source, letters, mention.confidence, "told" if mention.value else "none"


@lru_cache(maxsize=REMEMBERED)
def _own(
    label: str, source: str, letters: str, confidence: float, told: str, first: str, last: str, length: int
) -> tuple[str, ...]:
    return (
        label,
        f"{label} by {source}",
        f"{label} of {source.partition(':')[0]}",
        f"{label} first {first.lower()}",
        f"{label} last {last.lower()}",
        f"{label} {letters} {length}",
        f"{label} sure {confidence:.1f}",
        f"{label} value {told}",
    )


def _edges(text: str, mention: Mention) -> tuple[bool, bool]:
    """Whether a line begins and ends with a mention."""
    start, end = mention.start, mention.end
    return not start or text[start - 1] == "\n", end == len(text) or text[end] == "\n"


@lru_cache(maxsize=REMEMBERED)
def _around(label: str, before: str, after: str, opens: bool, closes: bool) -> tuple[str, ...]:
    return f"{label} after {before.lower()}", f"{label} before {after.lower()}", f"{label} line {opens:d}{closes:d}"


@lru_cache(maxsize=REMEMBERED)
def _place(label: str, host: str, seen: int) -> tuple[str, ...]:
    return f"{label} in {host}", f"{label} seen {seen}"
