"""How campaign records are judged: which campaigns were found, and what is filled in for those."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.orthography import loose
from nlp.mention import CAMPAIGN_FIELDS, CAMPAIGN_LISTS, Campaign
from nlp.text.quotations import plain_form

SINGLE_FIELDS = ("name", *(name for name in CAMPAIGN_FIELDS if name not in CAMPAIGN_LISTS))
RECORDS = "records"
ALIKE = 0.5
"""The share of words that two names have in common at least when they name one campaign."""
WORD = re.compile(r"\w+")

CampaignCounts = dict[str, list[int]]
"""Field -> [right, in gold, given]; `records` counts campaigns, single fields one for each campaign that both have."""


def compare_campaigns(counts: CampaignCounts, gold: Sequence[Campaign], given: Sequence[Campaign]) -> list[str]:
    """Add the records of one document to `counts`; the lines tell what was missed (-), too much (+) or wrong (=)."""
    met_both = list(pairs(gold, given))
    _add(counts, RECORDS, len(met_both), len(gold), len(given))
    met = {id(one) for pair in met_both for one in pair}
    lines = [
        f"  {sign} record {one.name}"
        for sign, all_ in (("-", gold), ("+", given))
        for one in all_
        if id(one) not in met
    ]
    for wanted, got in met_both:
        for name in SINGLE_FIELDS:
            want, have = getattr(wanted, name), getattr(got, name)
            right = plain_form(have or "") in accepted(want)
            _add(counts, name, right, 1, 1)
            if not right:
                lines.append(f"  = record {name}: wanted {want!r}, got {have!r} ({wanted.name[:40]})")
        for name in CAMPAIGN_LISTS:
            lines += _compare_lists(counts, name, getattr(wanted, name), getattr(got, name))
    return lines


def _compare_lists(counts: CampaignCounts, name: str, wanted: Sequence[str], given: Sequence[str]) -> Iterator[str]:
    want, have = (Counter(plain_form(one) for one in told) for told in (wanted, given))
    _add(counts, name, (want & have).total(), want.total(), have.total())
    for sign, left in (("-", want - have), ("+", have - want)):
        yield from (f"  {sign} record {name}: {one}" for one in left)


def _add(counts: CampaignCounts, name: str, *more: int) -> None:
    counts[name] = [one + other for one, other in zip(counts.get(name, (0, 0, 0)), more, strict=True)]


def pairs(gold: Sequence[Campaign], given: Sequence[Campaign]) -> Iterator[tuple[Campaign, Campaign]]:
    """Yield records of the same campaign, the most alike first, each once."""
    ranked = sorted(
        ((_alike(one, other), -at, -index) for at, one in enumerate(gold) for index, other in enumerate(given)),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for share, at, index in ranked:
        if share >= ALIKE and at not in taken_gold and index not in taken:
            taken_gold.add(at)
            taken.add(index)
            yield gold[-at], given[-index]


def _alike(one: Campaign, other: Campaign) -> float:
    """The share of words that the names have in common."""
    words, others = (Counter(WORD.findall(loose(record.name))) for record in (one, other))
    return 2 * (words & others).total() / max(1, words.total() + others.total())


def accepted(told: str | Sequence[str] | None) -> set[str]:
    """The plain forms of what is right for a single field: any of several names, the empty one where gold has none."""
    names = [told] if isinstance(told, str) else told or ()
    return {plain_form(name) for name in names} or {""}


def field_f1(counts: CampaignCounts) -> float:
    """The micro F1 of all fields of the records that were found."""
    right, gold, given = (sum(counts[name][at] for name in (*SINGLE_FIELDS, *CAMPAIGN_LISTS)) for at in range(3))
    return _f1(right, gold, given)


def _f1(right: int, gold: int, given: int) -> float:
    return 2 * right / (gold + given) if gold + given else 1.0


def campaign_rows(counts: CampaignCounts) -> list[str]:
    """The figures as lines of a table; none where gold has no records."""
    if not counts:
        return []
    rows = ["", f"{'campaign record':<16}{'right':>6}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}"]
    for name in (RECORDS, *SINGLE_FIELDS, *CAMPAIGN_LISTS):
        right, gold, given = counts.get(name, (0, 0, 0))
        shares = (right / given if given else 0.0, right / gold if gold else 0.0, _f1(right, gold, given))
        rows.append(f"{name:<16}{right:>6}{gold:>6}{given:>6}" + "".join(f"{share:>8.3f}" for share in shares))
    return rows
