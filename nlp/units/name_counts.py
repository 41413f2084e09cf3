"""The names of a document counted anew, as more of it is understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from nlp.lexicon import Entry
from nlp.units.formations import head_of_rank
from nlp.units.forms import has_trait
from nlp.units.known_names import KnownNames
from nlp.units.national_bodies import YOUTH
from nlp.units.parse import UnitParse

GROUPS = frozenset({"Quân khu", "Tập đoàn", "Tổng Liên"})
"""Heads whose bearers have short names that stand alone (`QK9`, `TKV`)."""

RANK_OF_MINISTRY = "(ministry)"
"""Stands for the heads of bodies with departments like a ministry's: they are their whole names."""

Named = Iterable[tuple[str, str]]
"""Heads in full words, each with a full name that has it."""


def with_names(known: KnownNames, groups: Iterable[UnitParse], named: Named) -> KnownNames:
    """What is known with the names of `named`, and with the bearers of short names among `groups`."""
    full = Counter(known.full)
    by_head = {head: Counter(names) for head, names in known.by_head.items()}
    for parse in groups:
        if parse.bare:
            _count_bare(by_head, parse.head)
        last = parse.parts[-1].unit or parse
        if last.bare and (ranked := head_of_rank(last.head.value)):
            full[last.head.value] += 1
            _count(by_head, ranked, last.head.value)
    for head, name in named:
        full[name] = full.get(name, 0) + 1
        _count(by_head, head, name)
    return KnownNames(full, by_head)


def _count_bare(by_head: dict[str, Counter[str]], head: Entry) -> None:
    """Count the short name of one of a group, of the youth union, or of a body with departments like a ministry's."""
    if head.value == YOUTH:
        _count(by_head, YOUTH, YOUTH)
    elif head.kind == "whole" and (front := " ".join(head.value.split()[:2])) in GROUPS:
        _count(by_head, front, head.value)
    if has_trait(head.value, "ministry"):
        _count(by_head, RANK_OF_MINISTRY, head.value)


def _count(by_head: dict[str, Counter[str]], head: str, name: str) -> None:
    """Count a name of a head; a counter that is there already costs none of its own."""
    counted = by_head.get(head)
    if counted is None:
        counted = by_head[head] = Counter()
    counted[name] = counted.get(name, 0) + 1


def gone_on(known: KnownNames, longest: Mapping[str, str], grouped: Named) -> KnownNames:
    """What is known with each name in its `longest` form, and the heads of `grouped` with these names alone."""
    by_head: dict[str, Counter[str]] = {}
    for head, name in grouped:
        _count(by_head, head, name)
    full: Counter[str] = Counter()
    for name, count in known.full.items():
        full[longest.get(name, name)] += count
    return KnownNames(full, {**known.by_head, **by_head})
