"""Precision, recall and F1 for each label, shares for values, attributes and metadata.

A mention is right when label and surface (NFC, spaces collapsed) are equal, with multiplicity; `relaxed` pairs what is
left over by shared words, each once. A DATE's value is right when its EDTF is equal, a UNIT's when its canonical name
is equal to the one that gold gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.orthography import loose
from nlp.attribute_scorer import compare_attributes
from nlp.campaign_scorer import CampaignCounts, campaign_rows, compare_campaigns
from nlp.gold import LIST_FIELDS, MarkedDocument
from nlp.mention import LABELS, Analysis, Mention

DAY_FIELDS = ("published", "event_date")
VALUE_LABELS = ("DATE", "UNIT")
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """Counts for one label."""

    gold: int = 0
    predicted: int = 0
    right: int = 0
    relaxed: int = 0
    value_right: int = 0
    value_all: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.right + other.right,
            self.relaxed + other.relaxed,
            self.value_right + other.value_right,
            self.value_all + other.value_all,
        )

    @property
    def precision(self) -> float:
        """The share of predicted mentions that are right; 0 without any."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold mentions that were found; 0 without any."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The strict F1; 1 when there was nothing to find and nothing was found."""
        return _f_measure(self.right, self.predicted, self.gold)

    @property
    def relaxed_f1(self) -> float:
        """F1 where an overlap in words is enough."""
        return _f_measure(self.relaxed, self.predicted, self.gold)

    @property
    def value_share(self) -> float | None:
        """The share of right values among those that were judged; None without any."""
        return self.value_right / self.value_all if self.value_all else None


def _f_measure(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 1.0


@dataclass(slots=True)
class Report:
    """The figures for a whole set, and the lines that explain them.

    Metadata are [right, judged], attributes [right, judged, near]: near where the words of one stand all in the other.
    `campaigns` is empty where gold has no campaign records.
    """

    labels: dict[str, Tally]
    metadata: dict[str, list[int]] = field(default_factory=dict)
    attributes: dict[str, list[int]] = field(default_factory=dict)
    campaigns: CampaignCounts = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """The counts of all labels together."""
        total = Tally()
        for tally in self.labels.values():
            total += tally
        return total


def score(gold: Mapping[str, MarkedDocument], predicted: Mapping[str, MarkedDocument]) -> Report:
    """Score all gold documents; one without a prediction counts as one without mentions."""
    report = Report({label: Tally() for label in LABELS})
    for name, wanted in gold.items():
        given = predicted.get(name, MarkedDocument(name))
        lines = [] if name in predicted else ["  no prediction"]
        for label in LABELS:
            tally, notes = _compare(wanted.mentions, given.mentions, label)
            report.labels[label] += tally
            lines += notes
        for key, *counts in compare_attributes(wanted.mentions, given.mentions):
            _count(report.attributes, key, counts)
        if wanted.campaigns is not None:
            lines += compare_campaigns(report.campaigns, wanted.campaigns, given.campaigns or ())
        for key, value in wanted.metadata.items():
            right = same_metadata(key, value, given.metadata.get(key))
            _count(report.metadata, key, (right, 1))
            if not right:
                lines.append(f"  @ {key}: wanted {value!r}, got {given.metadata.get(key)!r}")
        if lines:
            report.errors += [f"{name}:", *lines]
    return report


def marked_from(name: str, analysis: Analysis) -> MarkedDocument:
    """An analysis in the form that is scored."""
    return MarkedDocument(name, analysis.mentions, dict(analysis.metadata), campaigns=analysis.campaigns)


def _count(counts: dict[str, list[int]], key: str, more: Iterable[int]) -> None:
    more = list(more)
    counts[key] = [one + other for one, other in zip(counts.get(key, [0] * len(more)), more, strict=True)]


def normal(text: str) -> str:
    """A surface as it is compared: NFC, spaces collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _by_surface(mentions: Iterable[Mention], label: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for mention in mentions:
        if mention.label == label:
            found[normal(mention.text)].append(mention.value or None)
    return found


def _compare(gold: Iterable[Mention], predicted: Iterable[Mention], label: str) -> tuple[Tally, list[str]]:
    want, have = _by_surface(gold, label), _by_surface(predicted, label)
    want_count = Counter({surface: len(values) for surface, values in want.items()})
    have_count = Counter({surface: len(values) for surface, values in have.items()})
    right = want_count & have_count
    missed, spurious = want_count - have_count, have_count - want_count
    tally = Tally(want_count.total(), have_count.total(), right.total())
    tally.relaxed = tally.right + _match_relaxed(missed, spurious)
    lines = [
        f"  {sign} {label:<8} {surface}" + (f"  x{count}" if count > 1 else "")
        for sign, surfaces in (("-", missed), ("+", spurious))
        for surface, count in sorted(surfaces.items())
    ]
    for surface, count in right.items() if label in VALUE_LABELS else ():
        judged, good, note = _judge_values(label, count, want[surface], have[surface])
        tally.value_all += judged
        tally.value_right += good
        if note:
            lines.append(f"  = {label:<8} value of {surface!r}: {note}")
    return tally, lines


def _judge_values(label: str, count: int, want: list[Any], have: list[Any]) -> tuple[int, int, str]:
    if label == "UNIT":  # a canonical name is judged only where gold gives one
        want = [loose(str(value)) for value in want if value]
        have = [loose(str(value)) for value in have if value]
    wanted, given = Counter(want), Counter(have)
    judged = min(count, wanted.total())
    good = min(judged, (wanted & given).total())
    if good == judged:
        return judged, good, ""
    return judged, good, f"wanted {sorted(map(str, wanted - given))}, got {sorted(map(str, given - wanted))}"


def _match_relaxed(gold: Counter[str], predicted: Counter[str]) -> int:
    """How many leftovers pair up by shared words, the best pairs first, each mention once."""
    pairs = [(_shared_words(g, p), g, p) for g in gold for p in predicted]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    gold, predicted, total = Counter(gold), Counter(predicted), 0
    for shared, g, p in pairs:
        if not shared:
            break
        count = min(gold[g], predicted[p])
        gold[g] -= count
        predicted[p] -= count
        total += count
    return total


def _shared_words(one: str, other: str) -> int:
    return (Counter(WORD.findall(one.casefold())) & Counter(WORD.findall(other.casefold()))).total()


def same_metadata(key: str, wanted: Any, given: Any) -> bool:
    """Whether a metadata field is right: lists as sets, days without the clock time, names loosely."""
    if key in DAY_FIELDS:
        wanted, given = (str(value or "").partition("T")[0] for value in (wanted, given))
    if key in LIST_FIELDS or isinstance(wanted, list):
        return {loose(item) for item in _as_list(wanted)} == {loose(item) for item in _as_list(given)}
    return loose(str(wanted or "")) == loose(str(given or ""))


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def format_table(report: Report) -> str:
    """The figures as a plain table."""
    rows = [f"{'label':<10}{'gold':>6}{'pred':>6}{'right':>6}{'P':>8}{'R':>8}{'F1':>8}{'rF1':>8}{'value':>14}"]
    for label, tally in [*report.labels.items(), ("ALL", report.overall)]:
        share = None if label == "ALL" else tally.value_share
        value = "" if share is None else f"{tally.value_right}/{tally.value_all} {share:.3f}"
        rows.append(
            f"{label:<10}{tally.gold:>6}{tally.predicted:>6}{tally.right:>6}{tally.precision:>8.3f}"
            f"{tally.recall:>8.3f}{tally.f1:>8.3f}{tally.relaxed_f1:>8.3f}{value:>14}"
        )
    rows += _share_rows("attribute", report.attributes, "near") + _share_rows("metadata", report.metadata)
    return "\n".join(rows + campaign_rows(report.campaigns))


def _share_rows(heading: str, shares: Mapping[str, Sequence[int]], *further: str) -> list[str]:
    """Right, judged and their share for each key, and the share of what is told in further counts."""
    if not shares:
        return []
    rows = ["", f"{heading:<16}{'right':>6}{'gold':>6}{'share':>8}" + "".join(f"{name:>8}" for name in further)]
    for key, (right, judged, *more) in sorted(shares.items()):
        rows.append(
            f"{key:<16}{right:>6}{judged:>6}{right / judged:>8.3f}" + "".join(f"{one / judged:>8.3f}" for one in more)
        )
    return rows
