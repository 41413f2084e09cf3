"""The word lists of the grammar of units, each compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from nlp.lexicon import forms_of, load_lexicon
from nlp.text.form_tree import FormTree
from nlp.text.reading import Reading

LONGEST_REGION = 7
"""Syllables and marks of a region's name."""
YEAR_FIGURES = 4
HIGHEST_IN_NAME = 12
"""A larger number before a small word is a count, not part of a name."""


@lru_cache(maxsize=1)
def heads() -> FormTree:
    """The head nouns."""
    return FormTree(load_lexicon("unit_heads"))


@lru_cache(maxsize=1)
def fields() -> FormTree:
    """What departments, associations and firms are concerned with."""
    return FormTree(load_lexicon("unit_fields"))


@lru_cache(maxsize=2)
def links(*, named: bool) -> FormTree:
    """Words that join a head to what it is part of; some stand only in names of hospitals, farms and the like."""
    return FormTree(entry for entry in load_lexicon("unit_links") if (entry.kind == "named") == named)


@lru_cache(maxsize=1)
def owner_words() -> Mapping[str, str]:
    """Words in small letters that stand for the one school, firm or formation of a text -> the head of its name."""
    return {entry.form: entry.value for entry in load_lexicon("unit_links") if entry.kind == "owner"}


@lru_cache(maxsize=1)
def purposes() -> FormTree:
    """What steering committees, boards and councils are for."""
    return FormTree(load_lexicon("unit_purposes"))


@lru_cache(maxsize=1)
def causes() -> FormTree:
    """What a steering committee may be for, by a name in quotation marks: campaigns, contests, schemes."""
    others = (entry for entry in load_lexicon("unit_stops") if entry.kind == "cause")
    return FormTree((*load_lexicon("campaign_heads"), *others))


@lru_cache(maxsize=1)
def arms() -> FormTree:
    """Arms of formations in small words."""
    return FormTree(load_lexicon("unit_arms"))


@lru_cache(maxsize=1)
def team_trades() -> FormTree:
    """What teams and workshops do, in small words."""
    return FormTree(load_lexicon("team_trades"))


@lru_cache(maxsize=1)
def verbs() -> FormTree:
    """Verbs that govern what a body does."""
    return FormTree(load_lexicon("target_verbs"))


@lru_cache(maxsize=1)
def cluster_words() -> FormTree:
    """Common words licensed after `Cụm thi đua`."""
    return FormTree(load_lexicon("cluster_words"))


@lru_cache(maxsize=1)
def not_units() -> FormTree:
    """Ordinary words that hold a head noun."""
    return FormTree(load_lexicon("not_units"))


@lru_cache(maxsize=1)
def followers() -> frozenset[str]:
    """Syllables that begin what a sentence says of a unit."""
    return frozenset(forms_of("unit_followers"))


@lru_cache(maxsize=1)
def head_keys() -> frozenset[str]:
    """The syllables with which a head noun begins."""
    return heads().first_keys()


@lru_cache(maxsize=1)
def not_unit_keys() -> frozenset[str]:
    """The syllables with which an ordinary word that holds a head noun begins."""
    return not_units().first_keys()


@cache
def stops(kind: str) -> frozenset[str]:
    """Syllables and words in small letters that guide or stop the grammar; `kind` as in unit_stops.tsv."""
    return frozenset(forms_of("unit_stops", kind))


def pair_at(reading: Reading, at: int, kind: str) -> bool:
    """Whether two syllables at `at` are one of the words `stops(kind)`."""
    return reading.keys[at] in _openings(kind) and " ".join(reading.keys[at : at + 2]) in stops(kind)


@cache
def _openings(kind: str) -> frozenset[str]:
    """The syllables with which the words `stops(kind)` begin."""
    return frozenset(word.split()[0] for word in stops(kind))


@lru_cache(maxsize=1)
def _traits() -> Mapping[str, frozenset[str]]:
    traits: dict[str, set[str]] = {}
    for entry in load_lexicon("unit_traits"):
        traits.setdefault(entry.form, set()).add(entry.kind)
    return {head: frozenset(kinds) for head, kinds in traits.items()}


