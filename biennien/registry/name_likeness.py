"""Whether two names are likely those of one thing: a pure comparison, and the blocks that spare most pairs it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from biennien.registry.keys import fold_key, identity_key
from biennien.registry.wording import in_full
from ingest.orthography import fold, nfc
from nlp.lexicon import load_lexicon

SAME_WORDS, SAME_PARENT, SAME_PERIOD = "same_words", "same_parent", "same_period"
ONE_LETTER, NO_LEVEL, VARIANT, OTHER_ORDER = "one_letter", "no_level", "variant", "other_order"

SCORES = {
    SAME_PARENT: 0.95, SAME_PERIOD: 0.9, SAME_WORDS: 0.85, NO_LEVEL: 0.7, OTHER_ORDER: 0.65, VARIANT: 0.6,
    ONE_LETTER: 0.55,
}  # fmt: skip
"""In which order people see them: not measured, no archive has decided on enough of them yet."""

OTHER_MARKS = 0.3
"""Taken off where both bear tone marks, and others: `Hà Đông` and `Hạ Đông` are two places."""

FEWEST = 3
"""Words of a name that is compared with one word left out; of two words one says nothing."""

LONG = 5
"""Words of a slogan or campaign from which one other word is a slip of the pen rather than another slogan."""

NUMBER = re.compile(r"\d|^[ivx]+$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with what tells of its bearer. `parent` and `place` are of units, days of campaigns; None is not known."""

    id: str
    name: str
    words: tuple[str, ...]
    kind: str | None = None
    place: str | None = None
    parent: str | None = None
    days: tuple[int, int] | None = None

    @property
    def numbers(self) -> Counter[str]:
        """The numbers in it: with other numbers it is another thing."""
        return Counter(word for word in self.words if NUMBER.search(word))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two names are likely one, and how likely from 0 to 1."""

    reason: str
    score: float


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without marks, abbreviations in full, the noun before a campaign's name left out."""
    return tuple(fold_key(identity_key(in_full(name))).split())


def blocks_of(words: Sequence[str]) -> set[int]:
    """The numbers under which a name is compared: of all its words, of them in order, of all but each one."""
    parts = {" ".join(words), " ".join(sorted(words)), "".join(words)}
    if len(words) >= FEWEST:
        parts |= {" ".join((*words[:at], *words[at + 1 :])) for at in range(len(words))}
    return {_number(part) for part in parts}


def likeness(kind: str, one: Name, other: Name) -> Likeness | None:
    """Why two names of one kind are likely those of one thing; None where nothing says so, or something against it."""
    if one.numbers != other.numbers or _are_apart(one, other):
        return None
    if "".join(one.words) == "".join(other.words):
        return _same(one, other)
    if kind == "unit" and _lacks_level(one.words, other.words):
        return Likeness(NO_LEVEL, SCORES[NO_LEVEL])
    changed = _one_changed(one.words, other.words)
    if kind != "unit":
        if sorted(one.words) == sorted(other.words) and len(one.words) >= FEWEST:
            return Likeness(OTHER_ORDER, SCORES[OTHER_ORDER])
        if min(len(one.words), len(other.words)) >= LONG and (changed or _one_more(one.words, other.words)):
            return Likeness(VARIANT, SCORES[VARIANT])
    if changed and is_one_edit(*changed):
        return Likeness(ONE_LETTER, SCORES[ONE_LETTER])
    return None


def is_one_edit(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _are_apart(one: Name, other: Name) -> bool:
    """Whether what is known of the two says that they are not one: kind, place, times that do not meet."""
    if one.kind and other.kind and one.kind != other.kind:
        return True
    if one.place and other.place and one.place != other.place:
        return True
    if one.days is None or other.days is None:
        return False
    return one.days[0] > other.days[1] or other.days[0] > one.days[1]


def _same(one: Name, other: Name) -> Likeness:
    reason = SAME_WORDS
    if one.parent and one.parent == other.parent:
        reason = SAME_PARENT
    elif one.days and other.days:
        reason = SAME_PERIOD
    return Likeness(reason, round(SCORES[reason] - (OTHER_MARKS if _marked_otherwise(one, other) else 0), 2))


def _marked_otherwise(one: Name, other: Name) -> bool:
    """Whether both are written with marks, and with other ones."""
    names = [nfc(name.name).lower() for name in (one, other)]
    keys = {identity_key(in_full(name)) for name in names}
    return len(keys) > 1 and all(fold(name) != name for name in names)


def _one_changed(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """The one word in which two names of the same length differ."""
    if len(one) != len(other):
        return None
    changed = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return changed[0] if len(changed) == 1 else None


def _one_more(one: Sequence[str], other: Sequence[str]) -> int | None:
    """Where the longer name has one word more than the other, counted from 1."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return None
    return next((at + 1 for at in range(len(long)) if (*long[:at], *long[at + 1 :]) == tuple(short)), None)


def _lacks_level(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name only leaves out the word that says the level of its place."""
    at = _one_more(one, other)
    return at is not None and max((one, other), key=len)[at - 1] in _levels()


@lru_cache(maxsize=1)
def _levels() -> frozenset[str]:
    """Level words of places that are one word."""
    return frozenset(form for entry in load_lexicon("place_levels") if " " not in (form := fold_key(entry.form)))


def _number(part: str) -> int:
    return int.from_bytes(hashlib.blake2b(part.encode(), digest_size=8).digest(), signed=True)
