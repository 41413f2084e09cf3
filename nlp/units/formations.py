"""Which formation of the army, navy or youth brigades another one belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from nlp.lexicon import load_lexicon
from nlp.text.reading import Reading
from nlp.units.parse import UnitParse

SUPERIOR_MENTIONS = 2
"""A formation named less often, and not the only one, is not whose parts the page speaks of."""
BEHIND = frozenset({",", "/", "(", "thuộc", "của"})
"""Marks and words between a formation and the one it belongs to."""
HIGHEST = "Quân khu"
"""A zone commands divisions and brigades; what a regiment belongs to it is told by a name between."""
LOWEST_OF_ZONE = "Lữ đoàn"
STANDS_ALONE = "Trung đoàn"
"""From this rank on a formation is known by its own name; a lower one is told with its regiment or brigade."""
PART_OF = "\N{NO-BREAK SPACE}"
"""Between a part and its whole while names are put together, for the part's own name; written as a space."""
REMEMBERED = 1_024
"""Names whose rank is kept: most are asked for again and again."""


@lru_cache(maxsize=1)
def ranks() -> Mapping[str, int]:
    """Head in full words -> its rank, the squad lowest; equals are no superiors of each other."""
    return {entry.form: int(entry.kind) for entry in load_lexicon("formations")}


@lru_cache(maxsize=REMEMBERED)
def rank_of(name: str) -> int:
    """The rank of the formation that a name begins with, 0 for none."""
    return max((rank for head, rank in ranks().items() if name.startswith(head + " ")), default=0)


@lru_cache(maxsize=REMEMBERED)
def head_of_rank(name: str) -> str:
    """The head of the formation that a name tells whole, `Vùng` of `Vùng 2 Hải quân`; `''` for others."""
    return next((head for head in ranks() if name.startswith(head + " ")), "")


def own_name(name: str) -> str:
    """A name without what it belongs to: `Tiểu đoàn 3` of `Tiểu đoàn 3 Trung đoàn 141`."""
    return name.partition(PART_OF)[0]


def stands_alone(head: str) -> bool:
    """Whether formations with that head are told by their own names: `Trung đoàn 141`, whatever division it is of."""
    return ranks()[head] >= ranks()[STANDS_ALONE]


def may_command(superior: str, head: str) -> bool:
    """Whether formations with that name command ones with `head` without another between them."""
    if superior.startswith(HIGHEST) and ranks()[head] < ranks()[LOWEST_OF_ZONE]:
        return False
    return rank_of(superior) > ranks()[head]


def find_superior(head: str, main: str, counted: Mapping[str, int]) -> str:
    """The formation that one with `head` belongs to: that of the letterhead, else the one named most, else `''`."""
    if may_command(main, head):
        return own_name(main)
    found: Counter[str] = Counter()
    for name, count in counted.items():
        if may_command(name, head):
            found[own_name(name)] += count
    if not found:
        return ""
    name, count = found.most_common(1)[0]
    return name if count >= SUPERIOR_MENTIONS or len(found) == 1 else ""


def find_listed(reading: Reading, parses: Iterable[UnitParse]) -> dict[int, str]:
    """First syllable of a formation -> the higher one that stands behind it: `Đại đội 3, Tiểu đoàn 1`."""
    found: dict[int, str] = {}
    before: UnitParse | None = None
    for parse in parses:
        if before is not None and parse.first - before.end == 1 and reading.keys[before.end] in BEHIND:
            whole = parse.bare and rank_of(parse.head.value)  # `Lữ đoàn 25 (QK9)`
            low, high = ranks().get(before.head.value, 0), whole or ranks().get(parse.head.value, 0)
            told = whole or not parse.bare
            if 0 < low < high and not before.bare and told and before.parts[-1].unit is None:
                found[before.first] = parse.head.value if whole else " ".join(part.text for part in parse.parts)
        before = parse
    return found
