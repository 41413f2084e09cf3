"""What abbreviations and Roman numerals stand for, and, where they mean several things, what those beside them tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import fold, is_syllable
from nlp.lexicon import load_lexicon
from search.tables import load_rows

WORD = re.compile(r"[^\W_]+(?:\.(?<=\b[^\W\d_]\.)[^\W\d_]\b)*")
"""A word; single letters with dots between them (`T.Ư`, `K.C.H.C`) are one."""

LONGEST = 8
"""Letters of an abbreviation."""

NEIGHBOURS = 4
"""Words behind an abbreviation that tell what it means."""

NUMBERED = re.compile(r"(?:khoa|thu|quy|chuong|phan|muc|cum|khoi|so|khu|ky|hang|dai hoi|cap|loai|dieu)\b")
"""What a Roman numeral stands behind; alone `VI`, `X`, `I` are words or letters more often."""

ROMANS = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
    "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing an abbreviation may mean; `previous` and `following` are patterns for the folded words beside it."""

    value: str
    previous: str = ""
    following: str = ""

    def fits(self, previous: str, following: str) -> bool:
        """Whether the words beside allow it."""
        return _fits(self.previous, previous) and _fits(self.following, following)

    @property
    def is_certain(self) -> bool:
        """Whether it holds whatever stands beside."""
        return not self.previous and not self.following


def _fits(pattern: str, text: str) -> bool:
    if not pattern:
        return True
    return (re.match(pattern.removeprefix("!"), text) is None) == pattern.startswith("!")


def readings(word: str) -> tuple[Reading, ...]:
    """What `word` may stand for, none for words; in lower case only where it is no syllable (`hdnd`, but not `ban`)."""
    letters = word.replace(".", "")
    if len(letters) > LONGEST:
        return ()
    capitals, upper = letters.isupper(), letters.upper()
    known: tuple[Reading, ...] = ()
    if upper in ROMANS:
        alone = len(letters) > 1 and not is_syllable(letters)
        known = (Reading(str(ROMANS[upper]), "" if alone else NUMBERED.pattern),)
    elif len(letters) > 1:
        known = _known().get(upper) or _known().get(fold(letters).upper(), ())
    if known and not capitals and is_syllable(letters):  # looked at last: few words get so far
        return ()
    return known


def decide(words: Sequence[str], at: int) -> str | None:
    """What the abbreviation at `at` stands for among `words`; None where nothing there tells."""
    following = " ".join(words[at + 1 : at + 1 + NEIGHBOURS])
    return decide_between(words[at], words[at - 1] if at else "", following)


@lru_cache(maxsize=50_000)
def decide_between(word: str, previous: str, following: str) -> str | None:
    """What `word` stands for behind the word `previous` and before the NEIGHBOURS words `following`."""
    previous, following = fold(previous), fold(following)
    return next((one.value for one in readings(word) if one.fits(previous, following)), None)


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Reading, ...]]:
    """Abbreviation in capitals -> what it may mean; folded too where that is no other one."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in load_rows("abbreviations"):
        found[row["form"]].append(Reading(row["value"], row["previous"], row["next"]))
    for entry in load_lexicon("abbreviations"):
        if not entry.ambiguous and entry.value and WORD.fullmatch(entry.form):
            found[entry.form].append(Reading(entry.value))
    known = {form: tuple(some) for form, some in found.items()}
    return {fold(form).upper(): some for form, some in known.items() if form not in UNFOLDED} | known


UNFOLDED = frozenset({"TƯ"})
"""`TU` is another abbreviation (Tỉnh ủy, Thành ủy)."""