@lru_cache(maxsize=8192)
def has_trait(head: str, trait: str) -> bool:
    """Whether heads of this form or full name have the trait; traits as in unit_traits.tsv."""
    return trait in _traits().get(head, ())


@cache
def is_firm(head: str) -> bool:
    """Whether a head in full words is that of a firm or works: `Công ty` and so `Công ty TNHH một thành viên`."""
    return any(has_trait(" ".join(head.split()[:length]), "firm") for length in (3, 2, 1))


def head_at(reading: Reading, at: int) -> bool:
    """Whether a unit's name begins at `at` with a capital, not an ordinary word or a field that is also a head."""
    found = heads().longest(reading, at) if reading.upper[at] else None
    if found is None:
        return False
    word = not_units().longest(reading, at)
    if word is not None and word.end > found.end:
        return False
    field = fields().longest(reading, at)
    return field is None or field.end <= found.end


def longer_head_at(reading: Reading, at: int) -> bool:
    """Whether a head noun of two syllables or more begins at `at`."""
    found = heads().longest(reading, at)
    return found is not None and found.end > at + 1


def whole_at(reading: Reading, at: int) -> bool:
    """Whether a name that needs nothing behind it begins at `at`: `Vinacomin` in `Than Hà Lầm - Vinacomin`."""
    found = heads().longest(reading, at)
    return found is not None and found.entry.kind == "whole"


def counts(reading: Reading, at: int) -> bool:
    """Whether a number at `at` belongs to what it counts, not to the name before it: `Quyết Thắng 12 giải`."""
    after = reading.keys[at + 1] if reading.keys[at].isdigit() and not reading.breaks[at + 1] else ""
    if not after.isalpha() or reading.upper[at + 1] or (after == "năm" and _dates(reading, at + 2)):
        return False  # `khối thi đua 30 năm học 2022-2023`, `Khối thi đua 3 năm 2024`
    numbered = at > 0 and reading.number(at - 1)  # `Khối thi đua Doanh nghiệp I 6 tháng đầu năm`
    if numbered or after not in followers() or not reading.keys[at].isdecimal():
        return True  # `²`, `①`: a mark, no figure
    return int(reading.keys[at]) > HIGHEST_IN_NAME


def _dates(reading: Reading, at: int) -> bool:
    """Whether what stands behind `năm` makes it a date."""
    return reading.keys[at] == "học" or (reading.keys[at].isdecimal() and len(reading.keys[at]) == YEAR_FIGURES)


def counts_bodies(reading: Reading, at: int) -> bool:
    """Whether the number at `at` counts bodies told by a plain noun in small letters: `9 bệnh viện trong khối`."""
    found = heads().longest(reading, at + 1) if not reading.breaks[at + 1] else None
    return found is not None and found.end > at + 2 and not any(reading.upper[at + 1 : found.end + 1])


def nation_at(reading: Reading, at: int) -> bool:
    """Whether `Việt Nam`, `Trung ương` or a short form of them stands at `at`."""
    surface = reading.surface(at, min(at + 2, len(reading)))
    if reading.surface(at, min(at + 3, len(reading))).lower() in {"t.ư", "t.w"}:
        return True
    return surface.lower() in stops("nation") or reading.keys[at] in {"tw", "vn"}


def region_end(reading: Reading, at: int) -> int:
    """The end of a region's name at `at`, 0 where none is: `miền Trung`, `đồng bằng sông Cửu Long`."""
    if reading.keys[at] not in _region_keys():
        return 0
    for end in range(min(at + LONGEST_REGION, len(reading)), at + 1, -1):
        if reading.upper[end - 1] and reading.surface(at, end).lower() in stops("region"):
            return end
    return 0


@lru_cache(maxsize=1)
def _region_keys() -> frozenset[str]:
    """The syllables with which regions begin."""
    return frozenset(form.split()[0] for form in stops("region"))
