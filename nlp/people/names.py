"""What a Vietnamese person's name looks like: a family name, then one to four capitalised syllables."""

from __future__ import annotations

from functools import lru_cache

from ingest.names import surnames
from nlp.lexicon import load_lexicon
from nlp.text.reading import Reading

LONGEST = 5
"""Syllables: longer names are not in use, longer runs of capitals are two names or a heading."""
SURE_MIDDLES = frozenset({"thị", "văn"})
"""Behind any family name these make a person."""

NEVER_IN_NAMES = frozenset({"theo", "nguồn"})
"""What follows an author's or signer's name in its line: `Lê Văn Sơn Theo báo …`."""
MONK = "thích"
APOSTROPHES = frozenset({"'", "’"})
JOINTS = APOSTROPHES | {"-"}
"""What joins a syllable of a name to the one before."""


@lru_cache(maxsize=1)
def middle_names() -> frozenset[str]:
    """Middle names in lower case."""
    return frozenset(entry.form.lower() for entry in load_lexicon("middle_names"))


def capital_run(reading: Reading, first: int, *, limit: int = LONGEST) -> int:
    """The end of the run of capitalised words on one line that begins at `first`, at most `limit` words."""
    upper = reading.upper
    if first >= len(upper) or not upper[first]:
        return first
    at, keys, shouted, breaks = first, reading.keys, reading.shouted, reading.breaks
    stop = first + limit
    while at < stop and (upper[at] or _small_middle(reading, first, at)):  # past the end nothing is a capital
        key = keys[at]
        if not key.isalpha() or (shouted[at] and len(key) > 1 and not reading.shouting[at]):
            break
        if at > first and (breaks[at] or key in NEVER_IN_NAMES):
            break
        at += 1
        if keys[at] in APOSTROPHES and reading.glued(at) and reading.glued(at + 1) and reading.word(at + 1):
            at += 2  # `H'Linh Mlô`, `K'Brễu`
    return at


def stands_alone(reading: Reading, at: int) -> bool:
    """Whether no capital follows the syllable at `at`, nor behind a mark or a small middle name: a cheap question."""
    return not (reading.upper[at + 1] or reading.upper[at + 2]) and reading.keys[at + 1] not in JOINTS


def _small_middle(reading: Reading, first: int, at: int) -> bool:
    """Whether a middle name in small letters stands between a family name and a given one: `Trưng thị Úc Ly`."""
    keys = reading.keys
    if at != first + 1 or reading.breaks[at + 1] or not reading.upper[at + 1] or keys[first] not in surnames():
        return False
    plain = keys[at] in middle_names() and not surnames()[keys[first]]  # `Đỗ ngọc Huy`
    return (keys[at] in SURE_MIDDLES or plain) and keys[at + 1].isalpha()


def surely_person(reading: Reading, first: int, end: int) -> bool:
    """Whether the run is a name beyond doubt: a plain family name and a usual middle name, or three syllables."""
    if end - first < 3 or reading.keys[first] not in surnames():
        return False
    middle = reading.keys[first + 1]
    if reading.keys[first + 2] in APOSTROPHES:
        return True  # `Ksor H'Khuyên`
    return middle in SURE_MIDDLES or (middle in middle_names() and not surnames()[reading.keys[first]])


def monk_name(reading: Reading, at: int) -> int:
    """The end of a name that monks and nuns bear, 0 where none is: `Thích Minh Châu`, `Thích nữ Như Ngộ`."""
    if reading.keys[at] != MONK or reading.shouting[at]:
        return 0
    nun = reading.keys[at + 1] == "nữ" and not reading.breaks[at + 1]
    end = capital_run(reading, at + 2 if nun else at)
    return end if end - at >= (4 if nun else 3) else 0


def spaced_out(reading: Reading, first: int) -> bool:
    """Whether letters set apart begin at `first`: `T H Ô N G B Á O`."""
    return reading.upper[first + 1] and len(reading.keys[first]) == len(reading.keys[first + 1]) == 1


def may_be_person(reading: Reading, first: int, end: int) -> bool:
    """Whether the run begins with a family name and has two syllables or more."""
    return end - first >= 2 and reading.keys[first] in surnames()


def looks_like_person(reading: Reading, first: int, *, sure: bool = False) -> bool:
    """Whether a person's name, not a place, begins at `first`: for use after a post.

    `sure`: a family name that is also a word counts too, for a post stands before.
    """
    end = capital_run(reading, first)
    plain = sure or not surnames().get(reading.keys[first], True)
    return may_be_person(reading, first, end) and end - first >= 3 and plain
